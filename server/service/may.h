/* The one place that decides who may do what about whom (2.12.1 ①-④). Called by world/call for each
 * operation, and by operations for what only their request tells. */
#ifndef SERVICE_MAY_H
#define SERVICE_MAY_H
#include "service/op.h"
#include "store/kanri_tables.h"

/* What it is about, as far as it is known; NULL: nothing of that kind. */
struct may_about {
    const char *tokutei; /* kind of 副本, or code of 特定個人情報名 */
    const char *busho;   /* 部署 of the same insurer whose file, question or answer it is */
};

/* OK; or NO_ROLE, NO_BUSHO_KEN, NO_TOKUTEI, NO_GROUP with which right of whom was missing and who can give
 * it. about NULL: nothing is known. */
enum status may(const struct caller *who, enum sosa what, const struct may_about *about, struct diag *d);
/* The same, of something that is to be left out when it is not for the caller; tells nothing. */
bool may_see(const struct caller *who, enum sosa what, const struct may_about *about);
/* For a statement that lists: the 部署 and the 特定個人情報 of what may_see() lets through, each with a space
 * before and behind; NULL: all. In a. */
struct may_only {
    const char *bushos, *tokuteis;
};
struct may_only may_only(const struct caller *who, struct arena *a);

/* Of a user of the tables, whose 部署 is there; texts in a. */
struct rights rights_of(const struct kanri_tables *t, const struct kanri_user *u, struct arena *a);
/* Every right there is: for who is asked nothing. */
extern const struct rights rights_all;
/* Of the rows of a link file, which was let in when it came: every right, but of 特定個人情報 only what its
 * 部署 and the アクセスグループ of that handle, for each row tells another. */
struct rights rights_of_rows(const struct kanri_tables *t, const char *hokensha, const char *busho,
                             struct arena *a);
#endif

/* Link files under check, one after the other, into a report. Called by cmd/check.c. */
#ifndef CLIENT_CHECK_CHECKER_H
#define CLIENT_CHECK_CHECKER_H
#include "check/kekka.h"
#include "check/report.h"
#include "check/tell.h"
#include "file/layout/judge.h"

struct checker {
    const char *kind, *encoding; /* NULL: found out for each file */
    const char *hokensha;        /* who would send the files; NULL: not told */
    const struct code_map *map;  /* 業務コード; NULL: none */
    int32_t day;                 /* whose layouts are in force, and rules of days to come */
    struct rule_policy rules;
    int64_t row_limit;            /* of a file, and of a zip together */
    struct past *past;            /* owned by who made the checker: what the files have told so far */
    struct kekkas results;        /* of kakunin_begin, the first of the first 加入者情報 file */
    bool fukuhon;                 /* there was a file of 副本 */
    const struct layout *shikaku; /* of a file of 資格情報; NULL: there was none */
    bool cut;                     /* a file was refused as a whole, or could not be read */
    const struct check_form *form;
    struct check_tell tell; /* url NULL: nothing is told */
    struct report report;
};

/* Judges the file (a FIFO, or "-", as well), each entry of a zip, each file of a folder. false: the report
 * has an error of it, or under --strict a warning.
 */
bool checker_path(struct checker *c, const char *path);
/* What cannot even be read is an error of the report, too: false. shown: as people may read it. */
bool checker_unread(struct checker *c, const char *shown, const struct diag *why);
#endif

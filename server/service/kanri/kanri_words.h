/* Columns of the masters that are lists of words, single spaces between (2.12.1 ①-③): which words there are.
 * KANRI_WORD names the first that is none, or is there twice, with the list of those that there are. Called
 * by the masters of this folder. */
#ifndef SERVICE_KANRI_KANRI_WORDS_H
#define SERVICE_KANRI_KANRI_WORDS_H
#include "service/op.h"

/* Of tokutei instead of words; NASHI of a 部署's アクセスグループ, too. */
#define KANRI_SUBETE "*"
#define KANRI_NASHI "-"

/* What is given, NULL for NASHI; else what was. */
static inline const char *kanri_or_nashi(const char *given, const char *was)
{
    return !given || !*given ? was : given[0] == KANRI_NASHI[0] && !given[1] ? NULL : given;
}

enum status kanri_check_jimu(struct call *c, const char *item, const char *text);
enum status kanri_check_shokusho(struct call *c, const char *item, const char *text);
enum status kanri_check_sosa(struct call *c, const char *item, const char *text);
/* Kinds of 副本 and 特定個人情報名コード; or SUBETE, or NASHI. In a world that was made before kanri.db knew
 * the codes, anything of their form. */
enum status kanri_check_tokutei(struct call *c, const char *item, const char *text);
#endif

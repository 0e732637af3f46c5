/* Inside file/rule/ only: what a row of 加入者情報 tells, by the columns of its layout. Called by
 * past_hito.c.
 */
#ifndef FILE_RULE_PAST_KOTO_H
#define FILE_RULE_PAST_KOTO_H
#include "file/rule/kanyusha.h"
#include "file/rule/past.h"

enum { KOTO_ITEMS = 14 };

/* Where the columns stand; zeroed at first. */
struct koto_columns {
    const struct layout *l;
    int at[KOTO_ITEMS]; /* -1: none */
};
/* Finds them, once a layout. */
void koto_columns(struct koto_columns *c, const struct layout *l);

/* All of a row of that layout. NULL: empty, or no such column. */
const char *koto_edaban(const struct koto_columns *c, const struct past_row *row);
const char *koto_kojin_bango(const struct koto_columns *c, const struct past_row *row);
const char *koto_kubun_text(const struct koto_columns *c, const struct past_row *row);
/* 0: it is not one letter. */
char koto_kubun(const struct koto_columns *c, const struct past_row *row);
struct kanyusha_koto koto_told(const struct koto_columns *c, const struct past_row *row);
/* What the layout lets be empty; one without such a column does not. */
struct kanyusha_aru koto_aru(const struct koto_columns *c, const struct past_row *row);
#endif

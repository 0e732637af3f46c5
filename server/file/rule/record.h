/* What rules take from a record as it was judged: by the semantic names of its columns, however the layout of
 * the day calls and orders them. Pure. Called by service/chukan and past.c. */
#ifndef FILE_RULE_RECORD_H
#define FILE_RULE_RECORD_H
#include "base/arena.h"
#include "file/layout/layout.h"
#include "file/rule/kikan.h"

struct record_view {
    const char *const *names;  /* semantic */
    const char *const *values; /* NULL: empty */
    int n;
    const struct layout *l; /* of the same columns; NULL: not known, and no column is a key */
};

/* Which column has that name; -1: none. */
int record_place(const struct record_view *r, const char *name);
/* NULL: empty, or no such column. */
const char *record_item(const struct record_view *r, const char *name);
/* DAY_NONE: empty, no such column, or no day. */
int32_t record_day(const struct record_view *r, const char *name);
/* Columns that a stored record has: 処理区分, 保険者番号 and 枝番 say what to do for whom; all the others are
 * kept.
 */
bool record_kept(const char *name);
/* The same with their values. The caller's own 保険者番号 goes without saying; that of 法別 63 is kept as it
 * was sent. */
bool record_kept_value(const char *name, const char *value);
/* The values of the key's columns, the first day as a rule; one that has its column's default says nothing.
 * NULL: a is used up. */
const char *record_kagi(const struct record_view *r, const char *first_day, struct arena *a);
/* A 副本 of one of the kinds that rules know. */
struct kikan record_kikan(const struct record_view *r, enum kikan_kind kind, const char *kagi);
#endif

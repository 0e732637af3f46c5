/* 副本 (2.13): what the kinds share. A kind is a table of columns; its rows come from a link file (struct
 * bulk) or from fukuhon.register, which fills the same struct, and pass the same checks and the same apply
 * function. Called by the kinds (shikaku_joho.c …) and by the operations fukuhon.*. */
#ifndef SERVICE_CHUKAN_FUKUHON_H
#define SERVICE_CHUKAN_FUKUHON_H
#include "service/op.h"
#include "store/chukan_fukuhon.h"

/* What a column may hold; *_MAY: it may be empty. */
enum fukuhon_rule {
    RULE_SHORI,  /* 処理区分 1, 2, 3 */
    RULE_KEY,    /* 保険者番号, 枝番: looked up, not judged */
    RULE_KIGO,   /* text of 1 to 20 characters */
    RULE_HONNIN, /* 1 本人, 2 家族 */
    RULE_DATE,
    RULE_DATE_MAY,
    RULE_FLAG,   /* 0, 1 */
    RULE_KINGAKU /* yen: 1 to 9 digits */
};

struct fukuhon_column {
    const char *item; /* Japanese */
    enum fukuhon_rule rule;
};

/* The first columns of every kind: their places are the same in all. */
enum { COLUMN_SHORI, COLUMN_HOKENSHA, COLUMN_EDABAN, COLUMN_KOMOKU };

struct fukuhon_kind {
    const char *shubetsu;
    const struct field *fields;           /* F_TEXT, in the order of the layout */
    const struct fukuhon_column *columns; /* beside fields */
    size_t row_size;
    int kagi; /* column that tells one 副本 of a person from another: the first day of its period */
    /* Checks between columns; fills the last day of the period, YYYYMMDD, or leaves it empty while open. */
    enum status (*period)(struct call *c, const void *row, char ret_owari[9]);
    bool shikaku; /* 資格情報 itself; all other kinds must lie inside one */
};
extern const struct fukuhon_kind *const fukuhon_kinds[]; /* NULL at the end */
const struct fukuhon_kind *fukuhon_kind_find(const char *shubetsu);
extern const struct fukuhon_kind fukuhon_shikaku_joho, fukuhon_shobyo_teatekin;

/* Kept for the rows of one chunk, in c->bulk_state; online there is none. */
struct fukuhon_chunk {
    bool read;
    int64_t first, last; /* 副本番号: the last one given out before the chunk, and by now */
};

/* One row to its end: 新規, 変更 or 削除. *ret_bango: the 副本 concerned. */
enum status fukuhon_apply(struct call *c, const struct fukuhon_kind *kind, const void *row,
                          int64_t *ret_bango);
/* 削除 by its key, as fukuhon.delete does it. */
enum status fukuhon_remove(struct call *c, const struct fukuhon_kind *kind, const char *edaban,
                           const char *kagi, int64_t *ret_bango);

/* Members of the struct bulk of every kind. */
enum status fukuhon_bulk_row(struct call *c, const struct fukuhon_kind *kind, const void *row,
                             struct row_kekka *out);
enum status fukuhon_chunk_end(struct call *c, void *state);
enum status fukuhon_done(struct call *c, const struct torikomi *t);

/* "P00000001" and back; the text is in the arena, NULL when it is used up; -1: not a 副本番号. */
const char *fukuhon_bango_text(struct arena *a, int64_t bango);
int64_t fukuhon_bango_parse(const char *text);
#endif

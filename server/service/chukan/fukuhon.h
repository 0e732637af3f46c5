/* 副本 (2.13): what the kinds share. A kind is a line of data (fukuhon_kind.h): which of its columns C must
 * know; all other columns pass through as the layout has them. What may stand beside what: file/rule. Its
 * rows come from a link file (struct bulk) or from fukuhon.register, judged by the same layout, and go to the
 * same apply function.
 */
#ifndef SERVICE_CHUKAN_FUKUHON_H
#define SERVICE_CHUKAN_FUKUHON_H
#include "file/rule/owari.h"
#include "file/rule/record.h"
#include "service/op.h"
#include "service/shikaku_den.h"
#include "store/chukan_fugo.h"
#include "store/chukan_fukuhon.h"
#include "store/chukan_shikaku.h"

/* One row of any kind. NULL: empty, or no column of the kind. */
struct fukuhon_row {
    struct row_items items; /* the whole record */
    const char *shori_kubun, *hokensha, *edaban;
    const char *kara;  /* first day */
    const char *saigo; /* last day; of 資格情報 the day of 喪失, which is the first without 資格 */
    const char *honnin_kazoku, *kigo, *bango;
    /* fukuhon_prepare */
    const char *komoku;  /* what is kept, as JSON; NULL: not prepared */
    const char *kagi;    /* its key columns' values (schema/layout), the first day as a rule */
    int himitsu;         /* which of the items holds what looks like a 個人番号; -1: none */
    struct kikan is;     /* as rules see it */
    char den[DEN_BYTES]; /* of 資格情報: as 運用支援環境 would tell it */
};
/* Places in the fields of every kind, as far as they go. */
enum { FIELD_SHORI, FIELD_HOKENSHA, FIELD_EDABAN, FIELD_KARA, FIELD_SAIGO };

struct fukuhon_kind {
    const char *shubetsu;
    /* of struct fukuhon_row; one without 最後の日 is of a single day */
    const struct field *fields;
    enum kikan_kind kikan; /* what rules know it as */
};
extern const struct fukuhon_kind *const fukuhon_kinds[]; /* NULL at the end */
const struct fukuhon_kind *fukuhon_shikaku(void);        /* 資格情報 */
const struct fukuhon_kind *fukuhon_kind_find(const char *shubetsu);
/* FUKUHON_ITEM for a 種別 that is none. */
enum status fukuhon_kind_unknown(struct call *c, const char *shubetsu);

/* What the columns that rules speak of are called, by the layout (NULL: not looked up). */
struct fukuhon_mei {
    const struct layout *l;
    const char *kara, *saigo, *kettei;
};

/* Kept for the rows of one chunk, in c->bulk_state; online there is none. */
struct fukuhon_chunk {
    bool read;
    int64_t first, last;       /* n of 副本番号: the last one given out before the chunk, and by now */
    struct chukan_run shikaku; /* of 資格情報: what was told of the 枝番 around the last one */
    struct fukuhon_mei mei;
};

/* Fills the members of ret by the items that were judged, as the loader does it for a file. */
void fukuhon_row_of(const struct fukuhon_kind *kind, const struct row_items *items, struct fukuhon_row *ret);
/* What a row needs no database for (struct bulk, prepare); fukuhon_apply does it for a row that is not
 * prepared. */
bool fukuhon_prepare(const struct fukuhon_kind *kind, struct arena *a, void *row);
/* One row to its end: 新規, 変更 or 削除. *ret_bango: the 副本 concerned. Refuses before the first write. */
enum status fukuhon_apply(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row,
                          int64_t *ret_bango);
/* 削除 by its key, as fukuhon.delete does it. item: what the key is called. */
enum status fukuhon_remove(struct call *c, const struct fukuhon_kind *kind, const char *item,
                           const char *edaban, const char *kagi, int64_t *ret_bango);

/* Fills den of a 資格情報. */
void fukuhon_soi_prepare(struct fukuhon_row *row);
/* A 資格情報 of a person against what was told of their 資格: fukuhon_soi.c. */
enum status fukuhon_soi(struct call *c, const struct fukuhon_row *row, const struct chukan_hito *hito);
/* When a link file of 資格情報 ends: those that changes of 加入者 have left behind, in a walk. told: how many
 * warnings of no row the file has so far. */
enum status fukuhon_soi_owari(struct call *c, const struct torikomi *t, struct owari_most most,
                              int64_t *told);

/* What a row of 資格情報 that was written has left worse: fukuhon_nokori.c. */
struct nokori_marks;
enum status fukuhon_nokori_put(struct call *c, const char *edaban, const struct chukan_hito *hito,
                               const char *kagi, const struct nokori_marks *marks);
/* When a link file of 資格情報 ends: what no row has mended, in a walk. */
enum status fukuhon_nokori_owari(struct call *c, const struct torikomi *t, struct owari_most most,
                                 int64_t *told);

/* The 副本 of a person as rules see them: fukuhon_kikan.c. List in c->arena; NULL: it is used up. */
struct kikan *fukuhon_kikan(struct call *c, const struct chukan_hito *hito);
/* What is kept of it for the rules besides its days, in out; NULL: nothing. */
enum { FUKUHON_KISOKU = 40 };
const char *fukuhon_kisoku(const struct kikan *k, char out[FUKUHON_KISOKU]);
struct record_view fukuhon_view(const struct fukuhon_row *row);

/* Members of the struct bulk of every kind. */
enum status fukuhon_bulk_row(struct call *c, const struct fukuhon_kind *kind, const void *row,
                             struct row_kekka *out);
enum status fukuhon_chunk_end(struct call *c, void *state);
enum status fukuhon_done(struct call *c, const struct torikomi *t);
/* The nth warning of no row (store/torikomi_keikoku.h). */
enum status fukuhon_owari_put(struct call *c, const struct torikomi *t, int64_t nth, const char *edaban,
                              const struct finding *found);

/* "P06139992N00000001" and back; the text is in the arena, NULL when it is used up; 0: not a 副本番号. */
const char *fukuhon_bango_text(struct arena *a, int64_t bango);
int64_t fukuhon_bango_parse(const char *text);
#endif

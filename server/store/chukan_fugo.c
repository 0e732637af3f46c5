/* Table fugo; see chukan_fugo.h. */
#include "store/chukan_fugo.h"

#include <string.h>

#include "store/sql.h"

/* A person, and one of its 副本 or NULLs. */
struct hito {
    const char *ido;
    bool has_fugo;
    const char *told;
    const char *shubetsu, *kagi, *kara, *owari, *kisoku;
    bool onaji;
};

#define ROW hito
TABLE(C(ido), C(has_fugo), C(told), C(shubetsu), C(kagi), C(kara), C(owari), C(kisoku), C(onaji));
#undef ROW

static enum status S_rows(struct tx *tx, enum sql_id id, const char *hokensha, const char *rows, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, id), .json = rows, .now = now, .hokensha = hokensha));
}

/* A 資格 has a blank and no other value has: a link file's requests tell none. */
enum status chukan_fugo_tsuchi(struct tx *tx, const char *hokensha, const char *rows, int64_t now)
{
    enum status st = S_rows(tx, SQL_FUGO_TSUCHI, hokensha, rows, now);
    if (st != ST_OK || !strchr(rows, ' '))
        return st;
    return sql_run(sql_with(sql_get(tx, SQL_FUGO_TSUCHI_SHIKAKU), .json = rows, .hokensha = hokensha));
}

enum status chukan_fugo_kyakka(struct tx *tx, const char *hokensha, const char *rows, int64_t now)
{
    return S_rows(tx, SQL_FUGO_KYAKKA, hokensha, rows, now);
}

enum status chukan_fugo_ido(struct tx *tx, const char *hokensha, const char *rows, int64_t now)
{
    enum status st = S_rows(tx, SQL_FUGO_IDO, hokensha, rows, now);
    return st == ST_OK ? S_rows(tx, SQL_FUGO_SHIKAKU, hokensha, rows, now) : st;
}

enum status chukan_fugo_hanasu(struct tx *tx, const char *hokensha, const char *edaban, const char *yokyu_no,
                               int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_FUGO_HANASU), .hokensha = hokensha, .edaban = edaban,
                            .key = yokyu_no, .now = now));
}

static enum status S_set(struct tx *tx, enum sql_id id, const char *hokensha, const char *edaban,
                         const char *yokyu_no, const char *fugo, int64_t now, int64_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, id), .hokensha = hokensha, .edaban = edaban, .key = yokyu_no,
                             .fugo = fugo, .now = now);
    return sql_changed(q, ret_n);
}

enum status chukan_fugo_set(struct tx *tx, const char *hokensha, const char *edaban, const char *yokyu_no,
                            const char *fugo, int64_t now)
{
    int64_t n = 0;
    enum status st = S_set(tx, SQL_FUGO_KEKKA_SET, hokensha, edaban, yokyu_no, fugo, now, &n);
    return st == ST_OK && n == 0 ? S_set(tx, SQL_FUGO_KEKKA_ADD, hokensha, edaban, yokyu_no, fugo, now, &n)
                                 : st;
}

enum status chukan_fugo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *arena,
                            const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_FUGO_GET), .hokensha = hokensha, .edaban = edaban), arena, ret);
}

enum status chukan_fugo_jotai(struct tx *tx, const char *hokensha, const char *edaban, struct arena *arena,
                              const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_FUGO_JOTAI), .hokensha = hokensha, .edaban = edaban), arena,
                    ret);
}

static struct chukan_hito S_hito(const struct hito *row)
{
    enum chukan_ido ido = !row->ido                       ? CHUKAN_YUKO
                          : strcmp(row->ido, "喪失") == 0 ? CHUKAN_SOSHITSU
                          : strcmp(row->ido, "取消") == 0 ? CHUKAN_TORIKESHI
                                                          : CHUKAN_YUKO;
    return (struct chukan_hito){.known = true, .ido = ido, .has_fugo = row->has_fugo};
}

enum status chukan_hito(struct tx *tx, const char *hokensha, const char *edaban, struct chukan_hito *ret)
{
    struct sql *q = sql_with(sql_get(tx, SQL_FUGO_HITO), .hokensha = hokensha, .edaban = edaban);
    struct hito row;
    bool found;
    enum status st = sql_step(q, &found);
    if (st != ST_OK)
        return st;
    if (found)
        sql_row(q, NULL, hito, &row);
    *ret = found ? S_hito(&row) : (struct chukan_hito){0};
    sql_done(q);
    return ST_OK;
}

/* A copy in a; NULL stays. */
static const char *S_kept(struct arena *a, const char *s)
{
    return s ? arena_strdup(a, s) : NULL;
}

static struct chukan_kikan S_kikan(struct arena *a, const struct hito *x)
{
    const char *kagi = S_kept(a, x->kagi);
    return (struct chukan_kikan){
        .shubetsu = S_kept(a, x->shubetsu),
        .kagi = kagi,
        .kara = x->kara ? S_kept(a, x->kara) : kagi,
        .owari = S_kept(a, x->owari),
        .kisoku = S_kept(a, x->kisoku),
        .onaji = x->onaji,
    };
}

enum status chukan_hito_kikan(struct tx *tx, const char *hokensha, const char *edaban, const char *shubetsu,
                              const char *kagi, const char *komoku, struct arena *arena,
                              struct chukan_hito *ret)
{
    struct chukan_hito h = {0};
    struct chukan_kikan *list = NULL;
    const char *told = NULL;
    struct sql *q = sql_with(sql_get(tx, SQL_FUGO_HITO_KIKAN), .hokensha = hokensha, .edaban = edaban,
                             .shubetsu = shubetsu, .key = kagi, .json = komoku);
    struct hito x;
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        sql_row(q, NULL, hito, &x);
        h = S_hito(&x);
        if (!told)
            told = S_kept(arena, x.told);
        if (!x.shubetsu) /* the person alone */
            break;
        if (!(list = arena_more(arena, list, n, sizeof *list)))
            break;
        list[n++] = S_kikan(arena, &x);
    }
    sql_done(q);
    h.kikan = list;
    h.kikan_n = n;
    h.shikaku = told;
    if (st == ST_OK && arena_failed(arena))
        st = ST_LIMIT;
    if (st == ST_OK)
        *ret = h;
    return st;
}

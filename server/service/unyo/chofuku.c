/* 資格重複 across insurers; see chofuku.h. */
#include "service/messages.h"
#include "service/unyo/chofuku.h"

#include <string.h>

#include "store/unyo_chofuku.h"

enum {
    FEW = 16,    /* looked at in the transaction that issues them */
    PIECE = 500, /* looked at for one message; the courier carries up to 64 in one transaction */
    SCRATCH = 1 << 20
};

static bool S_overlap(const struct chofuku_kikan *a, const struct chofuku_kikan *b)
{
    return (!a->soshitsu_ymd || strcmp(b->shutoku_ymd, a->soshitsu_ymd) < 0) &&
           (!b->soshitsu_ymd || strcmp(a->shutoku_ymd, b->soshitsu_ymd) < 0) &&
           (!a->soshitsu_ymd || strcmp(a->shutoku_ymd, a->soshitsu_ymd) < 0) && /* not a single day of 資格 */
           (!b->soshitsu_ymd || strcmp(b->shutoku_ymd, b->soshitsu_ymd) < 0);
}

/* Every 資格期間 of a person at one insurer, the present one last. */
struct periods {
    struct chofuku_kikan *kikan;
    size_t n;
};

static enum status S_periods(struct call *c, const struct kanyusha *k, struct arena *a, struct periods *ret)
{
    enum { BACK = 3 }; /* 取得, 喪失, 再取得: of fewer versions there is no earlier period */
    struct chofuku_kikan present = {k->hokensha, k->edaban, k->shutoku_ymd, k->soshitsu_ymd};
    struct chofuku_kikan *earlier = NULL;
    size_t n = 0;
    enum status st = k->version < BACK ? ST_OK : unyo_chofuku_earlier(c->tx, &present, a, &earlier, &n);
    ret->kikan = st == ST_OK ? arena_array(a, n + 1, sizeof present) : NULL;
    if (!ret->kikan)
        return st == ST_OK ? ST_LIMIT : st;
    if (n)
        memcpy(ret->kikan, earlier, n * sizeof present);
    ret->kikan[n] = present;
    ret->n = n + 1;
    return ST_OK;
}

/* Both sides of one pair of periods. */
static enum status S_pair(struct call *c, const struct chofuku_kikan *own, const struct chofuku_kikan *aite,
                          bool holds)
{
    enum status (*put)(struct tx *, const struct chofuku_kikan *, const struct chofuku_kikan *, int64_t) =
        holds && S_overlap(own, aite) ? unyo_chofuku_found : unyo_chofuku_over;
    enum status st = put(c->tx, own, aite, c->now);
    return st == ST_OK ? put(c->tx, aite, own, c->now) : st;
}

/* One insurer that is not own's: whoever has the number there. holds: own has it, too. a is for this alone.
 */
static enum status S_against(struct call *c, const char *hokensha, const char *kojin_bango,
                             const struct periods *own, bool holds, struct arena *a)
{
    struct kanyusha k;
    struct periods aite;
    bool found;
    arena_reset(a);
    enum status st = unyo_kanyusha_by_kojin(c->tx, hokensha, kojin_bango, a, &k, &found);
    if (st != ST_OK || !found)
        return st;
    st = S_periods(c, &k, a, &aite);
    for (size_t i = 0; st == ST_OK && i < own->n; i++)
        for (size_t j = 0; st == ST_OK && j < aite.n; j++)
            st = S_pair(c, &own->kikan[i], &aite.kikan[j], holds);
    return st;
}

/* An insurer with members, in the call's arena. */
struct other {
    const char *hokensha;
    struct other *next;
};

/* All but this one, in the order of their numbers. */
static enum status S_others(struct call *c, const char *hokensha, struct other **ret)
{
    enum status st = ST_OK;
    *ret = NULL;
    for (const char *at = ""; st == ST_OK && at;) {
        st = unyo_hokensha_next(c->tx, at, c->arena, &at);
        if (st != ST_OK || !at || strcmp(at, hokensha) == 0)
            continue;
        struct other *other = arena_alloc(c->arena, sizeof *other);
        if (!other)
            return ST_LIMIT;
        other->hokensha = at;
        *ret = other;
        ret = &other->next;
    }
    return st;
}

enum status chofuku_look(struct call *c, const char *kojin_bango, const struct kanyusha *k)
{
    struct other *others;
    struct periods own;
    bool holds = strcmp(k->kojin_bango, kojin_bango) == 0 && strcmp(k->jotai, KANYUSHA_TORIKESHI) != 0;
    enum status st = S_others(c, k->hokensha, &others);
    if (st != ST_OK || !others)
        return st;
    struct arena *a = arena_new(SCRATCH);
    st = a ? S_periods(c, k, c->arena, &own) : ST_LIMIT;
    for (const struct other *o = others; o && st == ST_OK; o = o->next)
        st = S_against(c, o->hokensha, kojin_bango, &own, holds, a);
    arena_free(a);
    return st;
}

static enum status S_send(struct call *c, const char *hokensha, const char *kara, const char *made)
{
    struct buf json = BUF_INIT;
    buf_addc(&json, '{');
    buf_json_member(&json, "hokensha", hokensha);
    buf_json_member(&json, "kara", kara);
    buf_json_member(&json, "made", made);
    buf_addc(&json, '}');
    enum status st = buf_ok(&json) ? message_put_ato(c, "chofukuKakunin", json.data, c->now) : ST_LIMIT;
    buf_release(&json);
    return st;
}

/* Up to PIECE of the range; *ret_rest: the first 枝番 that is left, NULL when none is. */
static enum status S_piece(struct call *c, const struct other *others, const char *hokensha, const char *kara,
                           const char *made, const char **ret_rest)
{
    struct chofuku_person *rows = NULL;
    size_t n = 0;
    struct arena *a = arena_new(SCRATCH), *one = arena_new(SCRATCH);
    enum status st = a && one ? ST_OK : ST_LIMIT;
    if (st == ST_OK)
        st = unyo_chofuku_range(c->tx, hokensha, kara, made, PIECE + 1, a, &rows, &n);
    for (size_t i = 0; st == ST_OK && i < n && i < PIECE; i++)
        for (const struct other *o = others; o && st == ST_OK; o = o->next)
            st = S_against(c, o->hokensha, rows[i].kojin_bango, &(struct periods){&rows[i].kikan, 1}, true,
                           one);
    if (st == ST_OK) {
        *ret_rest = n > PIECE ? arena_strdup(c->arena, rows[PIECE].kikan.edaban) : NULL;
        st = arena_failed(c->arena) ? ST_LIMIT : ST_OK;
    }
    arena_free(one);
    arena_free(a);
    return st;
}

enum status chofuku_range(struct call *c, const char *hokensha, const char *kara, const char *made)
{
    struct other *others;
    const char *rest = NULL;
    enum status st = S_others(c, hokensha, &others);
    if (st == ST_OK && others)
        st = S_piece(c, others, hokensha, kara, made, &rest);
    return st == ST_OK && rest ? S_send(c, hokensha, rest, made) : st;
}

enum status chofuku_new(struct call *c, const char *kara, const char *made, int64_t n)
{
    struct other *others;
    const char *hokensha = c->caller->hokensha;
    if (n <= FEW)
        return chofuku_range(c, hokensha, kara, made);
    enum status st = S_others(c, hokensha, &others);
    return st == ST_OK && others ? S_send(c, hokensha, kara, made) : st;
}

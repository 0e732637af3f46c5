/* The answer of an institution; see kikan_kaito.h. */
#include "service/gaibu/kikan/kikan_kaito.h"

#include <string.h>

#include "base/clock.h"
#include "service/gaibu/kikan/komoku_row.h"
#include "service/kekka_kubun.h"
#include "store/gaibu_kikan.h"
#include "store/kengen.h"

/* Layout of the items that are no institution's own: those of 住民票. */
static const char juminhyo[] = "juminhyoJoho";

/* One question being answered. */
struct kaito {
    struct call *c;
    const struct kikan_toi *toi;
    struct kikan kikan;
    const struct layout *l;
    struct kikan_joho *known; /* rows of kikan_joho */
    size_t n;
    struct buf rows;
};

/* Instead of an answer: of the institution, or of what it has of the resident. */
static const struct {
    const char *state, *kubun;
} instead[] = {{KIKAN_HEIKYOKU, KEKKA_HEIKYOKU}, {KIKAN_MUOTO, KEKKA_JIKANGIRE}, {KIKAN_FUKA, KEKKA_FUKA}};

static const char *S_instead(const char *state)
{
    for (size_t i = 0; state && i < sizeof instead / sizeof *instead; i++)
        if (strcmp(instead[i].state, state) == 0)
            return instead[i].kubun;
    return NULL;
}

/* What stands in the rows of kikan_joho besides items. */
static void S_jokyo(const struct kaito *k, struct kikan_kaito *ret)
{
    for (size_t i = 0; i < k->n; i++) {
        const char *kubun = S_instead(k->known[i].jokyo);
        if (kubun)
            ret->kubun = kubun;
        else if (k->known[i].jokyo)
            ret->osoi = true;
    }
}

static bool S_begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

/* The items of one of the household; who is asked about has those of kikan_joho as well. */
static void S_hito(struct kaito *k, const struct setai_in *hito, const char *nushi)
{
    const bool asked = strcmp(hito->juminhyo_code, k->toi->juminhyo_code) == 0;
    const struct komoku_value values[] = {
        {"zokugara", hito->zokugara}, {"setainushiShimei", nushi},
        {"shimei", hito->shimei},     {"shimeiKana", hito->shimei_kana},
        {"seibetsu", hito->seibetsu}, {"seinengappi", hito->seinengappi},
        {"jusho", hito->jusho},       {"juminYmd", hito->jumin_ymd},
        {"idoJiyu", hito->ido_jiyu},  {NULL, NULL},
    };
    komoku_row(&k->rows, k->l, values, asked && k->n ? k->known[0].komoku : NULL, k->c->arena);
}

/* The 住民票 of a resident of this 市町村. */
static enum status S_setai(struct kaito *k, bool *ret_here)
{
    struct setai_in *all = NULL;
    size_t n = 0;
    enum status st = gaibu_kikan_setai(k->c->tx, k->toi->juminhyo_code, k->c->arena, &all, &n);
    *ret_here = st == ST_OK && n && S_begins(all[0].jusho, k->kikan.mei);
    const char *nushi = n && strcmp(all[0].zokugara, "世帯主") == 0 ? all[0].shimei : NULL;
    for (size_t i = 0; *ret_here && i < n; i++)
        S_hito(k, &all[i], nushi);
    return st;
}

static enum status S_rows(struct kaito *k)
{
    bool here = false;
    enum status st = strcmp(k->l->name, juminhyo) == 0 ? S_setai(k, &here) : ST_OK;
    for (size_t i = 0; st == ST_OK && !here && i < k->n; i++)
        if (k->known[i].komoku)
            komoku_row(&k->rows, k->l, NULL, k->known[i].komoku, k->c->arena);
    return st;
}

/* What it knows by now, and in which columns that is to be told: a 照会基準日 to come brings nothing sooner.
 */
static enum status S_known(struct kaito *k, const char *layout)
{
    char today[9];
    const struct call *c = k->c;
    str_from_date(clock_date(c->now), today);
    const bool past = k->toi->kijun_ymd && strcmp(k->toi->kijun_ymd, today) < 0;
    const struct kikan_joho_key key = {k->toi->kikan, k->toi->code, k->toi->juminhyo_code,
                                       past ? k->toi->kijun_ymd : today};
    enum status st = layout_get(layout, clock_date(c->now), &k->l, c->diag);
    return st == ST_OK ? gaibu_kikan_joho(c->tx, &key, c->arena, &k->known, &k->n) : st;
}

static enum status S_answer(struct kaito *k, struct kikan_kaito *ret)
{
    const char *layout = NULL;
    enum status st = gaibu_kikan_layout(k->c->tx, k->toi->code, k->c->arena, &layout);
    if (st != ST_OK || !layout)
        return st;
    st = S_known(k, layout);
    if (st != ST_OK)
        return st;
    buf_addc(&k->rows, '[');
    st = S_rows(k);
    if (k->rows.len > 1)
        ret->kubun = KEKKA_ARI;
    S_jokyo(k, ret);
    buf_addc(&k->rows, ']');
    if (st == ST_OK && strcmp(ret->kubun, KEKKA_ARI) == 0)
        ret->rows = buf_ok(&k->rows) ? arena_strdup(k->c->arena, k->rows.data) : NULL;
    return st == ST_OK && !ret->rows ? ST_LIMIT : st;
}

enum status kikan_kaito_make(struct call *c, const struct kikan_toi *t, struct kikan_kaito *ret)
{
    struct kaito k = {.c = c, .toi = t};
    bool found = false;
    *ret = (struct kikan_kaito){.kubun = KEKKA_NASHI, .rows = "[]"};
    enum status st = kikan_get(c->tx, t->kikan, c->arena, &k.kikan, &found);
    const char *closed = st == ST_OK && found ? S_instead(k.kikan.jotai) : NULL;
    if (st == ST_OK && found && call_finds(c, FIND_HEIKYOKU, t->shokaisha, t->kikan))
        closed = KEKKA_HEIKYOKU;
    if (closed)
        ret->kubun = closed;
    else if (st == ST_OK && found && t->juminhyo_code)
        st = S_answer(&k, ret);
    buf_release(&k.rows);
    return st;
}

/* 資格重複 across insurers; see chofuku.h. */
#include "service/messages.h"
#include "service/unyo/chofuku.h"

#include <string.h>

#include "service/unyo/chofuku_look.h"
#include "store/unyo_shikaku.h"

enum {
    FEW = 16,    /* looked at in the transaction that issues them */
    PIECE = 500, /* looked at for one message; the courier carries up to 64 in one transaction */
    TEXTS = 1 << 20
};

/* --- at once, or later -----------------------------------------------------------------------------------
 */

static enum status S_place(struct call *c, struct chofuku_now *now)
{
    if (now->known)
        return ST_OK;
    const char *uketsuke = c->bulk_state ? c->uketsuke : NULL;
    enum status st = unyo_chofuku_place(c->tx, c->caller->hokensha, uketsuke, c->now, &now->place);
    now->known = st == ST_OK;
    return st;
}

static struct chofuku_person S_person(const struct kanyusha *k, const char *mae)
{
    return (struct chofuku_person){
        .kikan = {k->hokensha, k->edaban, k->shutoku_ymd, k->soshitsu_ymd},
        .kojin_bango = k->kojin_bango,
        .mae = mae,
        .live = strcmp(k->jotai, KANYUSHA_TORIKESHI) != 0,
    };
}

enum status chofuku_changed(struct call *c, struct chofuku_now *now, const struct kanyusha *was,
                            const char *mae, const struct kanyusha *k)
{
    struct chofuku_person before = S_person(was, mae), after = S_person(k, NULL);
    struct look l;
    enum status st = S_place(c, now);
    if (st != ST_OK || now->place.waits)
        return st == ST_OK ? unyo_chofuku_machi_put(c->tx, now->place.jun, &before) : st;
    st = look_start(&l, c, k->hokensha, now->place.any);
    if (st == ST_OK && l.others)
        st = unyo_shikaku_mae(c->tx, k->hokensha, k->edaban, c->arena, &after.mae);
    if (st == ST_OK)
        st = look_change(&l, &before, &after);
    look_end(&l);
    return st;
}

/* --- new 枝番 ----------------------------------------------------------------------------------------------
 */

static enum status S_send(struct call *c, const char *hokensha, const char *kara, const char *made)
{
    const struct body_chofuku_kakunin b = {hokensha, kara, made};
    const char *work_of = c->work_of;
    c->work_of = hokensha;
    enum status st = message_put_ato(c, "chofukuKakunin", &b, c->now);
    c->work_of = work_of;
    return st;
}

/* Up to PIECE of the range; *ret_rest: the first 枝番 that is left, NULL when none is. */
static enum status S_piece(struct look *l, const char *kara, const char *made, const char **ret_rest)
{
    struct chofuku_person *rows = NULL;
    size_t n = 0;
    struct call *c = l->c;
    struct arena *a = arena_new(TEXTS);
    enum status st =
        a ? unyo_chofuku_range(c->tx, l->hokensha, kara, made, PIECE + 1, a, &rows, &n) : ST_LIMIT;
    for (size_t i = 0; st == ST_OK && i < n && i < PIECE; i++)
        st = look_new(l, &rows[i]);
    if (st == ST_OK) {
        *ret_rest = n > PIECE ? arena_strdup(c->arena, rows[PIECE].kikan.edaban) : NULL;
        st = arena_failed(c->arena) ? ST_LIMIT : ST_OK;
    }
    arena_free(a);
    return st;
}

static enum status S_range(struct call *c, bool any, const char *hokensha, const char *kara, const char *made)
{
    struct look l;
    const char *rest = NULL;
    enum status st = look_start(&l, c, hokensha, any);
    if (st == ST_OK && l.others)
        st = S_piece(&l, kara, made, &rest);
    look_end(&l);
    return st == ST_OK && rest ? S_send(c, hokensha, rest, made) : st;
}

/* The range is no longer held back. */
static enum status S_issued(struct call *c, bool any, const char *hokensha, const char *kara,
                            const char *made, int64_t n)
{
    struct look l;
    if (n <= FEW)
        return S_range(c, any, hokensha, kara, made);
    enum status st = look_start(&l, c, hokensha, any);
    look_end(&l);
    return st == ST_OK && l.others ? S_send(c, hokensha, kara, made) : st;
}

enum status chofuku_range(struct call *c, const char *hokensha, const char *kara, const char *made)
{
    bool any;
    enum status st = unyo_chofuku_any(c->tx, &any);
    return st == ST_OK ? S_range(c, any, hokensha, kara, made) : st;
}

enum status chofuku_new(struct call *c, struct chofuku_now *now, const char *kara, const char *made,
                        int64_t n)
{
    const char *hokensha = c->caller->hokensha;
    enum status st = S_place(c, now);
    if (st != ST_OK || now->place.waits)
        return st == ST_OK ? unyo_chofuku_machi_new(c->tx, now->place.jun, hokensha, kara, made) : st;
    return S_issued(c, now->place.any, hokensha, kara, made, n);
}

/* --- what waited -------------------------------------------------------------------------------------------
 */

static enum status S_more(struct call *c)
{
    return message_put(c, "chofukuMachi", NULL, c->now);
}

enum status chofuku_file_done(struct call *c)
{
    bool any;
    enum status st = unyo_chofuku_any(c->tx, &any);
    return st == ST_OK && any ? S_more(c) : st;
}

/* As if it were done now: the person becomes what the next change that waits has found, or is. a is for this
 * alone. */
static enum status S_take(struct call *c, const struct chofuku_machi *m, struct arena *a)
{
    struct chofuku_person p;
    struct look l;
    enum status st = unyo_chofuku_machi_drop(c->tx, m->seq);
    if (st != ST_OK || m->made)
        return st == ST_OK ? S_issued(c, true, m->hokensha, m->was.kikan.edaban, m->made, m->n) : st;
    st = unyo_chofuku_one(c->tx, m->hokensha, m->was.kikan.edaban, a, &p);
    if (st != ST_OK)
        return st;
    st = look_start(&l, c, m->hokensha, true);
    if (st == ST_OK)
        st = look_change(&l, &m->was, &p);
    look_end(&l);
    return st;
}

enum status chofuku_go_on(struct call *c)
{
    struct arena *a = arena_new(TEXTS);
    enum status st = a ? ST_OK : ST_LIMIT;
    bool found = st == ST_OK;
    for (int i = 0; st == ST_OK && found && i < PIECE; i++) {
        struct chofuku_machi m;
        arena_reset(a);
        st = unyo_chofuku_machi_next(c->tx, c->now, a, &m, &found);
        if (st == ST_OK && found)
            st = S_take(c, &m, a);
    }
    arena_free(a);
    return st == ST_OK && found ? S_more(c) : st;
}

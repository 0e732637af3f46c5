/* The schedule of a world's lot in the control API: GET …/nittei, and the days that clock/advance knows by
 * name. The windows of the masters are those of the 配信マスター (store/haishin.h), named haishin2_5. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/haishin.h"
#include "world/engine.h"
#include "world/nittei_control.h"

enum { ARENA = 1 << 18, HOUR = 9 }; /* the worlds of the fixtures begin at that hour */

struct shown {
    const char *lot, *kankyo, *kyo; /* today, as 8 digits */
    struct list nittei;             /* of struct nittei_day */
};

static const struct field day_fields[] = {
    FIELD_TEXT(struct nittei_day, "nittei", nittei), FIELD_TEXT(struct nittei_day, "mei", mei),
    FIELD_TEXT(struct nittei_day, "kara", kara),     FIELD_TEXT(struct nittei_day, "made", made),
    FIELD_TEXT(struct nittei_day, "riyo", riyo),     FIELD_TEXT(struct nittei_day, "kankyo", kankyo),
    FIELD_TEXT(struct nittei_day, "saki", saki),     FIELD_END};
static const struct field shown_fields[] = {
    FIELD_TEXT(struct shown, "lot", lot), FIELD_TEXT(struct shown, "kankyo", kankyo),
    FIELD_TEXT(struct shown, "kyo", kyo),
    FIELD_LIST(struct shown, "nittei", nittei, struct nittei_day, day_fields), FIELD_END};

struct reading {
    const char *lot;
    struct haishin *haishin;
    size_t n;
};

static enum status S_haishin(struct call *c, void *cls)
{
    struct reading *x = cls;
    return haishin_list(c->tx, x->lot, c->arena, &x->haishin, &x->n);
}

static struct nittei_day S_master(const struct haishin *h, struct arena *a)
{
    char *name = arena_printf(a, "haishin%s", h->release);
    for (char *p = name; p && *p; p++)
        *p = *p == '.' ? '_' : *p;
    return (struct nittei_day){
        .nittei = name, .mei = arena_printf(a, "リリース%s", h->release), .kara = h->kara, .made = h->made};
}

static const char *S_kept(struct arena *a, const char *text)
{
    return text ? arena_strdup(a, text) : NULL;
}

static int S_by_days(const void *l, const void *r)
{
    const struct nittei_day *a = l, *b = r;
    const int by = strcmp(a->kara, b->kara);
    return by ? by : strcmp(a->made ? a->made : "~", b->made ? b->made : "~");
}

/* Those of kanri.db as every call has them, behind those of the masters, in a. */
static enum status S_days(struct world *w, const char *lot, struct reading *x, struct arena *a,
                          struct nittei_day **ret, size_t *ret_n)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    const struct kanri_tables *t = &kanri->tables;
    struct nittei_day *days = arena_array(a, x->n + t->nittei_n, sizeof *days);
    size_t n = 0;
    for (size_t i = 0; days && i < x->n; i++)
        if (x->haishin[i].kara)
            days[n++] = S_master(&x->haishin[i], a);
    for (size_t i = 0; days && i < t->nittei_n; i++) {
        const struct kanri_nittei *k = &t->nittei[i];
        if (strcmp(k->lot, lot) == 0)
            days[n++] = (struct nittei_day){S_kept(a, k->nittei), S_kept(a, k->mei),  S_kept(a, k->kara),
                                            S_kept(a, k->made),   S_kept(a, k->riyo), S_kept(a, k->kankyo),
                                            S_kept(a, k->saki)};
    }
    kanri_set_release(kanri);
    if (arena_failed(a))
        return ST_LIMIT;
    qsort(days, n, sizeof *days, S_by_days);
    *ret = days;
    *ret_n = n;
    return ST_OK;
}

/* What is the lot's, by its days; texts and list in a. */
static enum status S_read(struct world *w, struct arena *a, struct shown *ret, struct diag *d)
{
    char day[9], lot[sizeof w->policy.lot];
    pthread_mutex_lock(&w->lock);
    memcpy(lot, w->policy.lot, sizeof lot);
    const unsigned kankyo = w->policy.kankyo;
    str_from_date(clock_date(clock_now(&w->clock)), day);
    pthread_mutex_unlock(&w->lock);
    struct reading x = {.lot = lot};
    struct call c = {.arena = a, .diag = d};
    struct nittei_day *days = NULL;
    size_t n = 0;
    enum status st = world_read(w, DB_CHUKAN, &c, S_haishin, &x);
    if (st == ST_OK)
        st = S_days(w, lot, &x, a, &days, &n);
    *ret = (struct shown){.lot = arena_strdup(a, lot),
                          .kankyo = kankyo == KANKYO_ALL ? NULL : sosa_word_code(kankyo_words, kankyo),
                          .kyo = arena_strdup(a, day),
                          .nittei = {days, n}};
    return st;
}

enum status sim_nittei(struct world *w, struct buf *json, struct diag *d)
{
    struct shown shown;
    struct arena *a = arena_new(ARENA);
    enum status st = a ? S_read(w, a, &shown, d) : diag_set(d, ST_LIMIT, NULL, NULL, NULL);
    if (st == ST_OK)
        json_write(json, shown_fields, &shown);
    arena_free(a);
    return st;
}

/* None of that name: all that there are. */
static enum status S_none(const struct shown *s, const char *name, struct diag *d)
{
    const struct nittei_day *days = s->nittei.items;
    struct buf want = BUF_INIT;
    for (size_t i = 0; i < s->nittei.n; i++)
        buf_addf(&want, "%s%s（%s）", i ? "、" : "日時か日程の名前: ", days[i].nittei, days[i].mei);
    enum status st = diag_set(d, ST_CONTROL, "to",
                              want.len ? want.data : "日時（このワールドのロットには日程がない）", name);
    buf_release(&want);
    return st;
}

/* At its hour, or now when that is over today. */
static enum status S_moment(const struct nittei_day *n, bool owari, int64_t now, int64_t *ret, struct diag *d)
{
    const char *day = owari ? n->made : n->kara;
    if (!day)
        return diag_set(d, ST_CONTROL, "owari", "終わりの日のある日程", n->nittei);
    const int32_t date = str_date(str_of(day));
    const int64_t at = clock_day(date) + HOUR * 3600;
    *ret = at < now && clock_date(now) == date ? now : at;
    return *ret < now ? diag_set(d, ST_CLOCK_BACK, "to", "現在以後の日程", n->nittei) : ST_OK;
}

enum status nittei_moment(struct world *w, const char *name, bool owari, int64_t *ret, struct diag *d)
{
    struct shown s;
    struct arena *a = arena_new(ARENA);
    enum status st = a ? S_read(w, a, &s, d) : diag_set(d, ST_LIMIT, NULL, NULL, NULL);
    const struct nittei_day *days = st == ST_OK ? s.nittei.items : NULL;
    size_t i = 0;
    while (days && i < s.nittei.n && strcmp(days[i].nittei, name) != 0 && strcmp(days[i].mei, name) != 0)
        i++;
    if (st == ST_OK)
        st = i < s.nittei.n ? S_moment(&days[i], owari, world_now(w), ret, d) : S_none(&s, name, d);
    arena_free(a);
    return st;
}

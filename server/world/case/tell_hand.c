/* What is done by hand, by 取りまとめ機関 or at a page, as facts; see tell.h. */
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "world/case/tell.h"
#include "world/engine.h"

static struct telling S_begin(struct world *w, uint64_t generation, const char *hokensha)
{
    return (struct telling){
        .head = {.hokensha = fact_hokensha(hokensha), .at = world_now(w), .real_us = tracker_real_us()},
        .generation = generation,
        .facts = BUF_INIT};
}

static void S_fact(struct telling *x, enum koto koto, const char *edaban, const char *const (*items)[2])
{
    const struct koto_kind *k = koto_kind(koto);
    struct fact_head *f = telling_fact(x, koto);
    if (f)
        fact_edaban(f, edaban);
    for (; items && (*items)[0]; items++)
        if ((*items)[1])
            telling_text(x, (uint8_t)(koto_item(k, (*items)[0]) + 1), (*items)[1]);
    telling_end(x);
}

static enum put_fate S_put(struct world *w, struct telling *x)
{
    enum put_fate fate = tell_put(w, x, PUT_CHANGE);
    buf_release(&x->facts);
    return fate;
}

static enum put_fate S_hand(struct world *w, uint64_t generation, enum koto koto, const struct concerns *who,
                            const char *const (*items)[2])
{
    struct telling x = S_begin(w, generation, who->hokensha);
    S_fact(&x, koto, who->edaban, items);
    return S_put(w, &x);
}

enum status tell_hand(struct world *w, uint64_t generation, enum koto koto, const char *hokensha,
                      const char *const (*items)[2], struct diag *d)
{
    enum put_fate fate = S_hand(w, generation, koto, &(struct concerns){.hokensha = hokensha}, items);
    if (fate == PUT_LATE)
        return engine_passed(w, "テストケースの記録", d);
    return fate <= PUT_AGAIN ? ST_OK
                             : diag_set(d, ST_DISK, "テストケースの記録", "書き込める記録", "書き込めません");
}

void tell_state(struct world *w, uint64_t generation, enum koto koto, const char *no)
{
    const char *const items[][2] = {{"no", no}, {NULL, NULL}};
    S_hand(w, generation, koto, &(struct concerns){0}, items);
}

/* A fact for each whom it has moved: of an insurer they stand in one block, for it was one act. */
static void S_moved(struct world *w, uint64_t generation, enum koto koto, const struct concerns *c)
{
    for (size_t i = 0; i < c->each_n;) {
        const struct concerned *first = &c->each[i];
        struct telling x = S_begin(w, generation, first->hokensha);
        telling_uketsuke(&x, first->uketsuke);
        do
            S_fact(&x, koto, c->each[i].edaban, (const char *const(*)[2])c->komoku);
        while (++i < c->each_n && !first->uketsuke && strcmp(c->each[i].hokensha, first->hokensha) == 0);
        S_put(w, &x);
    }
}

/* A fact for each insurer that it concerns. */
static void S_each(struct world *w, uint64_t generation, enum koto koto, const struct concerns *c)
{
    const char *rest = c->hokensha;
    struct concerns one = *c;
    char hokensha[16];
    struct str word;
    if (!rest)
        S_hand(w, generation, koto, c, (const char *const(*)[2])c->komoku);
    while (words_next(&rest, &word)) {
        snprintf(hokensha, sizeof hokensha, "%.*s", (int)word.n, word.p);
        one.hokensha = hokensha;
        S_hand(w, generation, koto, &one, (const char *const(*)[2])c->komoku);
    }
}

void tell_concerns(struct world *w, uint64_t generation, const struct concerns *c)
{
    static const struct {
        const char *action;
        enum koto koto;
    } all[] = {{"fugo-approve", KOTO_FUGO_APPROVE},
               {"fugo-reject", KOTO_FUGO_REJECT},
               {"ikkatsu-start", KOTO_IKKATSU},
               {"kanryo-kiroku", KOTO_KANRYO},
               {"kikan-toroku", KOTO_KIKAN_TOROKU},
               {"pmo-toroku", KOTO_PMO_TOROKU},
               {"portal", KOTO_PORTAL},
               {"shinsei-kiroku", KOTO_SHINSEI},
               {"shomeisho-download", KOTO_SHOMEISHO_DOWNLOAD},
               {"shomeisho-koshin", KOTO_SHOMEISHO_KOSHIN},
               {"shomeisho-shikko", KOTO_SHOMEISHO_SHIKKO},
               {"shomeisho-shinsa", KOTO_SHOMEISHO_SHINSA},
               {"shomeisho-shinsei", KOTO_SHOMEISHO_SHINSEI},
               {"shomeisho-tsuchi", KOTO_SHOMEISHO_TSUCHI},
               {"teikyo-uketsuke", KOTO_TEIKYO_UKETSUKE}};
    for (size_t i = 0; c->action && i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].action, c->action) == 0)
            (c->each_n ? S_moved : S_each)(w, generation, all[i].koto, c);
}

/* Whose certificate it is: a page is asked for at a 統合専用端末, a WSDL by a 接続システム (2.7.5). */
static const char *S_whose(const struct kanri_set *set, const char *cn, bool wsdl)
{
    const struct kanri_system *system = set && wsdl ? kanri_find_system(&set->tables, cn) : NULL;
    const struct kanri_tanmatsu *tanmatsu = set && !wsdl ? kanri_find_tanmatsu(&set->tables, cn) : NULL;
    return system ? system->hokensha : tanmatsu ? tanmatsu->hokensha : NULL;
}

void tell_page(struct world *w, const char *cn, const char *got, const char *service)
{
    bool wsdl = strcmp(got, "WSDL") == 0;
    if (!wsdl && strcmp(got, "ログイン画面") != 0)
        return;
    enum koto koto = wsdl ? KOTO_WSDL : KOTO_PAGE;
    const char *const items[][2] = {{wsdl ? "service" : "mei", wsdl ? service : got}, {NULL, NULL}};
    struct kanri_set *set = kanri_set_hold(w);
    const char *hokensha = S_whose(set, cn, wsdl);
    struct diag ignored = DIAG_INIT;
    if (hokensha)
        tell_hand(w, world_generation(w, 0), koto, hokensha, items, &ignored);
    kanri_set_release(set);
}

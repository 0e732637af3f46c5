/* What was refused before an operation as a fact: a login, a message, a page; see tell.h. Whose it is the
 * certificate says, which nobody else has; where none is shown, or that of an ASP, the name: of a
 * 接続システム, or TERMINAL/USER. */
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "world/call_fault.h"
#include "world/case/tell.h"
#include "world/engine.h"
#include "world/event.h"

static const char *S_of(const struct kanri_tables *t, const char *name)
{
    const struct kanri_tanmatsu *tanmatsu = kanri_find_tanmatsu(t, name);
    const struct kanri_system *system = kanri_find_system(t, name);
    return tanmatsu ? tanmatsu->hokensha : system ? system->hokensha : NULL;
}

/* Who stands at a door of w, and what becomes of it. */
struct stranger {
    struct world *w;
    uint64_t generation;
    const struct diag *why; /* NULL: note */
    const char *note;       /* masked when it is written; may be NULL */
    const char *cn, *name;  /* of the certificate, and told; either may be NULL */
    const char *of;         /* the insurer that the certificate is of, where that is not judged; NULL, "" */
    enum status st;
};

/* 0: nobody's, or that of who had the name before. */
static uint32_t S_whose(const struct stranger *s)
{
    char own[80];
    if (s->st == ST_CERT_HOKENSHA)
        return 0;
    struct kanri_set *set = kanri_set_hold(s->w);
    const char *hokensha = set && s->cn ? S_of(&set->tables, s->cn) : NULL;
    if (hokensha && s->of && *s->of && strcmp(s->of, hokensha) != 0)
        hokensha = NULL;
    if (set && (!s->cn || s->st == ST_CERT_ININJO) && s->name) {
        snprintf(own, sizeof own, "%.*s", (int)strcspn(s->name, "/"), s->name);
        hokensha = S_of(&set->tables, own);
    }
    const uint32_t whose = fact_hokensha(hokensha);
    kanri_set_release(set);
    return whose;
}

static void S_why(struct telling *x, const struct stranger *s)
{
    struct buf why = BUF_INIT;
    char text[TRACKER_VALUE + 1];
    if (s->why)
        diag_text(s->why, &why);
    else
        buf_adds(&why, s->note ? s->note : "");
    str_show(text, sizeof text, str_of(why.data ? why.data : ""));
    buf_release(&why);
    telling_item(x, TAG_WHY, NULL, str_of(text));
}

static struct telling S_telling(const struct stranger *s, uint32_t whose)
{
    return (struct telling){.head = {.hokensha = whose, .real_us = tracker_real_us()},
                            .generation = s->generation,
                            .facts = BUF_INIT};
}

/* The fact has its items. */
static void S_put(struct telling *x, const struct stranger *s)
{
    x->head.at = world_now(s->w);
    S_why(x, s);
    telling_end(x);
    tell_put(s->w, x, PUT_REFUSED);
}

/* Whom somebody claimed to be with the certificate of another insurer: both want to know. */
static void S_nanori(struct telling *x, const struct stranger *s)
{
    const struct stranger claimed = {.w = s->w, .name = s->name};
    const uint32_t own = s->name ? S_whose(&claimed) : 0;
    char text[12];
    snprintf(text, sizeof text, "%08u", own);
    if (own && own != x->head.hokensha)
        telling_named(x, koto_kind(KOTO_LOGIN), "nanori", str_of(text));
}

static int64_t S_login(const struct stranger *s, enum way way)
{
    static const char *const mado[] = {[WAY_SYSTEM] = "接続システム", [WAY_TANMATSU] = "統合専用端末"};
    struct telling x = S_telling(s, S_whose(s));
    struct fact_head *f = x.head.hokensha ? telling_fact(&x, KOTO_LOGIN) : NULL;
    if (f) {
        f->status = (uint16_t)s->st;
        telling_named(&x, koto_kind(KOTO_LOGIN), "mado", str_of(mado[way]));
        S_nanori(&x, s);
        S_put(&x, s);
    }
    buf_release(&x.facts);
    return x.head.real_us;
}

int64_t tell_login(const struct visit *v, const char *cn, const char *name)
{
    const bool refused = status_info(v->diag.status)->fault == FAULT_AUTH;
    const struct stranger s = {.w = v->world,
                               .generation = v->generation,
                               .why = &v->diag,
                               .cn = cn,
                               .name = name,
                               .st = v->diag.status};
    if (!refused)
        return 0;
    return s.w ? S_login(&s, v->way) : tracker_real_us();
}

/* hokensha: who it is, where that is known already; NULL. */
static int64_t S_denbun(const struct stranger *s, const char *hokensha, const char *service,
                        const struct op *op)
{
    const struct koto_kind *k = koto_kind(KOTO_DENBUN);
    char asked[80];
    struct telling x = S_telling(s, hokensha ? fact_hokensha(hokensha) : S_whose(s));
    struct fact_head *f = x.head.hokensha ? telling_fact(&x, KOTO_DENBUN) : NULL;
    if (f) {
        f->status = (uint16_t)s->st;
        str_show(asked, sizeof asked, str_of(service ? service : ""));
        telling_named(&x, k, "service", str_of(asked));
        if (op)
            telling_named(&x, k, "op", str_of(op->name));
        S_put(&x, s);
    }
    buf_release(&x.facts);
    return x.head.real_us;
}

int64_t tell_refused(struct world *w, const struct event *e)
{
    const struct visit *v = e->visit;
    struct stranger s = {.w = w,
                         .generation = world_generation(w, v && e->world ? v->generation : 0),
                         .note = e->note,
                         .cn = e->shomeisho,
                         .of = e->hokensha,
                         .st = e->status};
    const bool login = status_info(e->status)->fault == FAULT_AUTH;
    if (!v && login)
        return S_login(&s, e->tanmatsu ? WAY_TANMATSU : WAY_SYSTEM);
    if (!v)
        return S_denbun(&s, NULL, e->service, NULL);
    if (v->told || login || call_fault_refused(v)) /* on purpose: no step of anybody's */
        return 0;
    s.why = &v->diag;
    s.name = v->login.name;
    s.of = v->claim.hokensha;
    return S_denbun(&s, v->caller.hokensha, e->service, v->op ? v->op : v->claim.op);
}

/* What was refused before an operation as a fact: a login, a message; see tell.h. Whose it is the certificate
 * says, which nobody else has; where none is shown, or that of an ASP, the name: of a 接続システム, or
 * TERMINAL/USER. */
#include <string.h>

#include "base/status.h"
#include "world/case/tell.h"
#include "world/engine.h"

static const char *S_of(const struct kanri_tables *t, const char *name)
{
    const struct kanri_tanmatsu *tanmatsu = kanri_find_tanmatsu(t, name);
    const struct kanri_system *system = kanri_find_system(t, name);
    return tanmatsu ? tanmatsu->hokensha : system ? system->hokensha : NULL;
}

/* 0: nobody's, or that of who had the name before. */
static uint32_t S_whose(const struct visit *v, const char *cn, const char *name)
{
    if (v->diag.status == ST_CERT_HOKENSHA)
        return 0;
    struct kanri_set *set = kanri_set_hold(v->world);
    const char *hokensha = cn ? S_of(&set->tables, cn) : NULL;
    if ((!cn || v->diag.status == ST_CERT_ININJO) && name) {
        const char *own = arena_strndup(v->arena, name, strcspn(name, "/"));
        hokensha = own ? S_of(&set->tables, own) : NULL;
    }
    const uint32_t whose = fact_hokensha(hokensha);
    kanri_set_release(set);
    return whose;
}

static void S_why(struct telling *x, const struct diag *d)
{
    struct buf why = BUF_INIT;
    char text[TRACKER_VALUE + 1];
    diag_text(d, &why);
    str_show(text, sizeof text, str_of(why.data ? why.data : ""));
    buf_release(&why);
    telling_item(x, TAG_WHY, NULL, str_of(text));
}

static struct telling S_telling(const struct visit *v, uint32_t whose)
{
    return (struct telling){.head = {.hokensha = whose, .real_us = tracker_real_us()},
                            .generation = v->generation,
                            .facts = BUF_INIT};
}

/* The fact has its items. */
static void S_put(struct telling *x, const struct visit *v)
{
    x->head.at = world_now(v->world);
    S_why(x, &v->diag);
    telling_end(x);
    tell_put(v->world, x, PUT_REFUSED);
}

/* Whom somebody claimed to be with the certificate of another insurer: both want to know. */
static void S_nanori(struct telling *x, const struct visit *v, const char *name)
{
    struct kanri_set *set = name ? kanri_set_hold(v->world) : NULL;
    const char *own = set ? arena_strndup(v->arena, name, strcspn(name, "/")) : NULL;
    const char *hokensha = own ? S_of(&set->tables, own) : NULL;
    if (hokensha && fact_hokensha(hokensha) != x->head.hokensha)
        telling_named(x, koto_kind(KOTO_LOGIN), "nanori", str_of(hokensha));
    kanri_set_release(set);
}

bool tell_login(const struct visit *v, const char *cn, const char *name)
{
    static const char *const mado[] = {[WAY_SYSTEM] = "接続システム", [WAY_TANMATSU] = "統合専用端末"};
    const bool refused = status_info(v->diag.status)->fault == FAULT_AUTH;
    struct telling x = S_telling(v, refused && v->world ? S_whose(v, cn, name) : 0);
    struct fact_head *f = x.head.hokensha ? telling_fact(&x, KOTO_LOGIN) : NULL;
    if (f) {
        f->status = (uint16_t)v->diag.status;
        telling_named(&x, koto_kind(KOTO_LOGIN), "mado", str_of(mado[v->way]));
        S_nanori(&x, v, name);
        S_put(&x, v);
    }
    buf_release(&x.facts);
    return refused;
}

void tell_denbun(const struct visit *v, const char *service)
{
    const struct koto_kind *k = koto_kind(KOTO_DENBUN);
    const struct op *op = v->op ? v->op : v->claim.op;
    const char *own = v->caller.hokensha;
    char asked[80];
    const bool tells = v->world && !v->told && status_info(v->diag.status)->fault != FAULT_AUTH;
    struct telling x = S_telling(v, !tells ? 0
                                    : own  ? fact_hokensha(own)
                                           : S_whose(v, v->cert_cn, v->login.name));
    struct fact_head *f = x.head.hokensha ? telling_fact(&x, KOTO_DENBUN) : NULL;
    if (f) {
        f->status = (uint16_t)v->diag.status;
        str_show(asked, sizeof asked, str_of(service ? service : ""));
        telling_named(&x, k, "service", str_of(asked));
        if (op)
            telling_named(&x, k, "op", str_of(op->name));
        S_put(&x, v);
    }
    buf_release(&x.facts);
}

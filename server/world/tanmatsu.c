/* Which certificate opens which door; see world.h. The tables of the world say what it is of: one name is of
 * one kind (kanri-005.sql). */
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "service/shomeisho.h"
#include "world/engine.h"

static const char item[] = "クライアント証明書";

static enum status S_wrong_kind(struct diag *d, enum status st, const char *want, const char *kind,
                                const char *cn)
{
    char have[sizeof d->have];
    snprintf(have, sizeof have, "%s %s の証明書", kind, cn);
    return diag_set(d, st, item, want, have);
}

/* own: NULL, or as its row says */
static enum status S_usable(const struct world *w, const struct kanri_tanmatsu *own, const char *what,
                            const char *name, struct diag *d)
{
    if (own && !kanri_teishi(own->jotai))
        return ST_OK;
    return own ? diag_set(d, ST_TANMATSU_TEISHI, what, "利用できる統合専用端末", name)
               : diag_want(d, ST_UNKNOWN_TANMATSU, what, name, "ワールド %s に登録された統合専用端末",
                           w->name);
}

/* Names change hands: who had one before has a certificate of that name, too. */
static enum status S_hokensha(const char *cn, const char *o, const char *hokensha, struct diag *d)
{
    char want[sizeof d->want], have[sizeof d->have];
    if (words_have(o, str_of(hokensha)))
        return ST_OK;
    snprintf(want, sizeof want,
             "保険者番号 %s に発行した %s の証明書（pki/clients/%s.crt、.p12、" SHOMEISHO_UKETORI "）",
             hokensha, cn, cn);
    return diag_set(d, ST_CERT_HOKENSHA, "クライアント証明書の O", want,
                    o && *o ? words_shown(o, have, sizeof have) : "なし");
}

/* A 接続システム of the world, or a name that something was issued to: an ASP, one that is not registered
 * yet, one that is no more. */
static bool S_known(const struct kanri_tables *t, const char *cn)
{
    size_t n;
    return kanri_find_system(t, cn) || kanri_find_shomeisho(t, cn, &n);
}

static bool S_is_asp(const struct kanri_tables *t, const char *cn)
{
    size_t n;
    const struct kanri_shomeisho *s = kanri_find_shomeisho(t, cn, &n);
    return s && strcmp(s->shubetsu, SHOMEISHO_ASP) == 0;
}

static enum status S_tanmatsu(struct world *w, const struct kanri_set *set, const struct cert_shown *c,
                              struct diag *d)
{
    const struct kanri_tables *t = &set->tables;
    const struct kanri_tanmatsu *own = kanri_find_tanmatsu(t, c->cn);
    enum status st = own ? S_hokensha(c->cn, c->o, own->hokensha, d) : ST_OK;
    if (own && st == ST_OK)
        st = shomeisho_judge(w, set, c, d);
    if (st != ST_OK)
        return st;
    const char *kind = own                           ? NULL
                       : kanri_find_system(t, c->cn) ? SHOMEISHO_SYSTEM
                       : S_is_asp(t, c->cn)          ? SHOMEISHO_ASP
                                                     : NULL;
    return kind ? S_wrong_kind(d, ST_CERT_SYSTEM,
                               "統合専用端末の証明書（pki/clients/TT….crt、.p12、" SHOMEISHO_UKETORI "）",
                               kind, c->cn)
                : S_usable(w, own, item, c->cn, d);
}

/* That of an ASP is of several insurers: which of them it comes for, the login says. */
static enum status S_system(struct world *w, const struct kanri_set *set, const struct cert_shown *c,
                            struct diag *d)
{
    const struct kanri_tables *t = &set->tables;
    const struct kanri_system *own = kanri_find_system(t, c->cn);
    if (!own && kanri_find_tanmatsu(t, c->cn))
        return S_wrong_kind(d, ST_CERT_TANMATSU,
                            "接続システムの証明書（pki/clients/システム識別子.crt、.p12、" SHOMEISHO_UKETORI
                            "）",
                            SHOMEISHO_TANMATSU, c->cn);
    enum status st = own ? S_hokensha(c->cn, c->o, own->hokensha, d) : ST_OK;
    return st == ST_OK && S_known(t, c->cn) ? shomeisho_judge(w, set, c, d) : st;
}

enum status world_certificate(struct world *w, enum way way, const struct cert_shown *c, struct diag *d)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    enum status st = way == WAY_TANMATSU ? S_tanmatsu(w, kanri, c, d) : S_system(w, kanri, c, d);
    kanri_set_release(kanri);
    return st;
}

enum status world_certificate_known(struct world *w, enum way way, const char *cn, struct diag *d)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    const bool known = way == WAY_TANMATSU || S_known(&kanri->tables, cn);
    kanri_set_release(kanri);
    return known ? ST_OK
                 : diag_want(d, ST_UNKNOWN_SYSTEM, item, cn,
                             "ワールド %s に登録された接続システムか、そこで発行された電子証明書の名前",
                             w->name);
}

enum status world_tanmatsu(struct world *w, const char *tanmatsu, struct arena *a, const char **ret_hokensha,
                           struct diag *d)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    const struct kanri_tanmatsu *own = kanri_find_tanmatsu(&kanri->tables, tanmatsu);
    enum status st = S_usable(w, own, "統合専用端末", tanmatsu, d);
    const char *hokensha = st == ST_OK ? arena_strdup(a, own->hokensha) : NULL;
    if (st == ST_OK && !hokensha)
        st = diag_set(d, ST_LIMIT, "統合専用端末", "メモリ", "不足");
    kanri_set_release(kanri);
    if (st == ST_OK)
        *ret_hokensha = hokensha;
    return st;
}

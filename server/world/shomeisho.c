/* 電子証明書 as the world has issued them (2.8.4), judged at each call, also of a connection that is open
 * already; see engine.h. TLS proves in real time that a certificate is one of ours; what it may be here its
 * record says, by the world's clock. */
#include "service/shomeisho.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/words.h"
#include "world/engine.h"

/* The record of the certificate: that of its key, the latest where one key has several. */
static const struct kanri_shomeisho *S_record(const struct kanri_set *set, const struct cert_shown *c)
{
    size_t n;
    const struct kanri_shomeisho *row = kanri_find_shomeisho(&set->tables, c->cn, &n), *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (row[i].shimon ? c->shimon && *c->shimon && strcmp(row[i].shimon, c->shimon) == 0 : c->shared)
            found = &row[i];
    return found;
}

static enum status S_none(const struct world *w, const struct kanri_set *set, const struct cert_shown *c,
                          struct diag *d)
{
    size_t n;
    kanri_find_shomeisho(&set->tables, c->cn, &n);
    if (n == 0)
        return diag_want(d, ST_CERT_MIHAKKO, "クライアント証明書", c->cn,
                         "ワールド %s で取りまとめ機関が発行した電子証明書（申請は shomeisho-shinsei）",
                         w->name);
    return diag_setf(d, ST_CERT_KAGI, "クライアント証明書の公開鍵",
                     "取りまとめ機関が発行した電子証明書のもの（shomeisho-list）",
                     "%s の、発行の記録にない鍵（指紋 %.*s）", c->cn, HEX_SHOWN,
                     c->shimon && *c->shimon ? c->shimon : "不明");
}

static enum status S_in_force(const struct kanri_shomeisho *r, const struct shomeisho_days *days,
                              struct diag *d)
{
    static const char from[] = "電子証明書の有効開始日", until[] = "電子証明書の有効期限";
    char first[9], last[9], today[9];
    str_from_date(days->today, today);
    if (strcmp(r->jotai, SHOMEISHO_YUKO) != 0)
        return diag_setf(d, ST_CERT_SHIKKO, "電子証明書", "失効していない電子証明書",
                         "証明書番号 %lld（%s）は %s に失効（%s）", (long long)r->bango, r->cn,
                         r->shikko ? r->shikko : "-", r->riyu ? r->riyu : "理由なし");
    const struct shomeisho_kikan k = shomeisho_kikan(r, days);
    str_from_date(k.kaishi, first);
    str_from_date(k.kigen, last);
    if (days->today < k.kaishi)
        return diag_setf(d, ST_CERT_MADA, from, "きょうまでの日",
                         "証明書番号 %lld（%s）は %s から。ワールドの時計は %s", (long long)r->bango, r->cn,
                         first, today);
    if (days->today > k.kigen)
        return diag_setf(d, ST_CERT_KIGEN, until, "きょう以後の日（更新は shomeisho-koshin）",
                         "証明書番号 %lld（%s）は %s まで。ワールドの時計は %s", (long long)r->bango, r->cn,
                         last, today);
    return ST_OK;
}

static struct shomeisho_days S_days(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    const int64_t now = clock_now(&w->clock);
    const struct shomeisho_days days = {clock_date(now), clock_date(w->policy.kaishi),
                                        w->policy.shomeisho_nensu};
    pthread_mutex_unlock(&w->lock);
    return days;
}

enum status shomeisho_judge(struct world *w, const struct kanri_set *set, const struct cert_shown *c,
                            struct diag *d)
{
    const struct kanri_shomeisho *r = S_record(set, c);
    const struct shomeisho_days days = S_days(w);
    return r ? S_in_force(r, &days, d) : S_none(w, set, c, d);
}

enum status shomeisho_asp(const struct kanri_set *set, const struct cert_shown *c,
                          const struct kanri_system *s, struct diag *d)
{
    enum { ROOM = 100 }; /* of what a message shows, beside two names */
    char whose[ROOM];
    const struct kanri_shomeisho *r = S_record(set, c);
    if (!r || strcmp(r->shubetsu, SHOMEISHO_ASP) != 0)
        return diag_set(d, ST_CERT_MISMATCH, "クライアント証明書の CN", s->system, c->cn);
    return words_have(r->hokensha, str_of(s->hokensha))
               ? ST_OK
               : diag_setf(
                     d, ST_CERT_ININJO, "委任状",
                     "接続システムの医療保険者等から、ASP のサーバーの電子証明書の発行の委任状があること",
                     "%s の証明書（%s の委任状）で、%s の接続システム %s", c->cn,
                     words_shown(r->hokensha, whose, sizeof whose), s->hokensha, s->system);
}

/* 電子証明書 for who is new: a 接続システム or a 統合専用端末 that is registered while the daemon runs
 * (2.12.2 ⑥). */
#ifndef SERVICE_CERTIFY_H
#define SERVICE_CERTIFY_H
#include "base/clock.h"
#include "base/pki_issue.h"
#include "base/str.h"
#include "service/op.h"
#include "service/shomeisho.h"
#include "store/kanri_shomeisho.h"

/* There is a client certificate of that name, DATA/pki/clients/CN.crt, when this is OK, which is in force
 * from today on; that of RSA follows. One of theirs that is there is taken as it is, another insurer's is
 * made anew. The files are no part of the transaction: what rolls back leaves them, and nothing that they
 * open. SETUP, DISK with c->diag. Without a folder of certificates (--oneshot) there are no files; with
 * policy shomeishoShinsei there is nothing but by 申請. */
static inline enum status certify(struct call *c, const char *shubetsu, const char *cn, const char *hokensha)
{
    if (c->policy->shomeisho_shinsei == SHOMEISHO_SHINSEI_ON)
        return ST_OK;
    char today[9];
    str_from_date(clock_date(c->now), today);
    const struct kanri_shomeisho s = {.cn = cn,
                                      .shubetsu = shubetsu,
                                      .hokensha = hokensha,
                                      .hakko = today,
                                      .kaishi = today,
                                      .moto = INT64_MIN};
    enum status st = kanri_shomeisho_shoki(c->tx, &s);
    return st == ST_OK && c->issuer ? pki_issue(c->issuer, cn, hokensha, c->diag) : st;
}

/* The name is nobody's any more. */
static inline enum status certify_no_more(struct call *c, const char *cn)
{
    char today[9];
    str_from_date(clock_date(c->now), today);
    return kanri_shomeisho_haishi(c->tx, cn, today);
}
#endif

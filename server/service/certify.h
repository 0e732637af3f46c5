/* 電子証明書 for who is new: a 接続システム or a 統合専用端末 that is registered while the daemon runs
 * (2.12.2 ⑥). */
#ifndef SERVICE_CERTIFY_H
#define SERVICE_CERTIFY_H
#include "base/pki_issue.h"
#include "service/op.h"

/* There is a client certificate of that name, DATA/pki/clients/CN.crt, when this is OK; that of RSA follows.
 * One of theirs that is there is taken as it is, another insurer's is made anew. It is no part of the
 * transaction: what rolls back leaves it, and nothing that it opens. SETUP, DISK with c->diag. Without a
 * folder of certificates (--oneshot) there is nothing to do. */
static inline enum status certify(struct call *c, const char *cn, const char *hokensha)
{
    return c->issuer ? pki_issue(c->issuer, cn, hokensha, c->diag) : ST_OK;
}
#endif

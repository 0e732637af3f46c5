/* Who has made a TLS connection: proves the client certificate against our CAs, by the clock of this machine,
 * and says what is wrong with one that is not let in. The handshake lets it through on purpose: a Fault says
 * more than an alert. Called by request.c. */
#ifndef HTTP_TLS_PEER_H
#define HTTP_TLS_PEER_H
#include <microhttpd.h>
#include <stdbool.h>

#include "base/pki_shimon.h"
#include "base/status.h"

/* The caller of one connection; judged at its first request. */
struct tls_peer {
    bool judged;
    char cn[68]; /* empty: no certificate, or it failed */
    /* 保険者番号 that it is of, all of them, single spaces between; NULL: none */
    char *o;
    char shimon[SHIMON_TEXT]; /* of its key (base/pki_shimon.h); empty: no certificate, or it failed */
    bool shared;              /* it is one of the pairs that all worlds share */
    uint64_t shared_at;       /* as it was seen then (pki_shared_epoch); 0: never */
    enum status wrong;        /* OK: nothing failed */
    const char *want; /* instead of what was had; NULL: a certificate of this door. Japanese, as error */
    char error[320];  /* what was had */
};
/* judge: fills *peer from the connection's session unless that was done before; whether it is shared is seen
 * again when pairs of the folder pki have come or gone. */
void tls_judge(struct MHD_Connection *conn, const char *pki, struct tls_peer *peer);
void tls_peer_release(struct tls_peer *peer);
#endif

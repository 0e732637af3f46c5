/* A data port with TLS and two CAs, and clients of it. Included by test_tls.c and test_tls_peer.c. */
#ifndef TESTS_UNIT_HTTP_TLS_PORT_H
#define TESTS_UNIT_HTTP_TLS_PORT_H
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <gnutls/x509.h>

#include "base/file.h"
#include "base/log.h"
#include "base/pki.h"
#include "fake_exchange.h"
#include "fake_tick.h"
#include "http/listener.h"
#include "http/tls.h"
#include "temp.h"

static struct edge edge;
static struct listener *listener;
static gnutls_certificate_credentials_t cred;

static inline void S_pki(const char *dir, bool rsa)
{
    struct diag d = DIAG_INIT;
    struct pki p = {.dir = temp_path(dir), .rsa = rsa};
    ck_assert_msg(pki_open(&p, NULL, &d) == ST_OK, "%s %s", d.item, d.have);
    ck_assert_int_eq(pki_client(&p, "KS06139999A", "06139999 06139984", &d), ST_OK);
}

static inline void S_setup(void)
{
    struct diag d = DIAG_INIT;
    log_open("/dev/null");
    temp_make();
    edge = (struct edge){0};
    edge_init(&edge);
    edge.patience.shake = 2;
    S_pki("pki", false);
    S_pki("other", false);
    struct listener_options o = {&edge, "--listen", "127.0.0.1:0", temp_path("pki"), false};
    ck_assert_msg(listener_start(&o, &listener, &d) == ST_OK, "%s", d.have);
}

static inline void S_teardown(void)
{
    edge_stop(&edge);
    ck_assert(edge_drain(&edge, 5000));
    listener_stop(listener);
    ck_assert_int_eq(fake_count(0), 0);
    edge_release(&edge);
    temp_drop();
}

/* A connection with the certificate temp_dir/NAME.crt, or none; the server's is verified by the CA
 * temp_dir/TRUST.crt.
 */
static inline struct client S_connect_trusting(const char *trust, const char *name, const char *priorities)
{
    char crt[256], key[256], ca[256];
    struct client c = client_open(listener_port(listener));
    ck_assert_int_eq(gnutls_certificate_allocate_credentials(&cred), 0);
    snprintf(ca, sizeof ca, "%s/%s.crt", temp_dir, trust);
    ck_assert_int_gt(gnutls_certificate_set_x509_trust_file(cred, ca, GNUTLS_X509_FMT_PEM), 0);
    if (name) {
        snprintf(crt, sizeof crt, "%s/%s.crt", temp_dir, name);
        snprintf(key, sizeof key, "%s/%s.key", temp_dir, name);
        ck_assert_int_ge(gnutls_certificate_set_x509_key_file(cred, crt, key, GNUTLS_X509_FMT_PEM), 0);
    }
    /* like the clients that send what they were told to, whatever CA the server names */
    gnutls_init(&c.tls, GNUTLS_CLIENT | GNUTLS_FORCE_CLIENT_CERT);
    gnutls_priority_set_direct(c.tls, priorities, NULL);
    gnutls_credentials_set(c.tls, GNUTLS_CRD_CERTIFICATE, cred);
    gnutls_session_set_verify_cert(c.tls, "localhost", 0);
    gnutls_transport_set_int(c.tls, c.fd);
    return c;
}

static inline struct client S_connect(const char *name, const char *priorities)
{
    return S_connect_trusting("pki/ca", name, priorities);
}

static inline void S_shake(struct client *c)
{
    int rc;
    do
        rc = gnutls_handshake(c->tls);
    while (rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED);
    ck_assert_msg(rc == 0, "%s", gnutls_strerror(rc));
}

static inline void S_close(struct client *c)
{
    client_close(c);
    gnutls_certificate_free_credentials(cred);
}

#endif

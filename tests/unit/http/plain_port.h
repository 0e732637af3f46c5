/* A port without TLS that answers as fake_exchange.h says; edge, listener and port number for the tests.
 * Included by one test program each. */
#ifndef TESTS_UNIT_HTTP_PLAIN_PORT_H
#define TESTS_UNIT_HTTP_PLAIN_PORT_H
#include "client.h"

#include "base/log.h"
#include "fake_exchange.h"
#include "http/alias.h"
#include "http/listener.h"

static struct edge edge;
static struct listener *listener;
static uint16_t port;

static void plain_port_open(void)
{
    struct diag d = DIAG_INIT;
    log_open("/dev/null");
    edge = (struct edge){0};
    edge_init(&edge);
    ck_assert_int_eq(alias_add(&edge.aliases, "/old/Service.asmx=/lot2/soap/echo", &d), ST_OK);
    ck_assert_int_eq(alias_add(&edge.aliases, "/旧/a%20b/=/lot2/soap/echo/", &d), ST_OK);
    struct listener_options o = {&edge, "--plain", "127.0.0.1:0", NULL, false};
    ck_assert_int_eq(listener_start(&o, &listener, &d), ST_OK);
    port = listener_port(listener);
    ck_assert_uint_ne(port, 0);
}

static void plain_port_close(void)
{
    edge_stop(&edge);
    ck_assert(edge_drain(&edge, 5000));
    listener_stop(listener);
    ck_assert_int_eq(fake_count(0), 0);
    edge_release(&edge);
}
#endif

/* Answers that are no SOAP; see page.h. */
#include "http/page.h"

#include <string.h>

#include "http/lost.h"
#include "http/reply.h"
#include "soap/exchange.h"
#include "web/login.h"

static struct page S_wrong(const struct diag *d, struct buf *out)
{
    buf_clear(out);
    buf_addf(out, "%s ", status_info(d->status)->code);
    const size_t why = out->len;
    diag_text(d, out);
    buf_addc(out, '\n');
    return (struct page){
        .http = status_plain_http(d->status), .type = TYPE_TEXT, .status = d->status, .why = why};
}

struct page page_refuse(const struct diag *wrong, struct buf *out)
{
    struct page p = S_wrong(wrong, out);
    p.allow = wrong->status == ST_METHOD ? ROUTE_ALLOW : NULL;
    return p;
}

static struct page S_error(enum status st, const char *item, const char *want, const char *have,
                           struct buf *out)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, item, want, have);
    return S_wrong(&d, out);
}

/* true when the query has this key, with a value or without; keys are compared without case (?WSDL is
 * common). */
static bool S_asks(struct MHD_Connection *conn, const char *key, const char **ret_value)
{
    size_t n;
    *ret_value = NULL;
    return MHD_lookup_connection_value_n(conn, MHD_GET_ARGUMENT_KIND, key, strlen(key), ret_value, &n) ==
           MHD_YES;
}

/* ?wsdl and ?xsd; *ret_other: neither was asked for. */
static struct page S_definition(struct MHD_Connection *conn, const struct route *r,
                                const struct call_door *door, const char *address, struct buf *out,
                                bool *ret_other)
{
    const char *value;
    struct diag d = DIAG_INIT;
    bool xsd = S_asks(conn, "xsd", &value);
    *ret_other = !xsd && !S_asks(conn, "wsdl", &value);
    if (*ret_other)
        return (struct page){0};
    enum status st = xsd ? soap_xsd(door, r->service, value, address, out, &d)
                         : soap_wsdl(door, r->service, value, address, out, &d);
    return st == ST_OK ? (struct page){.http = 200, .type = TYPE_XML, .what = xsd ? "XSD" : "WSDL"}
                       : S_wrong(&d, out);
}

static struct page S_service(struct MHD_Connection *conn, const struct route *r, const char *base,
                             const struct call_door *door, struct buf *out)
{
    struct diag d = DIAG_INIT;
    struct buf address = BUF_INIT;
    bool other = false;
    route_address(r, base, &address);
    struct page p = buf_ok(&address) ? S_definition(conn, r, door, address.data, out, &other)
                                     : S_error(ST_LIMIT, NULL, NULL, NULL, out);
    buf_release(&address);
    if (!other)
        return p;
    if (soap_page(door, r->service, out, &d) != ST_OK)
        return S_wrong(&d, out);
    bool html = out->len && out->data[0] == '<';
    return (struct page){.http = 200, .type = html ? TYPE_HTML : TYPE_TEXT};
}

static struct page S_terminal(const struct call_door *door, struct buf *out)
{
    struct diag d = DIAG_INIT;
    if (web_login(door, out, &d) != ST_OK)
        return S_wrong(&d, out);
    return (struct page){.http = 200, .type = TYPE_HTML, .what = "ログイン画面"};
}

static struct page S_lost(const struct alias_list *aliases, const char *path, struct buf *out)
{
    struct diag d = DIAG_INIT;
    lost_tell(aliases, path, &d);
    struct page p = S_wrong(&d, out);
    lost_paths(aliases, out);
    return p;
}

struct page page_make(struct MHD_Connection *conn, const struct alias_list *aliases, const struct route *r,
                      const char *path, const char *method, const char *base, const struct call_door *door,
                      struct buf *out)
{
    if (r->kind == ROUTE_NONE && strcmp(path, "*") == 0)
        return (struct page){.http = 200, .type = TYPE_TEXT, .allow = ROUTE_ALLOW};
    if (lost_is(r, path))
        return S_lost(aliases, path, out);
    if (!route_allows(r, method)) {
        struct page p = S_error(ST_METHOD, "メソッド", r->allow, method, out);
        p.allow = r->allow;
        return p;
    }
    if (strcmp(method, "OPTIONS") == 0)
        return (struct page){.http = 200, .type = TYPE_TEXT, .allow = r->allow};
    if (r->kind == ROUTE_TOP) {
        buf_adds(out, "chukand: 医療保険者等向け中間サーバー等の試験用の代わり\n");
        lost_paths(aliases, out);
        return (struct page){.http = 200, .type = TYPE_TEXT};
    }
    return r->kind == ROUTE_TERMINAL ? S_terminal(door, out) : S_service(conn, r, base, door, out);
}

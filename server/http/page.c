/* Answers that are no SOAP; see page.h. */
#include "http/page.h"

#include <string.h>

#include "http/reply.h"
#include "soap/exchange.h"

static const char paths[] = "使えるパス:\n"
                            "  POST /{ワールド}/soap/{サービス}\n"
                            "  GET  /{ワールド}/soap/{サービス}?wsdl\n"
                            "  GET  /{ワールド}/soap/{サービス}?xsd=名前\n";

static struct page S_error(enum status st, const char *item, const char *want, const char *have,
                           struct buf *out)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, item, want, have);
    buf_clear(out);
    diag_text(&d, out);
    buf_addc(out, '\n');
    return (struct page){.http = status_plain_http(st), .type = TYPE_TEXT, .status = st};
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

static struct page S_xsd(const struct route *r, const char *name, const char *base, struct buf *out)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    if (!name || !*name || name[0] == '.' || name[strspn(name, plain)])
        return S_error(ST_NO_SUCH_SERVICE, "xsd", "スキーマの名前 (WSDL の schemaLocation)", name, out);
    enum status st = soap_xsd(r->world, r->service, name, base, out);
    if (st != ST_OK)
        return S_error(st, "xsd", "スキーマの名前 (WSDL の schemaLocation)", name, out);
    return (struct page){.http = 200, .type = TYPE_XML, .what = "XSD"};
}

static struct page S_service(struct MHD_Connection *conn, const struct route *r, const char *base,
                             struct buf *out)
{
    const char *value;
    if (S_asks(conn, "xsd", &value))
        return S_xsd(r, value, base, out);
    bool wsdl = S_asks(conn, "wsdl", &value);
    enum status st = wsdl ? soap_wsdl(r->world, r->service, base, out) : soap_page(r->world, r->service, out);
    if (st != ST_OK)
        return S_error(st, "パス", "/{ワールド}/soap/{サービス}", r->service, out);
    bool html = out->len && out->data[0] == '<';
    return (struct page){.http = 200,
                         .type = wsdl   ? TYPE_XML
                                 : html ? TYPE_HTML
                                        : TYPE_TEXT,
                         .what = wsdl ? "WSDL" : NULL};
}

struct page page_make(struct MHD_Connection *conn, const struct route *r, const char *path,
                      const char *method, const char *base, struct buf *out)
{
    if (r->kind == ROUTE_NONE) {
        struct page p = S_error(ST_NO_SUCH_SERVICE, "パス", "下のいずれか", path, out);
        buf_adds(out, paths);
        return p;
    }
    if (!route_allows(r, method)) {
        struct page p = S_error(ST_METHOD, "メソッド", r->allow, method, out);
        p.allow = r->allow;
        return p;
    }
    if (r->kind == ROUTE_TOP) {
        buf_adds(out, "chukand: 医療保険者等向け中間サーバー等の試験用の代わり\n");
        buf_adds(out, paths);
        return (struct page){.http = 200, .type = TYPE_TEXT};
    }
    return S_service(conn, r, base, out);
}

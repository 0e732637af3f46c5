/* ?wsdl, ?xsd=NAME and the short page of a GET (INTEROP 7, 8, 16); see exchange.h. Texts are served as
 * loaded, with schemaLocation and soap:address pointing back to the address that was asked. Called by http/.
 */
#include <stdio.h>
#include <string.h>

#include "service/op.h"
#include "soap/binding.h"
#include "soap/catalog.h"
#include "soap/exchange.h"
#include "world/world.h"

/* The next attribute to rewrite in p: its value, or NULL. An address is a location inside <PREFIX:address …>.
 */
static const char *S_next(const char *text, const char *p, bool *ret_address)
{
    for (; (p = strstr(p, "ocation=\"")); p++) {
        const char *value = p + strlen("ocation=\"");
        *ret_address = false;
        if (p - text >= 7 && memcmp(p - 7, "schemaL", 7) == 0)
            return value;
        const char *tag = p;
        while (tag > text && *tag != '<')
            tag--;
        size_t name = strcspn(tag, " \t\r\n>");
        *ret_address = name > 8 && memcmp(tag + name - 8, ":address", 8) == 0;
        if (*ret_address && p > text && p[-1] == 'l' && strchr(" \t\r\n", p[-2]))
            return value;
    }
    return NULL;
}

static void S_rewrite(const char *text, const char *address, struct buf *out)
{
    const char *p = text, *value;
    bool whole;
    while ((value = S_next(text, p, &whole))) {
        size_t n = strcspn(value, "\"");
        buf_add(out, p, (size_t)(value - p));
        buf_xml(out, address, strlen(address));
        if (!whole) { /* ../schema/NAME.xsd, checked when loaded */
            const char *name = strncmp(value, "../schema/", 10) == 0 ? value + 10 : value;
            buf_adds(out, "?xsd=");
            buf_add(out, name, n - (size_t)(name - value) - strlen(".xsd"));
        }
        p = value + n;
    }
    buf_adds(out, p);
}

static enum status S_find(const struct call_door *door, const char *service, struct service **ret,
                          struct diag *d)
{
    struct diag why = DIAG_INIT;
    struct world *w = world_find(door->world, strlen(door->world));
    if (!w && !world_refused(door->world, &why)) /* of one whose data cannot be used the texts are the same */
        return diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "URL の最初の区切りに、作成済みのワールド名",
                        door->world);
    bool open = w && world_wsdl_certificate(w) == WSDL_CERTIFICATE_OPEN;
    *ret = catalog_service(service);
    enum status st = soap_service(service, d);
    /* 連動テスト ② shows that the certificate is installed */
    if (st == ST_OK && !open)
        st = call_door_page(door, w, d);
    if (w)
        world_release(w);
    return st;
}

enum status soap_wsdl(const struct call_door *door, const char *service, const char *version,
                      const char *address, struct buf *out, struct diag *d)
{
    struct service *s;
    enum status st = S_find(door, service, &s, d);
    const char *text = st == ST_OK ? s->wsdl->text : NULL;
    if (st == ST_OK && version && *version)
        st = binding_wsdl(s, version, &text, d);
    if (st == ST_OK)
        S_rewrite(text, address, out);
    return st;
}

static enum status S_no_xsd(const struct service *s, const char *name, struct diag *d)
{
    char want[2 * SERVICE_NAME + 80];
    snprintf(want, sizeof want, "%s、%s のいずれか（この WSDL の schemaLocation にある名前）", s->xsd->name,
             s->common->name);
    return diag_set(d, ST_NO_DEFINITION, "xsd", want, name);
}

enum status soap_xsd(const struct call_door *door, const char *service, const char *name, const char *address,
                     struct buf *out, struct diag *d)
{
    struct service *s;
    enum status st = S_find(door, service, &s, d);
    if (st != ST_OK)
        return st;
    if (!name) /* ?xsd */
        name = "";
    size_t n = strlen(name);
    if (n > 4 && strcmp(name + n - 4, ".xsd") == 0)
        n -= 4;
    const struct doc *doc = catalog_xsd(name, n);
    if (!doc)
        return S_no_xsd(s, n ? name : "値なし", d);
    S_rewrite(doc->text, address, out);
    return ST_OK;
}

enum status soap_page(const struct call_door *door, const char *service, struct buf *out, struct diag *d)
{
    struct service *s;
    enum status st = S_find(door, service, &s, d);
    if (st != ST_OK)
        return st;
    buf_addf(
        out,
        "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>%s - "
        "%s</title></head><body>\n"
        "<h1>%s</h1>\n<p>ワールド %s の SOAP サービス %s のエンドポイントです。要求は POST（SOAP 1.1 または "
        "1.2）で送ってください。"
        "定義は <a href=\"?wsdl\">WSDL</a> にあります。</p>\n<ul>\n",
        s->name, door->world, s->name, door->world, s->name);
    for (const struct op *const *o = op_list; *o; o++)
        if (strcmp((*o)->service, s->name) == 0)
            buf_addf(out, "<li>%s</li>\n", (*o)->name);
    buf_adds(out, "</ul>\n</body></html>\n");
    return ST_OK;
}

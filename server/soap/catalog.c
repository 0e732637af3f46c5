/* The catalog; see catalog.h, and soap_open and soap_close of exchange.h. */
#include "soap/catalog.h"

#include <dirent.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemastypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "service/op.h"
#include "soap/exchange.h"
#include "soap/pool.h"
#include "soap/schema.h"

static struct service services[SERVICES];
static int service_count;
static struct docs xsds, wsdls;
static struct schema schema;
enum { DOC_MAX = 16 << 20 };

struct service *catalog_service(const char *name)
{
    for (int i = 0; i < service_count; i++)
        if (strcmp(services[i].name, name) == 0)
            return &services[i];
    return NULL;
}

static const struct doc *S_doc(const struct docs *l, const char *name, size_t n)
{
    for (size_t i = 0; i < l->n; i++)
        if (strncmp(l->items[i].name, name, n) == 0 && !l->items[i].name[n])
            return &l->items[i];
    return NULL;
}

const struct doc *catalog_xsd(const char *name, size_t n)
{
    return S_doc(&xsds, name, n);
}

static void S_join(char *out, size_t cap, size_t *at, const char *name)
{
    int n = snprintf(out + *at, cap - *at, "%s%s", *at ? "、" : "", name);
    if (n > 0 && (size_t)n < cap - *at)
        *at += (size_t)n;
    else
        out[*at] = 0; /* a list that is cut ends with a whole name */
}

void catalog_services(char *out, size_t cap)
{
    size_t at = 0;
    *out = 0;
    for (int i = 0; i < service_count; i++)
        S_join(out, cap, &at, services[i].name);
}

enum status soap_service(const char *name, struct diag *d)
{
    char names[200];
    if (catalog_service(name))
        return ST_OK;
    catalog_services(names, sizeof names);
    return diag_set(d, ST_NO_SUCH_SERVICE, "サービス", names, name);
}

void catalog_operations(const char *service, char *out, size_t cap)
{
    size_t at = 0;
    *out = 0;
    for (const struct op *const *o = op_list; *o; o++)
        if (strcmp((*o)->service, service) == 0)
            S_join(out, cap, &at, (*o)->name);
}

static void S_free_docs(struct docs *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].name);
        free(l->items[i].path);
        free(l->items[i].text);
    }
    free(l->items);
    *l = (struct docs){0};
}

/* Adds DIR/FILE to the list. */
static enum status S_add(struct docs *l, const char *dir, const char *file, struct diag *d)
{
    size_t stem = (size_t)(strrchr(file, '.') - file);
    struct buf text = BUF_INIT;
    struct doc *items = realloc(l->items, (l->n + 1) * sizeof *items);
    if (!items)
        return diag_set(d, ST_INTERNAL, file, "メモリ", "不足");
    l->items = items;
    struct doc doc = {.name = strndup(file, stem)};
    if (asprintf(&doc.path, "%s/%s", dir, file) < 0)
        doc.path = NULL;
    enum status st = doc.name && doc.path ? file_read(doc.path, DOC_MAX, &text, d)
                                          : diag_set(d, ST_INTERNAL, file, "メモリ", "不足");
    doc.n = text.len;
    doc.text = buf_detach(&text);
    l->items[l->n++] = doc;
    return st == ST_OK && !doc.text ? diag_set(d, ST_INTERNAL, file, "メモリ", "不足") : st;
}

static enum status S_load(struct docs *l, const char *dir, const char *ending, struct diag *d)
{
    DIR *dp = opendir(dir);
    if (!dp)
        return diag_set(d, ST_SETUP, dir, "読めるフォルダー", FILE_CAUSE(errno));
    enum status st = ST_OK;
    for (struct dirent *e; st == ST_OK && (e = readdir(dp));) {
        const char *dot = strrchr(e->d_name, '.');
        if (dot && dot != e->d_name && strcmp(dot, ending) == 0)
            st = S_add(l, dir, e->d_name, d);
    }
    closedir(dp);
    return st;
}

/* Every schemaLocation must be a file we serve ourselves: nothing may point outside (INTEROP 7). */
static enum status S_check_imports(const struct docs *l, struct diag *d)
{
    for (size_t i = 0; i < l->n; i++)
        for (const char *p = l->items[i].text; (p = strstr(p, "schemaLocation=\"")); p++) {
            const char *v = p + strlen("schemaLocation=\"");
            size_t n = strcspn(v, "\"");
            const char *name = strncmp(v, "../schema/", 10) == 0 ? v + 10 : v;
            size_t stem = n - (size_t)(name - v);
            if (stem <= 4 || strncmp(name + stem - 4, ".xsd", 4) != 0 || !catalog_xsd(name, stem - 4))
                return diag_str(d, ST_INTERNAL, l->items[i].path, "schema/ の中の XSD を指す schemaLocation",
                                (struct str){v, n});
        }
    return ST_OK;
}

static enum status S_service(const char *name, struct diag *d)
{
    if (catalog_service(name))
        return ST_OK;
    if (service_count == SERVICES || strlen(name) >= SERVICE_NAME)
        return diag_set(d, ST_INTERNAL, "サービス", "16 個まで、名前は 31 文字まで", name);
    struct service *s = &services[service_count];
    memset(s, 0, sizeof *s);
    s->index = service_count++;
    snprintf(s->name, sizeof s->name, "%s", name);
    snprintf(s->ns, sizeof s->ns, "urn:chukan:%s:1", name);
    s->xsd = catalog_xsd(name, strlen(name));
    s->common = catalog_xsd("common", strlen("common"));
    s->wsdl = S_doc(&wsdls, name, strlen(name));
    if (!s->xsd || !s->wsdl)
        return diag_set(d, ST_INTERNAL, name, "schema/サービス.xsd と wsdl/サービス.wsdl", "ありません");
    return ST_OK;
}

static xmlExternalEntityLoader library_loader;

/* Nothing of ours ever reads from the network. */
static xmlParserInputPtr S_loader(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
    return url && strstr(url, "://") ? NULL : library_loader(url, id, ctxt);
}

static enum status S_compile(const char *dir, struct diag *d)
{
    const char *names[SERVICES];
    for (int i = 0; i < service_count; i++)
        names[i] = services[i].name;
    enum status st = schema_compile(dir, names, (size_t)service_count, &schema, d);
    for (int i = 0; i < service_count && st == ST_OK; i++)
        services[i].schema = schema.compiled;
    return st;
}

enum status soap_open(const char *schema_dir, const char *wsdl_dir, struct diag *d)
{
    /* libxml2's globals must be made by one thread */
    xmlInitParser();
    xmlSchemaInitTypes();
    if (!library_loader)
        library_loader = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(S_loader);
    enum status st = S_load(&xsds, schema_dir, ".xsd", d);
    if (st == ST_OK)
        st = S_load(&wsdls, wsdl_dir, ".wsdl", d);
    if (st == ST_OK)
        st = S_check_imports(&xsds, d);
    if (st == ST_OK)
        st = S_check_imports(&wsdls, d);
    for (const struct op *const *o = op_list; st == ST_OK && *o; o++)
        st = S_service((*o)->service, d);
    if (st == ST_OK)
        st = S_compile(schema_dir, d);
    if (st != ST_OK)
        soap_close();
    return st;
}

void soap_close(void)
{
    pool_drain();
    schema_free(&schema);
    for (int i = 0; i < service_count; i++)
        for (int k = 0; k < BINDINGS; k++)
            free(services[i].cut[k]);
    service_count = 0;
    S_free_docs(&xsds);
    S_free_docs(&wsdls);
    xmlResetLastError();
}

/* Bindings of a WSDL; see binding.h. Generators of the 2000s know SOAP 1.1 alone and refuse a WSDL that has
 * anything else in it: nothing of the other binding may be left, its prefix included (INTEROP 19). */
#include "soap/binding.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <pthread.h>
#include <string.h>

static const struct {
    const char *version, *ns;
} bindings[BINDINGS] = {
    {"1.1", "http://schemas.xmlsoap.org/wsdl/soap/"},
    {"1.2", "http://schemas.xmlsoap.org/wsdl/soap12/"},
};

static bool S_is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* A binding or a port whose own element, <soap:binding> or <soap:address>, is of that namespace. */
static bool S_of(const xmlNode *n, const char *ns)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && c->ns && strcmp((const char *)c->ns->href, ns) == 0)
            return true;
    return false;
}

/* With the line break before it. */
static void S_remove(xmlNode *n)
{
    xmlNode *blank = n->prev;
    if (blank && xmlIsBlankNode(blank)) {
        xmlUnlinkNode(blank);
        xmlFreeNode(blank);
    }
    xmlUnlinkNode(n);
    xmlFreeNode(n);
}

static void S_drop(xmlNode *in, const char *ns)
{
    for (xmlNode *n = in->children, *next; n; n = next) {
        next = n->next;
        if (S_is(n, "service"))
            S_drop(n, ns);
        else if ((S_is(n, "binding") || S_is(n, "port")) && S_of(n, ns))
            S_remove(n);
    }
}

static void S_undeclare(xmlNode *root, const char *ns)
{
    for (xmlNs **at = &root->nsDef; *at; at = &(*at)->next) {
        if (strcmp((const char *)(*at)->href, ns) != 0)
            continue;
        xmlNs *gone = *at;
        *at = gone->next;
        xmlFreeNs(gone);
        return;
    }
}

static enum status S_write(xmlDocPtr doc, char **ret, struct diag *d)
{
    xmlChar *text = NULL;
    int n = 0;
    xmlDocDumpMemoryEnc(doc, &text, &n, "UTF-8");
    *ret = text ? strdup((const char *)text) : NULL;
    xmlFree(text);
    return *ret ? ST_OK : diag_set(d, ST_LIMIT, NULL, NULL, NULL);
}

static enum status S_cut(const struct doc *wsdl, int kept, char **ret, struct diag *d)
{
    xmlDocPtr doc = xmlReadMemory(wsdl->text, (int)wsdl->n, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    enum status st = root ? ST_OK : diag_set(d, ST_INTERNAL, wsdl->path, "読める XML", "読めません");
    for (int i = 0; root && i < BINDINGS; i++)
        if (i != kept) {
            S_drop(root, bindings[i].ns);
            S_undeclare(root, bindings[i].ns);
        }
    if (st == ST_OK)
        st = S_write(doc, ret, d);
    xmlFreeDoc(doc);
    return st;
}

enum status binding_wsdl(struct service *s, const char *version, const char **ret, struct diag *d)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    enum status st = ST_OK;
    int kept = 0;
    while (kept < BINDINGS && strcmp(bindings[kept].version, version) != 0)
        kept++;
    if (kept == BINDINGS)
        return diag_set(d, ST_NO_DEFINITION, "wsdl", "1.1、1.2 のいずれか、または値なし（両方の束縛）",
                        version);
    pthread_mutex_lock(&lock);
    if (!s->cut[kept])
        st = S_cut(s->wsdl, kept, &s->cut[kept], d);
    *ret = s->cut[kept];
    pthread_mutex_unlock(&lock);
    return st;
}

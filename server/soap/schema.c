/* Validation; see schema.h. The library tells in English what it found: the parts that matter (which element
 * was expected, which limit was passed) are taken from its message and told in Japanese. */
#include "soap/schema.h"

#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/libxml.h"

struct finding {
    struct diag *d;
    int errors;
};

static void S_broken(void *cls, libxml_error e)
{
    struct diag *d = cls;
    if (e->level < XML_ERR_ERROR || d->status != ST_OK)
        return;
    diag_setf(d, ST_INTERNAL, e->file ? e->file : "XML スキーマ", "正しい XML スキーマ", "%d 行目: %s",
              e->line, e->message ? e->message : "");
}

enum status schema_compile(struct service *s, struct diag *d)
{
    if (atomic_load_explicit(&s->schema, memory_order_acquire))
        return ST_OK;
    pthread_mutex_lock(&s->lock);
    xmlSchemaParserCtxtPtr ctxt = NULL;
    if (!s->schema && s->broken.status == ST_OK)
        ctxt = xmlSchemaNewParserCtxt(s->xsd->path);
    if (ctxt) {
        xmlSchemaSetParserStructuredErrors(ctxt, S_broken, &s->broken);
        xmlSchemaPtr schema = xmlSchemaParse(ctxt);
        xmlSchemaFreeParserCtxt(ctxt);
        if (schema && s->broken.status != ST_OK) {
            xmlSchemaFree(schema);
            schema = NULL;
        }
        if (!schema && s->broken.status == ST_OK)
            diag_set(&s->broken, ST_INTERNAL, s->xsd->path, "正しい XML スキーマ", "読めません");
        atomic_store_explicit(&s->schema, schema, memory_order_release);
    }
    if (!s->schema)
        *d = s->broken.status != ST_OK ? s->broken : (struct diag){.status = ST_LIMIT};
    bool ok = s->schema != NULL;
    pthread_mutex_unlock(&s->lock);
    return ok ? ST_OK : d->status;
}

/* "irai/busho": names from below the operation's element down to node. */
static void S_path(const xmlNode *node, struct buf *out)
{
    const xmlNode *up[16];
    size_t n = 0;
    for (; node && n < 16; node = node->parent)
        if (node->type == XML_ELEMENT_NODE)
            up[n++] = node;
    n = n > 2 ? n - 2 : n; /* Envelope and Body say nothing */
    for (size_t i = n > 1 ? n - 1 : n; i-- > 0;) {
        buf_adds(out, (const char *)up[i]->name);
        if (i)
            buf_addc(out, '/');
    }
}

/* The text between the last `open` and the `close` after it, namespaces in braces left out. */
static bool S_quoted(const char *msg, const char *open, char close, struct buf *out)
{
    const char *p = NULL;
    for (const char *q = msg; (q = strstr(q, open)); q++)
        p = q + strlen(open);
    const char *end = p ? strrchr(p, close) : NULL;
    if (!end)
        return false;
    while (p < end) {
        const char *ns = *p == '{' ? memchr(p, '}', (size_t)(end - p)) : NULL;
        if (ns && memchr(p, ':', (size_t)(ns - p)))
            p = ns + 1;
        else
            buf_addc(out, *p++);
    }
    while (out->len && out->data[out->len - 1] == ' ')
        out->data[--out->len] = 0;
    return true;
}

/* open: what stands before the value of the rule in the library's sentence. */
static void S_facet(const char *label, const char *msg, const char *open, struct buf *want)
{
    buf_adds(want, label);
    struct buf value = BUF_INIT;
    if (S_quoted(msg, open, '\'', &value))
        buf_add(want, value.data ? value.data : "", value.len);
    buf_release(&value);
}

/* What was wanted, by the library's number of the rule. Answers true when the element's text is what was had.
 */
static bool S_want(int code, const char *msg, struct buf *want)
{
    switch (code) {
    case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
        S_facet("長さの上限 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_MINLENGTH_VALID:
        S_facet("長さの下限 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_LENGTH_VALID:
        S_facet("長さ ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_PATTERN_VALID:
        S_facet("形式 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
        S_facet("下限 ", msg, "('", want);
        return true;
    case XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID:
        S_facet("下限 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
        S_facet("上限 ", msg, "('", want);
        return true;
    case XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID:
        S_facet("上限 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        buf_adds(want, "いずれか: ");
        S_quoted(msg, "{", '}', want);
        return true;
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
        S_facet("型 ", msg, " '", want);
        return true;
    case XML_SCHEMAV_ELEMENT_CONTENT:
        if (strstr(msg, "Expected is")) {
            buf_adds(want, "要素 ");
            S_quoted(msg, "( ", ')', want);
        } else {
            buf_adds(want, "ここに要素はありません");
        }
        return false;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
        buf_adds(want, "属性のない要素");
        return false;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
        buf_adds(want, "文字でなく要素");
        return false;
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
        buf_adds(want, "要素でなく値");
        return false;
    }
    buf_addf(want, "XML スキーマの規則 %d に合う値", code);
    return true;
}

static void S_have(const xmlNode *node, int code, const char *msg, bool value, struct buf *have)
{
    if (value && node && (!node->children || !node->children->next)) {
        const xmlChar *text = node->children ? node->children->content : NULL;
        buf_adds(have, text ? (const char *)text : "空");
    } else if (code == XML_SCHEMAV_ELEMENT_CONTENT && strstr(msg, "Missing child")) {
        buf_adds(have, "要素が足りません");
    } else if (code == XML_SCHEMAV_ELEMENT_CONTENT && node) {
        buf_addf(have, "要素 %s", (const char *)node->name);
    } else if (code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1 || code == XML_SCHEMAV_CVC_TYPE_3_1_1) {
        buf_adds(have, "許されない属性があります");
    }
}

static void S_error(void *cls, libxml_error e)
{
    struct finding *f = cls;
    if (e->level < XML_ERR_ERROR || f->errors++)
        return; /* the first one tells most: later ones often follow from it */
    struct buf item = BUF_INIT, want = BUF_INIT, have = BUF_INIT;
    const xmlNode *node = e->node;
    const char *msg = e->message ? e->message : "";
    if (node && node->type == XML_ATTRIBUTE_NODE)
        node = node->parent;
    S_path(node, &item);
    bool value = S_want(e->code, msg, &want);
    S_have(node, e->code, msg, value, &have);
    diag_set(f->d, ST_SCHEMA, item.data ? item.data : "", want.data ? want.data : "",
             have.data ? have.data : "");
    buf_release(&item);
    buf_release(&want);
    buf_release(&have);
}

enum status schema_validate(struct service *s, xmlSchemaValidCtxtPtr *ctxt, xmlNodePtr node, struct diag *d)
{
    enum status st = schema_compile(s, d);
    if (st != ST_OK)
        return st;
    if (!*ctxt)
        *ctxt = xmlSchemaNewValidCtxt(s->schema);
    if (!*ctxt)
        return diag_set(d, ST_LIMIT, NULL, NULL, NULL);
    struct finding f = {d, 0};
    xmlSchemaSetValidStructuredErrors(*ctxt, S_error, &f);
    int r = xmlSchemaValidateOneElement(*ctxt, node);
    bool valid = r == 0 && f.errors == 0 && xmlSchemaIsValid(*ctxt) == 1;
    xmlSchemaSetValidStructuredErrors(*ctxt, NULL, NULL);
    if (valid)
        return ST_OK;
    if (r < 0 || !f.errors)
        return diag_setf(d, ST_INTERNAL, "XML スキーマの検証", NULL, "%d", r);
    return ST_SCHEMA;
}

void schema_release(xmlSchemaValidCtxtPtr ctxt)
{
    if (ctxt)
        xmlSchemaFreeValidCtxt(ctxt);
}

/* Validation; see schema.h. The library tells in English what it found: the parts that matter (which element
 * was expected, which limit was passed) are taken from its message and told in Japanese. */
#include "soap/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/libxml.h"

struct finding {
    struct diag *d;
    int errors;
};

/* Warnings too: an import that cannot be read is one, and the service would lack its elements. */
static void S_broken(void *cls, libxml_error e)
{
    struct diag *d = cls;
    if (d->status != ST_OK || (!e->file && e->line == 0)) /* another one follows that names the file */
        return;
    struct str text = str_of(e->message ? e->message : "");
    while (text.n && text.p[text.n - 1] == '\n')
        text.n--;
    diag_setf(d, ST_SETUP, e->file ? file_tail(e->file) : "XML スキーマ", "正しい XML スキーマ",
              "%d 行目: %.*s", e->line, (int)text.n, text.p);
}

/* A schema of nothing but imports, as if it lay in dir. */
static xmlDocPtr S_root(const char *dir, const char *const *names, size_t n)
{
    struct buf text = BUF_INIT;
    char *path = path_join(dir, "-");
    xmlDocPtr doc = NULL;
    buf_adds(&text, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">");
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "<xs:import namespace=\"urn:chukan:%s:1\" schemaLocation=\"%s.xsd\"/>", names[i],
                 names[i]);
    buf_adds(&text, "</xs:schema>");
    if (path && buf_ok(&text))
        doc = xmlReadMemory(text.data, (int)text.len, path, NULL, XML_PARSE_NONET);
    buf_release(&text);
    free(path);
    return doc;
}

enum status schema_compile(const char *dir, const char *const *names, size_t n, struct schema *ret,
                           struct diag *d)
{
    struct schema s = {.root = S_root(dir, names, n)};
    struct diag broken = DIAG_INIT;
    xmlSetStructuredErrorFunc(&broken, S_broken); /* files that are no XML, or cannot be read */
    xmlSchemaParserCtxtPtr ctxt = s.root ? xmlSchemaNewDocParserCtxt(s.root) : NULL;
    if (ctxt) {
        xmlSchemaSetParserStructuredErrors(ctxt, S_broken, &broken);
        s.compiled = xmlSchemaParse(ctxt);
        xmlSchemaFreeParserCtxt(ctxt);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (s.compiled && broken.status == ST_OK) {
        *ret = s;
        return ST_OK;
    }
    schema_free(&s);
    if (broken.status == ST_OK)
        return diag_set(d, ST_SETUP, file_tail(dir), "正しい XML スキーマ", "読めません");
    *d = broken;
    return d->status;
}

void schema_free(struct schema *s)
{
    xmlSchemaFree(s->compiled);
    xmlFreeDoc(s->root); /* the schema points into it */
    *s = (struct schema){0};
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

/* A pattern of nothing but alternatives is how the schemas list values (schema/common.xsd). */
static void S_pattern(const char *msg, struct buf *want)
{
    struct buf value = BUF_INIT;
    S_quoted(msg, " '", '\'', &value);
    const char *p = value.data ? value.data : "";
    bool list = strchr(p, '|') && !strpbrk(p, "\\.[](){}?*+");
    buf_adds(want, list ? "いずれか: " : "形式 ");
    for (; *p; p++)
        buf_adds(want, list && *p == '|' ? "、" : (char[]){*p, 0});
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
        S_pattern(msg, want);
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

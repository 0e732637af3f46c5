/* Schemas and validation; see schema.h. */
#include "soap/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemastypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/libxml.h"
#include "file/layout/xml.h"
#include "soap/invalid.h"

struct finding {
    const struct service *service;
    struct diag *d;
    int errors;
    int blanks; /* values that may be right without the blanks around them: in _private of their elements */
};

/* Warnings too: an import that cannot be read is one, and the service would lack its elements. */
static void S_broken(void *cls, libxml_error e)
{
    struct diag *d = cls;
    if (d->status != ST_OK || (!e->file && e->line == 0)) /* another one follows that names the file */
        return;
    struct buf said = BUF_INIT;
    xml_said(e, &said);
    diag_setf(d, ST_SETUP, e->file ? file_tail(e->file) : "XML スキーマ", "正しい XML スキーマ",
              "%d 行目: %s", e->line, said.data ? said.data : "");
    buf_release(&said);
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

static void S_error(void *cls, libxml_error e)
{
    struct finding *f = cls;
    if (e->level < XML_ERR_ERROR)
        return;
    xmlNode *node = e->node;
    const xmlNode *text = invalid_is_value(e) && node && !node->_private ? node->children : NULL;
    if (text && text->type == XML_TEXT_NODE && !text->next)
        node->_private = xmlSchemaCollapseString(text->content);
    f->blanks += text && node->_private;
    if (!f->errors++) /* the first one tells most: later ones often follow from it */
        invalid_tell(f->service, e, f->d);
}

/* To XML Schema, white space around a number or a date is none of it; libxml2 knows that of some types only.
 */
static void S_collapse(xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (node->_private) {
            xmlNodeSetContent(node->children, node->_private);
            xmlFree(node->_private);
            node->_private = NULL;
        }
        S_collapse(node->children);
    }
}

static int S_judge(xmlSchemaValidCtxtPtr ctxt, xmlNodePtr node, struct finding *f)
{
    xmlSchemaSetValidStructuredErrors(ctxt, S_error, f);
    int r = xmlSchemaValidateOneElement(ctxt, node);
    xmlSchemaSetValidStructuredErrors(ctxt, NULL, NULL);
    return r;
}

enum status schema_validate(struct service *s, xmlSchemaValidCtxtPtr *ctxt, xmlNodePtr node, struct diag *d)
{
    if (!*ctxt)
        *ctxt = xmlSchemaNewValidCtxt(s->schema);
    if (!*ctxt)
        return diag_set(d, ST_LIMIT, NULL, NULL, NULL);
    struct finding f = {.service = s, .d = d};
    int r = S_judge(*ctxt, node, &f);
    if (f.blanks) {
        S_collapse(node->children);
        *d = DIAG_INIT;
        f = (struct finding){.service = s, .d = d};
        r = S_judge(*ctxt, node, &f);
        S_collapse(f.blanks ? node->children : NULL);
    }
    if (r == 0 && f.errors == 0 && xmlSchemaIsValid(*ctxt) == 1)
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

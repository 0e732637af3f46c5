/* Documents by libxml2; see xml.h. DOM first, then the schema: errors of both are kept, the first is told. */
#include "file/layout/xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/libxml.h"

struct first {
    const char *path; /* the file being read, when the error names none */
    struct diag *diag;
    bool told;
};

static void S_told(void *cls, libxml_error e)
{
    struct first *f = cls;
    if (f->told || !e || e->level < XML_ERR_ERROR)
        return;
    f->told = true;
    char item[96];
    struct buf have = BUF_INIT;
    const char *base = file_base(e->file ? e->file : f->path);
    if (e->line > 0)
        snprintf(item, sizeof item, "%.60s %d行目", base, e->line);
    else
        snprintf(item, sizeof item, "%.80s", base);
    xml_said(e, &have);
    diag_set(f->diag, ST_SETUP, item, e->domain == XML_FROM_PARSER ? "整形式の XML" : "スキーマに合う記述",
             have.data);
    buf_release(&have);
}

xmlSchemaPtr xml_schema(const char *xsd, struct diag *d)
{
    struct first f = {.path = xsd, .diag = d};
    int fd = file_open(xsd); /* libxml2 opens it by its name, and would wait for a FIFO */
    if (fd < 0) {
        int err = errno;
        diag_set(d, file_status(err), file_base(xsd), "読める XML スキーマ", FILE_CAUSE(err));
        return NULL;
    }
    close(fd);
    xmlSetStructuredErrorFunc(&f, S_told);
    xmlSchemaParserCtxtPtr p = xmlSchemaNewParserCtxt(xsd);
    xmlSchemaPtr s = NULL;
    if (p) {
        xmlSchemaSetParserStructuredErrors(p, S_told, &f);
        s = xmlSchemaParse(p);
        xmlSchemaFreeParserCtxt(p);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlResetLastError();
    if (!s && !f.told)
        diag_set(d, ST_SETUP, file_base(xsd), "読める XML スキーマ", "読めない");
    return s;
}

static bool S_valid(xmlDocPtr doc, xmlSchemaPtr s, struct first *f)
{
    bool ok = false;
    xmlSchemaValidCtxtPtr v = xmlSchemaNewValidCtxt(s);
    if (v) {
        xmlSchemaSetValidStructuredErrors(v, S_told, f);
        ok = xmlSchemaValidateDoc(v, doc) == 0 && xmlSchemaIsValid(v) == 1 && !f->told;
    }
    xmlSchemaFreeValidCtxt(v);
    return ok;
}

xmlDocPtr xml_load(const char *path, xmlSchemaPtr schema, struct diag *d)
{
    int fd = file_open(path);
    if (fd < 0) {
        int err = errno;
        diag_set(d, file_status(err), file_base(path), "読める XML ファイル", FILE_CAUSE(err));
        return NULL;
    }
    struct first f = {.path = path, .diag = d};
    /* A structured error goes to the thread's handler unless the context has one of its own. */
    xmlSetStructuredErrorFunc(&f, S_told);
    xmlDocPtr doc = xmlReadFd(fd, path, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOWARNING);
    if (doc && (f.told || (schema && !S_valid(doc, schema, &f)))) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlResetLastError();
    close(fd);
    if (!doc && !f.told)
        diag_set(d, ST_SETUP, file_base(path), "読める XML ファイル", "読めない");
    return doc;
}

const char *xml_attr(xmlNodePtr node, const char *name, struct arena *a)
{
    xmlChar *v = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *copy = v ? arena_strdup(a, (const char *)v) : NULL;
    xmlFree(v);
    return copy;
}

bool xml_is(xmlNodePtr node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNodePtr xml_first(xmlNodePtr parent, const char *name)
{
    for (xmlNodePtr n = parent->children; n; n = n->next)
        if (xml_is(n, name))
            return n;
    return NULL;
}

xmlNodePtr xml_next(xmlNodePtr node, const char *name)
{
    for (xmlNodePtr n = node->next; n; n = n->next)
        if (xml_is(n, name))
            return n;
    return NULL;
}

int xml_count(xmlNodePtr parent, const char *name)
{
    int count = 0;
    for (xmlNodePtr n = xml_first(parent, name); n; n = xml_next(n, name))
        count++;
    return count;
}

enum status xml_wrong(xmlNodePtr node, const char *want, const char *have, struct diag *d)
{
    char item[96];
    const char *url = node->doc && node->doc->URL ? (const char *)node->doc->URL : "";
    snprintf(item, sizeof item, "%.60s %ld行目", file_base(url), xmlGetLineNo(node));
    return diag_set(d, ST_SETUP, item, want, have);
}

enum status xml_word(xmlNodePtr node, const char *name, const char *const *words, const char *have, int *ret,
                     struct diag *d)
{
    char want[200];
    for (int i = 0; have && words[i]; i++)
        if (strcmp(words[i], have) == 0) {
            *ret = i;
            return ST_OK;
        }
    size_t n = (size_t)snprintf(want, sizeof want, "%s:", name);
    for (int i = 0; words[i] && n < sizeof want; i++)
        n += (size_t)snprintf(want + n, sizeof want - n, "%s %s", i ? " |" : "", words[i]);
    return xml_wrong(node, want, have, d);
}

enum status xml_number(xmlNodePtr node, const char *attr, int64_t absent, int64_t *ret, struct arena *a,
                       struct diag *d)
{
    const char *v = xml_attr(node, attr, a);
    char *end;
    errno = 0;
    int64_t n = v ? strtoll(v, &end, 10) : absent;
    if (v && (errno || end == v || *end || n < 0))
        return xml_wrong(node, "0 以上の整数", v, d);
    *ret = n;
    return ST_OK;
}

enum status xml_within(xmlNodePtr node, const char *name, int64_t least, int64_t most, int64_t *ret,
                       struct arena *a, struct diag *d)
{
    char want[80];
    int64_t n;
    enum status st = xml_number(node, "value", -1, &n, a, d);
    if (st == ST_OK && n >= least && n <= most)
        *ret = n;
    if (st != ST_OK || (n >= least && n <= most))
        return st;
    snprintf(want, sizeof want, "%s は %lld 以上 %lld 以下", name, (long long)least, (long long)most);
    return xml_wrong(node, want, xml_attr(node, "value", a), d);
}

enum status xml_only(xmlNodePtr node, const char *attributes, struct diag *d)
{
    char want[160] = "";
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        const char *name = (const char *)at->name;
        const size_t n = strlen(name);
        const char *p = attributes;
        while (*p && !(strncmp(p, name, n) == 0 && (p[n] == ' ' || !p[n])))
            p += strcspn(p, " ") + (p[strcspn(p, " ")] == ' ');
        if (*p)
            continue;
        snprintf(want, sizeof want, "属性は %s", attributes);
        return xml_wrong(node, want, name, d);
    }
    return ST_OK;
}

enum status xml_once(xmlNodePtr node, const char *attr, struct arena *a, struct diag *d)
{
    const char *element = (const char *)node->name, *value = attr ? xml_attr(node, attr, a) : NULL;
    char want[120], have[120];
    for (xmlNodePtr n = xml_first(node->parent, element); n && n != node; n = xml_next(n, element)) {
        const char *other = attr ? xml_attr(n, attr, a) : NULL;
        if (attr && (!value || !other || strcmp(value, other) != 0))
            continue;
        snprintf(want, sizeof want, "一度だけの %s%s%s", element, attr ? " の " : "", attr ? attr : "");
        snprintf(have, sizeof have, "%s（%ld行目と同じ）", value ? value : element, xmlGetLineNo(n));
        return xml_wrong(node, want, have, d);
    }
    return ST_OK;
}

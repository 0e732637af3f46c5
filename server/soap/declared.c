/* Declarations, found in the text of the XSDs; see declared.h. */
#include "soap/declared.h"

#include <string.h>

#include "base/buf.h"

#define NS_XSD "http://www.w3.org/2001/XMLSchema"

enum { UP = 16 };

struct name name_of(const xmlChar *local, const xmlNs *ns)
{
    return (struct name){str_of(ns && ns->href ? (const char *)ns->href : ""), str_of((const char *)local)};
}

bool name_same(struct name a, struct name b)
{
    return str_eq(a.local, b.local) && str_eq(a.ns, b.ns);
}

const char *declared(const struct service *s, struct name name, const char *tag)
{
    const struct doc *doc = str_is(name.ns, s->ns) ? s->xsd : s->common;
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s name=\"%.*s\"", tag, (int)name.local.n, name.local.p);
    const char *at = doc && buf_ok(&text) ? strstr(doc->text, text.data) : NULL;
    buf_release(&text);
    return at;
}

/* Where the value of an attribute of the tag at p begins; NULL: it has none of that name. */
static const char *S_value_of(const char *p, const char *name)
{
    const char *end = p ? strchr(p, '>') : NULL, *at = end ? strstr(p, name) : NULL;
    return at && at < end ? at + strlen(name) : NULL;
}

/* Down from the operation's, whose type has no name, from each type to the next. */
struct name declared_type(const struct service *s, const xmlNode *node)
{
    const xmlNode *up[UP];
    size_t n = 0;
    for (; node && node->parent && n < UP; node = node->parent)
        up[n++] = node;
    struct name type = {{"", 0}, {"", 0}};
    if (n < 4 || n == UP) /* Envelope, Body, the operation; or none of ours is so deep */
        return type;
    const char *at = declared(s, name_of(up[n - 3]->name, up[n - 3]->ns), "<xs:element");
    for (size_t i = n - 3; i-- > 0;) {
        struct buf tag = BUF_INIT;
        buf_addf(&tag, "<xs:element name=\"%s\"", (const char *)up[i]->name);
        const char *value = at && buf_ok(&tag) ? S_value_of(strstr(at, tag.data), " type=\"") : NULL;
        buf_release(&tag);
        if (!value)
            return (struct name){{"", 0}, {"", 0}};
        size_t prefix = strcspn(value, ":\"") + 1;
        type.ns = str_of(*value == 't' ? s->ns : *value == 'c' ? NS_COMMON : NS_XSD);
        type.local = (struct str){value + prefix, strcspn(value + prefix, "\"")};
        at = *value == 'x' ? NULL : declared(s, type, "<xs:complexType");
    }
    return type;
}

/* Where the operation, or else the type of a node, is declared. */
static const char *S_declaration(const struct service *s, const xmlNode *node, struct str *ret_ns)
{
    struct name operation = name_of(node->name, node->ns), type = declared_type(s, node);
    *ret_ns = type.local.n ? type.ns : operation.ns;
    return type.local.n ? declared(s, type, "<xs:complexType") : declared(s, operation, "<xs:element");
}

size_t declared_children(const struct service *s, const xmlNode *parent,
                         struct child ret[static DECLARED_CHILDREN])
{
    static const char element[] = "<xs:element name=\"";
    struct str ns = {"", 0};
    const char *at = S_declaration(s, parent, &ns);
    at = at ? strstr(at, "<xs:sequence>") : NULL;
    const char *end = at ? strstr(at, "</xs:sequence>") : NULL;
    size_t n = 0;
    while (end && n < DECLARED_CHILDREN && (at = strstr(at, element)) && at < end) {
        const char *min = S_value_of(at, " minOccurs=\""), *max = S_value_of(at, " maxOccurs=\"");
        const char *name = at + sizeof element - 1;
        ret[n++] = (struct child){{ns, {name, strcspn(name, "\"")}}, !min || *min != '0', max && *max == 'u'};
        at = name;
    }
    return n;
}

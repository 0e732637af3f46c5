/* Rules of XML Schema in Japanese; see invalid.h. The library tells in English what it found: the parts that
 * matter (what was expected, which limit was passed) are taken from its message, the rest from the tree. */
#include "soap/invalid.h"

#include <libxml/xmlerror.h>
#include <string.h>

#include "base/buf.h"
#include "soap/content.h"
#include "soap/declared.h"
#include "soap/parse.h"
#include "soap/veil.h"

struct rule;

struct found {
    const struct service *service;
    const struct rule *rule;
    const char *msg;
    const xmlNode *node; /* the element; may be NULL */
    struct buf want, have;
};

struct rule {
    int code;
    void (*tell)(struct found *f);
    const char *want;
    const char *value; /* what stands before the limit in the library's sentence */
};

/* --- parts of a message, and of the tree
 * ------------------------------------------------------------------------ */

/* The text between the last `open` and the last `close` after it. */
static struct str S_between(const char *msg, const char *open, char close)
{
    const char *p = NULL;
    for (const char *q = msg; (q = strstr(q, open)); q++)
        p = q + strlen(open);
    const char *end = p ? strrchr(p, close) : NULL;
    return end ? (struct str){p, (size_t)(end - p)} : (struct str){"", 0};
}

/* "{ns}local" or "local" */
static struct name S_name(struct str s)
{
    const char *end = s.n && s.p[0] == '{' ? memchr(s.p, '}', s.n) : NULL;
    size_t n = end ? (size_t)(end + 1 - s.p) : 0;
    return (struct name){{s.p + (n > 0), n ? n - 2 : 0}, {s.p + n, s.n - n}};
}

static void S_add(struct buf *out, struct str s)
{
    buf_add(out, s.p, s.n);
}

/* "irai/busho", "item[2]/mei": names from below the operation's element down to node. */
static void S_path(const xmlNode *node, struct buf *out)
{
    const xmlNode *up[16];
    size_t n = 0;
    for (; node && n < 16; node = node->parent)
        if (node->type == XML_ELEMENT_NODE)
            up[n++] = node;
    n = n > 2 ? n - 2 : n; /* Envelope and Body say nothing */
    bool whole = n == 1;
    for (size_t i = n > 1 ? n - 1 : n; i-- > 0;) {
        int number = whole ? 0 : content_number(up[i]);
        buf_adds(out, (const char *)up[i]->name);
        if (number)
            buf_addf(out, "[%d]", number);
        if (i)
            buf_addc(out, '/');
    }
}

/* --- what was had
 * ------------------------------------------------------------------------------------------------ */

/* A password, and what was meant as a 個人番号, is shown to nobody, whatever is wrong with it. */
static bool S_secret(const struct found *f)
{
    return str_is(declared_type(f->service, f->node).local, "Password") ||
           veil_name_is_number(str_of((const char *)f->node->name));
}

static void S_have_text(struct found *f)
{
    const xmlNode *t = f->node ? f->node->children : NULL;
    if (!t)
        buf_adds(&f->have, "空");
    else if (S_secret(f))
        buf_adds(&f->have, "（示しません）");
    else if (t->type == XML_TEXT_NODE && !t->next)
        buf_adds(&f->have, t->content && *t->content ? (const char *)t->content : "空");
}

/* With how many characters it has: nobody counts a long one. */
static void S_have_counted(struct found *f)
{
    const xmlNode *t = f->node ? f->node->children : NULL;
    const char *s = t && t->type == XML_TEXT_NODE && !t->next ? (const char *)t->content : NULL;
    if (s && *s)
        buf_addf(&f->have, "%ld 文字: ", str_utf8_len(str_of(s)));
    S_have_text(f);
}

/* As the caller wrote it: with his prefix. */
static void S_have_attribute(struct found *f, const xmlAttr *a)
{
    const char *value = a->children ? (const char *)a->children->content : NULL;
    buf_addf(&f->have, "属性 %s%s%s=\"%s\"", a->ns && a->ns->prefix ? (const char *)a->ns->prefix : "",
             a->ns && a->ns->prefix ? ":" : "", (const char *)a->name, value ? value : "");
}

/* The attribute that the message names; NULL: it names none. */
static const xmlAttr *S_attribute(const struct found *f)
{
    static const char before[] = ", attribute '";
    const char *p = strstr(f->msg, before);
    if (!p || !f->node)
        return NULL;
    p += sizeof before - 1;
    struct name name = S_name((struct str){p, strcspn(p, "'")});
    const xmlAttr *a = f->node->properties;
    while (a && !name_same(name_of(a->name, a->ns), name))
        a = a->next;
    return a;
}

static const xmlAttr *S_xsi(const struct found *f, const char *local)
{
    struct name name = {str_of(NS_XSI), str_of(local)};
    const xmlAttr *a = f->node ? f->node->properties : NULL;
    while (a && !name_same(name_of(a->name, a->ns), name))
        a = a->next;
    return a;
}

/* --- the rules
 * --------------------------------------------------------------------------------------------------- */

static void S_plain(struct found *f)
{
    const xmlAttr *a = S_attribute(f);
    buf_adds(&f->want, f->rule->want);
    if (a)
        S_have_attribute(f, a);
    else
        S_have_text(f);
}

static void S_facet(struct found *f)
{
    buf_adds(&f->want, f->rule->want);
    S_add(&f->want, S_between(f->msg, f->rule->value, '\''));
    S_have_text(f);
}

static void S_length(struct found *f)
{
    S_add(&f->want, S_between(f->msg, f->rule->value, '\''));
    buf_adds(&f->want, f->rule->want);
    S_have_counted(f);
}

/* A pattern of nothing but alternatives is how the schemas list values (schema/common.xsd). */
static void S_pattern(struct found *f)
{
    struct str pattern = S_between(f->msg, f->rule->value, '\'');
    bool list = false;
    for (size_t i = 0; i < pattern.n; i++) {
        if (strchr("\\.[](){}?*+", pattern.p[i])) {
            list = false;
            break;
        }
        list = list || pattern.p[i] == '|';
    }
    buf_adds(&f->want, list ? "いずれか: " : f->rule->want);
    for (size_t i = 0; i < pattern.n; i++)
        if (list && pattern.p[i] == '|')
            buf_adds(&f->want, "、");
        else
            buf_addc(&f->want, pattern.p[i]);
    if (!list && memchr(pattern.p, '{', pattern.n))
        S_have_counted(f);
    else
        S_have_text(f);
}

static void S_enumeration(struct found *f)
{
    buf_adds(&f->want, f->rule->want);
    S_add(&f->want, S_between(f->msg, f->rule->value, '}'));
    S_have_text(f);
}

static void S_type(struct found *f)
{
    const xmlAttr *a = S_xsi(f, "type");
    struct name type = declared_type(f->service, f->node);
    buf_adds(&f->want, "xsi:type のない要素か、");
    if (type.local.n)
        buf_addf(&f->want, "この要素の型 {%.*s}%.*s", (int)type.ns.n, type.ns.p, (int)type.local.n,
                 type.local.p);
    else
        buf_adds(&f->want, "XML スキーマがこの要素に決めた型");
    buf_adds(&f->want, "（SOAP::Lite は autotype(0)）");
    const char *value = a && a->children ? (const char *)a->children->content : NULL;
    if (!value)
        return;
    S_have_attribute(f, a);
    const char *colon = strchr(value, ':');
    xmlChar *prefix = colon ? xmlStrndup((const xmlChar *)value, (int)(colon - value)) : NULL;
    const xmlNs *ns = xmlSearchNs(f->node->doc, (xmlNode *)(uintptr_t)f->node, prefix);
    if (ns && ns->href)
        buf_addf(&f->have, "（{%s}%s）", (const char *)ns->href, colon ? colon + 1 : value);
    else if (prefix)
        buf_addf(&f->have, "（接頭辞 %s の宣言がありません）", (const char *)prefix);
    xmlFree(prefix);
}

static void S_nil(struct found *f)
{
    const xmlAttr *a = S_xsi(f, "nil");
    buf_adds(&f->want, "値のある要素（値のないものは xsi:nil でなく、要素ごと省きます）");
    if (a)
        S_have_attribute(f, a);
}

/* A type of ours is told by what it restricts. */
static void S_value(struct found *f)
{
    static const char *const types[][2] = {
        {"xs:int", "-2147483648〜2147483647 の整数（xs:int）"},
        {"xs:long", "64 ビットの整数（xs:long）"},
        {"xs:date", "日付（xs:date、例 2026-04-01）"},
        {"xs:dateTime", "日時（xs:dateTime、例 2026-04-01T09:00:00+09:00）"},
        {"xs:boolean", "true か false（xs:boolean）"},
        {"xs:base64Binary", "base64（xs:base64Binary）"},
    };
    if (S_attribute(f)) { /* of those that may stand on an element of ours there are two */
        if (S_attribute(f) == S_xsi(f, "nil"))
            S_nil(f);
        else
            S_type(f);
        return;
    }
    struct str type = S_between(f->msg, " '", '\'');
    struct name name = S_name(type);
    const char *at = name.ns.n ? declared(f->service, name, "<xs:simpleType") : NULL;
    const char *base = at ? strstr(at, " base=\"") : NULL;
    if (base)
        type = (struct str){base + strlen(" base=\""), strcspn(base + strlen(" base=\""), "\"")};
    const char *text = NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types && !text; i++)
        text = str_is(type, types[i][0]) ? types[i][1] : NULL;
    buf_addf(&f->want, "%s%.*s", text ? text : "型 ", text ? 0 : (int)name.local.n, name.local.p);
    S_have_text(f);
}

static void S_no_attribute(struct found *f)
{
    static const char *const wants[][2] = {
        {"href", "値を中に書いた要素（multiRef の参照は読みません）"},
        {"encodingStyle", "document/literal の要素（SOAP の encoding は使いません）"},
        {"arrayType", "document/literal の要素（SOAP の配列は使いません）"},
        {"type", "型の属性のない要素"},
        {"nil", "値のある要素（値のないものは要素ごと省きます）"},
    };
    const xmlAttr *a = S_attribute(f);
    const char *want = "属性のない要素";
    for (size_t i = 0; a && i < sizeof wants / sizeof *wants; i++)
        if (strcmp((const char *)a->name, wants[i][0]) == 0)
            want = wants[i][1];
    buf_adds(&f->want, want);
    if (a)
        S_have_attribute(f, a);
}

static void S_child_element(struct found *f)
{
    const xmlNode *c = f->node ? f->node->children : NULL;
    buf_adds(&f->want, f->rule->want);
    while (c && c->type != XML_ELEMENT_NODE)
        c = c->next;
    if (c)
        buf_addf(&f->have, "要素 %s", (const char *)c->name);
}

static void S_child_text(struct found *f)
{
    const xmlNode *c = f->node ? f->node->children : NULL;
    buf_adds(&f->want, f->rule->want);
    while (c && (c->type != XML_TEXT_NODE || !c->content ||
                 !c->content[strspn((const char *)c->content, " \t\r\n")]))
        c = c->next;
    if (c)
        buf_addf(&f->have, "文字「%s」", (const char *)c->content);
}

static void S_content(struct found *f)
{
    bool missing = strstr(f->msg, "Missing child") != NULL;
    if (missing && f->node)
        content_missing(f->service, f->node, &f->want, &f->have);
    else if (f->node)
        content_unexpected(f->service, f->node, &f->want, &f->have);
}

/* --- all of them
 * -------------------------------------------------------------------------------------------------- */

static const struct rule rules[] = {
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, S_value, NULL, NULL},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, S_value, NULL, NULL},
    {XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, S_value, NULL, NULL},
    {XML_SCHEMAV_CVC_TYPE_3_1_1, S_no_attribute, NULL, NULL},
    {XML_SCHEMAV_CVC_TYPE_3_1_2, S_child_element, "要素でなく値", NULL},
    {XML_SCHEMAV_CVC_FACET_VALID, S_plain, "XML スキーマの制限に合う値", NULL},
    {XML_SCHEMAV_CVC_LENGTH_VALID, S_length, " 文字", " '"},
    {XML_SCHEMAV_CVC_MINLENGTH_VALID, S_length, " 文字以上", " '"},
    {XML_SCHEMAV_CVC_MAXLENGTH_VALID, S_length, " 文字まで", " '"},
    {XML_SCHEMAV_CVC_MININCLUSIVE_VALID, S_facet, "下限 ", "('"},
    {XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, S_facet, "上限 ", "('"},
    {XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, S_facet, "次の値より大きい数: ", " '"},
    {XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, S_facet, "次の値より小さい数: ", " '"},
    {XML_SCHEMAV_CVC_TOTALDIGITS_VALID, S_facet, "けた数の上限 ", "('"},
    {XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, S_facet, "小数点から後のけた数の上限 ", "('"},
    {XML_SCHEMAV_CVC_PATTERN_VALID, S_pattern, "形式 ", " '"},
    {XML_SCHEMAV_CVC_ENUMERATION_VALID, S_enumeration, "いずれか: ", "{"},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, S_child_text, "空の要素", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, S_child_element, "要素でなく値", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, S_child_text, "文字でなく要素", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4, S_content, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_1, S_plain, "XML スキーマにある要素", NULL},
    {XML_SCHEMAV_CVC_ELT_2, S_plain, "抽象でない要素", NULL},
    {XML_SCHEMAV_CVC_ELT_3_1, S_nil, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_3_2_1, S_nil, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_3_2_2, S_nil, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_4_1, S_type, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_4_2, S_type, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_4_3, S_type, NULL, NULL},
    {XML_SCHEMAV_CVC_ELT_5_1_1, S_plain, "XML スキーマの既定値", NULL},
    {XML_SCHEMAV_CVC_ELT_5_1_2, S_plain, "XML スキーマの既定値", NULL},
    {XML_SCHEMAV_CVC_ELT_5_2_1, S_plain, "XML スキーマの固定値", NULL},
    {XML_SCHEMAV_CVC_ELT_5_2_2_1, S_child_element, "XML スキーマの固定値", NULL},
    {XML_SCHEMAV_CVC_ELT_5_2_2_2_1, S_plain, "XML スキーマの固定値", NULL},
    {XML_SCHEMAV_CVC_ELT_5_2_2_2_2, S_plain, "XML スキーマの固定値", NULL},
    {XML_SCHEMAV_CVC_ELT_6, S_plain, "重ならない値", NULL},
    {XML_SCHEMAV_CVC_ELT_7, S_plain, "重ならない値", NULL},
    {XML_SCHEMAV_CVC_ATTRIBUTE_1, S_plain, "XML スキーマにある属性", NULL},
    {XML_SCHEMAV_CVC_ATTRIBUTE_2, S_plain, "XML スキーマにある属性", NULL},
    {XML_SCHEMAV_CVC_ATTRIBUTE_3, S_plain, "型に合う属性の値", NULL},
    {XML_SCHEMAV_CVC_ATTRIBUTE_4, S_plain, "XML スキーマの固定値", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1, S_plain, "型に合う属性の値", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, S_no_attribute, NULL, NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, S_no_attribute, NULL, NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, S_plain, "要る属性のある要素", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_5_1, S_plain, "一つの ID", NULL},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_5_2, S_plain, "一つの ID", NULL},
    {XML_SCHEMAV_ELEMENT_CONTENT, S_content, NULL, NULL},
    {0, S_plain, "XML スキーマに合う要素と値", NULL}, /* none of those above */
};

bool invalid_is_value(libxml_error e)
{
    return e->code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
           e->code <= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3 && e->message &&
           !strstr(e->message, ", attribute '");
}

void invalid_tell(const struct service *s, libxml_error e, struct diag *d)
{
    struct buf item = BUF_INIT;
    struct found f = {s, rules, e->message ? e->message : "", e->node, BUF_INIT, BUF_INIT};
    if (f.node && f.node->type == XML_ATTRIBUTE_NODE)
        f.node = f.node->parent;
    while (f.rule->code && f.rule->code != e->code)
        f.rule++;
    S_path(f.node, &item);
    f.rule->tell(&f);
    diag_set(d, ST_SCHEMA, item.data ? item.data : "", f.want.data ? f.want.data : "",
             f.have.data ? f.have.data : "");
    buf_release(&item);
    buf_release(&f.want);
    buf_release(&f.have);
}

/* XPath by libxml2; see xml_path.h. */
#include "file/form/xml_path.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/libxml.h"

#define WANT "XPath 1.0 の式（例 //t:edaban、//*[local-name()='code']）"

/* Not among the numbers that libxml/xmlerror.h has names for. */
enum {
    OP_LIMIT = XML_XPATH_EXPRESSION_OK + XPATH_OP_LIMIT_EXCEEDED,
    TOO_DEEP = XML_XPATH_EXPRESSION_OK + XPATH_RECURSION_LIMIT_EXCEEDED
};

struct xml_path {
    xmlXPathContextPtr ctx;
    xmlXPathCompExprPtr expr;
    int wrong; /* the first error of libxml2; 0: none */
};

static void S_heard(void *cls, libxml_error e)
{
    struct xml_path *p = cls;
    if (!p->wrong && e)
        p->wrong = e->code;
}

static void S_unheard(void *cls, libxml_error e)
{
    (void)cls, (void)e;
}

static const char *S_why(int code)
{
    static const struct {
        int code;
        const char *why;
    } known[] = {
        {XML_XPATH_NUMBER_ERROR, "数が読めません"},
        {XML_XPATH_UNFINISHED_LITERAL_ERROR, "文字列の引用符が閉じていません"},
        {XML_XPATH_START_LITERAL_ERROR, "文字列が引用符で始まっていません"},
        {XML_XPATH_VARIABLE_REF_ERROR, "変数（$）は使えません"},
        {XML_XPATH_UNDEF_VARIABLE_ERROR, "変数（$）は使えません"},
        {XML_XPATH_INVALID_PREDICATE_ERROR, "条件（[ ]）が読めません"},
        {XML_XPATH_EXPR_ERROR, "式の形になっていません"},
        {XML_XPATH_UNKNOWN_FUNC_ERROR, "使えない関数です"},
        {XML_XPATH_INVALID_OPERAND, "演算の相手が違います"},
        {XML_XPATH_INVALID_TYPE, "型が違います"},
        {XML_XPATH_INVALID_ARITY, "関数の引数の数が違います"},
        {XML_XPATH_UNDEF_PREFIX_ERROR, "知らない接頭辞です"},
        {XML_XPATH_ENCODING_ERROR, "UTF-8 でない文字があります"},
        {XML_XPATH_INVALID_CHAR_ERROR, "使えない文字があります"},
        {OP_LIMIT, "一つの電文を調べるのに手間がかかりすぎます"},
        {TOO_DEEP, "入れ子が深すぎます"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == code)
            return known[i].why;
    return "式の形になっていません";
}

static enum status S_wrong(const char *why, struct diag *d)
{
    return diag_set(d, ST_CONTROL, "xpath", WANT, why);
}

static enum status S_failed(const struct xml_path *p, struct diag *d)
{
    if (p->wrong == XML_XPATH_MEMORY_ERROR || p->wrong == XML_ERR_NO_MEMORY)
        return diag_set(d, ST_LIMIT, "xpath", "メモリ", "不足");
    return S_wrong(S_why(p->wrong), d);
}

/* What the library would go down into as deep as it is written: brackets. Those in a text count as well. */
static bool S_deep(const char *expr)
{
    int deep = 0, most = 0;
    for (; *expr; expr++) {
        deep += *expr == '(' || *expr == '[';
        deep -= *expr == ')' || *expr == ']';
        most = deep > most ? deep : most;
    }
    return most > XML_PATH_DEEP;
}

static void S_unknown(xmlXPathParserContextPtr ctxt, int n)
{
    (void)n;
    xmlXPathErr(ctxt, XPATH_UNKNOWN_FUNC_ERROR);
}

/* The library's own, by their names: what it has not, it would say so itself, in its words. translate is not
 * among them: it takes as long as the product of what it is given, which no limit counts. */
static xmlXPathFunction S_function(void *cls, const xmlChar *name, const xmlChar *ns)
{
    static const char *const known[] = {"last",
                                        "position",
                                        "count",
                                        "local-name",
                                        "namespace-uri",
                                        "name",
                                        "string",
                                        "concat",
                                        "starts-with",
                                        "contains",
                                        "substring-before",
                                        "substring-after",
                                        "substring",
                                        "string-length",
                                        "normalize-space",
                                        "boolean",
                                        "not",
                                        "true",
                                        "false",
                                        "lang",
                                        "number",
                                        "sum",
                                        "floor",
                                        "ceiling",
                                        "round"};
    (void)cls;
    for (size_t i = 0; !ns && i < sizeof known / sizeof *known; i++)
        if (strcmp((const char *)name, known[i]) == 0)
            return NULL;
    return S_unknown;
}

/* The answer of the expression about doc, of the thread that asks. */
static enum status S_evaluate(struct xml_path *p, xmlDocPtr doc, const struct xml_prefix *prefixes, bool *ret,
                              struct diag *d)
{
    for (; prefixes->prefix; prefixes++)
        if (xmlXPathRegisterNs(p->ctx, (const xmlChar *)prefixes->prefix, (const xmlChar *)prefixes->uri) !=
            0)
            return diag_set(d, ST_LIMIT, "xpath", "メモリ", "不足");
    p->ctx->doc = doc;
    p->ctx->node = (xmlNodePtr)doc;
    p->ctx->opCount = 0;
    p->wrong = 0;
    xmlXPathObjectPtr found = xmlXPathCompiledEval(p->expr, p->ctx);
    *ret = found && xmlXPathCastToBoolean(found) == 1;
    xmlXPathFreeObject(found);
    p->ctx->doc = NULL;
    p->ctx->node = NULL;
    return found && !p->wrong ? ST_OK : S_failed(p, d);
}

/* On something, so that what the expression names and there is not is known before any document is read. */
static enum status S_try(struct xml_path *p, const struct xml_prefix *prefixes, struct diag *d)
{
    bool ignored;
    return xml_path_find(p, STR("<a/>"), prefixes, &ignored, d);
}

enum status xml_path_new(const char *expr, const struct xml_prefix *prefixes, struct xml_path **ret,
                         struct diag *d)
{
    if (!*expr)
        return S_wrong("空です", d);
    if (strlen(expr) > XML_PATH_MOST)
        return S_wrong("400 バイトより長い式です", d);
    if (S_deep(expr))
        return S_wrong("入れ子が深すぎます", d);
    struct xml_path *p = calloc(1, sizeof *p);
    if (p)
        p->ctx = xmlXPathNewContext(NULL);
    if (!p || !p->ctx) {
        xml_path_free(p);
        return diag_set(d, ST_LIMIT, "xpath", "メモリ", "不足");
    }
    p->ctx->error = S_heard;
    p->ctx->userData = p;
    p->ctx->opLimit = XML_PATH_STEPS;
    xmlXPathRegisterFuncLookup(p->ctx, S_function, NULL);
    p->expr = xmlXPathCtxtCompile(p->ctx, (const xmlChar *)expr);
    enum status st = p->expr && !p->wrong ? S_try(p, prefixes, d) : S_failed(p, d);
    if (st != ST_OK)
        xml_path_free(p);
    else
        *ret = p;
    return st;
}

void xml_path_free(struct xml_path *p)
{
    if (p && p->expr)
        xmlXPathFreeCompExpr(p->expr);
    if (p && p->ctx)
        xmlXPathFreeContext(p->ctx);
    free(p);
}

/* What was cut off its end is read as far as it goes. */
static xmlDocPtr S_read(struct str text)
{
    xmlSetStructuredErrorFunc(NULL, S_unheard);
    xmlDocPtr doc =
        xmlReadMemory(text.p, (int)text.n, NULL, "UTF-8",
                      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlResetLastError();
    return doc;
}

enum status xml_path_find(struct xml_path *p, struct str text, const struct xml_prefix *prefixes, bool *ret,
                          struct diag *d)
{
    *ret = false;
    if (!text.n || text.n > INT32_MAX || *text.p != '<' || memmem(text.p, text.n, "<!DOCTYPE", 9))
        return ST_OK;
    xmlDocPtr doc = S_read(text);
    if (!doc)
        return ST_OK;
    enum status st = S_evaluate(p, doc, prefixes, ret, d);
    xmlFreeDoc(doc);
    return st;
}

/* The push parser; see parse.h. Errors go into *diag, first one wins; afterwards every handler returns at
 * once. */
#include "soap/parse.h"

#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <stdio.h>
#include <string.h>

#include "base/libxml.h"

enum { SLICE = 8192, KEEP_NAMES = 2000 };

static void S_stop(struct parser *p, enum status st, const char *item, const char *want, const char *have)
{
    if (p->diag->status == ST_OK)
        diag_set(p->diag, st, item, want, have);
    xmlStopParser(p->ctxt);
}

struct str parse_attr(const struct parse_start *e, const char *ns, const char *local)
{
    for (int i = 0; i < e->attrs; i++) {
        const unsigned char *const *a = e->attr + (ptrdiff_t)i * 5;
        if (strcmp((const char *)a[0], local) == 0 && strcmp(a[2] ? (const char *)a[2] : "", ns) == 0)
            return (struct str){(const char *)a[3], (size_t)(a[4] - a[3])};
    }
    return (struct str){NULL, 0};
}

bool parse_attr_copy(struct str value, char *out, size_t cap)
{
    static const char amp[] = "&#38;";
    size_t at = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (at + 1 >= cap)
            return false;
        out[at++] = value.p[i];
        if (value.n - i >= sizeof amp - 1 && memcmp(value.p + i, amp, sizeof amp - 1) == 0)
            i += sizeof amp - 2;
    }
    out[at] = 0;
    return true;
}

/* true when the element keeps within the limits. */
static bool S_within(struct parser *p, const xmlChar **attr, int attrs, int namespaces)
{
    if (p->depth > PARSE_DEPTH)
        S_stop(p, ST_TOO_DEEP, "XML の入れ子", "32 段まで", "33 段以上");
    else if (++p->elements > PARSE_ELEMENTS)
        S_stop(p, ST_TOO_DEEP, "XML の要素の数", "50000 まで", "50001 以上");
    else if (attrs + namespaces > PARSE_ATTRIBUTES)
        S_stop(p, ST_TOO_LARGE, "一つの要素の属性の数", "64 まで", "65 以上");
    for (int i = 0; i < attrs; i++)
        p->attr_text += (size_t)(attr[i * 5 + 4] - attr[i * 5 + 3]);
    if (p->attr_text > PARSE_ATTRIBUTE_TEXT)
        S_stop(p, ST_TOO_LARGE, "属性値の長さの合計", "65536 バイトまで", "65537 バイト以上");
    return p->diag->status == ST_OK;
}

static void S_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                    int namespaces, const xmlChar **declared, int attrs, int defaulted, const xmlChar **attr)
{
    struct parser *p = data;
    if (p->diag->status != ST_OK)
        return;
    p->depth++;
    if (!S_within(p, attr, attrs, namespaces))
        return;
    struct parse_start e = {p->depth, (const char *)local, ns ? (const char *)ns : "",
                            (const unsigned char *const *)attr, attrs};
    enum parse_do what = p->events->start(p->cls, &e);
    if (p->diag->status != ST_OK) {
        xmlStopParser(p->ctxt);
        return;
    }
    if (p->apart)
        return;
    if (what != PARSE_KEEP) {
        p->apart = p->depth;
        p->apart_file = what == PARSE_FILE;
    }
    if (what == PARSE_FILE) /* xmime:contentType and the like say nothing that we need */
        xmlSAX2StartElementNs(p->ctxt, local, prefix, ns, namespaces, declared, 0, 0, NULL);
    else if (what == PARSE_KEEP)
        xmlSAX2StartElementNs(p->ctxt, local, prefix, ns, namespaces, declared, attrs, defaulted, attr);
}

static void S_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    struct parser *p = data;
    if (p->diag->status != ST_OK)
        return;
    p->events->end(p->cls, p->depth);
    if (p->diag->status != ST_OK) {
        xmlStopParser(p->ctxt);
        return;
    }
    bool kept = !p->apart || (p->apart == p->depth && p->apart_file);
    if (p->apart == p->depth)
        p->apart = 0;
    p->depth--;
    if (kept)
        xmlSAX2EndElementNs(p->ctxt, local, prefix, ns);
}

static void S_text(void *data, const xmlChar *text, int len)
{
    struct parser *p = data;
    if (p->diag->status != ST_OK)
        return;
    const char *s = (const char *)text;
    size_t n = (size_t)len;
    if (p->apart && p->apart_file) {
        p->events->file(p->cls, s, n);
    } else if ((p->text += n) > PARSE_TEXT) {
        S_stop(p, ST_TOO_LARGE, "文字データの合計", "1048576 バイトまで", "1048577 バイト以上");
        return;
    } else if (p->apart || p->depth < 3) {
        p->events->text(p->cls, p->depth, s, n);
    } else {
        xmlSAX2Characters(p->ctxt, text, len);
    }
    if (p->diag->status != ST_OK)
        xmlStopParser(p->ctxt);
}

static void S_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    S_stop(data, ST_DOCTYPE, "DOCTYPE", "DOCTYPE のない XML", "DOCTYPE 宣言があります");
}

static void S_document(void *data)
{
    struct parser *p = data;
    xmlSAX2StartDocument(p->ctxt);
}

/* Our words for the errors people make; the rest gets the library's number. */
static const char *S_why(int code)
{
    switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
        return "XML がありません";
    case XML_ERR_DOCUMENT_END:
        return "文書の終わりが正しくありません";
    case XML_ERR_TAG_NAME_MISMATCH:
        return "開始タグと終了タグの名前が違います";
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_GT_REQUIRED:
        return "タグが閉じていません";
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
        return "同じ属性が二つあります";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return "属性値が引用符で始まっていません";
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return "宣言のない名前空間の接頭辞です";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
        return "XML に書けない文字です";
    case XML_ERR_LT_IN_ATTRIBUTE:
        return "属性値に < があります";
    }
    return NULL;
}

/* When memory is short the library hands over another pointer than that of the handlers: the context's own
 * counts. */
static void S_error(void *data, libxml_error e)
{
    const xmlParserCtxt *ctxt = e->ctxt;
    struct parser *p = ctxt ? ctxt->_private : NULL;
    (void)data;
    if (!p || e->level < XML_ERR_ERROR || p->diag->status != ST_OK)
        return;
    switch (e->code) {
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        diag_set(p->diag, ST_DOCTYPE, "実体参照", "&amp; &lt; &gt; &quot; &apos; と文字参照だけ",
                 "宣言のない実体参照があります");
        return;
    case XML_ERR_INVALID_ENCODING:
        diag_set(p->diag, ST_CHARSET, "本文の文字コード", "UTF-8", "不正なバイト列");
        return;
    case XML_ERR_NO_MEMORY:
        diag_set(p->diag, ST_LIMIT, NULL, NULL, NULL);
        return;
    case XML_ERR_NAME_TOO_LONG:
        diag_set(p->diag, ST_TOO_LARGE, "XML の名前", "50000 バイトまで", "長すぎます");
        return;
    default:
        break;
    }
    const char *why = S_why(e->code);
    if (why)
        diag_setf(p->diag, ST_NOT_XML, "本文", "整形式の XML", "%d 行目: %s", e->line, why);
    else
        diag_setf(p->diag, ST_NOT_XML, "本文", "整形式の XML", "%d 行目: XML の誤り %d", e->line, e->code);
}

static xmlParserCtxtPtr S_context(struct parser *p)
{
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .startDocument = S_document,
        .internalSubset = S_doctype,
        .startElementNs = S_start,
        .endElementNs = S_end,
        .characters = S_text,
        .ignorableWhitespace = S_text,
        .cdataBlock = S_text,
        .serror = S_error,
    };
    xmlParserCtxtPtr ctxt = xmlCreatePushParserCtxt(&sax, p, NULL, 0, NULL);
    if (ctxt)
        xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
    return ctxt;
}

enum status parser_begin(struct parser *p, const struct parse_events *ev, void *cls, struct diag *d)
{
    xmlParserCtxtPtr ctxt = p->ctxt;
    *p = (struct parser){.events = ev, .cls = cls, .diag = d};
    if (ctxt && xmlCtxtResetPush(ctxt, NULL, 0, NULL, NULL) != 0) {
        xmlFreeParserCtxt(ctxt);
        ctxt = NULL;
    }
    p->ctxt = ctxt ? ctxt : S_context(p);
    if (!p->ctxt)
        return diag_set(d, ST_LIMIT, NULL, NULL, NULL);
    p->ctxt->userData = p->ctxt->_private = p;
    libxml_begin(p->ctxt);
    return ST_OK;
}

enum status parser_feed(struct parser *p, const char *text, size_t n)
{
    while (n && p->diag->status == ST_OK) {
        size_t take = n < SLICE ? n : SLICE;
        p->fed = true;
        xmlParseChunk(p->ctxt, text, (int)take, 0); /* its answer is no judge: it tells warnings, too */
        if (!libxml_sound(p->ctxt) && p->diag->status == ST_OK)
            diag_set(p->diag, ST_NOT_XML, "本文", "整形式の XML", "XML として読めません");
        /* a tag or comment without an end would pile up in the library's buffer */
        const xmlParserInput *in = p->ctxt->input;
        if (p->diag->status == ST_OK && in && in->end - in->cur > PARSE_MARKUP)
            S_stop(p, ST_TOO_LARGE, "一つのタグまたは注釈", "32768 バイトまで", "終わりが見つかりません");
        text += take;
        n -= take;
    }
    return p->diag->status;
}

enum status parser_end(struct parser *p)
{
    if (p->diag->status != ST_OK)
        return p->diag->status;
    if (!p->fed)
        return diag_set(p->diag, ST_NOT_XML, "本文", "SOAP の Envelope", "本文が空です");
    xmlParseChunk(p->ctxt, "", 0, 1);
    if (!libxml_sound(p->ctxt) && p->diag->status == ST_OK)
        diag_set(p->diag, ST_NOT_XML, "本文", "整形式の XML", "XML として読めません");
    p->sound = p->diag->status == ST_OK;
    return p->diag->status;
}

void parser_recycle(struct parser *p)
{
    if (!p->ctxt)
        return;
    if (p->ctxt->myDoc) {
        xmlFreeDoc(p->ctxt->myDoc);
        p->ctxt->myDoc = NULL;
    }
    /* a failed context may be in any state, and names of strangers stay in the dictionary for good */
    if (!p->sound || xmlDictSize(p->ctxt->dict) > KEEP_NAMES)
        parser_release(p);
}

void parser_release(struct parser *p)
{
    if (!p->ctxt)
        return;
    xmlFreeDoc(p->ctxt->myDoc);
    p->ctxt->myDoc = NULL;
    xmlFreeParserCtxt(p->ctxt);
    p->ctxt = NULL;
}

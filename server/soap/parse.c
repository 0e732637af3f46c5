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
    watch_start(&p->watch, &(struct watch_start){(const char *)local, (const unsigned char *const *)declared,
                                                 namespaces, (const unsigned char *const *)attr, attrs});
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
    watch_end(&p->watch);
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
    watch_text(&p->watch, (struct str){s, n});
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

/* Our words for what the library finds. */
static const struct {
    int code;
    const char *text;
} whys[] = {
    {XML_ERR_INVALID_HEX_CHARREF, "文字参照（&#x…;）の書き方が違います"},
    {XML_ERR_INVALID_DEC_CHARREF, "文字参照（&#…;）の書き方が違います"},
    {XML_ERR_INVALID_CHARREF, "文字参照が、XML に書けない文字を指しています"},
    {XML_ERR_INVALID_CHAR, "XML に書けない文字があります"},
    {XML_ERR_CHARREF_AT_EOF, "文字参照が ; で終わっていません"},
    {XML_ERR_ENTITYREF_AT_EOF, "実体参照が ; で終わっていません"},
    {XML_ERR_ENTITYREF_NO_NAME, "& の後に名前がありません（値の中の & は &amp; と書きます）"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "& の後に ; がありません（値の中の & は &amp; と書きます）"},
    {XML_ERR_UNKNOWN_ENCODING, "XML 宣言の encoding を扱えません"},
    {XML_ERR_UNSUPPORTED_ENCODING, "XML 宣言の encoding を扱えません"},
    {XML_ERR_STRING_NOT_STARTED, "XML 宣言の値が引用符で始まっていません"},
    {XML_ERR_STRING_NOT_CLOSED, "XML 宣言の値が引用符で終わっていません"},
    {XML_ERR_NS_DECL_ERROR, "名前空間の宣言（xmlns）が正しくありません"},
    {XML_ERR_LT_IN_ATTRIBUTE, "属性値に < があります（&lt; と書きます）"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "属性値が引用符で始まっていません"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "属性値が引用符で終わっていません"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "値のない属性があります（名前=\"値\" と書きます）"},
    {XML_ERR_ATTRIBUTE_REDEFINED, "同じ属性が二つあります"},
    {XML_ERR_COMMENT_NOT_FINISHED, "注釈が --> で終わっていません"},
    {XML_ERR_HYPHEN_IN_COMMENT, "注釈の中に -- があります"},
    {XML_ERR_PI_NOT_STARTED, "処理命令（<?…?>）に名前がありません"},
    {XML_ERR_PI_NOT_FINISHED, "処理命令（<?…?>）が ?> で終わっていません"},
    {XML_ERR_XMLDECL_NOT_STARTED, "XML 宣言（<?xml …?>）の書き方が違います"},
    {XML_ERR_XMLDECL_NOT_FINISHED, "XML 宣言（<?xml …?>）の書き方が違います"},
    {XML_ERR_VERSION_MISSING, "XML 宣言に version がありません"},
    {XML_ERR_UNKNOWN_VERSION, "XML 宣言の version を扱えません（1.0 だけです）"},
    {XML_ERR_VERSION_MISMATCH, "XML 宣言の version を扱えません（1.0 だけです）"},
    {XML_ERR_MISSING_ENCODING, "XML 宣言に encoding がありません"},
    {XML_ERR_ENCODING_NAME, "XML 宣言の encoding が文字コードの名前ではありません"},
    {XML_ERR_STANDALONE_VALUE, "XML 宣言の standalone が yes でも no でもありません"},
    {XML_ERR_MISPLACED_CDATA_END, "値の中に ]]> があります（]]&gt; と書きます）"},
    {XML_ERR_CDATA_NOT_FINISHED, "CDATA が ]]> で終わっていません"},
    {XML_ERR_SPACE_REQUIRED, "要る空白がありません（属性と属性の間など）"},
    {XML_ERR_NAME_REQUIRED, "< か & の後に名前がありません（値の中では &lt; &amp; と書きます）"},
    {XML_ERR_LT_REQUIRED, "< がありません"},
    {XML_ERR_GT_REQUIRED, "タグが > で終わっていません"},
    {XML_ERR_LTSLASH_REQUIRED, "終了タグがありません"},
    {XML_ERR_EQUAL_REQUIRED, "属性の名前の後に = がありません"},
    {XML_ERR_TAG_NOT_FINISHED, "タグが閉じていません"},
    {XML_ERR_NOT_WELL_BALANCED, "開始タグと終了タグが対になっていません"},
    {XML_ERR_EXTRA_CONTENT, "最後の終了タグより後に、続きがあります"},
    {XML_NS_ERR_XML_NAMESPACE, "接頭辞の名前空間が空か、xml・xmlns をほかの名前空間に使っています"},
    {XML_NS_ERR_QNAME, "名前の : の後に名前がないか、: が二つあります"},
    {XML_NS_ERR_COLON, "名前の : の後に名前がないか、: が二つあります"},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, "同じ属性が二つあります（接頭辞が違っても、名前空間が同じ）"},
    {XML_WAR_NS_URI, "名前空間の宣言（xmlns）の値が URI の形ではありません（空白や日本語は書けません）"},
    {XML_NS_ERR_EMPTY, "接頭辞の名前空間が空です"},
};

/* Where it ended: before anything began, within an element, or after the last. */
static void S_why_end(const struct parser *p, struct buf *out)
{
    if (p->depth)
        buf_adds(out, "文書が途中で終わっています（閉じていない要素があります）");
    else if (p->elements)
        buf_adds(out, "最後の終了タグより後に、続きがあります");
    else
        buf_adds(out, "文書が途中で終わっています（要素がありません）");
}

/* No digit is shown: it could be the first of a 個人番号. */
static void S_why_start(const struct parser *p, struct buf *out)
{
    size_t n = strcspn(p->first, " \t\r\n0123456789");
    n = n < PARSE_SHOWN ? n : PARSE_SHOWN;
    while (n && (p->first[n] & 0xC0) == 0x80) /* no part of a character */
        n--;
    if (strncmp(p->first, "\xEF\xBB\xBF", 3) == 0)
        buf_adds(out, "BOM が二つあります");
    else if (n)
        buf_addf(out, "< ではなく「%.*s」で始まっています", (int)n, p->first);
    else
        buf_adds(out, "< で始まっていません");
}

static void S_why(const struct parser *p, libxml_error e, struct buf *out)
{
    const char *one = e->str1 ? e->str1 : "", *two = e->str2 ? e->str2 : "";
    switch (e->code) {
    case XML_ERR_DOCUMENT_EMPTY:
        S_why_start(p, out);
        return;
    case XML_ERR_DOCUMENT_END:
        S_why_end(p, out);
        return;
    case XML_ERR_RESERVED_XML_NAME:
        buf_adds(out, p->elements
                          ? "XML 宣言（<?xml …?>）が文書の途中にあります"
                          : "XML 宣言（<?xml …?>）の前に、改行や空白があります（本文の最初に置きます）");
        return;
    case XML_ERR_TAG_NAME_MISMATCH:
        buf_addf(out, "開始タグ %s と終了タグ %s の名前が違います", one, two);
        return;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        buf_addf(out, "接頭辞 %s の名前空間の宣言がありません", one);
        return;
    }
    size_t i = 0, n = sizeof whys / sizeof *whys;
    while (i < n && whys[i].code != e->code)
        i++;
    buf_adds(out, i < n ? whys[i].text : "XML の書き方が正しくありません");
}

/* It is the end that is wrong: what comes there cannot be read, which is what will be told. */
static bool S_lacks(const xmlParserCtxt *ctxt, libxml_error e)
{
    return e->code == XML_ERR_DOCUMENT_END || (ctxt->input && ctxt->input->cur >= ctxt->input->end);
}

/* When memory is short the library hands over another pointer than that of the handlers: the context's own
 * counts. */
static void S_error(void *data, libxml_error e)
{
    const xmlParserCtxt *ctxt = e->ctxt;
    struct parser *p = ctxt ? ctxt->_private : NULL;
    struct buf why = BUF_INIT;
    (void)data;
    if (!p || e->level < XML_ERR_ERROR || p->diag->status != ST_OK)
        return;
    if (p->settles && S_lacks(ctxt, e))
        return;
    if (libxml_of_doctype(e->code)) {
        S_doctype(p, NULL, NULL, NULL);
        return;
    }
    switch (e->code) {
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        diag_setf(p->diag, ST_DOCTYPE, "実体参照", "&amp; &lt; &gt; &quot; &apos; と文字参照（&#…;）だけ",
                  "&%s;", e->str1 ? e->str1 : "");
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
        S_why(p, e, &why);
        diag_setf(p->diag, ST_NOT_XML, "本文", "整形式の XML", "%d 行目: %s", e->line,
                  why.data ? why.data : "");
        buf_release(&why);
    }
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

/* The answer of the library is no judge: it tells warnings, too. */
static void S_chunk(struct parser *p, const char *text, size_t n, bool end)
{
    p->fed = true;
    xmlParseChunk(p->ctxt, text, (int)n, end);
    if (!libxml_sound(p->ctxt) && p->diag->status == ST_OK)
        diag_set(p->diag, ST_NOT_XML, "本文", "整形式の XML", "XML として読めません");
}

enum status parser_feed(struct parser *p, const char *text, size_t n)
{
    const size_t waits = p->fed ? 0 : p->first_n;
    for (size_t i = 0; i < n && p->first_n < PARSE_FIRST; i++)
        p->first[p->first_n++] = text[i];
    if (p->first_n < PARSE_SHOWN) /* an error would be told by as much as has come */
        return p->diag->status;
    if (waits && p->diag->status == ST_OK)
        S_chunk(p, p->first, waits, false);
    while (n && p->diag->status == ST_OK) {
        size_t take = n < SLICE ? n : SLICE;
        S_chunk(p, text, take, false);
        /* a tag or comment without an end would pile up in the library's buffer */
        const xmlParserInput *in = p->ctxt->input;
        if (p->diag->status == ST_OK && in && in->end - in->cur > PARSE_MARKUP)
            S_stop(p, ST_TOO_LARGE, "一つのタグまたは注釈", "32768 バイトまで", "終わりが見つかりません");
        text += take;
        n -= take;
    }
    return p->diag->status;
}

/* There was so little that it still waits. */
static void S_little(struct parser *p)
{
    if (p->diag->status == ST_OK && !p->fed && p->first_n)
        S_chunk(p, p->first, p->first_n, false);
}

enum status parser_settle(struct parser *p)
{
    S_little(p);
    p->settles = true;
    if (p->diag->status == ST_OK && p->fed)
        xmlParseChunk(p->ctxt, "", 0, 1);
    return p->diag->status;
}

enum status parser_end(struct parser *p)
{
    S_little(p);
    if (p->diag->status != ST_OK)
        return p->diag->status;
    if (!p->fed)
        return diag_set(p->diag, ST_NOT_XML, "本文", "SOAP の Envelope", "本文が空です");
    S_chunk(p, "", 0, true);
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

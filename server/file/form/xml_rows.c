/* SAX events to rows; see xml_rows.h. */
#include "file/form/xml_rows.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/libxml.h"
#include "file/layout/xml.h"

enum { ROWS_FIRST = 64, SHOWN = 60 };

int64_t xml_rows_line(const struct xml_rows *x)
{
    const xmlParserCtxt *ctxt = x->parser;
    return ctxt->input ? ctxt->input->line : 1;
}

/* The first error counts. Names of elements are text of the file, too. */
static void S_note(struct xml_rows *x, enum status st, const char *want, struct str have)
{
    char item[64], shown[256];
    const size_t n = str_mask_row(shown, sizeof shown, have);
    snprintf(item, sizeof item, "%lld行目", (long long)xml_rows_line(x));
    if (x->diag.status == ST_OK)
        diag_str(&x->diag, st, item, want, (struct str){shown, n});
}

/* Afterwards the parser calls nobody. */
static void S_halt(struct xml_rows *x)
{
    x->soft = false;
    xmlStopParser(x->parser);
}

static void S_stop(struct xml_rows *x, enum status st, const char *want, struct str have)
{
    S_note(x, st, want, have);
    S_halt(x);
}

static void S_memory(struct xml_rows *x)
{
    diag_set(&x->diag, ST_LIMIT, "受付ファイル", "メモリ", "不足");
    S_halt(x);
}

/* --- rows -------------------------------------------------------------------------------------------------
 */

static struct xml_span *S_spans(const struct xml_rows *x, size_t row)
{
    return x->span + row * (size_t)x->form.n;
}

static bool S_room(struct xml_rows *x)
{
    if (x->row_n < x->row_cap)
        return true;
    size_t cap = x->row_cap ? x->row_cap * 2 : ROWS_FIRST;
    struct xml_row *row = realloc(x->row, cap * sizeof *row);
    if (row)
        x->row = row;
    struct xml_span *span = row ? realloc(x->span, cap * (size_t)x->form.n * sizeof *span) : NULL;
    if (!span)
        return false;
    x->span = span;
    x->row_cap = cap;
    return true;
}

static void S_row_start(struct xml_rows *x)
{
    if (!S_room(x)) {
        S_memory(x);
        return;
    }
    x->row[x->row_n] = (struct xml_row){x->texts.len, xml_rows_line(x)};
    memset(S_spans(x, x->row_n), 0, (size_t)x->form.n * sizeof(struct xml_span));
    buf_addc(&x->texts, 0); /* what a child left out has */
    x->next = 0;
}

/* UTF-8 that a record within the limit has at most, with the NUL of each cell. */
static size_t S_most(const struct xml_rows *x)
{
    return charset_room(x->cs, x->form.record_limit) + (size_t)x->form.n + 1;
}

/* Bytes in the file of the row's texts; asked only when the answer can be more than the limit. */
static bool S_too_long(const struct xml_rows *x)
{
    size_t utf8 = x->texts.len - x->row[x->row_n].at, raw = 0;
    if (utf8 * 2 <= x->form.record_limit) /* in the file at most twice as much */
        return false;
    for (int i = 0; i < x->form.n; i++) {
        struct xml_span s = S_spans(x, x->row_n)[i];
        raw += charset_raw_len(x->cs, (struct str){x->texts.data + x->row[x->row_n].at + s.at, s.n});
    }
    return raw > x->form.record_limit;
}

static void S_long(struct xml_rows *x)
{
    char want[64];
    snprintf(want, sizeof want, "1レコード %zuバイト以内", x->form.record_limit);
    S_stop(x, ST_FILE_XML, want, STR("長いレコード"));
}

static void S_row_end(struct xml_rows *x)
{
    x->any = true;
    if (x->soft) {
        S_halt(x);
    } else if (S_too_long(x)) {
        S_long(x);
    } else if (x->skip > 0) {
        x->skip--;
        x->texts.len = x->row[x->row_n].at;
    } else {
        x->row_n++;
    }
}

static void S_remember(struct xml_rows *x, const char *name)
{
    char *copy = x->first_n < XML_READER_FIRST ? strndup(name, 4 * SHOWN) : NULL;
    if (copy)
        x->first[x->first_n++] = copy;
}

static int S_column(const struct xml_rows *x, const char *name, int from, int to)
{
    for (int i = from; i < to; i++)
        if (strcmp(x->form.columns[i], name) == 0)
            return i;
    return -1;
}

/* The rest of the first row tells which version the file follows: there the error waits for its end. */
static void S_misplaced(struct xml_rows *x, const char *name)
{
    char want[160], have[160], shown[SHOWN + 1];
    int at = S_column(x, name, 0, x->next);
    str_mask_row(shown, sizeof shown, str_of(name));
    snprintf(want, sizeof want, "レイアウトの順の項目（次は %.*s）", SHOWN,
             x->next < x->form.n ? x->form.columns[x->next] : "行の終わり");
    snprintf(have, sizeof have, "%s %s",
             at < 0              ? "ない項目"
             : at == x->next - 1 ? "二度目の"
                                 : "順の違う",
             shown);
    S_note(x, ST_FILE_STRUCTURE, want, str_of(have));
    if (x->any)
        S_halt(x);
    else
        x->soft = true;
}

static void S_cell_start(struct xml_rows *x, const char *name)
{
    if (!x->any)
        S_remember(x, name);
    int at = S_column(x, name, x->next, x->form.n);
    if (at < 0) {
        S_misplaced(x, name);
        return;
    }
    x->next = at + 1;
    x->cell_at = x->texts.len - x->row[x->row_n].at;
}

static void S_cell_end(struct xml_rows *x)
{
    if (x->soft)
        return;
    size_t n = x->texts.len - x->row[x->row_n].at - x->cell_at;
    S_spans(x, x->row_n)[x->next - 1] = (struct xml_span){(uint32_t)x->cell_at, (uint32_t)n};
    buf_addc(&x->texts, 0);
}

/* --- events -----------------------------------------------------------------------------------------------
 */

static void S_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns,
                    int namespaces, const xmlChar **declared, int attrs, int defaulted, const xmlChar **attr)
{
    (void)ns, (void)declared, (void)defaulted, (void)attr;
    struct xml_rows *x = data;
    const char *name = (const char *)local;
    char want[160];
    x->depth++;
    x->root = true;
    if (attrs + namespaces > 0 || prefix) {
        S_stop(x, ST_FILE_XML, "属性・名前空間のない要素", str_of(name));
    } else if (x->depth > 3) {
        S_stop(x, ST_FILE_XML, "値だけの項目", STR("項目の中に要素がある"));
    } else if (x->depth == 3) {
        S_cell_start(x, name);
    } else {
        const char *wanted = x->depth == 1 ? x->form.root : x->form.row;
        snprintf(want, sizeof want, "%s %.*s", x->depth == 1 ? "根の要素" : "行の要素", SHOWN, wanted);
        if (strcmp(name, wanted) != 0)
            S_stop(x, ST_FILE_STRUCTURE, want, str_of(name));
        else if (x->depth == 2)
            S_row_start(x);
    }
}

static void S_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns)
{
    (void)local, (void)prefix, (void)ns;
    struct xml_rows *x = data;
    if (x->depth == 3)
        S_cell_end(x);
    else if (x->depth == 2)
        S_row_end(x);
    x->depth--;
}

static void S_text(void *data, const xmlChar *text, int len)
{
    struct xml_rows *x = data;
    const char *s = (const char *)text;
    if (x->depth < 3) {
        for (int i = 0; i < len; i++)
            if (!strchr(" \t\r\n", s[i])) {
                S_stop(x, ST_FILE_XML, "項目の中だけの文字", STR("項目の外の文字"));
                return;
            }
    } else if (!x->soft) {
        buf_add(&x->texts, s, (size_t)len);
        if (x->texts.len - x->row[x->row_n].at > S_most(x))
            S_long(x);
        if (!buf_ok(&x->texts))
            S_memory(x);
    }
}

static void S_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    S_stop(data, ST_FILE_XML, "DOCTYPE のない XML", STR("DOCTYPE 宣言"));
}

static void S_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
    (void)text;
    S_stop(data, ST_FILE_XML, "処理命令のない XML", str_of((const char *)target));
}

/* Our words for the errors people make; the rest gets the library's number. */
static const char *S_why(int code)
{
    static const struct {
        int code;
        const char *why;
    } known[] = {
        {XML_ERR_DOCUMENT_EMPTY, "要素がない"},
        {XML_ERR_TAG_NAME_MISMATCH, "開始タグと終了タグの名前が違う"},
        {XML_ERR_TAG_NOT_FINISHED, "タグが閉じていない"},
        {XML_ERR_GT_REQUIRED, "タグが閉じていない"},
        {XML_ERR_INVALID_CHAR, "XML に書けない文字"},
        {XML_ERR_UNDECLARED_ENTITY, "&amp; &lt; &gt; &quot; &apos; でない実体参照"},
        {XML_WAR_UNDECLARED_ENTITY, "&amp; &lt; &gt; &quot; &apos; でない実体参照"},
        {XML_ERR_NAME_REQUIRED, "< や & の後に名前がない"},
        {XML_ERR_ENTITYREF_SEMICOL_MISSING, "& の後に ; がない"},
        {XML_ERR_MISPLACED_CDATA_END, "]]> がある"},
        {XML_ERR_RESERVED_XML_NAME, "XML 宣言がファイルの先頭にない"},
        {XML_ERR_COMMENT_NOT_FINISHED, "注釈が閉じていない"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code == code)
            return known[i].why;
    return xml_words(code);
}

/* When memory is short the library hands over another pointer than that of the handlers: the context's own
 * counts. */
static void S_error(void *data, libxml_error e)
{
    (void)data;
    const xmlParserCtxt *ctxt = e->ctxt;
    struct xml_rows *x = ctxt ? ctxt->_private : NULL;
    if (!x || e->level < XML_ERR_ERROR)
        return;
    char have[64];
    const char *why = S_why(e->code);
    snprintf(have, sizeof have, "XML のエラー %d", e->code);
    if (e->code == XML_ERR_NO_MEMORY)
        S_memory(x);
    else if (e->code == XML_ERR_DOCUMENT_END)
        S_stop(x, ST_FILE_XML, "根の要素一つだけの XML",
               str_of(x->depth  ? "閉じないままファイルの終わり"
                      : x->root ? "根の要素の後に文字"
                                : "要素がない"));
    else if (libxml_of_doctype(e->code))
        S_doctype(x, NULL, NULL, NULL);
    else
        S_stop(x, ST_FILE_XML, "整形式の XML", str_of(why ? why : have));
}

/* --- the parser -------------------------------------------------------------------------------------------
 */

bool xml_rows_open(struct xml_rows *x, const struct xml_form *form, const struct charset *cs, int64_t skip)
{
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = S_doctype,
        .startElementNs = S_start,
        .endElementNs = S_end,
        .characters = S_text,
        .ignorableWhitespace = S_text,
        .cdataBlock = S_text,
        .processingInstruction = S_instruction,
        .serror = S_error,
    };
    *x = (struct xml_rows){.form = *form, .cs = cs, .skip = skip, .diag = DIAG_INIT};
    xmlParserCtxtPtr ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
    if (!ctxt)
        return false;
    x->parser = ctxt;
    ctxt->_private = x;
    xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    libxml_begin(ctxt);
    return true;
}

void xml_rows_release(struct xml_rows *x)
{
    xmlFreeParserCtxt(x->parser);
    for (int i = 0; i < x->first_n; i++)
        free((char *)(uintptr_t)x->first[i]);
    buf_release(&x->texts);
    free(x->row);
    free(x->span);
}

/* The rows taken are let go; the open one moves to the front. */
static void S_forget(struct xml_rows *x)
{
    if (x->depth < 2) {
        buf_clear(&x->texts);
    } else {
        struct xml_row *open = &x->row[x->row_n];
        x->texts.len -= open->at;
        memmove(x->texts.data, x->texts.data + open->at, x->texts.len);
        memmove(x->span, S_spans(x, x->row_n), (size_t)x->form.n * sizeof *x->span);
        x->row[0] = (struct xml_row){0, open->line};
    }
    x->row_n = x->taken = 0;
}

/* The answer of xmlParseChunk is no judge: it tells warnings, too. */
static void S_check(struct xml_rows *x)
{
    xmlParserCtxtPtr ctxt = x->parser;
    if (x->diag.status != ST_OK)
        return;
    if (!libxml_sound(ctxt))
        S_stop(x, ST_FILE_XML, "整形式の XML", STR("XML として読めない"));
    else if (ctxt->input && ctxt->input->end - ctxt->input->cur > XML_READER_MARKUP)
        /* a tag or comment without an end would pile up in the library's buffer */
        S_stop(x, ST_FILE_XML, "一つのタグまたは注釈 32768バイト以内", STR("終わりが見つからない"));
}

void xml_rows_feed(struct xml_rows *x, const char *text, size_t n)
{
    const char *nul = memchr(text, 0, n);
    S_forget(x);
    xmlParseChunk(x->parser, text, (int)(nul ? nul - text : (ptrdiff_t)n), 0);
    S_check(x);
    if (nul && x->diag.status == ST_OK)
        S_stop(x, ST_FILE_XML, "XML に書ける文字", STR("NUL 文字（バイナリファイル）"));
}

void xml_rows_end(struct xml_rows *x)
{
    S_forget(x);
    xmlParseChunk(x->parser, "", 0, 1);
    S_check(x);
    x->soft = false;
}

bool xml_rows_take(struct xml_rows *x, struct str *cells, int64_t *ret_line)
{
    if (x->taken == x->row_n)
        return false;
    const struct xml_row *row = &x->row[x->taken];
    const struct xml_span *span = S_spans(x, x->taken);
    for (int i = 0; i < x->form.n; i++)
        cells[i] = (struct str){x->texts.data + row->at + span[i].at, span[i].n};
    *ret_line = row->line;
    x->taken++;
    return true;
}

/* The XML record reader; see xml_reader.h. Decoded text goes to libxml2's push parser in slices; the rows
 * that a slice ends wait in a queue. What the parser tells between two rows is in xml_rows.c. */
#include "file/form/xml_reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/xml_encoding.h"
#include "file/form/xml_rows.h"

enum { BLOCK = 64 * 1024, SLICE = 4096, DECLARATION = 512 };

struct xml_reader {
    const struct charset *cs;
    int fd;
    size_t block, slice; /* bytes read, bytes of text parsed at a time */
    char *raw;           /* the first raw_n bytes are not decoded yet */
    size_t raw_n;
    char *text; /* UTF-8: [pos, end) has not gone to the parser yet */
    size_t text_cap, pos, end;
    bool eof, bad, at_start, ended;
    struct xml_rows rows;
    struct str *cells; /* of the record given out */
    int64_t given, line;
};

struct xml_reader *xml_reader_new(const struct xml_form *form, const struct charset *cs, int fd, int64_t skip)
{
    struct xml_reader *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    *r = (struct xml_reader){.cs = cs,
                             .fd = fd,
                             .block = !form->block      ? BLOCK
                                      : form->block < 8 ? 8 /* a whole character must fit */
                                                        : form->block,
                             .slice = form->block && form->block < SLICE ? form->block : SLICE,
                             .at_start = true,
                             .given = skip,
                             .line = 1};
    r->text_cap = charset_room(cs, r->block) + DECLARATION + r->slice;
    r->raw = malloc(r->block);
    r->text = malloc(r->text_cap);
    r->cells = calloc((size_t)form->n, sizeof *r->cells);
    if (!xml_rows_open(&r->rows, form, cs, skip) || !r->raw || !r->text || !r->cells) {
        xml_reader_free(r);
        return NULL;
    }
    return r;
}

void xml_reader_free(struct xml_reader *r)
{
    if (!r)
        return;
    xml_rows_release(&r->rows);
    free(r->raw);
    free(r->text);
    free(r->cells);
    free(r);
}

int64_t xml_reader_rows(const struct xml_reader *r)
{
    return r->given;
}

int64_t xml_reader_line(const struct xml_reader *r)
{
    return r->line;
}

int xml_reader_first(const struct xml_reader *r, const char *const **ret)
{
    *ret = r->rows.first;
    return r->rows.first_n;
}

/* --- bytes to text ----------------------------------------------------------------------------------------
 */

/* A mark at the start is skipped; another encoding's, or other signs of one, end the matter at once. */
static enum status S_start(struct xml_reader *r, struct diag *d)
{
    const char *rather = charset_mistaken(r->cs, r->raw, r->raw_n);
    if (rather)
        return diag_set(d, ST_FILE_CHARSET, "1行目", charset_name(r->cs), rather);
    size_t bom = charset_bom(r->cs, r->raw, r->raw_n);
    memmove(r->raw, r->raw + bom, r->raw_n - bom);
    r->raw_n -= bom;
    r->at_start = false;
    return ST_OK;
}

static enum status S_read(struct xml_reader *r, struct diag *d)
{
    do {
        ssize_t n = read(r->fd, r->raw + r->raw_n, r->block - r->raw_n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return file_failed(d, "受付ファイル", "読めるファイル", errno);
        r->raw_n += (size_t)n;
        r->eof = n == 0;
    } while (!r->eof && r->raw_n < r->block && r->at_start);
    return r->at_start ? S_start(r, d) : ST_OK;
}

/* More text behind end; what went to the parser is let go. */
static enum status S_fill(struct xml_reader *r, struct diag *d)
{
    memmove(r->text, r->text + r->pos, r->end - r->pos);
    r->end -= r->pos;
    r->pos = 0;
    enum status st = S_read(r, d);
    if (st != ST_OK)
        return st;
    size_t made, used = charset_decode(r->cs, r->raw, r->raw_n, r->text + r->end, &made, &r->bad);
    r->end += made;
    memmove(r->raw, r->raw + used, r->raw_n - used);
    r->raw_n -= used;
    if (r->eof && r->raw_n)
        r->bad = true; /* cut off in the middle of a character */
    return ST_OK;
}

/* --- the declaration --------------------------------------------------------------------------------------
 */

/* The value of encoding="…" in the declaration; n 0: there is none. */
static struct str S_encoding(struct str declaration)
{
    static const char word[] = "encoding";
    const char *p = memmem(declaration.p, declaration.n, word, sizeof word - 1);
    const char *end = declaration.p + declaration.n;
    if (!p)
        return (struct str){"", 0};
    for (p += sizeof word - 1; p < end && strchr(" \t\r\n=", *p); p++)
        continue;
    bool quoted = p < end && (*p == '"' || *p == '\'');
    const char *close = quoted ? memchr(p + 1, *p, (size_t)(end - p - 1)) : NULL;
    return close ? (struct str){p + 1, (size_t)(close - p - 1)} : (struct str){"", 0};
}

static enum status S_declaration(struct xml_reader *r, struct diag *d)
{
    enum status st = ST_OK;
    const char *end = NULL;
    while (st == ST_OK && !r->eof && !r->bad && r->end < DECLARATION &&
           !(end = memmem(r->text, r->end, "?>", 2)))
        st = S_fill(r, d);
    if (st != ST_OK)
        return st;
    end = memmem(r->text, r->end, "?>", 2);
    bool declared = end && r->end >= 5 && memcmp(r->text, "<?xml", 5) == 0;
    struct str name = S_encoding((struct str){r->text, declared ? (size_t)(end - r->text) : 0});
    if (xml_encoding_agrees(r->cs, name))
        return ST_OK;
    char want[96];
    snprintf(want, sizeof want, "%s（encoding=\"%s\"）", charset_name(r->cs), xml_encoding_name(r->cs));
    return name.n ? diag_str(d, ST_FILE_CHARSET, "XML 宣言の encoding", want, name)
                  : diag_set(d, ST_FILE_CHARSET, "XML 宣言の encoding", want, "ない（UTF-8 とみなされる）");
}

/* --- rows -------------------------------------------------------------------------------------------------
 */

/* They stand after the text: two, wherever a block ends. */
static enum status S_bad_bytes(struct xml_reader *r, struct diag *d)
{
    char item[64], want[64], have[64];
    size_t at = 0;
    enum status st = r->raw_n < 2 && !r->eof ? S_read(r, d) : ST_OK;
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < r->raw_n && i < 2; i++)
        at +=
            (size_t)snprintf(have + at, sizeof have - at, "%s0x%02X", i ? " " : "", (unsigned char)r->raw[i]);
    snprintf(item, sizeof item, "%lld行目", (long long)xml_rows_line(&r->rows));
    snprintf(want, sizeof want, "%s の文字", charset_name(r->cs));
    return diag_set(d, ST_FILE_CHARSET, item, want, have);
}

/* The queue is empty: lets the parser have more, or its end. It tells some errors as soon as it can and
 * others when more has come: it gets the same pieces however the file is read, so that nobody hears of
 * another. */
static enum status S_feed(struct xml_reader *r, struct diag *d)
{
    enum status st = ST_OK;
    if (r->at_start)
        st = S_declaration(r, d);
    while (st == ST_OK && r->end - r->pos < r->slice && !r->eof && !r->bad)
        st = S_fill(r, d);
    if (st != ST_OK)
        return st;
    size_t n = r->end - r->pos < r->slice ? r->end - r->pos : r->slice;
    if (n) {
        xml_rows_feed(&r->rows, r->text + r->pos, n);
        r->pos += n;
    } else if (r->bad) {
        return S_bad_bytes(r, d);
    } else {
        xml_rows_end(&r->rows);
        r->ended = true;
    }
    return ST_OK;
}

enum status xml_reader_next(struct xml_reader *r, struct record *ret, bool *ret_found, struct diag *d)
{
    *ret_found = false;
    while (!xml_rows_take(&r->rows, r->cells, &r->line)) {
        if (r->rows.diag.status != ST_OK && !r->rows.soft) {
            *d = r->rows.diag;
            return d->status;
        }
        if (r->ended)
            return ST_OK;
        enum status st = S_feed(r, d);
        if (st != ST_OK)
            return st;
    }
    r->given++;
    *ret = (struct record){r->cells, r->rows.form.n, r->line};
    *ret_found = true;
    return ST_OK;
}

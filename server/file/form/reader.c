/* The record reader; see reader.h. A block of raw bytes is decoded behind what is left of the text, and
 * records are cut from the text; the raw bytes stay as long as it does, so that the place in the file can be
 * measured when somebody asks. */
#include "file/form/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/reader_split.h"

enum { BLOCK = 64 * 1024, CELLS_FIRST = 32, LINE_END = 4 /* bytes at most */, DOS_END = 0x1A };

struct reader {
    struct reader_form form;
    const struct charset *cs;
    int fd;
    char *raw; /* raw_at bytes done with, `made` that became [measured, end) of text, raw_n not decoded yet */
    size_t raw_at, made, raw_n;
    size_t joint_raw; /* in raw: where a block began ... */
    long joint_text;  /* ... and its text */
    char *text;       /* text_cap + 1 bytes of UTF-8: [pos, end) is not given out yet */
    size_t text_cap, pos, end;
    long measured; /* offset belongs to this place of text; negative: before what is kept */
    int64_t offset, line;
    bool eof, bad, at_start;
    struct split_form split;
    struct cells cells;
    char trailer[32]; /* its count as sent */
    bool trailed;     /* it was seen */
    struct line_ends ends;
};

struct reader *reader_new(const struct reader_form *form, const struct charset *cs, int fd, int64_t offset,
                          int64_t line)
{
    struct reader *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    *r = (struct reader){
        .form = *form, .cs = cs, .fd = fd, .offset = offset, .line = line, .at_start = offset == 0};
    r->split = (struct split_form){form->delimiter, !form->no_quotes};
    if (!r->form.block)
        r->form.block = BLOCK;
    if (r->form.block < 8)
        r->form.block = 8; /* a whole character must fit */
    r->text_cap = charset_room(cs, r->form.block) + charset_room(cs, r->form.record_limit + LINE_END);
    r->raw = malloc(2 * r->form.block + r->form.record_limit + LINE_END);
    r->text = malloc(r->text_cap + 1);
    if (!r->raw || !r->text ||
        !cells_reserve(&r->cells, form->columns > CELLS_FIRST ? form->columns : CELLS_FIRST)) {
        reader_free(r);
        return NULL;
    }
    r->text[0] = 0;
    return r;
}

void reader_free(struct reader *r)
{
    if (!r)
        return;
    free(r->raw);
    free(r->text);
    cells_release(&r->cells);
    free(r);
}

int64_t reader_offset(struct reader *r)
{
    size_t n = charset_span(r->cs, r->raw + r->raw_at, r->made, (size_t)((long)r->pos - r->measured));
    r->offset += (int64_t)n;
    r->raw_at += n;
    r->made -= n;
    r->measured = (long)r->pos;
    return r->offset;
}

int64_t reader_line(const struct reader *r)
{
    return r->line;
}

/* Bytes in the file of the next len bytes of text. */
static size_t S_raw_len(struct reader *r, size_t len)
{
    reader_offset(r);
    return charset_span(r->cs, r->raw + r->raw_at, r->made, len);
}

/* What is wrong at text place `at` of the record that starts at pos: counts lines and items up to there. */
static enum status S_broken(struct reader *r, enum status st, size_t at, const char *want, const char *have,
                            struct diag *d)
{
    struct place p = split_place(r->text + r->pos, at - r->pos, &r->split);
    int64_t byte = reader_offset(r) + (int64_t)S_raw_len(r, at - r->pos);
    char item[96];
    snprintf(item, sizeof item, "%lld行目 %d項目め（%lldバイト目）", (long long)(r->line + p.lines), p.item,
             (long long)byte + 1);
    return diag_set(d, st, item, want, have);
}

/* A mark at the start is skipped; another encoding's, or other signs of one, end the matter at once. */
static enum status S_start(struct reader *r, struct diag *d)
{
    r->at_start = false;
    const char *rather = charset_mistaken(r->cs, r->raw, r->raw_n);
    if (rather)
        return S_broken(r, ST_FILE_CHARSET, r->pos, charset_name(r->cs), rather, d);
    size_t bom = charset_bom(r->cs, r->raw, r->raw_n);
    memmove(r->raw, r->raw + bom, r->raw_n - bom);
    r->raw_n -= bom;
    r->offset += (int64_t)bom;
    return ST_OK;
}

/* Fills raw as far as one read goes (to the brim at the start, so that S_start sees enough). */
static enum status S_read(struct reader *r, struct diag *d)
{
    do {
        ssize_t n = read(r->fd, r->raw + r->raw_at + r->made + r->raw_n, r->form.block - r->raw_n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return file_failed(d, "受付ファイル", "読めるファイル", errno);
        r->raw_n += (size_t)n;
        r->eof = n == 0;
    } while (!r->eof && r->raw_n < r->form.block && r->at_start);
    return r->at_start ? S_start(r, d) : ST_OK;
}

/* The text given out is let go, and raw bytes before the joint when that lies there: where the last block
 * began is known without measuring. */
static void S_let_go(struct reader *r)
{
    const long pos = (long)r->pos;
    const bool passed = r->joint_text <= pos;
    if (!passed) { /* a record longer than a block */
        reader_offset(r);
    } else if (r->joint_text > r->measured) {
        size_t n = r->joint_raw - r->raw_at;
        r->offset += (int64_t)n;
        r->raw_at += n;
        r->made -= n;
        r->measured = r->joint_text;
    }
    memmove(r->text, r->text + r->pos, r->end - r->pos);
    r->end -= r->pos;
    r->pos = 0;
    r->measured -= pos;
    memmove(r->raw, r->raw + r->raw_at, r->made + r->raw_n);
    r->joint_text = passed ? (long)r->end : r->joint_text - pos;
    r->joint_raw = passed ? r->made : r->joint_raw - r->raw_at;
    r->raw_at = 0;
}

/* More text behind end. */
static enum status S_fill(struct reader *r, struct diag *d)
{
    S_let_go(r);
    enum status st = S_read(r, d);
    if (st != ST_OK)
        return st;
    size_t text, used = charset_decode(r->cs, r->raw + r->made, r->raw_n, r->text + r->end, &text, &r->bad);
    r->end += text;
    r->text[r->end] = 0; /* split_plain stops there */
    r->made += used;
    r->raw_n -= used;
    if (r->eof && r->raw_n)
        r->bad = true; /* cut off in the middle of a character */
    return ST_OK;
}

/* The bytes in the way of decoding, which stand after the text: two, wherever a block ends. */
static enum status S_bad_bytes(struct reader *r, struct diag *d)
{
    char want[64], have[64];
    size_t at = 0;
    enum status st = r->raw_n < 2 && !r->eof ? S_read(r, d) : ST_OK;
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < r->raw_n && i < 2; i++)
        at += (size_t)snprintf(have + at, sizeof have - at, "%s0x%02X", i ? " " : "",
                               (unsigned char)r->raw[r->raw_at + r->made + i]);
    snprintf(want, sizeof want, "%s の文字", charset_name(r->cs));
    return S_broken(r, ST_FILE_CHARSET, r->end, want, have, d);
}

/* The next n bytes of text, part of one record, are more than one may have; in the file they are at most
 * twice as many. */
static bool S_is_long(struct reader *r, size_t n, size_t limit)
{
    return n * 2 > limit && S_raw_len(r, n) > limit;
}

/* Before anything else that may be wrong with the record, and by its beginning alone, which is as much as is
 * surely there: how much more there is depends on where a block ends. */
static enum status S_long(struct reader *r, struct diag *d)
{
    char want[64], have[96];
    const char *text = r->text + r->pos;
    const size_t n = r->form.record_limit / 2;
    struct split s = {0};
    split_find(text, n, &r->split, &s);
    snprintf(want, sizeof want, "1レコード %zuバイト以内", r->form.record_limit);
    if (s.quoted)
        snprintf(have, sizeof have, "閉じない引用符、または長いレコード");
    else if (memchr(text, '\r', n))
        snprintf(have, sizeof have, "長いレコード（行の終わりが CR だけ）");
    else
        snprintf(have, sizeof have, "長いレコード（%zuバイトまでに改行がない）", r->form.record_limit);
    return S_broken(r, ST_FILE_STRUCTURE, r->pos + (s.quoted ? s.quote : 0), want, have, d);
}

/* The end of the text is no end of a record: says why, when the matter is not just more text. */
static enum status S_unfinished(struct reader *r, const struct split *s, struct diag *d)
{
    if (S_is_long(r, r->end - r->pos, r->form.record_limit + LINE_END))
        return S_long(r, d);
    if (r->bad)
        return S_bad_bytes(r, d);
    if (r->eof && s->quoted)
        return S_broken(r, ST_FILE_STRUCTURE, r->pos + s->quote, "閉じる引用符",
                        "閉じないままファイルの終わり", d);
    return ST_OK;
}

static enum status S_cells(struct reader *r, const struct split *s, struct diag *d)
{
    size_t at = 0, cell = 0;
    const char *wrong = NULL, *text = r->text + r->pos;
    if (!split_cells(text, s, &r->split, &r->cells, &at, &cell, &wrong))
        return diag_set(d, ST_LIMIT, "受付ファイル", "メモリ", "不足");
    if (!wrong)
        return ST_OK;
    char have[96];
    const bool lines = strcmp(wrong, SPLIT_BEHIND_QUOTE) == 0 && memchr(text + cell, '\n', at - cell);
    if (lines) /* the mistake is where the quote is, which nobody would look for here */
        snprintf(have, sizeof have, SPLIT_BEHIND_QUOTE "（引用符は %lld行目から）",
                 (long long)(r->line + split_place(text, cell, &r->split).lines));
    return S_broken(r, ST_FILE_STRUCTURE, r->pos + at, "CSV の構造", lines ? have : wrong, d);
}

/* Whether the record that was cut is the trailer; keeps its count. */
static bool S_trailer(struct reader *r)
{
    if (!r->form.trailer || r->cells.n != 2 || !str_is(r->cells.cell[0], r->form.trailer))
        return false;
    struct str count = r->cells.cell[1];
    size_t n = count.n < sizeof r->trailer ? count.n : sizeof r->trailer - 1;
    memcpy(r->trailer, count.p, n);
    r->trailer[n] = 0;
    return r->trailed = true;
}

static int S_least(const struct reader *r)
{
    return r->form.least ? r->form.least : r->form.columns;
}

/* What made the number of items wrong, as far as it shows; empty: who knows. */
static void S_why_count(const struct reader *r, const struct split *s, char *out, size_t cap)
{
    static const char tab[] = "タブ", comma[] = "コンマ";
    const char other = r->form.delimiter == '\t' ? ',' : '\t';
    const char *text = r->text + r->pos;
    int i = r->form.columns, n = r->cells.n;
    out[0] = 0;
    if (n == 1 && memchr(text, other, s->len))
        snprintf(out, cap, "（%s区切り。期待: %s区切り）", other == ',' ? comma : tab,
                 other == ',' ? tab : comma);
    while (i < n && !r->cells.cell[i].n)
        i++;
    if (n > r->form.columns && i == n)
        snprintf(out, cap, "（終わりの %d項目は空。行の終わりの区切り文字は不要です）", n - r->form.columns);
}

static enum status S_wrong_count(struct reader *r, const struct split *s, struct record *ret, struct diag *d)
{
    char want[64], have[160], why[128], least[16] = "";
    if (S_least(r) < r->form.columns)
        snprintf(least, sizeof least, "%d〜", S_least(r));
    snprintf(want, sizeof want, "%s%d項目", least, r->form.columns);
    S_why_count(r, s, why, sizeof why);
    if (s->len == 1 && r->text[r->pos] == DOS_END)
        snprintf(have, sizeof have, "0x1A だけの行（DOS のファイルの終わり。削除してください）");
    else if (s->len)
        snprintf(have, sizeof have, "%d項目%s", r->cells.n, why);
    else
        snprintf(have, sizeof have, "空行（削除してください）");
    ret->n = r->cells.n;
    return S_broken(r, ST_FILE_STRUCTURE, r->pos + s->len, want, have, d);
}

/* The record has as many items as it may. */
static enum status S_fits(struct reader *r, const struct split *s, struct record *ret, struct diag *d)
{
    if (r->trailed)
        return S_broken(r, ST_FILE_TRAILER, r->pos, "ファイルの終わり", "最後のレコードの後にレコード", d);
    if (!r->form.columns)
        r->form.columns = r->cells.n;
    if (r->cells.n > r->form.columns || r->cells.n < S_least(r) || (r->form.columns > 1 && !s->len))
        return S_wrong_count(r, s, ret, d);
    for (int i = r->cells.n; i < r->form.columns; i++)
        r->cells.cell[i] = STR("");
    *ret = (struct record){r->cells.cell, r->form.columns, r->line};
    return ST_OK;
}

/* Counted, and refused where only the other one is taken. */
static enum status S_line_end(struct reader *r, const struct split *s, struct diag *d)
{
    static const struct {
        const char *bytes, *mei;
    } ends[] = {{"", ""}, {"\n", "LF"}, {"\r\n", "CRLF"}};
    const size_t n = s->taken - s->len;
    ++*(n == 2 ? &r->ends.crlf : n == 1 ? &r->ends.lf : &r->ends.none);
    if (!n || !r->form.line_end || strcmp(r->form.line_end, ends[n].bytes) == 0)
        return ST_OK;
    return S_broken(r, ST_FILE_STRUCTURE, r->pos + s->len, n == 1 ? "行末は CRLF" : "行末は LF", ends[n].mei,
                    d);
}

/* The text up to the end of the next record. *ret_found false: the file ends here. */
static enum status S_find(struct reader *r, struct split *s, bool *ret_found, struct diag *d)
{
    enum status st;
    *ret_found = true;
    while (!split_find(r->text + r->pos, r->end - r->pos, &r->split, s)) {
        if ((st = S_unfinished(r, s, d)) != ST_OK)
            return st;
        if (r->eof) { /* no line end after the last record */
            s->len = s->taken = r->end - r->pos;
            *ret_found = s->len > 0;
            return ST_OK;
        }
        if ((st = S_fill(r, d)) != ST_OK)
            return st;
    }
    return ST_OK;
}

enum status reader_next(struct reader *r, struct record *ret, bool *ret_found, struct diag *d)
{
    *ret = (struct record){0};
    for (bool trailer = true; trailer;) {
        struct split s = {0};
        enum status st = ST_OK;
        const bool plain = split_plain(r->text + r->pos, r->end - r->pos, &r->split, &r->cells, &s);
        *ret_found = plain;
        if (!plain) {
            st = S_find(r, &s, ret_found, d);
            if (st != ST_OK || !*ret_found)
                return st;
        }
        if (S_is_long(r, s.len, r->form.record_limit))
            st = S_long(r, d);
        else if (!plain)
            st = S_cells(r, &s, d);
        if (st == ST_OK)
            st = S_line_end(r, &s, d);
        trailer = st == ST_OK && !r->trailed && S_trailer(r);
        if (st == ST_OK && !trailer)
            st = S_fits(r, &s, ret, d);
        if (st != ST_OK) {
            *ret_found = false;
            return st;
        }
        split_seal(r->text + r->pos, &s, &r->cells);
        r->pos += s.taken;
        r->line += s.lines + 1;
    }
    return ST_OK;
}

const struct line_ends *reader_line_ends(const struct reader *r)
{
    return &r->ends;
}

const char *reader_trailer(const struct reader *r)
{
    return r->trailed ? r->trailer : NULL;
}

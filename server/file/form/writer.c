/* Writing records; see writer.h. */
#include "file/form/writer.h"

#include <stdio.h>

#include "file/charset/charset_kind.h"

#define WIDE_SPACE "\xE3\x80\x80"

static void S_shown(struct buf *out, const struct charset *cs, uint32_t code)
{
    char shown[24];
    uint32_t none;
    size_t n = (size_t)snprintf(shown, sizeof shown, "〔U+%04X〕", (unsigned)code);
    charset_encode(cs, (struct str){shown, n}, out, &none);
}

static void S_encode(struct buf *out, const struct charset *cs, struct str s)
{
    while (s.n) {
        uint32_t code = 0;
        size_t taken = charset_encode(cs, s, out, &code), skip;
        s = (struct str){s.p + taken, s.n - taken};
        if (!s.n)
            return;
        charset_code_point(s.p, &skip);
        s = (struct str){s.p + skip, s.n - skip};
        S_shown(out, cs, code);
    }
}

static size_t S_breaking(struct str s, char delimiter)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != delimiter && s.p[i] != '\r' && s.p[i] != '\n')
        i++;
    return i;
}

/* Without quotes, what would end the cell cannot stand in it. */
static void S_bare(struct buf *out, const struct charset *cs, struct str s, char delimiter)
{
    for (;;) {
        size_t n = S_breaking(s, delimiter);
        S_encode(out, cs, (struct str){s.p, n});
        if (n == s.n)
            return;
        S_shown(out, cs, (unsigned char)s.p[n]);
        s = (struct str){s.p + n + 1, s.n - n - 1};
    }
}

static bool S_needs_quotes(struct str s, char delimiter)
{
    return S_breaking(s, delimiter) < s.n || memchr(s.p, '"', s.n);
}

static void S_quoted(struct buf *out, const struct charset *cs, struct str s)
{
    S_encode(out, cs, STR("\""));
    for (const char *q; s.n && (q = memchr(s.p, '"', s.n));) {
        size_t n = (size_t)(q - s.p) + 1;
        S_encode(out, cs, (struct str){s.p, n});
        S_encode(out, cs, STR("\""));
        s = (struct str){s.p + n, s.n - n};
    }
    S_encode(out, cs, s);
    S_encode(out, cs, STR("\""));
}

/* Most cells: nothing in them needs quotes, and all encodings but UTF-16 write ASCII as it is. */
static bool S_plain(const struct layout *l, const struct charset *cs, struct str s)
{
    size_t i = 0;
    while (i < s.n && (unsigned char)s.p[i] >= ' ' && (unsigned char)s.p[i] < 0x7F &&
           s.p[i] != l->delimiter && s.p[i] != '"')
        i++;
    return i == s.n && l->quote != QUOTE_ALWAYS && cs->kind != &charset_utf16;
}

static void S_cell(struct buf *out, const struct layout *l, const struct charset *cs, struct str s)
{
    if (S_plain(l, cs, s)) {
        buf_add(out, s.p, s.n);
        return;
    }
    switch (l->quote) {
    case QUOTE_NONE:
        S_bare(out, cs, s, l->delimiter);
        return;
    case QUOTE_ALWAYS:
        S_quoted(out, cs, s);
        return;
    case QUOTE_NEEDED:
        if (s.n && S_needs_quotes(s, l->delimiter))
            S_quoted(out, cs, s);
        else
            S_encode(out, cs, s);
        return;
    }
}

/* The value with what its column is filled up with, in room. */
static struct str S_padded(const struct column *c, struct str s, struct buf *room)
{
    long missing = c->max - str_utf8_len(s);
    if (c->pad == PAD_NONE || missing <= 0 || (c->pad == PAD_ZERO_LEFT && !s.n))
        return s;
    const char *fill = c->pad == PAD_ZERO_LEFT ? "0" : c->chars == CLASS_KANA ? WIDE_SPACE : " ";
    buf_clear(room);
    if (c->pad == PAD_SPACE_RIGHT)
        buf_add(room, s.p, s.n);
    for (; missing > 0; missing--)
        buf_adds(room, fill);
    if (c->pad == PAD_ZERO_LEFT)
        buf_add(room, s.p, s.n);
    return (struct str){room->data, room->len};
}

/* Between cells and at the end: ASCII. */
static void S_mark(struct buf *out, const struct charset *cs, struct str s)
{
    if (cs->kind == &charset_utf16)
        S_encode(out, cs, s);
    else
        buf_add(out, s.p, s.n);
}

void writer_record(struct buf *out, const struct layout *l, const struct charset *cs, const struct str *cells)
{
    struct buf room = BUF_INIT;
    for (int i = 0; i < l->n; i++) {
        if (i)
            S_mark(out, cs, (struct str){&l->delimiter, 1});
        if (l->columns[i].pad == PAD_NONE)
            S_cell(out, l, cs, cells[i]);
        else
            S_cell(out, l, cs, S_padded(&l->columns[i], cells[i], &room));
    }
    S_mark(out, cs, str_of(l->line_end));
    if (!buf_ok(&room))
        out->failed = true;
    buf_release(&room);
}

void writer_start(struct buf *out, const struct layout *l, const struct charset *cs)
{
    struct str mark = charset_mark(cs);
    buf_add(out, mark.p, mark.n);
    for (int i = 0; l->header && i < l->n; i++) {
        if (i)
            S_encode(out, cs, (struct str){&l->delimiter, 1});
        S_encode(out, cs, str_of(l->columns[i].mei));
    }
    if (l->header)
        S_encode(out, cs, str_of(l->line_end));
}

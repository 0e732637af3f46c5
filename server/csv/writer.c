/* Writing records; see writer.h. */
#include "csv/writer.h"

#include "csv/charset_kind.h"

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
        struct buf shown = BUF_INIT;
        buf_addf(&shown, "〔U+%04X〕", (unsigned)code);
        charset_encode(cs, (struct str){shown.data, shown.len}, out, &code);
        buf_release(&shown);
    }
}

static bool S_needs_quotes(struct str s, char delimiter)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == delimiter || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n')
            return true;
    return false;
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

void writer_record(struct buf *out, const struct layout *l, const struct charset *cs, const struct str *cells)
{
    for (int i = 0; i < l->n; i++) {
        if (i)
            S_encode(out, cs, (struct str){&l->delimiter, 1});
        if (l->quote == QUOTE_ALWAYS || S_needs_quotes(cells[i], l->delimiter))
            S_quoted(out, cs, cells[i]);
        else
            S_encode(out, cs, cells[i]);
    }
    S_encode(out, cs, str_of(l->line_end));
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

/* Writing XML rows; see xml_writer.h. */
#include "file/form/xml_writer.h"

#include <stdio.h>

#include "file/charset/charset_kind.h"
#include "file/form/xml_encoding.h"

/* What the encoding does not have becomes a reference to its number. */
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
        char shown[16];
        int n = snprintf(shown, sizeof shown, "&#x%X;", (unsigned)code);
        charset_encode(cs, (struct str){shown, (size_t)n}, out, &code);
    }
}

static const char *S_reference(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

/* No parser takes these: controls, the last two of the plane, and bytes without a character (charset.h). */
static bool S_forbidden(uint32_t code)
{
    return code < ' ' || code == 0xFFFE || code == 0xFFFF || code >= CHARSET_UNASSIGNED;
}

/* Bytes at the start that may be written as they are. */
static size_t S_plain(struct str s)
{
    size_t i = 0;
    while (i < s.n && !strchr("&<>", s.p[i]) && (unsigned char)s.p[i] >= ' ' && s.p[i] != '\xEF' &&
           s.p[i] != '\xF4')
        i++;
    return i;
}

static void S_text(struct buf *out, const struct charset *cs, struct str s)
{
    while (s.n) {
        size_t n = S_plain(s);
        if (n) {
            S_encode(out, cs, (struct str){s.p, n});
        } else {
            char shown[CHARSET_SHOWN + 24];
            uint32_t code = charset_code_point(s.p, &n);
            const char *reference = S_reference(code);
            if (!reference && S_forbidden(code)) {
                char bytes[CHARSET_SHOWN], number[16];
                charset_show(cs, code, bytes);
                snprintf(number, sizeof number, "U+%04X", (unsigned)code);
                snprintf(shown, sizeof shown, "〔%s〕",
                         code >= CHARSET_UNASSIGNED && bytes[0] ? bytes : number);
                reference = shown;
            }
            S_encode(out, cs, reference ? str_of(reference) : (struct str){s.p, n});
        }
        s = (struct str){s.p + n, s.n - n};
    }
}

static void S_tag(struct buf *out, const struct charset *cs, const char *before, const char *name,
                  const char *after)
{
    S_encode(out, cs, str_of(before));
    S_encode(out, cs, str_of(name));
    S_encode(out, cs, str_of(after));
}

void xml_writer_start(struct buf *out, const struct layout *l, const struct charset *cs)
{
    struct str mark = charset_mark(cs);
    buf_add(out, mark.p, mark.n);
    S_tag(out, cs, "<?xml version=\"1.0\" encoding=\"", xml_encoding_name(cs), "\"?>");
    S_encode(out, cs, str_of(l->line_end));
    S_tag(out, cs, "<", l->xml_root, ">");
    S_encode(out, cs, str_of(l->line_end));
}

void xml_writer_record(struct buf *out, const struct layout *l, const struct charset *cs,
                       const struct str *cells)
{
    S_tag(out, cs, "<", l->xml_row, ">");
    for (int i = 0; i < l->n; i++) {
        S_tag(out, cs, "<", l->columns[i].name, cells[i].n ? ">" : "/>");
        if (!cells[i].n)
            continue;
        S_text(out, cs, cells[i]);
        S_tag(out, cs, "</", l->columns[i].name, ">");
    }
    S_tag(out, cs, "</", l->xml_row, ">");
    S_encode(out, cs, str_of(l->line_end));
}

void xml_writer_end(struct buf *out, const struct layout *l, const struct charset *cs)
{
    S_tag(out, cs, "</", l->xml_root, ">");
    S_encode(out, cs, str_of(l->line_end));
}

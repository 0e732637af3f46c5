/* The table of encodings, and what they share; see charset.h. */
#include <stdio.h>
#include <strings.h>

#include "file/charset/charset_kind.h"

/* An encoding is one line: what insurers may choose [S 2.12.1 ⑦], which is also what kanri-001.sql lets in.
 * Which they are, and which results begin with a mark, is not public [A]. */
static const struct charset charsets[] = {
    {"CP932", "", 0, false, &charset_double, &charset_cp932, 0},
    {"UTF-8", "\xEF\xBB\xBF", 3, false, &charset_utf8, NULL, 0},
    {"UTF-8-BOM", "\xEF\xBB\xBF", 3, true, &charset_utf8, NULL, 0},
    {"UTF-16LE", "\xFF\xFE", 2, true, &charset_utf16, NULL, 1},
    {"UTF-16BE", "\xFE\xFF", 2, true, &charset_utf16, NULL, 0},
    {"EUC-JP", "", 0, false, &charset_double, &charset_euc, 0},
};

const char *charset_names(void)
{
    return "CP932・UTF-8・UTF-8-BOM・UTF-16LE・UTF-16BE・EUC-JP";
}

const struct charset *charset_find(const char *name)
{
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (strcmp(charsets[i].name, name) == 0)
            return &charsets[i];
    return NULL;
}

/* What people and other programs call them besides: Shift_JIS means CP932 in practice. */
static const struct {
    const char *said, *name;
} others[] = {
    {"Windows-31J", "CP932"}, {"csWindows31J", "CP932"}, {"MS932", "CP932"},    {"MS_Kanji", "CP932"},
    {"Shift_JIS", "CP932"},   {"Shift-JIS", "CP932"},    {"ShiftJIS", "CP932"}, {"SJIS", "CP932"},
    {"SJIS-win", "CP932"},    {"x-sjis", "CP932"},       {"UTF8", "UTF-8"},     {"UTF16LE", "UTF-16LE"},
    {"UTF16BE", "UTF-16BE"},  {"EUCJP", "EUC-JP"},       {"EUC_JP", "EUC-JP"},  {"x-euc-jp", "EUC-JP"},
};

const struct charset *charset_named(const char *name)
{
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (strcasecmp(charsets[i].name, name) == 0)
            return charset_find(charsets[i].name);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcasecmp(others[i].said, name) == 0)
            return charset_find(others[i].name);
    return NULL;
}

const char *charset_name(const struct charset *cs)
{
    return cs->name;
}

size_t charset_room(const struct charset *cs, size_t n)
{
    return n * cs->kind->grows;
}

size_t charset_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                      bool *ret_bad)
{
    return cs->kind->decode(cs, in, n, out, ret_out, ret_bad);
}

size_t charset_span(const struct charset *cs, const char *in, size_t n, size_t utf8)
{
    return cs->kind->span(cs, in, n, utf8);
}

size_t charset_raw_len(const struct charset *cs, struct str utf8)
{
    return cs->kind->raw_len(cs, utf8);
}

size_t charset_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    return cs->kind->encode(cs, utf8, out, ret_code);
}

size_t charset_bom(const struct charset *cs, const char *p, size_t n)
{
    return n >= cs->bom_len && memcmp(p, cs->bom, cs->bom_len) == 0 ? cs->bom_len : 0;
}

struct str charset_mark(const struct charset *cs)
{
    return (struct str){cs->bom, cs->marks ? cs->bom_len : 0};
}

void charset_show(const struct charset *cs, uint32_t code_point, char out[CHARSET_SHOWN])
{
    char utf8[4];
    struct buf raw = BUF_INIT;
    uint32_t unused;
    size_t at = 0;
    if (cs->codes)
        charset_encode(cs, (struct str){utf8, charset_put(utf8, code_point)}, &raw, &unused);
    out[0] = 0;
    for (size_t i = 0; i < raw.len && at + 2 < CHARSET_SHOWN; i++)
        at += (size_t)snprintf(out + at, CHARSET_SHOWN - at, "%s%02X", i ? "" : "0x",
                               (unsigned char)raw.data[i]);
    buf_release(&raw);
}

size_t charset_ascii(const char *p, size_t n)
{
    size_t i = 0;
    for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
        memcpy(&w, p + i, sizeof w);
        if (w & 0x8080808080808080u)
            break;
    }
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

/* Character codes of requests; see charset.h. */
#include "soap/charset.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

#define WANT "UTF-8、UTF-16、Shift_JIS、EUC-JP のいずれか"

enum { CONVERT = 4096 };

/* Names that clients use -> the code of iconv. Shift_JIS means CP932 in practice. */
static const struct {
    const char *said, *name;
} names[] = {
    {"utf-8", "UTF-8"},     {"utf8", "UTF-8"},        {"us-ascii", "UTF-8"},    {"ascii", "UTF-8"},
    {"utf-16", "UTF-16"},   {"utf16", "UTF-16"},      {"utf-16le", "UTF-16LE"}, {"utf-16be", "UTF-16BE"},
    {"shift_jis", "CP932"}, {"shift-jis", "CP932"},   {"sjis", "CP932"},        {"x-sjis", "CP932"},
    {"ms_kanji", "CP932"},  {"windows-31j", "CP932"}, {"cp932", "CP932"},       {"ms932", "CP932"},
    {"euc-jp", "EUC-JP"},   {"eucjp", "EUC-JP"},      {"x-euc-jp", "EUC-JP"},   {"euc_jp", "EUC-JP"},
};

static const char *S_name(const char *said, size_t n)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].said) == n && strncasecmp(names[i].said, said, n) == 0)
            return names[i].name;
    return NULL;
}

void charset_init(struct charset *c, const char *header)
{
    c->said[0] = 0;
    size_t n = header ? strlen(header) : 0;
    n = n < sizeof c->said ? n : sizeof c->said - 1;
    memcpy(c->said, header ? header : "", n);
    c->said[n] = 0;
    c->name = c->source = NULL;
    c->converts = false;
    c->head_n = c->tail_n = 0;
    c->at = 0;
}

void charset_release(struct charset *c)
{
    if (c->converts)
        iconv_close(c->cd);
    c->converts = false;
}

/* The code a BOM stands for, and its bytes. */
static const char *S_bom(const char *p, size_t n, size_t *ret_len)
{
    *ret_len = 0;
    if (n >= 4 && memcmp(p, "\xFF\xFE\0\0", 4) == 0)
        return *ret_len = 4, "UTF-32LE";
    if (n >= 4 && memcmp(p, "\0\0\xFE\xFF", 4) == 0)
        return *ret_len = 4, "UTF-32BE";
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        return *ret_len = 3, "UTF-8";
    if (n >= 2 && memcmp(p, "\xFF\xFE", 2) == 0)
        return *ret_len = 2, "UTF-16LE";
    if (n >= 2 && memcmp(p, "\xFE\xFF", 2) == 0)
        return *ret_len = 2, "UTF-16BE";
    return NULL;
}

/* The value of encoding="…" in an XML declaration in an ASCII-like code. */
static struct str S_declared(const char *p, size_t n)
{
    struct str none = {NULL, 0};
    const char *end = memchr(p, '>', n);
    if (n < 6 || memcmp(p, "<?xml", 5) != 0 || !end)
        return none;
    const char *e = memmem(p, (size_t)(end - p), "encoding", 8);
    if (!e)
        return none;
    for (e += 8; e < end && (*e == ' ' || *e == '\t' || *e == '\r' || *e == '\n' || *e == '='); e++)
        ;
    if (e >= end || (*e != '"' && *e != '\''))
        return none;
    const char *q = memchr(e + 1, *e, (size_t)(end - e - 1));
    return q ? (struct str){e + 1, (size_t)(q - e - 1)} : none;
}

/* UTF-16 without a BOM, seen by the NUL beside the first '<' (XML 1.0 appendix F). */
static const char *S_bare_utf16(const char *p, size_t n)
{
    if (n >= 2 && p[0] == '<' && !p[1])
        return "UTF-16LE";
    return n >= 2 && !p[0] && p[1] == '<' ? "UTF-16BE" : NULL;
}

/* true while more bytes could change the decision. */
static bool S_undecided(const struct charset *c, const char *p, size_t n)
{
    size_t bom;
    if (n < 4)
        return true;
    if (c->said[0] || S_bom(p, n, &bom) || n >= CHARSET_HEAD)
        return false;
    return memcmp(p, "<?xml", n < 5 ? n : 5) == 0 && !memchr(p, '>', n);
}

static enum status S_by_header(struct charset *c, const char *p, size_t n, const char *bom, struct diag *d)
{
    const char *name = S_name(c->said, strlen(c->said));
    if (!name)
        return diag_set(d, ST_CHARSET, "Content-Type の charset", WANT, c->said);
    if (strcmp(name, "UTF-16") == 0) {
        name = bom && strncmp(bom, "UTF-16", 6) == 0 ? bom : S_bare_utf16(p, n);
        name = name ? name : "UTF-16BE";
    }
    if (bom && strcmp(bom, name) != 0)
        return diag_setf(d, ST_CHARSET, "BOM", c->said, "%s の BOM", bom);
    c->name = name;
    c->source = "Content-Type の charset";
    return ST_OK;
}

static enum status S_by_declaration(struct charset *c, const char *p, size_t n, struct diag *d)
{
    struct str said = S_declared(p, n);
    c->name = "UTF-8";
    c->source = "既定";
    if (!said.p)
        return ST_OK;
    c->name = S_name(said.p, said.n);
    c->source = "XML 宣言の encoding";
    if (!c->name)
        return diag_str(d, ST_CHARSET, c->source, WANT, said);
    if (strncmp(c->name, "UTF-16", 6) == 0)
        return diag_set(d, ST_CHARSET, c->source, "本文の文字コードと同じもの",
                        "UTF-16 と宣言していますが、本文は 1 バイトずつの文字です");
    return ST_OK;
}

/* glibc has a table of every name of ours, in a file that it opens, and does not say why it could not. */
static enum status S_no_table(const struct charset *c, struct diag *d)
{
    int probe = open("/dev/null", O_RDONLY | O_CLOEXEC), err = errno;
    if (probe < 0)
        return file_failed(d, "文字コードの変換表", "読めるファイル", err);
    close(probe);
    return diag_set(d, ST_CHARSET, c->source, "UTF-8（この計算機の glibc に変換表がないため）", c->name);
}

/* Looks at the first bytes; *ret_skip is the BOM to drop. */
static enum status S_decide(struct charset *c, const char *p, size_t n, size_t *ret_skip, struct diag *d)
{
    const char *bom = S_bom(p, n, ret_skip), *bare = S_bare_utf16(p, n);
    enum status st = ST_OK;
    if (n >= 2 && memcmp(p, "\x1F\x8B", 2) == 0)
        return diag_set(d, ST_CHARSET, "本文", "XML（gzip で送るなら Content-Encoding: gzip）",
                        "gzip のバイト 1F 8B");
    if (c->said[0])
        st = S_by_header(c, p, n, bom, d);
    else if (bom && strncmp(bom, "UTF-32", 6) == 0)
        st = diag_set(d, ST_CHARSET, "BOM", WANT, bom);
    else if (bom || bare) {
        c->name = bom ? bom : bare;
        c->source = bom ? "BOM" : "先頭の 2 バイト";
    } else
        st = S_by_declaration(c, p, n, d);
    c->at = *ret_skip;
    if (st != ST_OK || strcmp(c->name, "UTF-8") == 0)
        return st;
    c->cd = iconv_open("UTF-8", c->name);
    c->converts = c->cd != (iconv_t)-1;
    return c->converts ? ST_OK : S_no_table(c, d);
}

static enum status S_bad(struct charset *c, unsigned char byte, struct diag *d)
{
    char want[128];
    snprintf(want, sizeof want, "%s（%s による）", c->name, c->source);
    return diag_setf(d, ST_CHARSET, "本文の文字コード", want, "%llu バイト目の 0x%02X", c->at + 1, byte);
}

/* Bytes of the character that starts with u[0], judged by at most n bytes: 0 when it is cut off, -1 when it
 * is none. NUL is none: XML has no place for it. */
static int S_char(const unsigned char *u, size_t n)
{
    if (u[0] && u[0] < 0x80)
        return 1;
    int len = u[0] >= 0xF0 && u[0] <= 0xF4  ? 4
              : u[0] >= 0xE0 && u[0] < 0xF0 ? 3
              : u[0] >= 0xC2 && u[0] < 0xE0 ? 2
                                            : 0;
    if (!len)
        return -1;
    if (n > 1) {
        unsigned char low = u[0] == 0xE0 ? 0xA0 : u[0] == 0xF0 ? 0x90 : 0x80;
        unsigned char high = u[0] == 0xED ? 0x9F : u[0] == 0xF4 ? 0x8F : 0xBF;
        if (u[1] < low || u[1] > high)
            return -1;
    }
    for (int k = 2; k < len && (size_t)k < n; k++)
        if ((u[k] & 0xC0) != 0x80)
            return -1;
    return (size_t)len <= n ? len : 0;
}

/* Bytes of whole characters at p; *ret_bad is set when what follows is no UTF-8 (and not just cut off). */
static size_t S_scan(const char *p, size_t n, bool *ret_bad)
{
    const unsigned char *u = (const unsigned char *)p;
    const uint64_t high = 0x8080808080808080u, low = 0x0101010101010101u;
    size_t i = 0;
    *ret_bad = false;
    while (i < n) {
        uint64_t w;
        while (n - i >= sizeof w && (memcpy(&w, p + i, sizeof w), !((w | (w - low)) & high)))
            i += sizeof w;
        if (i == n)
            break;
        int len = S_char(u + i, n - i);
        *ret_bad = len < 0;
        if (len <= 0)
            break;
        i += (size_t)len;
    }
    return i;
}

static enum status S_utf8(struct charset *c, const char *p, size_t n, charset_sink *sink, void *cls,
                          struct diag *d)
{
    enum status st = ST_OK;
    bool bad;
    while (c->tail_n && n) {
        c->tail[c->tail_n++] = *p++;
        n--;
        size_t whole = S_scan(c->tail, c->tail_n, &bad);
        if (bad)
            return S_bad(c, (unsigned char)c->tail[0], d);
        if (whole) {
            c->at += whole;
            c->tail_n = 0;
            st = sink(cls, c->tail, whole);
        }
        if (st != ST_OK)
            return st;
    }
    size_t whole = S_scan(p, n, &bad);
    c->at += whole;
    if (whole)
        st = sink(cls, p, whole);
    if (st == ST_OK && bad)
        return S_bad(c, (unsigned char)p[whole], d);
    if (st == ST_OK) {
        memcpy(c->tail + c->tail_n, p + whole, n - whole);
        c->tail_n += n - whole;
    }
    return st;
}

static enum status S_convert(struct charset *c, const char *p, size_t n, charset_sink *sink, void *cls,
                             struct diag *d)
{
    enum status st = ST_OK;
    while (n && st == ST_OK) {
        char in[CONVERT], out[CONVERT * 3]; /* half-width kana of CP932: one byte becomes three */
        size_t take = n < CONVERT - sizeof c->tail ? n : CONVERT - sizeof c->tail;
        memcpy(in, c->tail, c->tail_n);
        memcpy(in + c->tail_n, p, take);
        p += take;
        n -= take;
        char *from = in, *to = out;
        size_t left = c->tail_n + take, room = sizeof out;
        c->tail_n = 0;
        size_t r = iconv(c->cd, &from, &left, &to, &room);
        size_t made = sizeof out - room;
        c->at += (size_t)(from - in);
        const char *nul = memchr(out, 0, made);
        if (made && nul != out) /* what stands before it may be wrong already */
            st = sink(cls, out, nul ? (size_t)(nul - out) : made);
        if (st == ST_OK && nul)
            st = diag_set(d, ST_CHARSET, "本文の文字コード", c->name, "NUL 文字があります");
        if (st != ST_OK)
            break;
        if (r == (size_t)-1 && (errno != EINVAL || left > sizeof c->tail - 2))
            return S_bad(c, (unsigned char)*from, d);
        memcpy(c->tail, from, left);
        c->tail_n = left;
    }
    return st;
}

static enum status S_pass(struct charset *c, const char *p, size_t n, charset_sink *sink, void *cls,
                          struct diag *d)
{
    return c->converts ? S_convert(c, p, n, sink, cls, d) : S_utf8(c, p, n, sink, cls, d);
}

enum status charset_feed(struct charset *c, const char *p, size_t n, charset_sink *sink, void *cls,
                         struct diag *d)
{
    size_t skip;
    enum status st;
    if (c->name)
        return S_pass(c, p, n, sink, cls, d);
    if (!c->head_n && !S_undecided(c, p, n)) { /* the usual case: the first piece says it all */
        st = S_decide(c, p, n, &skip, d);
        return st == ST_OK ? S_pass(c, p + skip, n - skip, sink, cls, d) : st;
    }
    size_t take = sizeof c->head - c->head_n;
    take = n < take ? n : take;
    memcpy(c->head + c->head_n, p, take);
    c->head_n += take;
    if (S_undecided(c, c->head, c->head_n))
        return ST_OK;
    st = S_decide(c, c->head, c->head_n, &skip, d);
    if (st == ST_OK)
        st = S_pass(c, c->head + skip, c->head_n - skip, sink, cls, d);
    return st == ST_OK ? S_pass(c, p + take, n - take, sink, cls, d) : st;
}

enum status charset_end(struct charset *c, charset_sink *sink, void *cls, struct diag *d)
{
    enum status st = ST_OK;
    size_t skip;
    if (!c->name) {
        st = S_decide(c, c->head, c->head_n, &skip, d);
        if (st == ST_OK)
            st = S_pass(c, c->head + skip, c->head_n - skip, sink, cls, d);
    }
    if (st == ST_OK && c->tail_n)
        st = diag_set(d, ST_CHARSET, "本文の文字コード", c->name, "文字の途中で本文が終わっています");
    return st;
}

void charset_note(const struct charset *c, struct str first, char *note, size_t cap)
{
    struct str said = S_declared(first.p, first.n);
    const char *name = said.p ? S_name(said.p, said.n) : NULL;
    bool same = name && (strcmp(name, c->name) == 0 ||
                         (strcmp(name, "UTF-16") == 0 && strncmp(c->name, "UTF-16", 6) == 0));
    char shown[48];
    size_t n = strlen(note);
    if (!said.p || same)
        return;
    str_show(shown, sizeof shown, said);
    snprintf(note + n, cap - n, "%sXML 宣言の encoding（%s）でなく、%s（%s）で読んだ", n ? "、" : "", shown,
             c->source, c->said[0] ? c->said : c->name);
}

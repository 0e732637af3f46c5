/* What the first bytes of a file betray of its character code; charset_mistaken of charset.h. A guess must be
 * right: a file that is taken for another code is refused, however well it could be read. */
#include "file/charset/charset_kind.h"

enum { WIDE_SHARE = 32 }; /* of so many bytes at least one such character */

/* Text of two byte codes, by structure alone. */
struct tally {
    size_t chars;   /* two bytes and more */
    size_t telling; /* what the other code hardly has */
    size_t kana;    /* half-width, of one byte */
    bool bad;
};

static bool S_in(unsigned char c, unsigned from, unsigned to)
{
    return c >= from && c <= to;
}

/* telling: hiragana, katakana, signs and the common kanji, whose first bytes begin nothing in EUC-JP. */
static struct tally S_cp932(const unsigned char *u, size_t n)
{
    struct tally t = {0};
    for (size_t i = 0; i < n && !t.bad; i++) {
        if (u[i] < 0x80)
            continue;
        if (S_in(u[i], 0xA1, 0xDF)) {
            t.kana++;
            continue;
        }
        t.bad = !S_in(u[i], 0x81, 0xFC) || u[i] == 0xA0;
        t.telling += u[i] < 0xA0;
        t.chars++;
        if (++i < n)
            t.bad = t.bad || !S_in(u[i], 0x40, 0xFC) || u[i] == 0x7F;
    }
    return t;
}

/* telling: bytes that in CP932 begin only rare kanji; the others would be half-width kana there. */
static struct tally S_euc(const unsigned char *u, size_t n)
{
    struct tally t = {0};
    for (size_t i = 0; i < n && !t.bad; i++) {
        if (u[i] < 0x80)
            continue;
        size_t more = u[i] == 0x8F ? 2 : 1;
        t.bad = !S_in(u[i], 0xA1, 0xFE) && u[i] != 0x8E && u[i] != 0x8F;
        t.chars++;
        for (bool told = u[i] >= 0xE0; more && i + 1 < n && !t.bad; more--) {
            t.bad = !S_in(u[++i], 0xA1, 0xFE);
            t.telling += !told && u[i] >= 0xE0;
        }
    }
    return t;
}

/* Of a text that is no UTF-8: its two byte code when that is clear, else NULL. */
static const char *S_double(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    struct tally cp932 = S_cp932(u, n), euc = S_euc(u, n);
    if (!cp932.bad && euc.bad)
        return cp932.telling >= 2 && cp932.telling * 2 >= cp932.chars + cp932.kana ? "CP932" : NULL;
    return !euc.bad && !cp932.telling && euc.chars >= 4 && euc.telling >= 2 ? "EUC-JP" : NULL;
}

/* ASCII in two bytes a character: the delimiters, digits and line ends of a link file are never few. Now and
 * then it looks so in the other byte order, too: U+3000. */
static const char *S_utf16(const char *p, size_t n)
{
    size_t ascii[2] = {0, 0}; /* by the place of the byte that is not 0 */
    for (size_t i = 0; i + 1 < n; i += 2) {
        ascii[0] += S_in((unsigned char)p[i], 1, 0x7F) && !p[i + 1];
        ascii[1] += !p[i] && S_in((unsigned char)p[i + 1], 1, 0x7F);
    }
    for (int k = 0; k < 2; k++)
        if (ascii[k] >= 2 && ascii[k] > 3 * ascii[1 - k] && ascii[k] >= n / WIDE_SHARE)
            return k ? "UTF-16BE" : "UTF-16LE";
    return NULL;
}

static const char *S_marked(const struct charset *cs, const char *p, size_t n)
{
    static const struct {
        const char *bom, *mei;
    } marks[] = {{"\xEF\xBB\xBF", "UTF-8（BOM 付き）"},
                 {"\xFF\xFE", "UTF-16LE（BOM 付き）"},
                 {"\xFE\xFF", "UTF-16BE（BOM 付き）"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t len = strlen(marks[i].bom);
        if (n >= len && memcmp(p, marks[i].bom, len) == 0)
            return strcmp(marks[i].bom, cs->bom) == 0 ? NULL : marks[i].mei;
    }
    return NULL;
}

/* As mainframes have it: a link file is full of digits and delimiters, and none of them is where ASCII has
 * it. */
static bool S_ebcdic(const char *p, size_t n)
{
    size_t digits = 0, commas = 0;
    for (size_t i = 0; i < n; i++) {
        const unsigned char u = (unsigned char)p[i];
        if (S_in(u, '0', '9') || u == ',' || u == '<')
            return false;
        digits += S_in(u, 0xF0, 0xF9);
        commas += u == 0x6B;
    }
    return commas >= 2 && digits >= 8 && digits >= n / WIDE_SHARE;
}

/* A file of an insurer with UTF-16, no byte of which is 0: it has not even a delimiter of two bytes. */
static const char *S_narrow(const char *p, size_t n, bool utf8)
{
    const char *rather = utf8 ? "UTF-8" : S_double(p, n);
    return rather ? rather : "1文字が1バイトからの文字コード";
}

const char *charset_mistaken(const struct charset *cs, const char *p, size_t n)
{
    if (n >= 4 && memcmp(p, "PK\3\4", 4) == 0)
        return "ZIP ファイル";
    const char *marked = S_marked(cs, p, n), *wide = S_utf16(p, n);
    if (marked || charset_bom(cs, p, n))
        return marked;
    if (wide)
        return strcmp(wide, cs->name) == 0 ? NULL : wide;
    if (S_ebcdic(p, n))
        return "EBCDIC（汎用機の文字コード）";
    size_t three;
    bool bad;
    charset_utf8_span(p, n, &three, &bad);
    bool japanese = three >= 2; /* that by chance are right in UTF-8 are hardly ever text of another code */
    if (cs->kind == &charset_utf16)
        return n >= 4 && !memchr(p, 0, n) ? S_narrow(p, n, !bad && japanese) : NULL;
    if (!bad || (japanese && cs->kind == &charset_utf8))
        return japanese && cs->kind != &charset_utf8 ? "UTF-8" : NULL;
    const char *rather = S_double(p, n);
    return rather && strcmp(rather, cs->name) != 0 ? rather : NULL;
}

/* A program of the build: prints the tables of charset_codes.h as a source, taken from glibc's iconv. So
 * chukan needs neither its modules nor a descriptor for them when a file comes, and no time to make them. */
#include <iconv.h>
#include <stdio.h>

#include "file/charset/charset_codes.h"

struct span {
    unsigned char from, to, len;
};

static const struct code {
    const char *name, *iconv; /* of the table; glibc's */
    struct span leads[5];     /* first bytes and how long their characters are */
    struct span trails[2];    /* the other bytes */
} codes[] = {
    {
        .name = "charset_cp932",
        .iconv = "CP932",
        .leads = {{0x81, 0x9F, 2}, {0xA1, 0xDF, 1}, {0xE0, 0xFC, 2}},
        .trails = {{0x40, 0x7E, 0}, {0x80, 0xFC, 0}},
    },
    /* With half-width kana, JIS X 0212 and the extensions of NEC and IBM, as Windows and Java have it [A]. */
    {
        .name = "charset_euc",
        .iconv = "EUC-JP-MS",
        .leads = {{0x8E, 0x8E, 2}, {0x8F, 0x8F, 3}, {0xA1, 0xFE, 2}},
        .trails = {{0xA1, 0xFE, 0}},
    },
};

/* Signs that other tables map to the same ink: we read what glibc reads and write either. */
static const struct {
    uint16_t code, same;
} variants[] = {{0x301C, 0xFF5E}, {0x2016, 0x2225}, {0x2212, 0xFF0D}, {0x00A2, 0xFFE0},
                {0x00A3, 0xFFE1}, {0x00AC, 0xFFE2}, {0x2014, 0x2015}};

/* in (n bytes) through iconv; 0 when it is not exactly one answer. */
static size_t S_convert(iconv_t cd, char *in, size_t n, char *out, size_t room)
{
    char *o = out;
    size_t left = room;
    iconv(cd, NULL, NULL, NULL, NULL);
    return iconv(cd, &in, &n, &o, &left) == 0 && n == 0 ? room - left : 0;
}

static void S_learn(struct charset_codes *c, iconv_t in, iconv_t out, uint16_t number)
{
    char raw[3], utf8[8], back[4];
    uint16_t again;
    size_t n = charset_bytes(c, number, raw), len, unused;
    if (charset_number(c, (unsigned char *)raw, n, &again) != (int)n || again != number)
        return;
    len = S_convert(in, raw, n, utf8, sizeof utf8);
    if (!len || len > 3)
        return;
    uint32_t cp = charset_code_point(utf8, &unused);
    c->from[number] = (uint16_t)cp;
    /* Some characters stand at several places (NEC and IBM extensions): glibc says which one is written. */
    size_t m = S_convert(out, utf8, len, back, sizeof back);
    c->to[cp] = m && charset_number(c, (unsigned char *)back, m, &again) == (int)m ? again : number;
}

static bool S_make(const struct code *code, struct charset_codes *c)
{
    iconv_t in = iconv_open("UTF-8", code->iconv), out = iconv_open(code->iconv, "UTF-8");
    bool ok = in != (iconv_t)-1 && out != (iconv_t)-1;
    for (const struct span *s = code->leads; s->len; s++)
        memset(c->len + s->from, s->len, (size_t)(s->to - s->from) + 1);
    for (size_t i = 0; i < 2 && code->trails[i].from; i++)
        memset(c->trail + code->trails[i].from, 1, (size_t)(code->trails[i].to - code->trails[i].from) + 1);
    for (unsigned number = 0x80; ok && number < 0x10000; number++)
        S_learn(c, in, out, (uint16_t)number);
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++)
        if (!c->to[variants[i].code])
            c->to[variants[i].code] = c->to[variants[i].same];
    if (in != (iconv_t)-1)
        iconv_close(in);
    if (out != (iconv_t)-1)
        iconv_close(out);
    return ok;
}

/* --- the source --------------------------------------------------------------------------------------------
 */

static void S_bytes(const char *name, const unsigned char *v)
{
    printf("    .%s = {", name);
    for (int i = 0; i < 256; i++)
        printf("%s%d,", i % 32 ? "" : "\n        ", v[i]);
    printf("\n    },\n");
}

static void S_units(const char *name, const uint16_t *v)
{
    printf("    .%s = {", name);
    for (int i = 0; i < 65536; i++)
        printf("%s%u,", i % 32 ? "" : "\n        ", v[i]);
    printf("\n    },\n");
}

static void S_print(const char *name, const struct charset_codes *c)
{
    printf("const struct charset_codes %s = {\n", name);
    S_bytes("len", c->len);
    S_bytes("trail", c->trail);
    S_units("from", c->from);
    S_units("to", c->to);
    printf("};\n");
}

int main(void)
{
    static struct charset_codes made[sizeof codes / sizeof codes[0]];
    printf("#include \"file/charset/charset_codes.h\"\n");
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (!S_make(&codes[i], &made[i])) {
            fprintf(stderr, "この計算機の iconv に %s の変換表がありません\n", codes[i].iconv);
            return 1;
        }
        S_print(codes[i].name, &made[i]);
    }
    return fflush(stdout) || ferror(stdout);
}

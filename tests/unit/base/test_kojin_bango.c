/* base/kojin_bango: what may be a 個人番号, in every dress. Numbers: the public samples of
 * DOMAIN 8. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/kojin_bango.h"

START_TEST(test_found)
{
    static const char *const texts[] = {
        "123456789018",
        "379474484458",
        "454972364860",
        "1234-5678-9018",
        "1234 5678 9018",
        "1234・5678・9018",
        "1234　5678　9018",
        "1234−5678−9018",
        "1234ー5678ー9018",
        "1.2.3.4.5.6.7.8.9.0.1.8",
        "１２３４５６７８９０１８",
        "１２３４５６-789018",
        "123456－789018",
        "1234--56789018",
        "1234 - 5678 - 9018",
        "1234        56789018",
        "1234\uFF9E5678\uFF9E9018",
        "1234\U0001D1735678\u04839018",
        "1234\u0E315678\u16809018",
        "1234\u05BE5678\uFFFC9018",
        "①②③④⑤⑥⑦⑧⑨⓪①⑧",
        "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎𝟏𝟖",
        "𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿𝟶𝟷𝟾",
        "🯱🯲🯳🯴🯵🯶🯷🯸🯹🯰🯱🯸",
        "12345678901⁸",
        "1234\uFEFF5678\u034F\u180E9018",
        "1\u20002\u30013\u30994\uFE0F5\u31646\u200B\u200B\u200B\u200B789018",
        "1234\U0001F6005678\U0001F6009018",
        "12 - 34 56-78 / 9018",
        "2000/13/01 00:04",
        "1、2、3、4、5、6、7、8、9、0、1、8",
        "5、1234、5678、9018、7",
        "記号123456789018番",
        "99123456789018",
        "123456789018999",
        "1-123456789018",
        "1-1234-5678-9018",
        "1234567890x123456789018",
        "-123456789018-",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(kojin_bango_inside(str_of(texts[i])), "%s", texts[i]);
}
END_TEST

START_TEST(test_lawful)
{
    static const char *const texts[] = {
        "507957100722",
        "",
        "12345678901",
        "23456789018",
        "1234---------56789018", /* more than eight part two numbers */
        "1234年5678年9018",      /* letters part numbers */
        "20050301〜20050320",    /* groups are whole: two days are no number */
        "20050312〜20050301",
        "2000/01/01 00:09", /* a day and a time, whatever the check digit */
        "2000/01/01 00:17",
        "2017-08-25 2018-08-15", /* twelve digits from 08 on, too, and in it a day */
        "51234、5678、9018、7",
        "1234a56789018",
        "112-3456-789018", /* not whole groups */
        "03-0864-2767 090-3834-2538",
        "〒123-4567 03-1234-5678",
        "2017-08-25 2018-08-18",
        "20170706-20170911",
        "芝3-19-28 03-1417-7763",
        "123456789012",
        "1234567あ89018",
        "20170401",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!kojin_bango_inside(str_of(texts[i])), "%s", texts[i]);
}
END_TEST

START_TEST(test_cut_anywhere)
{
    static const char text[] = "１２３４・５６７８ー９０１８";
    for (size_t n = 0; n < sizeof text - 1; n++)
        ck_assert(!kojin_bango_inside((struct str){text, n}));
    ck_assert(kojin_bango_inside((struct str){text, sizeof text - 1}));
    ck_assert(!kojin_bango_inside((struct str){NULL, 0}));
}
END_TEST

/* What no text may show, at its beginning. */
START_TEST(test_secret)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"123456789012", 12},      {"12345678901", 0},
        {"1234-5678-9012-x", 14},  {"1234--5678--9012", 0},
        {"1234--5678--9018-", 16}, {"1234--5678--90181", 0},
        {"12345678--9018年", 14},  {"1", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(kojin_bango_secret(str_of(cases[i].text)) == cases[i].n, "%s", cases[i].text);
    ck_assert_uint_eq(kojin_bango_digits(STR("12３x")), 5);
    ck_assert_uint_eq(kojin_bango_digits(STR("x12")), 0);
}
END_TEST

/* As a spreadsheet shows what it takes for a number. */
START_TEST(test_scientific)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"1.23456789018E+11", 17},
        {"1.23456789018e+11", 17},
        {"2.3456789013E+10", 16},
        {"2.3456789013E+10円", 16},
        {"1.23456789019E+11", 0},
        {"2.3456789014E+10", 0},
        {"2.3456789013E+10x", 0},
        {"2.3456789013E+101", 0},
        {"2.3456789013E+1", 0},
        {"1.3456789013E+11", 0},
        {"1.234567890180E+11", 0},
        {"1.23456789018E", 0},
        {"1.E+11", 0},
        {"0.3456789013E+10", 0},
        {"3.7947448445E+10", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(kojin_bango_alone(str_of(cases[i].text), 0) == cases[i].n, "%s", cases[i].text);
}
END_TEST

static size_t S_utf8(uint32_t c, char *out)
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((n == 1 ? 0 : n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | c);
    return n;
}

/* The zeros of all scripts: the first of ten digits (Nd) each. */
static const uint32_t zeros[] = {
    0x30,    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,   0xC66,
    0xCE6,   0xD66,   0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,  0x1810,  0x1946,
    0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0,
    0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0,
    0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0,
    0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0};

/* In the digits of every script it is a number, with a zero lost as well, alone and inside; and a character
 * beside the ten is no digit, but where the next ten begin. */
START_TEST(test_scripts)
{
    static const char *const numbers[] = {"379474484458", "23456789013"};
    for (size_t z = 0; z < sizeof zeros / sizeof *zeros; z++) {
        for (size_t k = 0; k < 2; k++) {
            char text[64];
            size_t n = 0;
            for (const char *p = numbers[k]; *p; p++)
                n += S_utf8(zeros[z] + (uint32_t)(*p - '0'), text + n);
            struct str s = {text, n};
            ck_assert_msg(!kojin_bango_few(s), "%X", zeros[z]);
            ck_assert_msg(kojin_bango_digits(s) == n && kojin_bango_alone(s, 0) == n, "%X", zeros[z]);
            ck_assert_msg(kojin_bango_inside(s) == (k == 0), "%X", zeros[z]);
        }
        char c[4];
        size_t n = S_utf8(zeros[z] + 10, c);
        bool next = z + 1 < sizeof zeros / sizeof *zeros && zeros[z + 1] == zeros[z] + 10;
        ck_assert_msg(next || zeros[z] == 0x30 || !kojin_bango_digits((struct str){c, n}), "%X", zeros[z]);
    }
}
END_TEST

/* Whatever the text: where its first byte is none of a digit, it is none; and none is lost among few. */
START_TEST(test_first)
{
    for (uint32_t code = 1; code < 0x110000; code++) {
        char c[4];
        struct str s = {c, S_utf8(code, c)};
        if (kojin_bango_digits(s))
            ck_assert_msg(kojin_bango_first[(unsigned char)c[0]], "%X", code);
    }
}
END_TEST

/* Bytes of any kind are walked through once: no end is passed, and it comes. */
START_TEST(test_bytes)
{
    static const char alphabet[] = "0189-\xE3\x80\x81\xEF\xBB\xBF\xF0\x9F\xFF\xC2\xA0";
    char text[64];
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        size_t n = random % sizeof text;
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            text[i] = alphabet[(random >> 16) % (sizeof alphabet - 1)];
        }
        char *exact = malloc(n + 1); /* a byte too far is seen by the sanitizers */
        memcpy(exact, text, n);
        bool inside = kojin_bango_inside((struct str){exact, n});
        size_t secret = kojin_bango_secret((struct str){exact, n});
        ck_assert(secret <= n);
        ck_assert(!secret || n >= 12);
        ck_assert(!inside || n >= 12);
        size_t alone = 0, at = 0;
        while (!alone && str_secret((struct str){exact, n}, &at, n, &alone))
            ;
        ck_assert(!alone || (alone >= 11 && at + alone <= n));
        char masked[sizeof text * 4];
        str_mask_row(masked, sizeof masked, (struct str){exact, n});
        ck_assert(!inside || strstr(masked, "************")); /* what is refused is never shown */
        free(exact);
    }
}
END_TEST

/* --- the quick look ---------------------------------------------------------------------------------------
 */

static uint32_t S_random(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)*seed * n) >> 32);
}

/* What may stand between digits, and what may not. */
static const char *const around[] = {
    "-",      ".",      " ",        ",",      "/",      "・",     "\u00A0", "\u2009",  "\u202F",
    "\u3000", "\u200B", "\u200C",   "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u2010",  "\u2212",
    "－",     "ー",     "．",       "\u180E", "\u05D0", "あ",     "年",     "ｱ",       "Ａ",
    "é",      "a",      "Z",        "T",      "%",      "%20",    "\\n",    "\\u3042", "_",
    "=",      "\xFF",   "\xE3\x81", "\x80",   "0",      "\n",     "ߊ",      "①"};
enum { AROUND = sizeof around / sizeof *around, TEXT = 400 };

static size_t S_add(char *out, const char *text)
{
    return (size_t)(stpcpy(out, text) - out);
}

/* A number or a run of any digits, spelled in any scripts with anything between, among other things. */
static size_t S_spelled(uint32_t *seed, char out[TEXT])
{
    static const char *const numbers[] = {"123456789018",  "23456789013", "379474484458", "123456789012",
                                          "1234567890189", "2017050809",  "880300170186"};
    size_t n = 0;
    const uint32_t script = S_random(seed, sizeof zeros / sizeof *zeros), between = S_random(seed, 4);
    for (uint32_t lead = S_random(seed, 20); lead; lead--)
        n += S_add(out + n, around[S_random(seed, AROUND)]);
    for (const char *p = numbers[S_random(seed, sizeof numbers / sizeof *numbers)]; *p; p++) {
        const uint32_t z = S_random(seed, 9) ? script : S_random(seed, sizeof zeros / sizeof *zeros);
        n += S_utf8(zeros[z] + (uint32_t)(*p - '0'), out + n);
        for (uint32_t k = between && !S_random(seed, 4) ? between : 0; k; k--)
            n += S_add(out + n, around[S_random(seed, AROUND)]);
    }
    for (uint32_t tail = S_random(seed, 20); tail; tail--)
        n += S_add(out + n, around[S_random(seed, AROUND)]);
    return n;
}

/* The slow way: every place is looked at. */
static bool S_holds(struct str s)
{
    for (size_t i = 0, n; i < s.n; i += n ? n : 1) {
        const struct str rest = {s.p + i, s.n - i};
        n = kojin_bango_digits(rest);
        if (n && (kojin_bango_alone(s, i) || kojin_bango_secret(rest)))
            return true;
    }
    return false;
}

/* What the quick look calls few has nothing that is hidden, and is shown as it is; of all else the stricter
 * rule hides what the other does. */
START_TEST(test_quick)
{
    int few = 0, held = 0;
    uint32_t seed = 11;
    for (int round = 0; round < 60000; round++) {
        char text[TEXT], masked[2 * TEXT], again[2 * TEXT];
        struct str s = {text, S_spelled(&seed, text)};
        for (uint32_t k = S_random(&seed, 3); k && s.n; k--)
            text[S_random(&seed, (uint32_t)s.n)] ^= (char)(1u << S_random(&seed, 8));
        const bool holds = S_holds(s), is_few = kojin_bango_few(s);
        ck_assert_msg(!holds || !is_few, "%.*s", (int)s.n, text);
        size_t n = str_mask_row(masked, sizeof masked, s);
        ck_assert_msg(holds || (n == s.n && memcmp(masked, text, n) == 0), "%.*s", (int)s.n, text);
        ck_assert_msg(str_mask(again, sizeof again, (struct str){masked, n}) == n &&
                          memcmp(again, masked, n) == 0,
                      "%.*s", (int)s.n, text);
        few += is_few;
        held += holds;
    }
    ck_assert_int_gt(few, 2000);
    ck_assert_int_gt(held, 5000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/kojin_bango");
    TCase *t = tcase_create("kojin_bango");
    tcase_add_test(t, test_found);
    tcase_add_test(t, test_lawful);
    tcase_add_test(t, test_cut_anywhere);
    tcase_add_test(t, test_secret);
    tcase_add_test(t, test_scientific);
    tcase_add_test(t, test_scripts);
    tcase_add_test(t, test_first);
    tcase_add_test(t, test_bytes);
    tcase_add_test(t, test_quick);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

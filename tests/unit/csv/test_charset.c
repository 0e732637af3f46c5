/* csv/charset: every CP932 character there and back, the dashes, 外字, cut and broken input, other encodings.
 */
#include <check.h>
#include <iconv.h>
#include <stdio.h>

#include "csv/charset.h"

static const char *const names[] = {"CP932", "UTF-8", "EUC-JP", "UTF-16LE", "UTF-16BE"};

/* One character of bytes; 0 when it is none. */
static size_t S_decode(const struct charset *cs, const unsigned char *p, size_t n, char *out)
{
    size_t made;
    bool bad;
    size_t used = charset_decode(cs, (const char *)p, n, out, &made, &bad);
    return used == n && !bad ? made : 0;
}

static size_t S_encode(const struct charset *cs, const char *p, size_t n, char *out)
{
    struct buf b = BUF_INIT;
    uint32_t code = 0;
    size_t taken = charset_encode(cs, (struct str){p, n}, &b, &code), len = b.len;
    ck_assert_uint_le(len, 16);
    if (len)
        memcpy(out, b.data, len);
    buf_release(&b);
    return taken == n ? len : 0;
}

/* Decoded as glibc does; encoded to the same bytes, or, for the characters that stand at several places, to a
 * place that decodes to the same. */
START_TEST(test_cp932_all)
{
    const struct charset *cs = charset_find("CP932");
    iconv_t cd = iconv_open("UTF-8", "CP932");
    int known = 0, twice = 0;
    for (unsigned b = 0; b < 0x10000; b++) {
        unsigned char raw[2] = {(unsigned char)(b >> 8), (unsigned char)b};
        size_t n = b > 0xFF ? 2 : 1;
        const unsigned char *p = n == 2 ? raw : raw + 1;
        char want[8], have[8], again[8], back[16];
        char *in = (char *)(uintptr_t)p, *out = want;
        size_t left = n, room = sizeof want;
        iconv(cd, NULL, NULL, NULL, NULL);
        size_t rc = iconv(cd, &in, &left, &out, &room), len = sizeof want - room;
        if (n == 2 && len && want[0] > 0 && len < 3)
            continue; /* two characters of one byte */
        if (rc != 0 || (n == 2 && charset_raw_len(cs, (struct str){want, len}) != 2))
            len = 0;
        size_t made = S_decode(cs, p, n, have);
        if (n == 2 && made && charset_raw_len(cs, (struct str){have, made}) == 2 && !len)
            ck_abort_msg("%04X decodes to something", b);
        if (!len)
            continue;
        known++;
        ck_assert_msg(made == len && memcmp(want, have, len) == 0, "%04X", b);
        ck_assert_uint_eq(charset_raw_len(cs, (struct str){have, made}), n);
        size_t m = S_encode(cs, have, made, back);
        ck_assert_msg(m == n, "%04X", b);
        if (memcmp(back, p, n) != 0) {
            twice++;
            ck_assert(S_decode(cs, (unsigned char *)back, m, again) == made &&
                      memcmp(have, again, made) == 0);
        }
    }
    iconv_close(cd);
    ck_assert_int_gt(known, 9000);
    ck_assert_int_lt(twice, 420); /* NEC and IBM extensions */
}
END_TEST

static const struct {
    const char *utf8, *cp932;
} dashes[] = {
    {"～", "\x81\x60"}, {"〜", "\x81\x60"}, {"－", "\x81\x7C"}, {"−", "\x81\x7C"},  {"∥", "\x81\x61"},
    {"‖", "\x81\x61"},  {"￠", "\x81\x91"}, {"¢", "\x81\x91"},  {"￡", "\x81\x92"}, {"£", "\x81\x92"},
    {"￢", "\x81\xCA"}, {"¬", "\x81\xCA"},  {"—", "\x81\x5C"},  {"―", "\x81\x5C"},  {"￥", "\x81\x8F"},
    {"￣", "\x81\x50"}, {"髙", "\xFB\xFC"}, {"﨑", "\xFA\xB1"},
};

START_TEST(test_dashes)
{
    const struct charset *cs = charset_find("CP932");
    char out[16], back[16];
    ck_assert_uint_eq(S_encode(cs, dashes[_i].utf8, strlen(dashes[_i].utf8), out), 2);
    ck_assert_mem_eq(out, dashes[_i].cp932, 2);
    size_t n = S_decode(cs, (unsigned char *)out, 2, back);
    ck_assert_uint_eq(S_encode(cs, back, n, out), 2);
    ck_assert_mem_eq(out, dashes[_i].cp932, 2);
}
END_TEST

static const struct {
    const char *name, *utf8;
    size_t taken; /* bytes before the character that has no code */
    uint32_t code;
} gaiji[] = {
    {"CP932", "ab𠮷", 2, 0x20BB7}, {"CP932", "𩸽", 0, 0x29E3D}, {"CP932", "仮㐂", 3, 0x3402},
    {"CP932", "¥", 0, 0xA5},       {"CP932", "é", 0, 0xE9},     {"EUC-JP", "仮𠮷", 3, 0x20BB7},
};

START_TEST(test_gaiji)
{
    struct buf b = BUF_INIT;
    uint32_t code = 0;
    size_t taken = charset_encode(charset_find(gaiji[_i].name), str_of(gaiji[_i].utf8), &b, &code);
    ck_assert_uint_eq(taken, gaiji[_i].taken);
    ck_assert_uint_eq(code, gaiji[_i].code);
    buf_release(&b);
}
END_TEST

static const struct {
    const char *name, *in;
    size_t n, used;
    bool bad;
} broken[] = {
    {"CP932", "ab\x82", 3, 2, false},    /* cut off */
    {"CP932", "ab\x82\x20", 4, 2, true}, /* no trail byte */
    {"CP932", "\x80", 1, 0, true},       /* no character */
    {"CP932", "\xFD\x40", 2, 0, true},
    {"CP932", "\xB1\xB2", 2, 2, false}, /* half-width kana */
    {"CP932", "\x82\n", 2, 0, true},
    {"UTF-8", "\xE3\x81", 2, 0, false},
    {"UTF-8", "\xE3\x81x", 3, 0, true},
    {"UTF-8", "\xC0\x80", 2, 0, true}, /* overlong */
    {"UTF-8", "\xE0\x9F\xBF", 3, 0, true},
    {"UTF-8", "\xED\xA0\x80", 3, 0, true}, /* surrogate */
    {"UTF-8", "\xF4\x90\x80\x80", 4, 0, true},
    {"UTF-8", "\xF0\x8F\xBF\xBF", 4, 0, true},
    {"UTF-8", "\xF0\xA0\xAE\xB7", 4, 4, false},
    {"UTF-8", "a\x80", 2, 1, true},
    {"UTF-16LE", "a\0b", 3, 2, false},
    {"UTF-16LE", "\0\xDC\0\0", 4, 0, true},
    {"EUC-JP", "\xA4\xA2\xA4", 3, 2, false},
    {"EUC-JP", "a\xFF", 2, 1, true},
};

START_TEST(test_broken)
{
    char out[64];
    size_t made;
    bool bad;
    ck_assert_uint_eq(
        charset_decode(charset_find(broken[_i].name), broken[_i].in, broken[_i].n, out, &made, &bad),
        broken[_i].used);
    ck_assert_int_eq(bad, broken[_i].bad);
}
END_TEST

/* The same text through each encoding, whole and in two pieces at every place. */
START_TEST(test_pieces)
{
    const struct charset *cs = charset_find(names[_i]);
    struct str text = STR("a,試験　カナｶﾅ～\r\n\"Ω\",髙﨑");
    struct buf raw = BUF_INIT;
    uint32_t code;
    ck_assert_uint_eq(charset_encode(cs, text, &raw, &code), text.n);
    ck_assert_uint_eq(charset_raw_len(cs, text), raw.len);
    for (size_t cut = 0; cut <= raw.len; cut++) {
        char out[512];
        size_t made, more;
        bool bad;
        size_t used = charset_decode(cs, raw.data, cut, out, &made, &bad);
        ck_assert(!bad && used <= cut);
        ck_assert_uint_eq(charset_raw_len(cs, (struct str){out, made}), used);
        used += charset_decode(cs, raw.data + used, raw.len - used, out + made, &more, &bad);
        ck_assert(!bad && used == raw.len && made + more == text.n);
        ck_assert_mem_eq(out, text.p, text.n);
    }
    buf_release(&raw);
}
END_TEST

static const struct {
    const char *name, *in;
    size_t n;
    const char *rather;
} mistaken[] = {
    {"CP932",
     "\xEF\xBB\xBF"
     "a",
     4, "UTF-8（BOM 付き）"},
    {"CP932", "a,試験", 8, "UTF-8"},
    {"CP932", "a,b", 3, NULL},
    {"CP932", "\x8E\x8E\x8C\xB1", 4, NULL},
    {"CP932", "\xB1\xB2\xB3", 3, NULL},
    {"CP932",
     "\xFF\xFE"
     "a\0",
     4, "UTF-16"},
    {"UTF-8", "\xFE\xFF\0a", 4, "UTF-16"},
    {"UTF-8", "PK\3\4xx", 6, "ZIP ファイル"},
    {"UTF-8",
     "\xEF\xBB\xBF"
     "a",
     4, NULL},
    {"UTF-8", "", 0, NULL},
};

START_TEST(test_mistaken)
{
    const char *rather = charset_mistaken(charset_find(mistaken[_i].name), mistaken[_i].in, mistaken[_i].n);
    ck_assert_pstr_eq(rather, mistaken[_i].rather);
}
END_TEST

START_TEST(test_find)
{
    ck_assert_ptr_null(charset_find("ISO-2022-JP"));
    ck_assert_ptr_null(charset_find(""));
    ck_assert_str_eq(charset_name(charset_find("CP932")), "CP932");
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("csv/charset");
    TCase *t = tcase_create("all");
    tcase_add_test(t, test_cp932_all);
    LOOP(test_dashes, dashes);
    LOOP(test_gaiji, gaiji);
    LOOP(test_broken, broken);
    LOOP(test_pieces, names);
    LOOP(test_mistaken, mistaken);
    tcase_add_test(t, test_find);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* file/charset/charset: every character of every code there and back, the dashes, 外字, cut and broken input.
 */
#include <check.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "file/charset/charset_kind.h"

static const char *const names[] = {"CP932", "UTF-8", "UTF-8-BOM", "EUC-JP", "UTF-16LE", "UTF-16BE"};

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

/* Characters that stand at several places: these come back at another, the one that glibc and Windows write.
 */
static const struct again {
    unsigned from, to;
} again_cp932[] = {{0x8790, 0x8792}, {0x8795, 0x8797}, {0x879A, 0x879C}, /* signs of NEC that JIS has, too */
                   {0xED40, 0xEEFC},                                     /* IBM's kanji as NEC has them */
                   {0xFA4A, 0xFA54}, {0xFA58, 0xFA5B}, {0, 0}},
  again_euc[] = {{0xADF0, 0xADF2},     {0xADF5, 0xADF7},     {0xADFA, 0xADFC},     {0x8FA2B7, 0x8FA2B7},
                 {0x8FA2F1, 0x8FA2F1}, {0x8FF3FD, 0x8FF4A8}, {0x8FF4AB, 0x8FF4AD}, {0, 0}};

static const struct {
    const char *name, *iconv;
    const struct again *again;
    int known, again_count, unassigned;
} doubles[] = {{"CP932", "CP932", again_cp932, 9667, 398, 1676},
               {"EUC-JP", "EUC-JP-MS", again_euc, 15078, 24, 2688}};

static bool S_again(const struct again *a, unsigned code)
{
    for (; a->from; a++)
        if (code >= a->from && code <= a->to)
            return true;
    return false;
}

static int S_chars(const char *p, size_t n)
{
    return (int)str_utf8_len((struct str){p, n});
}

/* One character as glibc reads it; 0 bytes when it is none, or a control character. */
static size_t S_glibc(iconv_t cd, const unsigned char *p, size_t n, char out[8])
{
    char *in = (char *)(uintptr_t)p, *to = out;
    size_t left = n, room = 8;
    iconv(cd, NULL, NULL, NULL, NULL);
    size_t rc = iconv(cd, &in, &left, &to, &room), len = 8 - room;
    return rc == 0 && S_chars(out, len) == 1 && !(n == 1 && len < 3) ? len : 0;
}

struct count {
    int known, again, unassigned;
};

/* One code: as glibc reads it, and back to the same bytes; without a character: kept as the number it is. */
static void S_code(int which, iconv_t cd, unsigned code, struct count *count)
{
    const struct charset *cs = charset_find(doubles[which].name);
    unsigned char raw[3] = {(unsigned char)(code >> 16), (unsigned char)(code >> 8), (unsigned char)code};
    size_t n = code > 0xFFFF ? 3 : code > 0xFF ? 2 : 1;
    const unsigned char *p = raw + 3 - n;
    char want[8], have[16], back[16], shown[CHARSET_SHOWN], number[CHARSET_SHOWN];
    size_t len = S_glibc(cd, p, n, want), made = S_decode(cs, p, n, have);
    if (S_chars(have, made) != 1)
        made = 0;
    ck_assert_msg(!len || (made == len && memcmp(want, have, len) == 0), "%X", code);
    if (!made)
        return;
    size_t m = S_encode(cs, have, made, back);
    ck_assert_msg(charset_raw_len(cs, (struct str){have, made}) == m, "%X", code);
    ck_assert_uint_eq(charset_span(cs, (const char *)p, n, made), n);
    bool same = m == n && memcmp(back, p, n) == 0, known = len != 0;
    ck_assert_msg(same != (known && S_again(doubles[which].again, code)), "%X", code);
    ck_assert(S_decode(cs, (unsigned char *)back, m, want) == made && memcmp(have, want, made) == 0);
    count->known += known;
    count->again += !same;
    count->unassigned += !known;
    if (!known) {
        charset_show(cs, CHARSET_UNASSIGNED + (n == 3 ? (code & 0xFF7F) : code), shown);
        snprintf(number, sizeof number, "0x%X", code);
        ck_assert_str_eq(shown, number);
    }
}

START_TEST(test_every_code)
{
    iconv_t cd = iconv_open("UTF-8", doubles[_i].iconv);
    struct count count = {0};
    for (unsigned code = 0x80; code < 0x10000; code++)
        if (code < 0x100 || code >= 0x8000)
            S_code(_i, cd, code, &count);
    for (unsigned code = 0x8F0000; code < 0x900000; code++)
        S_code(_i, cd, code, &count);
    iconv_close(cd);
    ck_assert_int_eq(count.known, doubles[_i].known);
    ck_assert_int_eq(count.again, doubles[_i].again_count);
    ck_assert_int_eq(count.unassigned, doubles[_i].unassigned);
}
END_TEST

/* Every character of Unicode, there and back. */
static const struct {
    const char *name, *iconv;
} wholes[] = {{"UTF-16LE", "UTF-16LE"}, {"UTF-16BE", "UTF-16BE"}, {"UTF-8", "UTF-8"}, {"UTF-8-BOM", "UTF-8"}};

START_TEST(test_every_character)
{
    enum { MOST = 4500000 };
    const struct charset *cs = charset_find(wholes[_i].name);
    char *text = malloc(MOST), *want = malloc(MOST), *back = malloc(2 * MOST), *in = text, *out = want;
    size_t n = 0, left, room = MOST, made;
    uint32_t code;
    bool bad;
    struct buf raw = BUF_INIT;
    for (uint32_t cp = 1; cp < 0x110000; cp++)
        if (cp < 0xD800 || cp > 0xDFFF)
            n += charset_put(text + n, cp);
    iconv_t cd = iconv_open(wholes[_i].iconv, "UTF-8");
    left = n;
    ck_assert(iconv(cd, &in, &left, &out, &room) == 0 && left == 0);
    iconv_close(cd);
    ck_assert_uint_eq(charset_encode(cs, (struct str){text, n}, &raw, &code), n);
    ck_assert(raw.len == MOST - room && memcmp(raw.data, want, raw.len) == 0);
    ck_assert_uint_eq(charset_raw_len(cs, (struct str){text, n}), raw.len);
    ck_assert_uint_eq(charset_decode(cs, raw.data, raw.len, back, &made, &bad), raw.len);
    ck_assert(made == n && !bad && memcmp(back, text, n) == 0);
    ck_assert_uint_eq(charset_span(cs, raw.data, raw.len, n), raw.len);
    buf_release(&raw);
    free(text);
    free(want);
    free(back);
}
END_TEST

static const struct {
    const char *utf8, *cp932, *euc;
} dashes[] = {
    {"～", "\x81\x60", "\xA1\xC1"}, {"〜", "\x81\x60", "\xA1\xC1"}, {"－", "\x81\x7C", "\xA1\xDD"},
    {"−", "\x81\x7C", "\xA1\xDD"},  {"∥", "\x81\x61", "\xA1\xC2"},  {"‖", "\x81\x61", "\xA1\xC2"},
    {"￠", "\x81\x91", "\xA1\xF1"}, {"¢", "\x81\x91", "\xA1\xF1"},  {"￡", "\x81\x92", "\xA1\xF2"},
    {"£", "\x81\x92", "\xA1\xF2"},  {"￢", "\x81\xCA", "\xA2\xCC"}, {"¬", "\x81\xCA", "\xA2\xCC"},
    {"—", "\x81\x5C", "\xA1\xBD"},  {"―", "\x81\x5C", "\xA1\xBD"},  {"￥", "\x81\x8F", "\xA1\xEF"},
    {"￣", "\x81\x50", "\xA1\xB1"}, {"髙", "\xFB\xFC", NULL},       {"﨑", "\xFA\xB1", NULL},
    {"①", "\x87\x40", "\xAD\xA1"},  {"＼", "\x81\x5F", "\xA1\xC0"}, {"…", "\x81\x63", "\xA1\xC4"},
};

static void S_dash(const char *name, const char *utf8, const char *raw)
{
    const struct charset *cs = charset_find(name);
    char out[16], back[16];
    ck_assert_uint_eq(S_encode(cs, utf8, strlen(utf8), out), 2);
    ck_assert_mem_eq(out, raw, 2);
    size_t n = S_decode(cs, (unsigned char *)out, 2, back);
    ck_assert_uint_eq(S_encode(cs, back, n, out), 2);
    ck_assert_mem_eq(out, raw, 2);
}

START_TEST(test_dashes)
{
    S_dash("CP932", dashes[_i].utf8, dashes[_i].cp932);
    if (dashes[_i].euc)
        S_dash("EUC-JP", dashes[_i].utf8, dashes[_i].euc);
}
END_TEST

static const struct {
    const char *name, *utf8;
    size_t taken; /* bytes before the character that has no code */
    uint32_t code;
} gaiji[] = {
    {"CP932", "ab𠮷", 2, 0x20BB7},
    {"CP932", "𩸽", 0, 0x29E3D},
    {"CP932", "仮㐂", 3, 0x3402},
    {"CP932", "¥", 0, 0xA5},
    {"CP932", "é", 0, 0xE9},
    {"EUC-JP", "仮𠮷", 3, 0x20BB7},
    {"EUC-JP", "¥", 0, 0xA5},
    {"EUC-JP", "‾", 0, 0x203E},
    {"CP932", "\xF4\x80\x80\xA0", 0, 0x100020},
    {"CP932", "\xF4\x88\x8A\xA0", 0, 0x1082A0}, /* 0x82A0 is a character */
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
    {"UTF-16BE", "\xD8\x42", 2, 0, false},
    {"UTF-16BE", "\xD8\x42\xDF", 3, 0, false},
    {"UTF-16BE", "\xD8\x42\0a", 4, 0, true},
    {"EUC-JP", "a\xFF", 2, 1, true},
    {"EUC-JP", "\x8F\xB0", 2, 0, false},
    {"EUC-JP", "\x8F\xB0!", 3, 0, true},
    {"EUC-JP", "\x8E!", 2, 0, true},
    {"EUC-JP", "a\x85", 2, 1, true},     /* control character */
    {"EUC-JP", "\xA9\xA1", 2, 2, false}, /* unassigned */
    {"CP932", "\xEB\x9F", 2, 2, false},
    {"CP932", "\xEB\x7F", 2, 0, true},
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

/* Whatever bytes come, in pieces of 1 to 5: what they decode to is the same as in one piece, is no larger
 * than promised, and is that again after having been written. */
START_TEST(test_noise)
{
    enum { BYTES = 400, ROUNDS = 2000 };
    const struct charset *cs = charset_find(names[_i]);
    uint32_t seed = 20170508;
    for (int round = 0; round < ROUNDS; round++) {
        char *raw = malloc(BYTES), *out = malloc(charset_room(cs, BYTES)),
             *again = malloc(charset_room(cs, 4 * BYTES));
        for (int i = 0; i < BYTES; i++) {
            seed = seed * 1664525 + 1013904223;
            raw[i] = (char)(seed >> 24 | (round % 3 ? 0x80u : 0)); /* more characters, fewer ends */
        }
        size_t made, used, more, at = 0, text = 0, taken = 0;
        bool bad, piece_bad = false;
        used = charset_decode(cs, raw, BYTES, out, &made, &bad);
        ck_assert_uint_eq(charset_span(cs, raw, BYTES, made), used);
        while (at < BYTES && !piece_bad) {
            size_t n = 1 + (seed + at) % 5;
            at = at + n > BYTES ? BYTES : at + n;
            taken += charset_decode(cs, raw + taken, at - taken, again, &more, &piece_bad);
            ck_assert(text + more <= made && memcmp(again, out + text, more) == 0);
            text += more;
        }
        ck_assert(text == made && taken == used && piece_bad == bad);
        struct buf back = BUF_INIT;
        uint32_t code;
        ck_assert_uint_eq(charset_encode(cs, (struct str){out, made}, &back, &code), made);
        ck_assert_uint_eq(back.len, charset_raw_len(cs, (struct str){out, made}));
        ck_assert_uint_eq(charset_decode(cs, back.len ? back.data : "", back.len, again, &more, &bad),
                          back.len);
        ck_assert(more == made && memcmp(again, out, made) == 0);
        charset_mistaken(cs, raw, BYTES);
        buf_release(&back);
        free(raw);
        free(out);
        free(again);
    }
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
     4, "UTF-16LE（BOM 付き）"},
    {"UTF-8", "\xFE\xFF\0a", 4, "UTF-16BE（BOM 付き）"},
    {"UTF-16LE", "\xFE\xFF\0a", 4, "UTF-16BE（BOM 付き）"},
    {"UTF-16BE", "\xFE\xFF\0a", 4, NULL},
    {"UTF-16LE", "\0a\0,\0b", 6, "UTF-16BE"},
    {"UTF-16LE", "a\0,\0b", 6, NULL},
    {"CP932", "a\0,\0b", 6, "UTF-16LE"},
    {"CP932",
     "a\0,\0\0\x30"
     "b\0,\0",
     10, "UTF-16LE"}, /* U+3000 */
    {"UTF-16BE", "\0a\0,\x30\0\0b\0,", 10, NULL},
    {"CP932", "a,b\0", 4, NULL}, /* a stray NUL */
    {"UTF-16LE", "1,試験\r\n", 10, "UTF-8"},
    {"UTF-16BE", "1,\x8E\x8E\x8C\xB1\r\n", 8, "CP932"},
    {"UTF-16BE", "1,2\r\n", 5, "1文字が1バイトからの文字コード"},
    {"UTF-8", "1,\x8E\x8E\x8C\xB1\r\n", 8, "CP932"},
    {"UTF-8", "1,試験\x8E\x8E\x8C\xB1\r\n", 14, NULL}, /* UTF-8 with a broken place */
    {"EUC-JP", "1,\x8E\x8E\x8C\xB1\r\n", 8, "CP932"},
    {"EUC-JP", "1,試験\r\n", 10, "UTF-8"},
    {"CP932", "1,\xB2\xBE\xBB\xB3\xA1\xA1\xC2\xC0\xCF\xBA", 12, NULL},             /* half-width kana */
    {"CP932", "1,\xBB\xEE\xB8\xB3\xA1\xA1\xB2\xD6\xBB\xD2\xB5\xED", 14, "EUC-JP"}, /* 試験　花子牛 */
    {"EUC-JP", "1,\xBB\xEE\xB8\xB3\xA1\xA1\xB2\xD6\xBB\xD2\xB5\xED", 14, NULL},
    {"UTF-8", "1,\xBB\xEE\xB8\xB3\xA1\xA1\xB2\xD6\xBB\xD2\xB5\xED", 14, "EUC-JP"},
    {"EUC-JP", "\x8E\xB1\x8E\xB2\x8E\xB3", 6, NULL}, /* half-width kana, in CP932 three kanji */
    {"CP932", "\x8E\xB1\x8E\xB2\x8E\xB3", 6, NULL},
    {"CP932", "\xC3\xBD\xC0\xB1", 4, NULL}, /* half-width kana, in UTF-8 Latin */
    {"UTF-8-BOM", "a,試験", 8, NULL},
    {"CP932", "\xF1\x6B\xD4\xF0\xF0\xF0\xF0\xF1\x6B\x6B\xF1\xF2\xF3\x25", 14, "EBCDIC（汎用機の文字コード）"},
    {"UTF-8", "\xF1\x6B\xD4\xF0\xF0\xF0\xF0\xF1\x6B\x6B\xF1\xF2\xF3\x25", 14, "EBCDIC（汎用機の文字コード）"},
    {"CP932", "\xF1\x6B\xD4\xF0\xF0\xF0\xF0\xF1\x6B\x6B\xF1\xF2\xF3,", 14, NULL},
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

static const struct {
    const char *name;
    uint32_t code_point;
    const char *shown;
} shows[] = {{"CP932", 0x10EB9F, "0xEB9F"},  {"CP932", 0xE000, "0xF040"},    {"CP932", 0x20BB7, ""},
             {"CP932", 0x1082A0, ""},        {"EUC-JP", 0x10A9A1, "0xA9A1"}, {"EUC-JP", 0x10A121, "0x8FA1A1"},
             {"EUC-JP", 0xE3AC, "0x8FF5A1"}, {"UTF-8", 0x10EB9F, ""},        {"UTF-16LE", 0xE000, ""}};

START_TEST(test_show)
{
    char shown[CHARSET_SHOWN];
    charset_show(charset_find(shows[_i].name), shows[_i].code_point, shown);
    ck_assert_str_eq(shown, shows[_i].shown);
}
END_TEST

static const struct {
    const char *name;
    size_t mark;
} marks[] = {{"CP932", 0}, {"UTF-8", 0}, {"UTF-8-BOM", 3}, {"UTF-16LE", 2}, {"UTF-16BE", 2}, {"EUC-JP", 0}};

START_TEST(test_mark)
{
    const struct charset *cs = charset_find(marks[_i].name);
    struct str mark = charset_mark(cs);
    ck_assert_uint_eq(mark.n, marks[_i].mark);
    ck_assert_uint_eq(charset_bom(cs, mark.p, mark.n), mark.n);
}
END_TEST

START_TEST(test_find)
{
    ck_assert_ptr_null(charset_find("ISO-2022-JP"));
    ck_assert_ptr_null(charset_find(""));
    ck_assert_str_eq(charset_name(charset_find("CP932")), "CP932");
    struct buf all = BUF_INIT;
    static const char *const order[] = {"CP932", "UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "EUC-JP"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        buf_addf(&all, "%s%s", i ? "・" : "", charset_name(charset_find(order[i])));
    ck_assert_str_eq(charset_names(), all.data);
    buf_release(&all);
}
END_TEST

/* Descriptors may be short when the first file comes. */
START_TEST(test_no_descriptors)
{
    struct rlimit was;
    char out[16];
    size_t made;
    bool bad;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, was.rlim_max}), 0);
    for (size_t i = 0; i < sizeof doubles / sizeof doubles[0]; i++) {
        const struct charset *cs = charset_find(doubles[i].name);
        const char *a = i ? "\xA4\xA2" : "\x82\xA0";
        ck_assert(cs && charset_decode(cs, a, 2, out, &made, &bad) == 2 && made == 3 && !bad);
    }
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("file/charset/charset");
    TCase *t = tcase_create("all");
    LOOP(test_every_code, doubles);
    LOOP(test_every_character, wholes);
    LOOP(test_dashes, dashes);
    LOOP(test_gaiji, gaiji);
    LOOP(test_broken, broken);
    LOOP(test_pieces, names);
    LOOP(test_noise, names);
    LOOP(test_mistaken, mistaken);
    LOOP(test_show, shows);
    LOOP(test_mark, marks);
    tcase_add_test(t, test_find);
    tcase_add_test(t, test_no_descriptors);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

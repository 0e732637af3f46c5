/* soap/veil: what the journal keeps of a message. */
#include "soap/veil.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "soap/veil_digits.h"

/* A number with the right check digit, and how a client may spell it. */
#define N "123456789018"
#define WIDE "１２３４５６７８９０１８"

static void S_is(const char *in, const char *file, const char *want)
{
    struct buf out = BUF_INIT;
    ck_assert(!veil_xml(str_of(in), file, &out));
    ck_assert_str_eq(out.data ? out.data : "", want);
    buf_release(&out);
}

static const struct {
    const char *in, *want;
} cases[] = {
    {"<a>abc 12345678901 あ</a>", "<a>abc 12345678901 あ</a>"},
    {"<a>" N "</a>", "<a>************</a>"},
    {"<a b='" N "'/>", "<a b='************'/>"},
    {"<a>" WIDE "</a>", "<a>************</a>"},
    {"<a>1234-5678-9018</a>", "<a>************</a>"},
    {"<a>見本" N "様</a>", "<a>見本************様</a>"},
    {"<a>x" N "</a>", "<a>x" N "</a>"},            /* of an identifier */
    {"<a>23456789013</a>", "<a>************</a>"}, /* its zero is lost */
    {"<a>234-5678-9013</a>", "<a>************</a>"},
    {"<a>507957100722</a>", "<a>507957100722</a>"},
    {"<a>8812345678901847</a>", "<a>8812345678901847</a>"},
    {"<a>TM00000000000002</a>", "<a>TM00000000000002</a>"},
    {"<a>9903002539729304</a>", "<a>9903002539729304</a>"}, /* a 機関コード */
    {"<a>JM00000000000003</a>", "<a>JM00000000000003</a>"},
    {"<a>&#49;23456789018</a>", "<a>************</a>"},
    {"<a>&#x31;&#0050;3456789&#x30;&#x031;8</a>", "<a>************</a>"},
    {"<a>&#65297;&#xFF12;３４５６７８９０１８</a>", "<a>************</a>"},
    {"<a>1234<![CDATA[5678]]>9018</a>", "<a>************</a>"},
    {"<a><![CDATA[" N "]]></a>", "<a><![CDATA[************]]></a>"},
    {"<a>1234<!-- words between -->56789018</a>", "<a>************</a>"},
    {"<a>1234<?words between?>56789018</a>", "<a>************</a>"},
    {"<a><!-- " N " --></a>", "<a><!-- ************ --></a>"},
    {"<a>MTIzNDU2Nzg5MDE4</a>", "<a>［伏せた値］</a>"},
    {"<a>eDEyMzQ1Njc4OTAxOA==</a>", "<a>［伏せた値］</a>"},
    {"<a>eHgxMjM0NTY3ODkwMTg=</a>", "<a>［伏せた値］</a>"},
    {"<a>77yR77yS77yT77yU77yV77yW77yX77yY77yZ77yQ77yR77yY</a>", "<a>［伏せた値］</a>"},
    {"<a>MTIzNDU2\n  Nzg5MDE4</a>", "<a>［伏せた値］</a>"},
    {"<a>MTIz\nNDU2\nNzg5\nMDE4\n</a>", "<a>［伏せた値］</a>"},
    {"<a>MTIz\r\nNDU2\r\nNzg5\r\nMDE4\r\n</a>", "<a>［伏せた値］</a>"},
    {"<a>MTIz<!---->NDU2Nzg5MDE4</a>", "<a>************</a>"},
    {"<a b=\"MTIzNDU2Nzg5MDE4\">x</a>", "［伏せた値］x</a>"},
    {"<a>U06139992N0000001</a>", "<a>U06139992N0000001</a>"},
    /* broken */
    {"<a><b>" N "</a", "<a><b>************</a"},
    {"<a>&#49 &#49;23456789018", "<a>&#49 ************"},
    {"<a b=\"" N ">", "<a b=\"************>"},
    {"{\"a\":\"" N "\"}", "［XML ではない本文 20 バイト］"},
    {"\r\n", "\r\n"},
    {"", ""},
    /* meant as one */
    {"<kojinBango>507957100722</kojinBango>", "<kojinBango>************</kojinBango>"},
    {"<t:kojinBango t:x='1'>5079571</t:kojinBango><b>5079571</b>",
     "<t:kojinBango t:x='1'>************</t:kojinBango><b>5079571</b>"},
    {"<kojinBango>50<!-- -->79<x>5</x><![CDATA[71]]></kojinBango>",
     "<kojinBango>************<x></x></kojinBango>"},
    {"<kojinBango> </kojinBango><kojinBango/><b>12</b>", "<kojinBango> </kojinBango><kojinBango/><b>12</b>"},
    /* secrets */
    {"<w:Password Type=\"t#PasswordText\">pw</w:Password>",
     "<w:Password Type=\"t#PasswordText\">［伏せた値］</w:Password>"},
    {"<w:Password><![CDATA[a</w:Password>]]>b<!-- </w:Password> -->c</w:Password><x>d</x>",
     "<w:Password>［伏せた値］</w:Password><x>d</x>"},
    {"<Password><Password>a</Password>b</Password>c",
     "<Password><Password>［伏せた値］</Password></Password>c"},
    {"<Password>a</x>b", "<Password>［伏せた値］</x>"},
    {"<genPassword>a</genPassword><shinPassword>b</shinPassword><passwordJotai>有効</passwordJotai>",
     "<genPassword>［伏せた値］</genPassword><shinPassword>［伏せた値］</shinPassword><passwordJotai>有効</"
     "passwordJotai>"},
    {"<p12>AAAA</p12><p12Password>x</p12Password>",
     "<p12>［伏せた値］</p12><p12Password>［伏せた値］</p12Password>"},
    {"<user password = 'x>y' name=\"z\"/>", "<user password = '［伏せた値］' name=\"z\"/>"},
    {"<w:Security><w:UsernameToken wsu:Id=\"a\"><w:Username>KS</w:Username><w:Passwort>pw</w:Passwort>"
     "<w:Nonce>n</w:Nonce><u:Created>2017</u:Created></w:UsernameToken>\n</w:Security><b>x</b>",
     "<w:Security><w:UsernameToken "
     "wsu:Id=\"a\"><w:Username>KS</w:Username><w:Passwort>［伏せた値］</w:Passwort>"
     "<w:Nonce>［伏せた値］</w:Nonce><u:Created>2017</u:Created></w:UsernameToken>\n</w:Security><b>x</b>"},
};

START_TEST(test_cases)
{
    S_is(cases[_i].in, NULL, cases[_i].want);
}
END_TEST

START_TEST(test_file)
{
    S_is("<f><naiyo>QUJD</naiyo></f>", NULL, "<f><naiyo>［ファイル base64 4 文字］</naiyo></f>");
    S_is("<f><naiyo>QUJD</naiyo></f>", "［ファイル 3 バイト］",
         "<f><naiyo>［ファイル 3 バイト］</naiyo></f>");
    S_is("<t:naiyo>QU<!-- -->JD</t:naiyo>", "［ファイル 3 バイト］",
         "<t:naiyo>［ファイル 3 バイト］</t:naiyo>");
    S_is("<naiyo><x:Include href=\"cid:a\"/></naiyo>", "［ファイル 3 バイト］",
         "<naiyo><x:Include href=\"cid:a\"/>［ファイル 3 バイト］</naiyo>");
    S_is("<naiyo></naiyo>", NULL, "<naiyo></naiyo>");
    S_is("<naiyo/>x", "［ファイル 3 バイト］", "<naiyo/>x");
}
END_TEST

/* Who sends a secret in what is no element that hides it. */
START_TEST(test_left)
{
    static const char *const shown[] = {
        "<e><w:Security><w:UsernameToken><w:Username>KS1</w:Username><w:Password "
        "Type=\"x#PasswordText\">himitsu"
        "</w:Password></w:UsernameToken></w:Security><t:passwordHenko><t:irai/></t:passwordHenko><last/></e>",
        "<e><t:naiyo>aGltaXRzdQ==</t:naiyo><last/></e>",
        "<e><t:naiyo><x:Include href=\"cid:a\"/></t:naiyo><last/></e>",
        "<e><w:Password/><w:Password></w:Password><last/></e>",
        "<e><x:Include href=\"cid:naiyo@chukan\"/><a b='password'>password1</a><c>naiyo.csv</c><last/></e>",
    };
    static const char *const hidden[] = {
        "<e><w:Security "
        "m=\"1><w:UsernameToken><w:Password>himitsu</w:Password></w:UsernameToken></w:Security></e>",
        "<e><w:Security a='><w:Password>himitsu</w:Password></w:Security></e>",
        "<e><!--<w:Security><w:Password>himitsu</w:Password></w:Security>--></e>",
        "<e><![CDATA[<w:Security><w:Password>himitsu</w:Password></w:Security>]]></e>",
        "<e><?w <w:Password>himitsu</w:Password>?></e>",
        "<!DOCTYPE e [<!ENTITY w \"<w:Password>himitsu</w:Password>\">]><e/>",
        "<e>&lt;w:Password&gt;himitsu&lt;/w:Password&gt;</e>",
        "<e><w:Password <himitsu</w:Password></e>",
        "<e><t:naiyo x=\"1>himitsu</t:naiyo></e>",
        "<e><!--<t:naiyo>himitsu</t:naiyo>--></e>",
        "<e><w:Password>himitsu",
        "<e><!--<a>password--><w:Password a=\"naiyo\">himitsu--></e>",
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct buf out = BUF_INIT;
        veil_xml(str_of(shown[i]), NULL, &out);
        veil_left(&out);
        ck_assert_msg(strstr(out.data, "<last/>") && !strstr(out.data, "himitsu"), "%s", out.data);
        buf_release(&out);
    }
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        struct buf out = BUF_INIT;
        veil_xml(str_of(hidden[i]), NULL, &out);
        veil_left(&out);
        ck_assert_msg(!strstr(out.data, "himitsu"), "%zu: %s", i, out.data);
        buf_release(&out);
    }
}
END_TEST

/* A long one is cut behind a whole character, and no number is seen at any place of the cut. */
START_TEST(test_cut)
{
    for (size_t lead = VEIL_MOST - 40; lead < VEIL_MOST + 4; lead++) {
        struct buf in = BUF_INIT, out = BUF_INIT;
        buf_adds(&in, "<a>");
        for (size_t i = 0; i < lead; i++)
            buf_addc(&in, 'x');
        buf_adds(&in, " " N "あいう&#49;23456789018 and so on until it is longer</a>");
        ck_assert(veil_xml((struct str){in.data, in.len}, NULL, &out));
        ck_assert_uint_le(out.len, VEIL_MOST);
        ck_assert_uint_ge(out.len, VEIL_MOST - 3);
        ck_assert_int_ge(str_utf8_len((struct str){out.data, out.len}), 0);
        ck_assert_ptr_null(strstr(out.data, "23456"));
        buf_release(&in);
        buf_release(&out);
    }
}
END_TEST

/* Whatever stands before it, a number is found: each place of the window, and behind others. */
START_TEST(test_places)
{
    for (int lead = 0; lead < 60; lead++) {
        char in[200];
        struct buf out = BUF_INIT;
        snprintf(in, sizeof in, "<%.*s>" N "<b/>2017-04-01 " WIDE "<c>" N "</c>", lead + 1,
                 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
        veil_xml(str_of(in), NULL, &out);
        ck_assert_ptr_null(strstr(out.data, "5678"));
        ck_assert_ptr_null(strstr(out.data, "５６"));
        buf_release(&out);
    }
}
END_TEST

/* Digits of scripts whose first byte in UTF-8 differs, what parts them or does not, and what stands beside.
 */
static const char *const pieces[] = {
    N,
    WIDE,
    "٣٧٩٤٧٤٤٨٤٤٥٨",
    "۲۳۴۵۶۷۸۹۰۱۳",
    "߃߇߉߄߇߄߄߈߄߄߅߈",
    "३७९४७४४८४४५८",
    "၃၇၉၄၇၄၄၈၄၄၅၈",
    "꘣꘧꘩꘤꘧꘤꘤꘨꘤꘤꘥꘨",
    "①②③④⑤⑥⑦⑧⑨⓪①⑧",
    "𝟑𝟕𝟗𝟒𝟕𝟒𝟒𝟖𝟒𝟒𝟓𝟖",
    "𞥃𞥇𞥉𞥄𞥇𞥄𞥄𞥈𞥄𞥄𞥅𞥈",
    "23456789013",
    "1234.5678.9018",
    "234 5678 9013",
    "12\u200B3456\u200D7890\uFEFF18",
    "1\u00A02\u00A03\u00A04\u00A05\u00A06\u00A07\u00A08\u00A09\u00A00\u00A01\u00A08",
    "123456789012",
    "1",
    "5678",
    "9018",
    "２",
    "٣",
    "-",
    ".",
    " ",
    "\u200B",
    "・",
    "あ",
    "年",
    "é",
    "Ａ",
    "a",
    "Z",
    "<a>",
    "</b>",
    "<c d='",
    "'/>",
    ">",
    "_",
    "{",
    "~",
    "|",
    "@",
    "[",
    "`",
    "1{2|3}4~5`6@7[8]9^0_1\x7F"
    "8",
    "%20",
    "\\n",
    "\\u3042",
    "2017-05-01T09:00:00",
    "abcdefg",
    "abcdefghijklmnopq",
    "\xFF",
    "\xE3\x81"};
enum { PIECES = sizeof pieces / sizeof *pieces };

/* The quick way to where a letter-free stretch begins finds what a walk from each place to the next does. */
START_TEST(test_quick)
{
    unsigned seed = 5;
    long found = 0;
    for (int round = 0; round < 60000; round++) {
        char text[2000];
        struct veil_digits d;
        struct str s = {text, 0};
        size_t at = 0, n;
        for (int k = rand_r(&seed) % 24; k >= 0; k--)
            s.n += (size_t)(stpcpy(text + s.n, pieces[rand_r(&seed) % PIECES]) - (text + s.n));
        for (int k = rand_r(&seed) % 3; k; k--)
            text[(size_t)rand_r(&seed) % s.n] ^= (char)(1u << (rand_r(&seed) % 8));
        ck_assert(veil_digits_find_plain(&d, s));
        for (; str_secret(s, &at, s.n, &n); at += n, found++) {
            const struct veil_range *r = veil_digits_next(&d);
            ck_assert_msg(r && r->at == at && r->n == n, "%zu+%zu: %.*s", at, n, (int)s.n, text);
            veil_digits_pass(&d);
        }
        ck_assert_msg(!veil_digits_next(&d), "%.*s", (int)s.n, text);
        veil_digits_release(&d);
    }
    ck_assert_int_gt(found, 20000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("veil");
    TCase *t = tcase_create("veil");
    tcase_add_loop_test(t, test_cases, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(t, test_file);
    tcase_add_test(t, test_left);
    tcase_add_test(t, test_cut);
    tcase_add_test(t, test_places);
    tcase_add_test(t, test_quick);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}

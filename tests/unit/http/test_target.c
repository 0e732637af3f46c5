/* http/target: what is asked for as it stands in the request line, but for numbers that percent signs hide.
 */
#include <check.h>
#include <stdlib.h>

#include "http/target.h"

#define N "400528160768" /* a 個人番号 of nobody */
#define HEX "%34%30%30%35%32%38%31%36%30%37%36%38"
#define HEX_HEX "%2534%2530%2530%2535%2532%2538%2531%2536%2530%2537%2536%2538"
#define WIDE                                                                                                 \
    "%EF%BC%94%EF%BC%90%EF%BC%90%EF%BC%95%EF%BC%92%EF%BC%98%EF%BC%91%EF%BC%96%EF%BC%90%EF%BC%97%EF%BC%96"    \
    "%EF%BC%98"

START_TEST(test_show)
{
    static const struct {
        const char *target, *want;
    } cases[] = {
        {"", ""},
        {"/lot2/soap/kanri", "/lot2/soap/kanri"},
        {"/lot2/soap/kanri?wsdl", "/lot2/soap/kanri?wsdl"},
        {"/a%20b%3F?c=%26&d=+&e=%zz%4", "/a%20b%3F?c=%26&d=+&e=%zz%4"},
        {"/a?", "/a?"},
        {"/a?b?c", "/a?b?c"},
        /* for str_show to find */
        {"/a?b=" N, "/a?b=" N},
        {"/a%20?b=" HEX "&c=%20", "/a%20?b=" N "&c= "},
        {"/a?b=40052816076%38", "/a?b=" N},
        {"/a?b=" HEX_HEX, "/a?b=" N},
        {"/a?b=4005+2816+0768&c=%26", "/a?b=4005 2816 0768&c=&"},
        {"/" HEX "?c=%20", "/" N "?c=%20"},
        {"/a?b=" WIDE, "/a?b=４００５２８１６０７６８"},
        /* what breaks a line */
        {"/a\nb\x1b[0m\x7f", "/a b [0m "},
        {"/%0A" HEX, "/ " N},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT;
        target_show(cases[i].target, &out);
        ck_assert(buf_ok(&out));
        ck_assert_str_eq(out.data ? out.data : "", cases[i].want);
        buf_release(&out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/target");
    TCase *t = tcase_create("target");
    tcase_add_test(t, test_show);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* Media types: what clients really send, and what is none. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "soap/media.h"

static const struct {
    const char *text, *type, *param, *value;
} good[] = {
    {"text/xml", "text/xml", "charset", NULL},
    {" Text/XML ;charset=UTF-8", "text/xml", "charset", "UTF-8"},
    {"text/xml;charset=\"utf-8\"", "text/xml", "charset", "utf-8"},
    {"text/xml; CHARSET = utf-8", NULL, NULL, NULL},
    {"text/xml; Charset=utf-8 ; a=b;", "text/xml", "charset", "utf-8"},
    {"application/soap+xml; charset=utf-8; action=\"urn:x;y=z\"", "application/soap+xml", "action",
     "urn:x;y=z"},
    {"application/soap+xml;action=\"a\\\"b\\\\c\"", "application/soap+xml", "action", "a\"b\\c"},
    {"multipart/related; boundary=\"a b/c:d=e\"; start=\"<r@x>\"", "multipart/related", "boundary",
     "a b/c:d=e"},
    {"multipart/related; boundary=uuid:12-3=; x=1", "multipart/related", "boundary", "uuid:12-3="},
    {"multipart/related; type=application/xop+xml; start-info=\"text/xml\"", "multipart/related", "type",
     "application/xop+xml"},
    {"a/b; x=\"\"", "a/b", "x", ""},
    {"a/b;;;", "a/b", "x", NULL},
    {"a/b; x=1; x=2", "a/b", "x", "1"},
    {"", NULL, NULL, NULL},
    {"text", NULL, NULL, NULL},
    {"text/", NULL, NULL, NULL},
    {"/xml", NULL, NULL, NULL},
    {"text/xml charset=utf-8", NULL, NULL, NULL},
    {"text/xml, text/html", NULL, NULL, NULL},
    {"text/xml; charset", NULL, NULL, NULL},
    {"text/xml; charset=", NULL, NULL, NULL},
    {"text/xml; charset=\"utf-8", NULL, NULL, NULL},
    {"text/xml; =utf-8", NULL, NULL, NULL},
    {"text/xml; charset=\"utf-8\"x", NULL, NULL, NULL},
};

START_TEST(test_table)
{
    struct media m;
    const char *why = media_parse(&m, good[_i].text, strlen(good[_i].text));
    if (!good[_i].type) {
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(!why, "%s", why);
    ck_assert_str_eq(m.type, good[_i].type);
    ck_assert_pstr_eq(media_param(&m, good[_i].param), good[_i].value);
}
END_TEST

START_TEST(test_limits)
{
    struct media m;
    char text[MEDIA_TEXT + 8];
    memset(text, 'a', sizeof text);
    memcpy(text, "text/", 5);
    ck_assert_ptr_nonnull(media_parse(&m, text, sizeof text));
    ck_assert_ptr_nonnull(media_parse(&m, text, MEDIA_TEXT));
    ck_assert_ptr_null(media_parse(&m, text, MEDIA_TEXT - 1));
    ck_assert_ptr_nonnull(media_parse(&m, "text/xml\0x", 10));
    char many[512] = "a/b";
    size_t at = 3;
    for (int i = 0; i < MEDIA_PARAMS; i++)
        at += (size_t)snprintf(many + at, sizeof many - at, ";p=1");
    ck_assert_ptr_null(media_parse(&m, many, strlen(many)));
    snprintf(many + at, sizeof many - at, ";p=1");
    ck_assert_ptr_nonnull(media_parse(&m, many, strlen(many)));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("media");
    TCase *t = tcase_create("media");
    tcase_add_loop_test(t, test_table, 0, (int)(sizeof good / sizeof *good));
    tcase_add_test(t, test_limits);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}

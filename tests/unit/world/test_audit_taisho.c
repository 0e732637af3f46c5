/* world/audit_taisho: what a request acts on, in words; and the marks of every table there is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "control/action.h"
#include "service/op.h"
#include "service/operator.h"
#include "world/audit.h"

struct inner {
    int64_t n;
    const char *s;
};
struct record {
    const char *a, *b, *hidden;
    int64_t n;
    int yes;
    struct list texts;
    struct inner group;
};
static const struct field inner[] = {FIELD_INT_AS(struct inner, "n", n, FIELD_TAISHO),
                                     FIELD_TEXT(struct inner, "s", s), FIELD_END};
static const struct field record[] = {FIELD_TEXT_AS(struct record, "a", a, FIELD_TAISHO),
                                      FIELD_TEXT_AS(struct record, "b", b, FIELD_TAISHO),
                                      FIELD_TEXT(struct record, "hidden", hidden),
                                      FIELD_INT_AS(struct record, "n", n, FIELD_TAISHO),
                                      FIELD_BOOL_AS(struct record, "yes", yes, FIELD_TAISHO),
                                      FIELD_TEXTS_AS(struct record, "texts", texts, FIELD_TAISHO),
                                      FIELD_GROUP(struct record, "group", group, inner),
                                      FIELD_END};

static void S_says(const struct record *r, const char *want)
{
    struct taisho x = {0};
    taisho_of(&x, record, r);
    ck_assert_str_eq(x.text, want);
    taisho_of(&x, record, r); /* each name once */
    ck_assert_str_eq(x.text, want);
}

START_TEST(test_words)
{
    const char *two[] = {"x", "y"};
    struct record r;
    field_absent(record, &r);
    S_says(&r, "");
    r.hidden = "秘";
    r.group.s = "秘";
    r.a = "u001";
    S_says(&r, "a=u001");
    r.b = "kanri shomu";
    r.n = 0;
    r.yes = 0;
    r.texts = (struct list){two, 2};
    r.group.n = 7;
    S_says(&r, "a=u001 b=「kanri shomu」 n=0 yes=false texts=x,y group.n=7");
    r.b = "1 a=u002";
    S_says(&r, "a=u001 b=「1 a=u002」 n=0 yes=false texts=x,y group.n=7");
    r.b = "123456789018";
    S_says(&r, "a=u001 b=************ n=0 yes=false texts=x,y group.n=7");
}
END_TEST

/* A value and all of them have their bounds. */
START_TEST(test_bounds)
{
    char big[2000];
    struct taisho x = {0};
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = 0;
    taisho_add(&x, "a", str_of(big));
    ck_assert(str_ends(str_of(x.text), "x…"));
    ck_assert_uint_lt(x.n, 80);
    for (int i = 0; i < 20; i++) {
        char name[8];
        snprintf(name, sizeof name, "b%d", i);
        taisho_add(&x, name, STR("値値値値値値値値値値"));
        ck_assert_uint_eq(x.n, strlen(x.text));
        ck_assert_uint_lt(x.n, sizeof x.text);
        ck_assert_int_gt(str_utf8_len(str_of(x.text)), 0);
    }
    ck_assert(str_ends(str_of(x.text), "値…"));
}
END_TEST

/* Never a 個人番号, a secret, or what tells a person apart. */
static void S_harmless(const struct field *table)
{
    static const char *const never[] = {"assword", "shimei", "seinengappi", "jusho", "kigo",    "kagi",
                                        "p12",     "crt",    "key",         "naiyo", "comment", "komoku"};
    for (const struct field *f = table; f && f->element; f++) {
        S_harmless(f->sub);
        if (!(f->flags & FIELD_TAISHO))
            continue;
        ck_assert_msg(!(f->flags & FIELD_KOJIN_BANGO) && !strcasestr(f->element, "kojinBango"), "%s",
                      f->element);
        ck_assert_msg(f->kind == F_TEXT || f->kind == F_INT || f->kind == F_BOOL || f->kind == F_TEXTS, "%s",
                      f->element);
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            ck_assert_msg(!strstr(f->element, never[i]), "%s", f->element);
    }
}

static bool S_named(const struct field *table)
{
    static const char *const columns[] = {"edaban", "shubetsu", "uketsukeBango", "hokensha"};
    for (const struct field *f = table; f && f->element; f++)
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            if (strcmp(f->element, columns[i]) == 0)
                return true;
    return taisho_marked(table);
}

/* Whose request says on what it acts, by a mark or a column, has all that it needs; the others stand here. */
START_TEST(test_tables)
{
    static const char *const none[] = {
        "ping",          /* acts on nothing */
        "passwordHenko", /* on the user that has logged in, who has a column */
        "register",      /* the reply has the 枝番 */
        "request",       /* the reply has the number */
        "getEdaban",     /* the reply has the 枝番 */
        "list",          /* of all */
        "listTogo",      /* of all */
        "honnin-kiroku", /* of all */
        "juki-kensu",    /* of all */
    };
    for (const struct op *const *o = op_list; *o; o++) {
        bool known = S_named((*o)->request);
        S_harmless((*o)->request);
        S_harmless((*o)->reply);
        for (size_t i = 0; i < sizeof none / sizeof *none && !known; i++)
            known = strcmp(none[i], (*o)->name) == 0;
        ck_assert_msg(known, "%s.%s", (*o)->service, (*o)->name);
    }
    for (const struct operator_action *const *o = operator_list; *o; o++) {
        bool known = S_named((*o)->request);
        S_harmless((*o)->request);
        S_harmless((*o)->reply);
        for (size_t i = 0; i < sizeof none / sizeof *none && !known; i++)
            known = strcmp(none[i], (*o)->name) == 0;
        ck_assert_msg(known, "%s", (*o)->name);
    }
    for (const struct action *const *o = action_list; *o; o++) {
        S_harmless((*o)->body);
        ck_assert_msg(!(*o)->body || S_named((*o)->body), "%s", (*o)->path);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/audit_taisho");
    TCase *t = tcase_create("audit_taisho");
    tcase_add_test(t, test_words);
    tcase_add_test(t, test_bounds);
    tcase_add_test(t, test_tables);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* file/rule/nokori by way of past_nokori: what rows of 資格情報 leave behind, told when their file ends
 * unless a later row has mended it. */
#include "past_desk.h"

#define ROW "hokensha=06139992;edaban=" E1 ";kigo=1;bango=1;honninKazoku=1;shutokuYmd="
/* clang-format off */
#define NEW(rest) {"shikakuJoho", "shoriKubun=1;" ROW rest}
#define CHANGE(rest) {"shikakuJoho", "shoriKubun=2;" ROW rest}
#define DELETE(day) {"shikakuJoho", "shoriKubun=3;" ROW day}
#define PAID(kind, rest) {kind, "shoriKubun=1;hokensha=06139992;edaban=" E1 ";ketteiYmd=20170501;" rest}
/* clang-format on */
#define SHOBYO PAID("shobyoTeatekin", "kikanFrom=20170301;kikanTo=20170331")
#define GASSAN PAID("kogakuKaigoGassan", "keisanFrom=20150801;keisanTo=20160731")
#define KAZOKU PAID("kazokuMaisoryo", "shiboYmd=20170301")
/* clang-format off */
#define END(want) {"/", want}
/* clang-format on */

/* Kind and cells; "/": the file of 資格情報 ends and tells, 「コード 項目／期待／実際」 by commas. */
static const struct {
    const char *kind, *text;
} rows[][9] = {
    /* a 取得日 is corrected, in either order, with a change on the way, and by two files */
    {NEW("20160401"), SHOBYO, END(""), DELETE("20160401"), NEW("20160402"), END(""), END("")},
    {NEW("20160401"), SHOBYO, END(""), NEW("20160402"), DELETE("20160401"), END("")},
    {NEW("20160401"), SHOBYO, CHANGE("20160401;soshitsuYmd=20150501"), CHANGE("20160401;honninKazoku=2"),
     CHANGE("20160401"), END("")},
    {NEW("20160401"), SHOBYO, END(""), DELETE("20160401"),
     END("P40006 資格期間／傷病手当金 20170301〜20170331 "
         "の間の資格（喪失後は健保法104条〜106条の範囲）／資格情報がない"),
     END(""), NEW("20160402"), END("")},
    /* what is left of it */
    {NEW("20160401"), SHOBYO, END(""), DELETE("20160401"), NEW("20170315"),
     END("P40006 資格期間／傷病手当金 20170301〜20170331 "
         "の間の資格（喪失後は健保法104条〜106条の範囲）／資格情報 "
         "20170315〜")},
    {NEW("20160401"), SHOBYO, END(""), CHANGE("20160401;honninKazoku=2"),
     END("P40010 本人家族区分／傷病手当金 20170301〜20170331 に合う 1（本人）／2")},
    {NEW("20160401"), SHOBYO, END(""), CHANGE("20160401;shikakuKubun=2"),
     END("P40010 資格区分／傷病手当金 20170301〜20170331 に合う 1（一般）／2")},
    {NEW("20160401;honninKazoku=2"), KAZOKU, END(""), CHANGE("20160401"),
     END("P40010 本人家族区分／家族埋葬料 20170301 に合う 2（被扶養者）／1")},
    {NEW("20140401;soshitsuYmd=20160401"), NEW("20160501"), GASSAN, END(""), DELETE("20140401"), END(""),
     DELETE("20160501"),
     END("P40006 資格期間／高額介護合算療養費 20150801〜20160731 にかかる資格／資格情報がない")},
    {NEW("20160401"), SHOBYO, KAZOKU, END(""), DELETE("20160401"), NEW("20170401"),
     END("P40006 資格期間／傷病手当金 20170301〜20170331 "
         "の間の資格（喪失後は健保法104条〜106条の範囲）／資格情報 "
         "20170401〜, P40006 資格期間／家族埋葬料 20170301 の間の資格／資格情報 20170401〜")},
    /* what stood no better before is not told */
    {NEW("20160401;soshitsuYmd=20160501"), KAZOKU, END(""), CHANGE("20160401;soshitsuYmd=20160601"), END("")},
    /* over one another: each two once, until one gives way */
    {NEW("20160401"), END(""), NEW("20170401"),
     END("P40009 資格期間／他の資格期間と重ならない期間／20160401〜 と 20170401〜"), END("")},
    {NEW("20160401"), END(""), NEW("20170401"), CHANGE("20160401;soshitsuYmd=20170401"), END("")},
    {NEW("20160401"), NEW("20170401"), NEW("20160501;soshitsuYmd=20170401"),
     END("P40009 資格期間／他の資格期間と重ならない期間／20160401〜 と 20160501〜20170331, "
         "P40009 資格期間／他の資格期間と重ならない期間／20160401〜 と 20170401〜")},
};

static const char *S_ended(void)
{
    const struct past_owari_ask q = {S_layout("shikakuJoho"), &policy, str_date(STR("20170508")), arena,
                                     OWARI_MOST};
    struct past_owari left;
    const char *out = "";
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    for (size_t i = 0; i < left.n; i++) {
        const struct diag *d = &left.list[i].found.diag;
        ck_assert_str_eq(left.list[i].edaban, E1);
        out = arena_printf(arena, "%s%s%s %s／%s／%s", out, *out ? ", " : "", status_info(d->status)->code,
                           d->item, d->want, d->have);
    }
    rule_past_file_end(past);
    line = 0;
    return out;
}

static void S_rows(int at)
{
    for (int i = 0; i < 9 && rows[at][i].kind; i++) {
        struct diag refusal = DIAG_INIT;
        struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
        enum status unknown;
        if (*rows[at][i].kind == '/') {
            ck_assert_msg(strcmp(S_ended(), rows[at][i].text) == 0, "case %d step %d", at, i);
            continue;
        }
        const struct past_row row = S_row(rows[at][i].kind, rows[at][i].text);
        ck_assert_msg(rule_past_row(past, &row, &f, &unknown) == ST_OK, "case %d step %d: %s", at, i,
                      status_info(refusal.status)->code);
    }
}

/* However grave the rules are, no row is refused for what a later one may mend. */
START_TEST(test_rows)
{
    static const enum rule of[] = {RULE_FUKUHON_NOKORI, RULE_FUKUHON_KOTEI, RULE_SHIKAKU_KASANARI};
    S_rows(_i);
    rule_past_free(past);
    past = rule_past_new();
    for (int i = 0; i < 3; i++)
        policy.set[of[i]] = 1 + SEVERITY_REFUSE;
    S_rows(_i);
}
END_TEST

START_TEST(test_off)
{
    policy.mode = RULES_GUIDE;
    for (int i = 0; i < 5; i++) {
        static const struct {
            const char *kind, *text;
        } own[] = {NEW("20160401"), SHOBYO, NEW("20160402"), DELETE("20160401"), DELETE("20160402")};
        struct findings f = {.policy = &policy, .arena = arena};
        enum status unknown;
        const struct past_row row = S_row(own[i].kind, own[i].text);
        ck_assert_int_eq(rule_past_row(past, &row, &f, &unknown), ST_OK);
    }
    ck_assert_str_eq(S_ended(), "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/past_nokori");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_rows, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, test_off);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

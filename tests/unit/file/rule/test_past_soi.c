/* file/rule/past_soi: 資格情報 against the 加入者情報 of files before them, row by row and when a file ends.
 */
#include "past_desk.h"

#define SHIKAKU                                                                                              \
    "shoriKubun=1;hokensha=06139992;edaban=" E1 ";kigo=1;bango=1;honninKazoku=1;shutokuYmd=20160401"

/* Kind, cells (of 加入者情報 behind PERSON), what is found: "have" of P40020, else as S_judged says. "/": the
 * file ends, of that kind; what it tells, "have 枝番" with commas between. */
struct row {
    const char *kind, *cells, *want;
};

static const char *S_found(const struct row *r)
{
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    enum status unknown;
    bool hito = strcmp(r->kind, "kanyushaToroku") == 0;
    const struct past_row row = S_row(r->kind, hito ? arena_printf(arena, PERSON ";%s", r->cells) : r->cells);
    enum status st = rule_past_row(past, &row, &f, &unknown);
    if (st != ST_OK || unknown != ST_OK)
        return status_info(st != ST_OK ? st : unknown)->code;
    for (int i = 0; i < f.n; i++)
        if (f.list[i].diag.status == ST_SHIKAKU_SOI)
            return arena_printf(arena, "%s／%s／%s", f.list[i].diag.item, f.list[i].diag.want,
                                f.list[i].diag.have);
    return "";
}

static struct owari_most most;

static const char *S_ended(const char *kind)
{
    const struct past_owari_ask q = {S_layout(kind), &policy, str_date(STR("20170508")), arena,
                                     most.looks ? most : OWARI_MOST};
    struct past_owari left;
    const char *out = "";
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    for (size_t i = 0; i < left.n; i++)
        out = arena_printf(arena, "%s%s%s／%s %s", out, *out ? ", " : "", left.list[i].found.diag.item,
                           left.list[i].found.diag.have, left.list[i].edaban);
    rule_past_file_end(past);
    line = 0;
    return out;
}

#define HITO "kanyushaToroku"
#define FUKUHON "shikakuJoho"
/* clang-format off */
#define END(kind, want) {"/", kind, want}
/* clang-format on */
#define NEW {HITO, "shoriKubun=1;kojinBango=" N1, ""}, END(HITO, "")
static const struct row rows[][12] = {
    {NEW, {FUKUHON, SHIKAKU, ""}, END(FUKUHON, "")},
    {NEW, {FUKUHON, SHIKAKU ";bango=１", ""}},
    {NEW, {FUKUHON, SHIKAKU ";edaban=" E2, "P40001"}},
    {NEW,
     {FUKUHON, SHIKAKU ";shutokuYmd=20160402",
      "資格取得年月日／加入者情報の 20160401（ほかの日の資格情報は削除）／20160402"}},
    {NEW, {FUKUHON, SHIKAKU ";soshitsuYmd=20170401", "資格喪失年月日／加入者情報の （なし）／20170401"}},
    {NEW, {FUKUHON, SHIKAKU ";honninKazoku=2;kigo=2", "本人家族区分／加入者情報の 1／2"}},
    {NEW, {FUKUHON, SHIKAKU ";kigo=2;bango=2", "被保険者証記号／加入者情報と同じ／2"}},
    {NEW, {FUKUHON, SHIKAKU ";bango=A", "被保険者証番号／加入者情報と同じ／A"}},
    {NEW, {FUKUHON, SHIKAKU ";shoriKubun=3;shutokuYmd=20160402", "P40002"}},
    /* what is deleted need not be right */
    {NEW, {FUKUHON, SHIKAKU, ""}, {FUKUHON, SHIKAKU ";shoriKubun=3;kigo=2", ""}},
    /* one of several */
    {{HITO, "shoriKubun=1;kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     NEW,
     {FUKUHON, SHIKAKU ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     {FUKUHON, SHIKAKU ";shutokuYmd=20110401",
      "資格取得年月日／加入者情報の 20100401、20160401（ほかの日の資格情報は削除）／20110401"},
     {FUKUHON, SHIKAKU, ""},
     END(FUKUHON,
         "資格期間／20100401〜20120331 と 20110401〜 0000001, 資格期間／20110401〜 と 20160401〜 0000001")},
    /* two that began on one day, the first of them without a day (取得 and 喪失 on it) */
    {{HITO, "shoriKubun=1;kojinBango=" N1 ";soshitsuYmd=20160401", ""},
     NEW,
     {FUKUHON, SHIKAKU, ""},
     {FUKUHON, SHIKAKU ";shoriKubun=2;soshitsuYmd=20160401", ""},
     {FUKUHON, SHIKAKU ";shoriKubun=2;bango=2", "被保険者証番号／加入者情報と同じ／2"},
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=2", ""},
     END(FUKUHON, "")},
    /* what a change has left is told when files of 資格情報 end, until it is mended */
    {NEW,
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170401", ""},
     END(FUKUHON, "資格喪失年月日／（なし） 0000001"),
     END(FUKUHON, "資格喪失年月日／（なし） 0000001"),
     {FUKUHON, SHIKAKU ";shoriKubun=2;soshitsuYmd=20170401", ""},
     END(FUKUHON, ""),
     END(FUKUHON, "")},
    /* a 喪失 of tomorrow need not be told before, one of today must */
    {NEW,
     {HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170509", ""},
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170510", ""},
     END(FUKUHON, ""),
     {HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170508", ""},
     {FUKUHON, SHIKAKU ";shoriKubun=2", "資格喪失年月日／加入者情報の 20170508／（なし）"},
     END(FUKUHON, "資格喪失年月日／（なし） 0000001")},
    {NEW,
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=１;jusho=別", ""},
     END(FUKUHON, ""),
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=架空", ""},
     END(FUKUHON, "被保険者証番号／1 0000001"),
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=1", ""},
     END(FUKUHON, "")},
    {NEW,
     {HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170401", ""},
     {FUKUHON, SHIKAKU, "資格喪失年月日／加入者情報の 20170401／（なし）"},
     END(FUKUHON, "")},
    /* who was cancelled should have none: nothing is taken but what is deleted, which ends it */
    {NEW,
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=5;edaban=" E1, ""},
     END(FUKUHON, "資格取得年月日／20160401 0000001"),
     {FUKUHON, SHIKAKU ";shutokuYmd=20170401", "K40004"},
     {FUKUHON, SHIKAKU ";shoriKubun=2;soshitsuYmd=20170401", "K40004"},
     END(FUKUHON, "資格取得年月日／20160401 0000001"),
     {FUKUHON, SHIKAKU ";shoriKubun=3", ""},
     END(FUKUHON, "")},
    /* of an earlier 資格: its end, that there is one more, that it is gone */
    {{HITO, "shoriKubun=1;kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     NEW,
     {FUKUHON, SHIKAKU ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     {HITO, "shoriKubun=4;edaban=" E1 ";shutokuYmd=20100401;soshitsuYmd=20120501;bango=9", ""},
     END(FUKUHON, "資格喪失年月日／20120401 0000001")},
    {NEW,
     {FUKUHON, SHIKAKU ";shutokuYmd=20110401",
      "資格取得年月日／加入者情報の 20160401（ほかの日の資格情報は削除）／20110401"},
     END(FUKUHON, ""),
     {HITO, "shoriKubun=1;kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     END(FUKUHON, "資格取得年月日／20110401 0000001")},
    {{HITO, "shoriKubun=1;kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     NEW,
     {FUKUHON, SHIKAKU ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     {HITO, "shoriKubun=5;edaban=" E1 ";shutokuYmd=20100401;bango=9", ""},
     END(FUKUHON, "資格取得年月日／20100401 0000001")},
    /* in the order of 枝番, of one in that of their days */
    {{HITO, "shoriKubun=1;kojinBango=" N2 ";bango=2", ""},
     NEW,
     {FUKUHON, SHIKAKU ";edaban=" E2 ";bango=2", ""},
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=2;edaban=" E2 ";bango=3", ""},
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=4", ""},
     END(FUKUHON, "被保険者証番号／1 0000001, 被保険者証番号／2 0000002")},
    {{HITO, "shoriKubun=1;kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     NEW,
     {FUKUHON, SHIKAKU, ""},
     {FUKUHON, SHIKAKU ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {HITO, "shoriKubun=4;edaban=" E1 ";shutokuYmd=20100401;soshitsuYmd=20120501", ""},
     {HITO, "shoriKubun=2;edaban=" E1 ";bango=4", ""},
     END(FUKUHON, "資格喪失年月日／20120401 0000001, 被保険者証番号／1 0000001")},
    /* who is known in part, also when cancelled */
    {{HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170401", "K40001"},
     END(HITO, ""),
     {FUKUHON, SHIKAKU, ""},
     {HITO, "shoriKubun=5;edaban=" E1, ""},
     END(FUKUHON, "")},
    {{HITO, "shoriKubun=4;edaban=" E1 ";soshitsuYmd=20170401", "K40001"},
     END(HITO, ""),
     {FUKUHON, SHIKAKU, ""},
     END(FUKUHON, "")},
};

static void S_rows(const struct row *all)
{
    for (int i = 0; all[i].kind; i++) {
        const struct row *r = &all[i];
        const char *new = strcmp(r->kind, HITO) == 0 ? strstr(r->cells, "kojinBango=") : NULL;
        if (new)
            ck_assert(rule_past_edaban(past, line + 1, strstr(new, N1) ? E1 : E2));
        const char *have = *r->kind == '/' ? S_ended(r->cells) : S_found(r);
        ck_assert_msg(strcmp(have, r->want) == 0, "step %d: want %s, have %s", i, r->want, have);
    }
}

START_TEST(test_rows)
{
    S_rows(rows[_i]);
}
END_TEST

/* One at each end, then both from the first. */
START_TEST(test_walk)
{
    static const struct row two[] = {{HITO, "shoriKubun=1;kojinBango=" N2 ";bango=2", ""},
                                     NEW,
                                     {FUKUHON, SHIKAKU ";edaban=" E2 ";bango=2", ""},
                                     {FUKUHON, SHIKAKU, ""},
                                     {HITO, "shoriKubun=2;edaban=" E2 ";bango=3", ""},
                                     {HITO, "shoriKubun=2;edaban=" E1 ";bango=4", ""},
                                     {0}};
    static const char *const first = "被保険者証番号／1 0000001", *const second = "被保険者証番号／2 0000002";
    S_rows(two);
    for (int i = 0; i < 4; i++) {
        most = (struct owari_most){.looks = i < 2 ? 1 : 9, .told = i < 2 ? 9 : 1};
        ck_assert_str_eq(S_ended(FUKUHON), i % 2 ? second : first);
    }
    most = (struct owari_most){.looks = 9, .told = 9};
    ck_assert_str_eq(S_ended(FUKUHON), arena_printf(arena, "%s, %s", first, second));
}
END_TEST

/* Off: nothing. Refused: the row is not taken in, and what is left is told all the same. */
START_TEST(test_severity)
{
    static const struct row new[] = {NEW}, wrong = {FUKUHON, SHIKAKU ";bango=2", "P40020"},
                            right = {FUKUHON, SHIKAKU, ""},
                            change = {HITO, "shoriKubun=2;edaban=" E1 ";bango=3", ""};
    ck_assert(rule_past_edaban(past, line + 1, E1));
    ck_assert_str_eq(S_found(&new[0]), "");
    policy.set[RULE_SHIKAKU_SOI] = 1 + SEVERITY_REFUSE;
    ck_assert_str_eq(S_found(&wrong), wrong.want);
    ck_assert_str_eq(S_found(&right), right.want);
    ck_assert_str_eq(S_found(&change), change.want);
    ck_assert_str_eq(S_ended(FUKUHON), "被保険者証番号／1 0000001");
    policy.set[RULE_SHIKAKU_SOI] = 1 + SEVERITY_OFF;
    ck_assert_str_eq(S_ended(FUKUHON), "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/past_soi");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_rows, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, test_walk);
    tcase_add_test(t, test_severity);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

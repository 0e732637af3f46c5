/* file/rule/past_kakunin: 枝番 of 副本 against those of results, over all files, whatever their order. */
#include "past_desk.h"

#define FUKUHON "shikakuJoho"
#define HITO "kanyushaToroku"
#define SHOBYO "shobyoTeatekin"
#define SHIKAKU                                                                                              \
    "shoriKubun=1;hokensha=06139992;edaban=" E1 ";kigo=1;bango=1;honninKazoku=1;shutokuYmd=20160401"
#define KYUFU                                                                                                \
    "shoriKubun=1;hokensha=06139992;ketteiYmd=20170401;kikanFrom=20170101;kikanTo=20170131;kingaku=1;"       \
    "jidoOtoFuka=0;edaban="
#define OF(edaban) ";edaban=" edaban

/* kind "=": cells is what results have, "処理区分枝番 …" from line 1 on; "-": the end of a 加入者情報 file.
 * else a row of a file of its own kind; of 加入者情報 edaban is what its result says of it. */
struct row {
    const char *kind, *cells, *edaban;
};
struct kakunin {
    struct row rows[8];
    const char *want; /* "CODE 枝番 have" with commas between */
};

/* clang-format off */
#define RESULT(s) {"=", s, NULL}
#define TWO RESULT("1" E1 " 1" E2)
static const struct kakunin cases[] = {
    {{TWO, {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2", NULL}}, ""},
    {{{FUKUHON, SHIKAKU, NULL}}, ""}, /* nothing to compare with */
    {{TWO}, ""}, /* no 資格情報: nobody is missing */
    {{TWO, {FUKUHON, SHIKAKU, NULL}}, "P40024 " E2 " " E2 " の行がない（行番号 2、kekka）"},
    {{TWO, {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU OF(E2), NULL}, {FUKUHON, SHIKAKU OF(E2) ";shoriKubun=3", NULL}},
     "P40024 " E2 " " E2 " の行がない（行番号 2、kekka）"},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU OF(E3), NULL}},
     "P40021 " E3 " " E3 "（2行目、file）"},
    {{RESULT("1" E1), {SHOBYO, KYUFU E3, NULL}}, "P40021 " E3 " " E3 "（1行目、file）"},
    {{RESULT("1" E1), {SHOBYO, KYUFU E1, NULL}}, ""},
    /* one number for two; the same row again is another rule's */
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";shutokuYmd=20150401;soshitsuYmd=20150501", NULL}},
     "P40022 " E1 " " E1 " は新規 1件、資格情報 2件（2行目、file）"},
    {{RESULT("1" E1 " 1" E1), {FUKUHON, SHIKAKU, NULL},
      {FUKUHON, SHIKAKU ";shutokuYmd=20150401;soshitsuYmd=20150501", NULL}}, ""},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";shoriKubun=2;bango=2", NULL}}, ""},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";bango=2", NULL}}, ""}, /* P40011 */
    {{RESULT("2" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";shutokuYmd=20150401;soshitsuYmd=20150501", NULL}},
     ""}, /* how many were registered is not known */
    /* who is cancelled is missed by nobody; changes make nobody */
    {{RESULT("1" E1 " 1" E2 " 5" E2), {FUKUHON, SHIKAKU, NULL}}, ""},
    {{RESULT("5" E2 " 1" E1 " 1" E2), {FUKUHON, SHIKAKU, NULL}}, ""}, /* whichever result comes first */
    {{RESULT("2" E2 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 1" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1 " 5" E1),
      {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";shutokuYmd=20150401;soshitsuYmd=20150501", NULL}},
     "P40022 " E1 " " E1 " は新規 1件、資格情報 2件（2行目、file）"}, /* 16 and 15 */
    {{RESULT("5" E2 " 1" E1), RESULT("1" E2 " 1" E2), {FUKUHON, SHIKAKU, NULL}},
     "P40024 " E2 " " E2 " の行がない（行番号 1、kekka）"}, /* new twice, and the first of these is told */
    {{RESULT("1" E1 " 2" E2 " 4" E3), {FUKUHON, SHIKAKU, NULL}}, ""},
    {{RESULT("1" E1 " 1"), {FUKUHON, SHIKAKU, NULL}}, ""}, /* a row that was refused */
    /* families: full and half width are the same, whichever file comes first */
    {{TWO, {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2;bango=１", NULL}, {FUKUHON, SHIKAKU, NULL}}, ""},
    {{TWO, {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2;bango=2", NULL}, {FUKUHON, SHIKAKU, NULL}},
     "P40023 " E2 " 1・2（枝番 " E2 " の家族。本人の行がない）"},
    {{TWO, {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2;kigo=2", NULL}, {FUKUHON, SHIKAKU, NULL}},
     "P40023 " E2 " 2・1（枝番 " E2 " の家族。本人の行がない）"},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU ";honninKazoku=2", NULL}, {FUKUHON, SHIKAKU ";shoriKubun=3", NULL}},
     "P40024 " E1 " " E1 " の行がない（行番号 1、kekka）"},
    /* the 本人 of a 加入者情報 file is one as well, and its 資格情報 is what is missing */
    {{TWO, {HITO, "shoriKubun=1;kojinBango=" N1, E1}, {"-", NULL, NULL}, {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2", NULL}},
     "P40024 " E1 " " E1 " の行がない（行番号 1、kekka）"},
    /* one whose registration was taken back is none */
    {{TWO, {HITO, "shoriKubun=1;kojinBango=" N1, E1}, {HITO, "shoriKubun=5;edaban=" E1, E1}, {"-", NULL, NULL},
      {FUKUHON, SHIKAKU OF(E2) ";honninKazoku=2", NULL}},
     "P40023 " E2 " 1・1（枝番 " E2 " の家族。本人の行がない）"},
    /* 加入者情報 behind the 資格情報: what differs is told at the end, what is the same is not */
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {HITO, "shoriKubun=1;kojinBango=" N1, E1}, {"-", NULL, NULL}}, ""},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU ";bango=2", NULL}, {HITO, "shoriKubun=1;kojinBango=" N1, E1}, {"-", NULL, NULL}},
     "P40020 " E1 " 2"},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU ";shutokuYmd=20160501", NULL}, {HITO, "shoriKubun=1;kojinBango=" N1, E1},
      {"-", NULL, NULL}}, "P40020 " E1 " 20160501"},
    {{RESULT("1" E1), {FUKUHON, SHIKAKU ";honninKazoku=2", NULL}, {HITO, "shoriKubun=1;kojinBango=" N1, E1},
      {"-", NULL, NULL}}, "P40020 " E1 " 2"},
    /* in front of it, what differs was told with its row */
    {{RESULT("1" E1), {HITO, "shoriKubun=1;kojinBango=" N1, E1}, {"-", NULL, NULL}, {FUKUHON, SHIKAKU ";bango=2", NULL}}, ""},
    /* a row of 加入者情報 that tells of a 枝番 is as good as a result */
    {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {HITO, "shoriKubun=2;edaban=" E3, NULL}, {"-", NULL, NULL},
      {SHOBYO, KYUFU E3, NULL}}, ""},
};
/* clang-format on */

static void S_results(const char *s)
{
    ck_assert(rule_past_file(past, "kekka"));
    for (int64_t gyo = 1; *s; gyo++) {
        const size_t n = strcspn(s, " ");
        const char *edaban = arena_strndup(arena, s + 1, n - 1);
        ck_assert(rule_past_issued(past, gyo, s[0], edaban));
        s += n + (s[n] == ' ');
    }
}

/* Verdicts of rows are told elsewhere: none is refused. */
static void S_take(const struct row *r)
{
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    enum status unknown;
    if (*r->kind == '-') {
        rule_past_file_end(past);
        return;
    }
    const bool hito = strcmp(r->kind, HITO) == 0;
    if (r->edaban)
        ck_assert(rule_past_edaban(past, line + 1, r->edaban));
    const struct past_row row = S_row(r->kind, hito ? arena_printf(arena, PERSON ";%s", r->cells) : r->cells);
    ck_assert_int_eq(rule_past_row(past, &row, &f, &unknown), ST_OK);
}

struct told {
    const char *text; /* of the first few */
    enum severity severity;
    int n;
};

static struct told S_ask(struct past_kakunin_count *count, bool shikaku, bool cut)
{
    struct told told = {.text = ""};
    struct past_told one;
    bool found;
    const struct past_kakunin_ask q = {.shikaku = shikaku ? S_layout(FUKUHON) : NULL,
                                       .cut = cut,
                                       .policy = &policy,
                                       .today = str_date(STR("20170508")),
                                       .arena = arena_new(8 << 20)};
    struct past_kakunin_walk *walk = rule_past_kakunin(past, &q, count);
    ck_assert_ptr_nonnull(walk);
    for (;;) {
        ck_assert_int_eq(rule_past_kakunin_next(walk, &one, &found), ST_OK);
        if (!found)
            break;
        told.severity = one.severity;
        if (told.n++ < 10)
            told.text =
                arena_printf(arena, "%s%s%s %s %s", told.text, *told.text ? ", " : "",
                             status_info(one.found->diag.status)->code, one.edaban, one.found->diag.have);
    }
    rule_past_kakunin_end(walk);
    arena_free(q.arena);
    return told;
}

static struct told S_end(struct past_kakunin_count *count, bool shikaku)
{
    return S_ask(count, shikaku, false);
}

static bool S_played(const struct kakunin *k)
{
    bool shikaku = false, named = false;
    for (const struct row *r = k->rows; r->kind; r++) {
        if (*r->kind == '=') {
            S_results(r->cells);
            continue;
        }
        if (!named)
            ck_assert(rule_past_file(past, "file"));
        named = true;
        S_take(r);
        shikaku = shikaku || strcmp(r->kind, FUKUHON) == 0;
    }
    return shikaku;
}

START_TEST(test_cases)
{
    struct past_kakunin_count count;
    const bool shikaku = S_played(&cases[_i]);
    const struct told told = S_end(&count, shikaku);
    ck_assert_msg(strcmp(told.text, cases[_i].want) == 0, "case %d: want %s, have %s", _i, cases[_i].want,
                  told.text);
}
END_TEST

/* Each rule by its severity: off says nothing. */
START_TEST(test_severity)
{
    static const struct {
        enum rule rule;
        struct kakunin k;
    } all[] = {
        {RULE_EDABAN_FUMEI, {{RESULT("1" E1), {SHOBYO, KYUFU E3, NULL}}, NULL}},
        {RULE_EDABAN_KASANARI,
         {{RESULT("1" E1), {FUKUHON, SHIKAKU, NULL}, {FUKUHON, SHIKAKU ";shutokuYmd=20150401", NULL}}, NULL}},
        {RULE_KAZOKU_HONNIN, {{RESULT("1" E1), {FUKUHON, SHIKAKU ";honninKazoku=2", NULL}}, NULL}},
        {RULE_SHIKAKU_NASHI, {{TWO, {FUKUHON, SHIKAKU, NULL}}, NULL}},
    };
    struct past_kakunin_count count;
    const bool shikaku = S_played(&all[_i].k);
    ck_assert_int_eq(S_end(&count, shikaku).severity, SEVERITY_WARN);
    ck_assert_int_eq(S_ask(&count, shikaku, true).n, all[_i].rule == RULE_EDABAN_KASANARI);
    policy.set[all[_i].rule] = 1 + SEVERITY_REFUSE;
    ck_assert_int_eq(S_end(&count, shikaku).severity, SEVERITY_REFUSE);
    policy.set[all[_i].rule] = 1 + SEVERITY_OFF;
    ck_assert_str_eq(S_end(&count, shikaku).text, "");
}
END_TEST

/* 枝番 that are issued, not rows of results; rows that count. */
START_TEST(test_count)
{
    static const struct row rows[] = {{FUKUHON, SHIKAKU, NULL},
                                      {FUKUHON, SHIKAKU OF(E2), NULL},
                                      {FUKUHON, SHIKAKU OF(E2) ";shoriKubun=3", NULL}};
    struct past_kakunin_count count;
    S_results("1" E1 " 1" E1 " 2" E2 " 1");
    ck_assert(rule_past_file(past, "file"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        S_take(&rows[i]);
    ck_assert_str_eq(S_end(&count, true).text, "");
    ck_assert_int_eq(count.issued, 2);
    ck_assert_int_eq(count.rows, 3);
}
END_TEST

/* More rows than sixteen bits count, new and taken back. */
START_TEST(test_wide)
{
    enum { WIDE = 70000 };
    struct past_kakunin_count count;
    ck_assert(rule_past_file(past, "kekka"));
    for (int i = 1; i < 2 * WIDE; i++)
        ck_assert(rule_past_issued(past, i, i > WIDE ? '5' : '1', E1));
    ck_assert(rule_past_file(past, "file"));
    S_take(&(struct row){FUKUHON, SHIKAKU, NULL});
    S_take(&(struct row){FUKUHON, SHIKAKU ";shutokuYmd=20150401;soshitsuYmd=20150501", NULL});
    ck_assert_str_eq(S_end(&count, true).text,
                     "P40022 " E1 " " E1 " は新規 1件、資格情報 2件（2行目、file）");
}
END_TEST

/* A result with so many 新規, and behind it a file. */
static void S_issued(int many)
{
    ck_assert(rule_past_file(past, "kekka"));
    for (int i = 1; i <= many; i++)
        ck_assert(rule_past_issued(past, i, '1', arena_printf(arena, "%07d", i)));
    ck_assert(rule_past_file(past, "file"));
}

/* More than tables and blocks begin with; each is told once, in the order of the results. */
START_TEST(test_many)
{
    enum { MANY = 20000 };
    struct past_kakunin_count count;
    S_issued(MANY);
    for (int i = 1; i <= MANY; i++, arena_reset(arena))
        if (i % 5000)
            S_take(&(struct row){FUKUHON, arena_printf(arena, SHIKAKU ";edaban=%07d", i), NULL});
    ck_assert_str_eq(S_end(&count, true).text, "P40024 0005000 0005000 の行がない（行番号 5000、kekka）, "
                                               "P40024 0010000 0010000 の行がない（行番号 10000、kekka）, "
                                               "P40024 0015000 0015000 の行がない（行番号 15000、kekka）, "
                                               "P40024 0020000 0020000 の行がない（行番号 20000、kekka）");
    ck_assert_int_eq(count.issued, MANY);
    ck_assert_int_eq(count.rows, MANY - 4);
}
END_TEST

/* More that differ than a walk tells: all of them are told. */
START_TEST(test_late)
{
    enum { MANY = 2500 };
    struct past_kakunin_count count;
    S_issued(MANY);
    for (int i = 1; i <= MANY; i++, arena_reset(arena))
        S_take(&(struct row){FUKUHON, arena_printf(arena, SHIKAKU ";bango=2;edaban=%07d", i), NULL});
    line = 0;
    for (int i = 1; i <= MANY; i++, arena_reset(arena))
        S_take(&(struct row){HITO, arena_printf(arena, "shoriKubun=1;bango=%d;kojinBango=9%011d", i, i),
                             arena_printf(arena, "%07d", i)});
    ck_assert_int_eq(S_end(&count, true).n, MANY - 1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/past_kakunin");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(t, test_severity, 0, 4);
    tcase_add_test(t, test_count);
    tcase_add_test(t, test_wide);
    tcase_add_test(t, test_many);
    tcase_add_test(t, test_late);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

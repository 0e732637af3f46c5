/* may(): each right that is missing has a refusal of its own, which says which right of whom and who can give
 * it; rights_of() reads them off the tables. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "service/may.h"
#include "store/kanri_ken.h"

/* Who can give what. */
#define GIVERS .givers = {"u001・u009", "u003", "u004・u005"}

/* Every right of user and 部署. */
#define WHOLE                                                                                                \
    .sosa = SOSA_ALL, .roles = "KANRI", GIVERS, .jimu = JIMU_ALL, .shokusho = SHOKUSHO_ALL, .tokutei = "*"

static const struct rights whole = {WHOLE};
static const struct rights nobody = {.roles = ""};
static const struct rights clerk = {.sosa = SOSA_BIT(SOSA_KANYUSHA_SANSHO) | SOSA_BIT(SOSA_FUKUHON_TOROKU) |
                                            SOSA_BIT(SOSA_JOHO_SHOKAI),
                                    .roles = "SHOKAI TOKUBETSU",
                                    GIVERS,
                                    .jimu = JIMU_KANYUSHA | JIMU_FUKUHON,
                                    .shokusho = SHOKUSHO_SANSHO,
                                    .tokutei = "maisoryo TM00000000000004"};
static const struct rights alone = {WHOLE, .seigyo = true};
#define GROUP                                                                                                \
    .group = "G1", .group_jimu = JIMU_KANYUSHA | JIMU_FUKUHON, .group_tokutei = "maisoryo shikakuJoho",      \
    .group_busho = "B001 B003"
static const struct rights grouped = {WHOLE, .seigyo = true, GROUP};
static const struct rights off = {WHOLE, GROUP}; /* access control is: the group counts for nothing */

static const struct {
    const struct rights *rights;
    enum sosa what;
    struct may_about about;
    enum status st;
    const char *item, *want, *have; /* NULL: OK */
} rows[] = {
    {&whole, SOSA_NONE, {0}, ST_OK, NULL, NULL, NULL},
    {&whole, SOSA_KANRI_GYOMU_CODE, {0}, ST_OK, NULL, NULL, NULL},
    {&whole, SOSA_FUKUHON_TOROKU, {.tokutei = "shikakuJoho", .busho = "B002"}, ST_OK, NULL, NULL, NULL},
    {&rights_all, SOSA_JOHO_SHOKAI, {.tokutei = "TM00000000000002"}, ST_OK, NULL, NULL, NULL},
    {&nobody, SOSA_NONE, {0}, ST_OK, NULL, NULL, NULL},
    /* the user */
    {&nobody,
     SOSA_KANYUSHA_TOROKU,
     {0},
     ST_NO_ROLE,
     "ユーザー",
     "操作可能業務「加入者情報の登録」のあるロールを持つユーザー（ロールを付けられるユーザーは、" KANRI_INAI
     "）",
     "u002（ロールなし）"},
    {&clerk,
     SOSA_KANYUSHA_TOROKU,
     {0},
     ST_NO_ROLE,
     "ユーザー",
     "操作可能業務「加入者情報の登録」のあるロールを持つユーザー（ロールを付けられるユーザーは、u001・u009）",
     "u002（SHOKAI TOKUBETSU）"},
    {&clerk, SOSA_KANYUSHA_SANSHO, {0}, ST_OK, NULL, NULL, NULL},
    /* its 部署: 事務 before 職掌 */
    {&clerk,
     SOSA_JOHO_SHOKAI,
     {0},
     ST_NO_BUSHO_KEN,
     "依頼元部署",
     "事務「情報照会事務」を担当する部署（部署を変更できるユーザーは、u003）",
     "B003（KANYUSHA FUKUHON）"},
    {&clerk,
     SOSA_FUKUHON_TOROKU,
     {.tokutei = "shikakuJoho"},
     ST_NO_BUSHO_KEN,
     "依頼元部署",
     "職掌「登録」を担当する部署（部署を変更できるユーザーは、u003）",
     "B003（SANSHO）"},
    {&clerk,
     SOSA_KANYUSHA_SANSHO,
     {.tokutei = "shikakuJoho"},
     ST_NO_TOKUTEI,
     "依頼元部署",
     "特定個人情報「shikakuJoho」を取り扱う部署（部署を変更できるユーザーは、u003）",
     "B003（maisoryo TM00000000000004）"},
    /* a word of the list, not a part of one */
    {&clerk,
     SOSA_KANYUSHA_SANSHO,
     {.tokutei = "maisory"},
     ST_NO_TOKUTEI,
     "依頼元部署",
     "特定個人情報「maisory」を取り扱う部署（部署を変更できるユーザーは、u003）",
     "B003（maisoryo TM00000000000004）"},
    {&clerk, SOSA_KANYUSHA_SANSHO, {.tokutei = "TM00000000000004"}, ST_OK, NULL, NULL, NULL},
    {&clerk, SOSA_KANYUSHA_SANSHO, {.tokutei = "maisoryo"}, ST_OK, NULL, NULL, NULL},
    /* アクセスグループ */
    {&off, SOSA_JOHO_SHOKAI, {.tokutei = "shikakuJoho", .busho = "B002"}, ST_OK, NULL, NULL, NULL},
    {&alone, SOSA_NONE, {0}, ST_OK, NULL, NULL, NULL},
    {&alone,
     SOSA_KANRI_USER,
     {0},
     ST_NO_GROUP,
     "依頼元部署",
     "アクセスグループに入っている部署（アクセスグループを変更できるユーザーは、u004・u005）",
     "B003（アクセスグループ なし）"},
    {&alone,
     SOSA_NONE,
     {.busho = "B003"},
     ST_NO_GROUP,
     "依頼元部署",
     "アクセスグループに入っている部署（アクセスグループを変更できるユーザーは、u004・u005）",
     "B003（アクセスグループ なし）"},
    {&grouped, SOSA_NONE, {0}, ST_OK, NULL, NULL, NULL},
    {&grouped, SOSA_FUKUHON_SANSHO, {.tokutei = "shikakuJoho", .busho = "B001"}, ST_OK, NULL, NULL, NULL},
    {&grouped,
     SOSA_JOHO_SHOKAI,
     {0},
     ST_NO_GROUP,
     "依頼元部署",
     "事務「情報照会事務」のあるアクセスグループの部署（アクセスグループを変更できるユーザーは、u004・u005）",
     "B003（アクセスグループ G1）"},
    {&grouped,
     SOSA_FUKUHON_TOROKU,
     {.tokutei = "shobyoTeatekin"},
     ST_NO_GROUP,
     "依頼元部署",
     "特定個人情報「shobyoTeatekin」のあるアクセスグループの部署（アクセスグループを変更できるユーザーは、u00"
     "4・u005）",
     "B003（アクセスグループ G1）"},
    {&grouped,
     SOSA_NONE,
     {.busho = "B002"},
     ST_NO_GROUP,
     "依頼元部署",
     "部署 B002 と同じアクセスグループの部署（アクセスグループを変更できるユーザーは、u004・u005）",
     "B003（アクセスグループ G1）"},
    /* a 部署 whose code another begins with */
    {&grouped,
     SOSA_NONE,
     {.busho = "B00"},
     ST_NO_GROUP,
     "依頼元部署",
     "部署 B00 と同じアクセスグループの部署（アクセスグループを変更できるユーザーは、u004・u005）",
     "B003（アクセスグループ G1）"},
};

START_TEST(test_refusals)
{
    const struct caller who = {
        .hokensha = "06139992", .busho = "B003", .user = "u002", .rights = *rows[_i].rights};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(may(&who, rows[_i].what, &rows[_i].about, &d), rows[_i].st);
    ck_assert(may_see(&who, rows[_i].what, &rows[_i].about) == (rows[_i].st == ST_OK));
    ck_assert_str_eq(d.item, rows[_i].item ? rows[_i].item : "");
    ck_assert_str_eq(d.want, rows[_i].want ? rows[_i].want : "");
    ck_assert_str_eq(d.have, rows[_i].have ? rows[_i].have : "");
}
END_TEST

/* Nothing is known of what it is about. */
START_TEST(test_about_nothing)
{
    const struct caller who = {.busho = "B003", .user = "u002", .rights = grouped};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(may(&who, SOSA_FUKUHON_TOROKU, NULL, &d), ST_OK);
    ck_assert_int_eq(may(&who, SOSA_JOHO_SHOKAI, NULL, &d), ST_NO_GROUP);
}
END_TEST

/* Each 操作可能業務 is refused by a name, a 事務 and a 職掌 of its own row. */
START_TEST(test_every_sosa)
{
    for (int s = 1; s < SOSA_COUNT; s++) {
        struct caller who = {.busho = "B003", .user = "u002", .rights = whole};
        struct diag d = DIAG_INIT;
        who.rights.sosa &= ~SOSA_BIT(s);
        ck_assert_int_eq(may(&who, (enum sosa)s, NULL, &d), ST_NO_ROLE);
        ck_assert(strstr(d.want, sosa_rows[s].mei) && *sosa_rows[s].mei);
        who.rights = whole;
        who.rights.jimu &= ~sosa_rows[s].jimu;
        ck_assert_int_eq(may(&who, (enum sosa)s, NULL, &d), ST_NO_BUSHO_KEN);
        ck_assert_ptr_nonnull(strstr(d.want, sosa_word_mei(jimu_words, sosa_rows[s].jimu)));
        who.rights = whole;
        who.rights.shokusho &= ~sosa_rows[s].shokusho;
        ck_assert_int_eq(may(&who, (enum sosa)s, NULL, &d), ST_NO_BUSHO_KEN);
        ck_assert_ptr_nonnull(strstr(d.want, sosa_word_mei(shokusho_words, sosa_rows[s].shokusho)));
    }
}
END_TEST

/* --- may_only: what a list lets through is what may_see() lets through ------------------------------------
 */

static const char *const tokuteis[] = {"*", "maisoryo", "shikakuJoho maisoryo shobyoTeatekin",
                                       "TM00000000000004", ""};
static const char *const kinds[] = {"maisoryo", "maisory", "shikakuJoho", "shobyoTeatekin",
                                    "TM00000000000004"};
static const char *const groups[] = {"B001", "B002 B001 B003", "B0011 B00", ""};
static const char *const bushos[] = {"B001", "B00", "B0011", "B003"};
#define N(list) (sizeof(list) / sizeof *(list))

/* As the statements have it: SEEN of store/sql/statements.def. */
static bool S_through(const char *words, const char *word)
{
    char spaced[40];
    snprintf(spaced, sizeof spaced, " %s ", word);
    return !words || strstr(words, spaced);
}

static void S_same(const struct rights *r, struct arena *a)
{
    const struct caller who = {.busho = "B001", .user = "u001", .rights = *r};
    const struct may_only only = may_only(&who, a);
    for (size_t i = 0; i < N(kinds); i++) /* of the caller's own group, or none is seen at all */
        ck_assert_msg(!r->group_busho ||
                          S_through(only.tokuteis, kinds[i]) ==
                              may_see(&who, SOSA_NONE, &(struct may_about){.tokutei = kinds[i]}),
                      "%s/%s: %s", r->tokutei, r->group_tokutei, kinds[i]);
    for (size_t i = 0; i < N(bushos); i++)
        ck_assert_msg(S_through(only.bushos, bushos[i]) ==
                          may_see(&who, SOSA_NONE, &(struct may_about){.busho = bushos[i]}),
                      "%s: %s", r->group_busho, bushos[i]);
}

START_TEST(test_only)
{
    struct arena *a = arena_new(1 << 16);
    for (size_t i = 0; i < N(tokuteis); i++)
        for (size_t k = 0; k < N(tokuteis); k++)
            for (size_t g = 0; g < N(groups); g++)
                for (int on = 0; on < 2; on++) {
                    struct rights r = whole;
                    r.tokutei = tokuteis[i];
                    r.seigyo = on;
                    r.group = "G1";
                    r.group_jimu = JIMU_ALL;
                    r.group_tokutei = tokuteis[k];
                    r.group_busho = groups[g];
                    S_same(&r, a);
                }
    S_same(&whole, a);
    S_same(&alone, a); /* in no group: nothing is seen */
    arena_free(a);
}
END_TEST

/* --- rights_of -------------------------------------------------------------------------------------------
 */

static const struct kanri_hokensha hokensha[] = {
    {.hokensha = "1", .givers = {"a", "b", ""}, .access_seigyo = true},
    {.hokensha = "2", .givers = {"", "", ""}}};
static const struct kanri_group group[] = {
    {.hokensha = "1",
     .access_group = "G1",
     .tokutei = "maisoryo",
     .jimu_bits = JIMU_FUKUHON,
     .busho = "B1 B2"},
    {.hokensha = "2", .access_group = "G1", .tokutei = "*", .jimu_bits = JIMU_ALL, .busho = "B1"}};
static const struct kanri_busho busho[] = {
    {.hokensha = "1",
     .busho = "B1",
     .tokutei = "*",
     .access_group = "G1",
     .jimu_bits = JIMU_KANRI,
     .shokusho_bits = SHOKUSHO_KANRI},
    {.hokensha = "1", .busho = "B9", .tokutei = "*"},
    {.hokensha = "2", .busho = "B1", .tokutei = "*", .access_group = "G1"}};
static const struct kanri_tables tables = {
    .hokensha = hokensha, .hokensha_n = 2, .group = group, .group_n = 2, .busho = busho, .busho_n = 3};

START_TEST(test_rights_of)
{
    struct arena *a = arena_new(1 << 16);
    const struct kanri_user users[] = {
        {.hokensha = "1", .user = "a", .busho = "B1", .roles = "KANRI", .sosa = 2},
        {.hokensha = "1", .user = "b", .busho = "B9", .roles = "KANRI"},
        {.hokensha = "2", .user = "a", .busho = "B1", .roles = "KANRI"}};
    struct rights r = rights_of(&tables, &users[0], a);
    ck_assert(r.sosa == 2 && r.jimu == JIMU_KANRI && r.shokusho == SHOKUSHO_KANRI && r.seigyo);
    ck_assert_str_eq(r.givers[GIVING_ROLE], "a");
    ck_assert_str_eq(r.givers[GIVING_BUSHO], "b");
    ck_assert_str_eq(r.givers[GIVING_GROUP], "");
    ck_assert_str_eq(r.group, "G1");
    ck_assert_str_eq(r.group_tokutei, "maisoryo");
    ck_assert_str_eq(r.group_busho, "B1 B2");
    ck_assert_uint_eq(r.group_jimu, JIMU_FUKUHON);
    r = rights_of(&tables, &users[1], a); /* control is on, the 部署 is in no group */
    ck_assert(r.seigyo && !r.group);
    r = rights_of(&tables, &users[2], a); /* control is off: the group counts for nothing */
    ck_assert(!r.seigyo && !r.group);
    arena_free(a);
}
END_TEST

/* Rows were let in with their file; only of 特定個人情報 each of them may tell another. */
START_TEST(test_rows)
{
    struct arena *a = arena_new(1 << 16);
    struct caller who = {.busho = "B1", .user = "gone", .rights = rights_of_rows(&tables, "1", "B1", a)};
    const struct may_about known = {.tokutei = "maisoryo"}, other = {.tokutei = "shikakuJoho"};
    struct diag d = DIAG_INIT;
    for (int s = 0; s < SOSA_COUNT; s++) {
        ck_assert_int_eq(may(&who, (enum sosa)s, &known, &d), ST_OK);
        ck_assert_int_eq(may(&who, (enum sosa)s, &other, &d), ST_NO_GROUP);
    }
    who.rights = rights_of_rows(&tables, "1", "B9", a); /* it has left its group since */
    ck_assert_int_eq(may(&who, SOSA_JOHO_SHOKAI, &other, &d), ST_OK);
    who.rights = rights_of_rows(&tables, "1", "B5", a); /* it is no more, and handles nothing */
    ck_assert_int_eq(may(&who, SOSA_JOHO_SHOKAI, &other, &d), ST_NO_TOKUTEI);
    ck_assert_int_eq(may(&who, SOSA_KANYUSHA_TOROKU, NULL, &d), ST_OK);
    who.rights = rights_of_rows(&tables, "2", "B1", a);
    who.rights.tokutei = "maisoryo";
    ck_assert_int_eq(may(&who, SOSA_JOHO_SHOKAI, &other, &d), ST_NO_TOKUTEI);
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/may");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_refusals, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, test_about_nothing);
    tcase_add_test(t, test_every_sosa);
    tcase_add_test(t, test_only);
    tcase_add_test(t, test_rights_of);
    tcase_add_test(t, test_rows);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* What 運用支援環境 tells of the 資格 of its people (shikakuTsuchi, kanyushaIdo, fugoTsuchi), and 資格情報
 * held against it: as they come, and those that were left behind when a link file ends. */
#include "room.h"
#include "service/chukan/fukuhon.h"
#include "service/shikaku_den.h"
#include "store/torikomi_keikoku.h"

#define RECORD(soshitsu)                                                                                     \
    "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0" soshitsu
#define OTHER                                                                                                \
    "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20100401 soshitsuYmd=20120401 fukaiji=0 jikoTeikyoFuka=0"

#define OVER "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20110401 fukaiji=0 jikoTeikyoFuka=0"

/* One 資格 since 2017-04-01, or until that day. */
static const char *S_den(const char *soshitsu)
{
    char *text = arena_alloc(room.arena, DEN_BYTES + 1);
    const struct den d = {"20170401", soshitsu, "1", "12", "345"};
    *den_write(text, &d) = '\0';
    return text;
}

/* n entries of a run. */
static void S_tsuchi(int64_t kara, int n, const char *soshitsu)
{
    struct buf json = BUF_INIT;
    buf_addf(&json, "{\"hokensha\":\"" INSURER_A "\",\"shikaku\":[[%lld,\"", (long long)kara);
    while (n-- > 0)
        buf_adds(&json, S_den(soshitsu));
    buf_adds(&json, "\"]]}");
    ck_assert_int_eq(room_message(&message_shikaku_tsuchi, json.data), ST_OK);
    buf_release(&json);
}

/* Codes and items of the warnings of a 資格情報, "" none. */
static const char *S_register(const char *edaban, const char *items)
{
    struct buf text = BUF_INIT;
    room.call.keikoku = (struct findings){0};
    enum status st = room_register("shikakuJoho", edaban, items, NULL);
    ck_assert_msg(st == ST_OK, "%s: %s", edaban, status_info(st)->code);
    for (int i = 0; i < room.call.keikoku.n; i++)
        buf_addf(&text, "%s%s %s", i ? " " : "", status_info(room.call.keikoku.list[i].diag.status)->code,
                 room.call.keikoku.list[i].diag.item);
    const char *ret = arena_strdup(room.arena, text.data ? text.data : "");
    buf_release(&text);
    return ret;
}

static void S_known(const char *edaban)
{
    room_person(INSURER_A, edaban, arena_printf(room.arena, "Y%s", edaban));
}

START_TEST(test_runs)
{
    static const char *const told[] = {"0000001", "0000002", "0000099", "0000100", "0000101", "0000199"};
    static const char *const not_told[] = {"0000003", "0000098", "0000102", "0000200", "0000250"};
    S_tsuchi(1, 2, NULL);
    S_tsuchi(99, 1, NULL); /* behind blanks */
    S_tsuchi(100, 2, NULL);
    S_tsuchi(100, 2, NULL); /* told again, nothing happens */
    S_tsuchi(199, 1, NULL);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        S_known(told[i]);
        ck_assert_str_eq(S_register(told[i], RECORD("")), "");
        ck_assert_str_eq(S_register(told[i], OTHER), "P40020 資格取得年月日");
    }
    for (size_t i = 0; i < sizeof not_told / sizeof *not_told; i++) {
        S_known(not_told[i]);
        ck_assert_str_eq(S_register(not_told[i], OTHER), ""); /* nothing is known, nothing is judged */
    }
}
END_TEST

START_TEST(test_changes)
{
    S_tsuchi(1, 1, NULL);
    S_known("0000001");
    ck_assert_str_eq(S_register("0000001", RECORD(" soshitsuYmd=20170501")), "P40020 資格喪失年月日");
    room_ido(INSURER_A, "0000001", "喪失", S_den("20170501"));
    ck_assert_str_eq(S_register("0000001", RECORD(" soshitsuYmd=20170501 shoriKubun=2")), "");
    ck_assert_str_eq(S_register("0000001", RECORD(" shoriKubun=2")), "P40020 資格喪失年月日");
    room_ido(INSURER_A, "0000001", "喪失取消", NULL); /* says nothing of the 資格 */
    ck_assert_str_eq(S_register("0000001", RECORD(" soshitsuYmd=20170501 shoriKubun=2")), "");
    room_ido(INSURER_A, "0000001", NULL, S_den(NULL)); /* of a 変更 */
    ck_assert_str_eq(S_register("0000001", RECORD(" shoriKubun=2")), "");
    /* who is new by a call is told of with the request; a later request leaves it */
    room_told("{\"hokensha\":\"" INSURER_A "\",\"yokyu\":[[\"Y1\",\"0000002\",\"%s\"]]}", S_den("20170501"));
    ck_assert_str_eq(S_register("0000002", RECORD("")), "P40020 資格喪失年月日");
    room_person(INSURER_A, "0000002", "Y2");
    ck_assert_str_eq(S_register("0000002", RECORD(" shoriKubun=2")), "P40020 資格喪失年月日");
    /* the notice of a request may be late: what was told since stands */
    room_ido(INSURER_A, "0000003", NULL, S_den("20170501"));
    room_told("{\"hokensha\":\"" INSURER_A "\",\"yokyu\":[[\"Y4\",\"0000003\",\"%s\"]]}", S_den(NULL));
    ck_assert_str_eq(S_register("0000003", RECORD("")), "P40020 資格喪失年月日");
    /* another insurer's person of the same 枝番 */
    room_person(INSURER_B, "0000001", "Y3");
    room_call(INSURER_B);
    ck_assert_str_eq(S_register("0000001", OTHER), "");
    room_call(INSURER_A);
}
END_TEST

static enum status S_kind_owari(struct call *c, const struct torikomi *t, struct owari_most most,
                                int64_t *told)
{
    (void)most;
    (void)told;
    return bulk_find("shikakuJoho")->owari(c, t);
}

typedef enum status owari(struct call *c, const struct torikomi *t, struct owari_most most, int64_t *told);

/* 「枝番 code」 of what the end of a file tells, by commas. */
static const char *S_owari_of(const char *uketsuke, owari *of, struct owari_most most)
{
    struct torikomi t = {.uketsuke = uketsuke,
                         .shubetsu = "shikakuJoho",
                         .hokensha = INSURER_A,
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .roles = 15,
                         .path = "a.csv",
                         .result_path = "a-kekka.csv",
                         .encoding = "CP932",
                         .at = room.call.now,
                         .jun = uketsuke[1],
                         .total = 3};
    struct torikomi_keikoku *list;
    size_t n;
    int64_t told = 0;
    struct buf text = BUF_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    bool known;
    struct torikomi old;
    ck_assert_int_eq(torikomi_get(room.tx, uketsuke, room.arena, &old, &known), ST_OK);
    if (!known)
        ck_assert_int_eq(torikomi_put(room.tx, &t), ST_OK);
    ck_assert_int_eq(of(&room.call, &t, most, &told), ST_OK);
    ck_assert_int_eq(torikomi_keikoku_list(room.tx, uketsuke, 0, room.arena, &list, &n), ST_OK);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(list[i].gyo, INT64_MIN);
        ck_assert_str_eq(list[i].kisoku, of == fukuhon_nokori_owari ? "shikakuKasanari" : "shikakuSoi");
        buf_addf(&text, "%s%s %s", i ? "," : "", list[i].edaban, list[i].komoku);
    }
    ck_assert_int_eq(room_finish(ST_OK), ST_OK);
    const char *ret = arena_strdup(room.arena, text.data ? text.data : "");
    buf_release(&text);
    return ret;
}

static const char *S_owari(const char *uketsuke)
{
    return S_owari_of(uketsuke, S_kind_owari, OWARI_MOST);
}

START_TEST(test_owari)
{
    static const char *const people[] = {"0000001", "0000002", "0000003"};
    S_tsuchi(1, 3, NULL);
    for (size_t i = 0; i < 3; i++)
        S_known(people[i]);
    for (size_t i = 0; i < 2; i++) /* the third has no 資格情報 */
        ck_assert_str_eq(S_register(people[i], RECORD("")), "");
    ck_assert_str_eq(S_owari("U1"), "");
    for (size_t i = 0; i < 3; i++)
        room_ido(INSURER_A, people[i], "喪失", S_den("20170501"));
    ck_assert_str_eq(S_register("0000002", RECORD(" soshitsuYmd=20170501 shoriKubun=2")), "");
    ck_assert_str_eq(S_owari("U2"), "0000001 資格喪失年月日");
    ck_assert_str_eq(S_owari("U2"), "0000001 資格喪失年月日"); /* taken up again */
    ck_assert_str_eq(S_owari("U3"), "0000001 資格喪失年月日"); /* as long as it lasts */
    room.policy.rules = (struct rule_policy){.mode = RULES_GUIDE};
    ck_assert_str_eq(S_owari("U4"), "");
    room.policy.rules = (struct rule_policy){.mode = RULES_STRICT}; /* the rows stand: it warns */
    ck_assert_str_eq(S_owari("U5"), "0000001 資格喪失年月日");
    room.policy.rules = (struct rule_policy){0};
    ck_assert_str_eq(S_register("0000001", RECORD(" soshitsuYmd=20170501 shoriKubun=2")), "");
    ck_assert_str_eq(S_owari("U6"), "");
    room_ido(INSURER_A, "0000001", NULL, S_den(NULL));
    room_ido(INSURER_A, "0000001", "取消", ""); /* who is cancelled should have none */
    ck_assert_str_eq(S_owari("U7"), "0000001 資格取得年月日");
    room_ido(INSURER_A, "0000003", "取消", ""); /* nor has */
    ck_assert_str_eq(S_owari("U8"), "0000001 資格取得年月日");
    void *req = room_request(&op_fukuhon_delete);
    room_set(op_fukuhon_delete.request, req, "fukuhonBango", "P" INSURER_A "N00000001");
    ck_assert_int_eq(room_run(&op_fukuhon_delete, req, NULL), ST_OK);
    ck_assert_str_eq(S_owari("U9"), "");
}
END_TEST

/* Whom each end tells of, by the last digit of the 枝番; one taken up again tells of nobody else. */
static void S_walk(const char *uketsuke, owari *of, struct owari_most most, const char *want)
{
    for (int again = 0; again < 2; again++) {
        char have[64] = "";
        for (const char *at = S_owari_of(uketsuke, of, most); *at; at += strcspn(at, ","), at += *at == ',')
            snprintf(have + strlen(have), sizeof have - strlen(have), "%c", at[6]);
        ck_assert_msg(strcmp(have, want) == 0, "%s: %s", uketsuke, have);
    }
}

struct end {
    const char *uketsuke;
    struct owari_most most;
    const char *want;
};

static const char *const five[] = {"0000001", "0000002", "0000003", "0000004", "0000005"};

START_TEST(test_walk)
{
    static const struct end ends[] = {
        {"U1", {2, 9}, "12"},    {"U2", {2, 9}, "34"},    {"U3", {2, 9}, "51"},    {"U4", {9, 2}, "23"},
        {"U5", {9, 9}, "45123"}, {"U6", {9, 9}, "12345"}, {"U7", {5, 5}, "12345"}, {"U8", {4, 5}, "1234"}};
    S_tsuchi(1, 5, NULL);
    for (size_t i = 0; i < 5; i++) {
        S_known(five[i]);
        ck_assert_str_eq(S_register(five[i], RECORD("")), "");
        room_ido(INSURER_A, five[i], NULL, S_den("20170501"));
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        S_walk(ends[i].uketsuke, fukuhon_soi_owari, ends[i].most, ends[i].want);
}
END_TEST

/* Told once, and of whoever the end has not come to when the next file ends. */
START_TEST(test_walk_nokori)
{
    static const struct end ends[] = {
        {"U1", {2, 9}, "12"}, {"U2", {9, 2}, "34"}, {"U3", {9, 9}, "51"}, {"U4", {9, 9}, ""}};
    for (size_t i = 0; i < 5; i++) {
        S_known(five[i]);
        ck_assert_str_eq(S_register(five[i], OTHER), "");
        ck_assert_str_eq(S_register(five[i], OVER), "P40009 資格期間");
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        S_walk(ends[i].uketsuke, fukuhon_nokori_owari, ends[i].most, ends[i].want);
        if (i == 1)
            ck_assert_str_eq(S_register(five[0], RECORD("")), "P40009 資格期間");
    }
}
END_TEST

/* A 喪失 to come is told from its day on, when the notice of that day has nothing new to say of the 資格. */
START_TEST(test_owari_coming)
{
    const int64_t now = room.call.now;
    S_tsuchi(1, 1, NULL);
    S_known("0000001");
    room_ido(INSURER_A, "0000001", NULL, S_den("20170601"));
    ck_assert_str_eq(S_register("0000001", RECORD("")), "");
    ck_assert_str_eq(S_owari("U1"), "");
    room.call.now = clock_parse("2017-06-01T00:00:00+09:00");
    ck_assert_str_eq(S_register("0000001", RECORD(" shoriKubun=2")), "P40020 資格喪失年月日");
    room_ido(INSURER_A, "0000001", "喪失", NULL);
    ck_assert_str_eq(S_owari("U2"), "0000001 資格喪失年月日");
    room_ido(INSURER_A, "0000001", NULL, NULL); /* of an earlier 資格 */
    ck_assert_str_eq(S_register("0000001", RECORD(" soshitsuYmd=20170601 shoriKubun=2")), "");
    ck_assert_str_eq(S_owari("U3"), "");
    room.call.now = now;
}
END_TEST

/* The layout in force with its columns under other names. */
static void S_other_names(void)
{
    static const char *const names[] = {"kigo", "shutokuYmd"};
    char text[16384];
    FILE *in = fopen("schema/layout/shikakuJoho.xml", "r"), *out;
    ck_assert_ptr_nonnull(in);
    text[fread(text, 1, sizeof text - 1, in)] = 0;
    fclose(in);
    ck_assert_ptr_nonnull(out = fopen(temp_path("shikakuJoho.xml"), "w"));
    const char *at = text, *next = at;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++, at = next) {
        const char *name = arena_printf(room.arena, "<column name=\"%s\"", names[i]);
        ck_assert_ptr_nonnull(next = strstr(at, name));
        fprintf(out, "%.*s<column name=\"ta%zu\" field=\"%s\"", (int)(next - at), at, i, names[i]);
        next += strlen(name);
    }
    for (const char *order; (order = strstr(at, "from=\"shutokuYmd\""));
         at = order + strlen("from=\"shutokuYmd\""))
        fprintf(out, "%.*sfrom=\"ta1\"", (int)(order - at), at);
    fputs(at, out);
    ck_assert_int_eq(fclose(out), 0);
    layouts_close();
    enum status st = layouts_open("schema/layout", temp_dir, &room.diag);
    ck_assert_msg(st == ST_OK, "%s %s %s", room.diag.item, room.diag.want, room.diag.have);
}

START_TEST(test_owari_other_names)
{
    S_other_names();
    S_tsuchi(1, 1, NULL);
    S_known("0000001");
    ck_assert_str_eq(S_register("0000001", RECORD("")), "");
    room_ido(INSURER_A, "0000001", "喪失", S_den("20170501"));
    ck_assert_str_eq(S_owari("U1"), "0000001 資格喪失年月日");
    ck_assert_str_eq(S_owari("U2"), "0000001 資格喪失年月日");
}
END_TEST

START_TEST(test_text)
{
    struct soi_shikaku s;
    char text[DEN_BYTES + 1];
    const struct den d = {"20170401", NULL, "1", "１２", ""};
    *den_write(text, &d) = '\0';
    ck_assert_uint_eq(strlen(text), DEN_BYTES);
    ck_assert(den_read(text, &s));
    ck_assert_int_eq(s.shutoku, str_date(STR("20170401")));
    ck_assert_int_eq(s.soshitsu, DAY_NONE);
    ck_assert_str_eq(s.honnin, "1");
    ck_assert_uint_eq(s.kigo, soi_hash("12"));
    ck_assert_uint_eq(s.bango, 0);
    static const char *const bango[] = {"12345678", "123456789", "１２３４５６７８", "健保", "#12",
                                        "1 2",      "\"\\"};
    for (size_t i = 0; i < sizeof bango / sizeof *bango; i++) {
        const struct den one = {"20170401", "20170501", "2", bango[i], bango[i]};
        *den_write(text, &one) = '\0';
        ck_assert_uint_eq(strlen(text), DEN_BYTES);
        ck_assert_msg(den_read(text, &s), "%s", bango[i]);
        ck_assert_uint_eq(s.kigo, soi_hash(bango[i]));
        ck_assert_uint_eq(s.bango, soi_hash(bango[i]));
        ck_assert_int_eq(s.soshitsu, str_date(STR("20170501")));
    }
    memset(text + DEN_BYTES - 8, '#', 8);
    ck_assert(!den_read(text, &s));
    memset(text, ' ', DEN_BYTES);
    ck_assert(!den_read(text, &s)); /* blank: nobody's */
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_runs,
                                  test_changes,
                                  test_owari,
                                  test_owari_coming,
                                  test_walk,
                                  test_walk_nokori,
                                  test_owari_other_names,
                                  test_text,
                                  NULL};
    return room_main("service/chukan/soi", tests);
}

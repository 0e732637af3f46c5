/* service/unyo/kanyusha_kakunin: states of 加入者 that a rule warns of while they last; households in the
 * writer's memory follow every change, and what is undone. */
#include "desk.h"

#include "service/unyo/kanyusha_kakunin.h"
#include "store/unyo_setai.h"

static int number;
static size_t most = SIZE_MAX;

size_t setai_most(void)
{
    return most;
}

static struct kanyusha S_person(const char *edaban, const char *bango, const char *honnin)
{
    number++;
    return (struct kanyusha){
        .hokensha = INSURER_A,
        .edaban = edaban,
        .kojin_bango = arena_printf(desk.arena, "%012d", number),
        .kigo = "１１",
        .bango = bango,
        .honnin_kazoku = honnin,
        .shimei = "架空　一郎",
        .shimei_kana = "カクウ　イチロウ",
        .seibetsu = "1",
        .seinengappi = "19800101",
        .jusho = "架空県",
        .shutoku_ymd = "20100401",
        .jotai = KANYUSHA_YUKO,
        .ido = "取得",
        .ido_ymd = "20100401",
        .koshin_at = desk.call.now,
        .version = 1,
        .yokyu = number,
    };
}

static void S_insert(const struct kanyusha *k)
{
    bool new = false;
    ck_assert_int_eq(kanyusha_insert(&desk.call, k, &new), ST_OK);
    ck_assert(new);
}

static void S_turn(struct kanyusha *k, const char *jotai)
{
    k->jotai = jotai;
    k->soshitsu_ymd = strcmp(jotai, KANYUSHA_YUKO) == 0 ? NULL : "20170501";
    k->version++;
    ck_assert_int_eq(kanyusha_update(&desk.call, k), ST_OK);
}

/* What lasts now: "rule 枝番" of each, with commas between. */
static const char *S_lasting(void)
{
    struct kakunin *list;
    size_t n;
    const char *out = "";
    ck_assert_int_eq(kakunin_list(&desk.call, INSURER_A, NULL, &list, &n), ST_OK);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(desk.arena, "%s%s%s %s", out, i ? ", " : "", list[i].kisoku, list[i].edaban);
    return out;
}

static void S_begin(void)
{
    desk.policy.rules = (struct rule_policy){0};
    desk.call.tx = tx_writer(desk.store, DB_UNYO);
    ck_assert_int_eq(tx_begin(desk.call.tx), ST_OK);
}

START_TEST(test_household)
{
    S_begin();
    struct kanyusha hon = S_person("0000001", "101", "1"), tsuma = S_person("0000002", "101", "2");
    struct kanyusha other = S_person("0000003", "102", "1");
    S_insert(&hon);
    S_insert(&tsuma);
    S_insert(&other);
    ck_assert_str_eq(S_lasting(), "");
    S_turn(&hon, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    S_turn(&tsuma, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "");
    tsuma.soshitsu_ymd = "20170502"; /* a day later than the 本人 */
    ck_assert_int_eq(kanyusha_update(&desk.call, &tsuma), ST_OK);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    S_turn(&tsuma, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "");
    S_turn(&tsuma, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    S_turn(&hon, KANYUSHA_YUKO); /* 喪失取消 */
    ck_assert_str_eq(S_lasting(), "");
    other.bango = "101";
    S_turn(&other, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "honninFutari 0000003");
    S_turn(&other, KANYUSHA_YUKO); /* still so: told once */
    ck_assert_str_eq(S_lasting(), "honninFutari 0000003");
    S_turn(&hon, KANYUSHA_TORIKESHI);
    ck_assert_str_eq(S_lasting(), "");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

/* Of an insurer that has come to have too many 資格 no household is told any more; who is 75 is. */
START_TEST(test_too_many)
{
    S_begin();
    struct kanyusha hon = S_person("0000001", "101", "1"), tsuma = S_person("0000002", "101", "2"),
                    old = S_person("0000003", "102", "1"), more = S_person("0000004", "103", "1");
    old.seinengappi = "19300101";
    most = 3;
    S_insert(&hon);
    S_insert(&tsuma);
    S_insert(&old);
    S_turn(&hon, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002, nanajugo 0000003");
    S_insert(&more);
    ck_assert_str_eq(S_lasting(), "nanajugo 0000003");
    more.bango = "102";
    S_turn(&more, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "nanajugo 0000003");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
    most = SIZE_MAX;
}
END_TEST

/* The household that a 本人 has left is told, also by another 資格 or 取消, and after a start. */
START_TEST(test_left)
{
    S_begin();
    struct kanyusha hon = S_person("0000001", "101", "1"), tsuma = S_person("0000002", "101", "2");
    S_insert(&hon);
    S_insert(&tsuma);
    hon.bango = "102";
    ck_assert_int_eq(unyo_rireki_keep(desk.call.tx, INSURER_A, hon.edaban), ST_OK);
    S_turn(&hon, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    const struct shikaku early = {"20100401", "20170501", "１１", "101", "1", NULL};
    ck_assert_int_eq(kanyusha_mae_put(&desk.call, INSURER_A, hon.edaban, &early), ST_OK);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    S_turn(&tsuma, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "");
    setai_free(desk.call.tx); /* as after a start */
    S_turn(&tsuma, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    S_turn(&tsuma, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), "");
    ck_assert_int_eq(kanyusha_mae_drop(&desk.call, INSURER_A, hon.edaban, &early), ST_OK);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    tsuma.bango = "102";
    S_turn(&tsuma, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "");
    S_turn(&hon, KANYUSHA_TORIKESHI);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    tsuma.bango = "101"; /* nobody is there, but was, as the history tells */
    setai_free(desk.call.tx);
    S_turn(&tsuma, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

/* Both are named. */
START_TEST(test_both)
{
    struct kakunin *list;
    size_t n;
    const char *code;
    S_begin();
    struct kanyusha one = S_person("0000001", "101", "1"), two = S_person("0000002", "101", "1");
    S_insert(&one);
    S_insert(&two);
    ck_assert_int_eq(unyo_kakunin_list(desk.call.tx, INSURER_A, NULL, desk.call.now, desk.arena, &list, &n),
                     ST_OK);
    ck_assert_uint_eq(n, 1);
    const char *bun = kakunin_bun(&desk.call, &list[0], &code);
    ck_assert_str_eq(code, "K40015");
    ck_assert_ptr_nonnull(strstr(bun, "実際: １１/101（被保険者枝番 0000002 と 0000001、20100401 から）"));
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

/* A 被扶養者 without any 本人 may have one who is still to come. */
START_TEST(test_alone)
{
    S_begin();
    struct kanyusha tsuma = S_person("0000002", "101", "2");
    S_insert(&tsuma);
    ck_assert_str_eq(S_lasting(), "");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

START_TEST(test_age)
{
    S_begin(); /* 2017-05-08 */
    struct kanyusha k = S_person("0000001", "101", "1");
    k.seinengappi = "19420509";
    S_insert(&k);
    ck_assert_str_eq(S_lasting(), "");
    desk.call.now += 24 * 3600; /* the day comes by itself */
    ck_assert_str_eq(S_lasting(), "nanajugo 0000001");
    desk.call.now -= 24 * 3600;
    k.seinengappi = "19420510"; /* it comes later than was thought */
    S_turn(&k, KANYUSHA_YUKO);
    desk.call.now += 24 * 3600;
    ck_assert_str_eq(S_lasting(), "");
    desk.call.now -= 24 * 3600;
    k.seinengappi = "19420508";
    S_turn(&k, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "nanajugo 0000001");
    S_turn(&k, KANYUSHA_SOSHITSU); /* on 20170501, before the day */
    ck_assert_str_eq(S_lasting(), "");
    k.soshitsu_ymd = "20170509"; /* behind it */
    ck_assert_int_eq(kanyusha_update(&desk.call, &k), ST_OK);
    ck_assert_str_eq(S_lasting(), "nanajugo 0000001");
    k.soshitsu_ymd = "20170508";
    ck_assert_int_eq(kanyusha_update(&desk.call, &k), ST_OK);
    ck_assert_str_eq(S_lasting(), "");
    S_turn(&k, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "nanajugo 0000001");
    S_turn(&k, KANYUSHA_TORIKESHI);
    ck_assert_str_eq(S_lasting(), "");
    S_turn(&k, KANYUSHA_YUKO);
    k.seinengappi = "19620508"; /* it was wrong */
    S_turn(&k, KANYUSHA_YUKO);
    ck_assert_str_eq(S_lasting(), "");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

/* The counts are those of the database, whatever is undone, in part or whole, and after it was made anew. */
START_TEST(test_undone)
{
    S_begin();
    struct kanyusha hon = S_person("0000001", "101", "1"), tsuma = S_person("0000002", "101", "2");
    S_insert(&hon);
    ck_assert_int_eq(tx_save(desk.call.tx), ST_OK);
    S_insert(&tsuma);
    tx_undo(desk.call.tx);
    S_turn(&hon, KANYUSHA_SOSHITSU);
    ck_assert_str_eq(S_lasting(), ""); /* she is not there */
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
    ck_assert_int_eq(tx_begin(desk.call.tx), ST_OK);
    S_insert(&tsuma);
    ck_assert_str_eq(S_lasting(), "honninSoshitsu 0000002");
    tx_rollback(desk.call.tx);
    S_begin();
    S_turn(&hon, KANYUSHA_YUKO);
    S_insert(&tsuma);
    ck_assert_str_eq(S_lasting(), "");
    setai_free(desk.call.tx); /* as after a start */
    struct kanyusha second = S_person("0000003", "101", "1");
    S_insert(&second);
    ck_assert_str_eq(S_lasting(), "honninFutari 0000003");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

/* Of a rule that is off nothing is told, until it is on again; one that refuses only warns, for its row
 * stands already. */
START_TEST(test_severity)
{
    S_begin();
    desk.policy.rules.set[RULE_HONNIN_FUTARI] = 1 + SEVERITY_OFF;
    struct kanyusha one = S_person("0000001", "101", "1"), two = S_person("0000002", "101", "1");
    S_insert(&one);
    S_insert(&two);
    ck_assert_str_eq(S_lasting(), "");
    desk.policy.rules.set[RULE_HONNIN_FUTARI] = 1 + SEVERITY_REFUSE;
    struct kanyusha three = S_person("0000003", "102", "1"), four = S_person("0000004", "102", "1");
    S_insert(&three);
    S_insert(&four);
    ck_assert_str_eq(S_lasting(), "honninFutari 0000002, honninFutari 0000004");
    ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_household, test_too_many, test_left,     test_both, test_alone,
                                  test_age,       test_undone,   test_severity, NULL};
    return desk_main("service/unyo/kakunin", tests);
}

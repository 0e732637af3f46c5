/* file/case/observe, observe_check, koto: what <observe> says, and what is refused of it. */
#include "observe.h"

#include "file/layout/layout.h"

static struct observe o;

static void S_teardown(void)
{
    observe_drop();
    layouts_close();
}

static void S_refused(const char *steps, const char *want, const char *have)
{
    ck_assert_int_eq(observe_text("", steps, &o), ST_SETUP);
    ck_assert_msg(strstr(observe_diag.want, want), "%s: %s", steps, observe_diag.want);
    ck_assert_msg(strstr(observe_diag.have, have), "%s: %s", steps, observe_diag.have);
    ck_assert_str_eq(observe_diag.item, "9-010.xml 2行目");
}

/* --- reading ---------------------------------------------------------------------------------------------
 */

START_TEST(test_step)
{
    const char *steps = "<step what=\"kanyusha.cancel\"/>\n"
                        "<step id=\"x\" te=\"5\" what=\"file.end\" shubetsu=\"kanyushaToroku\" file=\"f\" "
                        "hito=\"h\" no=\"n\" by=\"aite\" code=\"F30004|F30005\" free=\"gyoSu ijoSu\"/>";
    ck_assert_int_eq(observe_text("includes=\"2-010 2-020\"", steps, &o), ST_OK);
    ck_assert_str_eq(o.includes, "2-010 2-020");
    ck_assert_int_eq(o.n, 2);
    const struct observe_step *s = o.steps;
    ck_assert_str_eq(s->id, "#1");
    ck_assert_int_eq(s->koto, KOTO_CANCEL);
    ck_assert(!s->te && !s->shubetsu && !s->code && !s->aite && !s->free && !s->after && !s->judged_count);
    for (int k = 0; k < OBSERVE_KINDS; k++)
        ck_assert_int_eq(s->name[k], -1);
    s++;
    ck_assert_str_eq(s->id, "x");
    ck_assert_int_eq(s->te, 5);
    ck_assert_int_eq(s->koto, KOTO_FILE_END);
    ck_assert_str_eq(s->shubetsu, "kanyushaToroku");
    ck_assert_str_eq(s->code, "F30004|F30005");
    ck_assert_str_eq(s->free, "gyoSu ijoSu");
    ck_assert(s->aite);
    ck_assert_int_eq(s->line, 3);
    for (int k = 0; k < OBSERVE_KINDS; k++) {
        ck_assert_int_eq(s->name[k], 0);
        ck_assert_int_eq(o.name_count[k], 1);
    }
}
END_TEST

START_TEST(test_ningen)
{
    char attrs[300] = "ningen=\"";
    ck_assert_int_eq(observe_text("ningen=\" 700749224373  701486103076 \"", "", &o), ST_OK);
    ck_assert_int_eq(o.ningen_count, 2);
    ck_assert_str_eq(o.ningen[0], "700749224373");
    ck_assert_str_eq(o.ningen[1], "701486103076");
    static const char *const wrong[] = {"70074922437", "7007492243731", "70074922437x",
                                        "700749224373,701486103076"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(attrs, sizeof attrs, "ningen=\"%s\"", wrong[i]);
        ck_assert_int_eq(observe_text(attrs, "", &o), ST_SETUP);
        ck_assert_str_eq(observe_diag.want, "ningen は空白で区切った個人番号（8 人まで）");
        ck_assert_ptr_nonnull(strstr(observe_diag.have, " 個目が "));
        ck_assert_ptr_null(strstr(observe_diag.have, "7007492243"));
    }
    snprintf(attrs, sizeof attrs, "ningen=\"");
    for (int i = 0; i <= OBSERVE_NINGEN; i++)
        snprintf(attrs + strlen(attrs), sizeof attrs - strlen(attrs), " 70074922437%d", i);
    snprintf(attrs + strlen(attrs), sizeof attrs - strlen(attrs), "\"");
    ck_assert_int_eq(observe_text(attrs, "", &o), ST_SETUP);
}
END_TEST

START_TEST(test_key)
{
    observe_text("", "<step what=\"kanri.ping\"/><step what=\"kanyusha.cancel\"/>", &o);
    ck_assert(!o.steps[0].key && o.steps[1].key); /* the last one, when none is named */
    observe_text("", "<step key=\"true\" what=\"kanri.ping\"/><step what=\"kanyusha.cancel\"/>", &o);
    ck_assert(o.steps[0].key && !o.steps[1].key);
}
END_TEST

START_TEST(test_names)
{
    char steps[2000] = "";
    observe_text(
        "",
        "<step hito=\"a\" what=\"kanyusha.cancel\"/><step hito=\"b\" file=\"a\" what=\"kanri.ping\"/>"
        "<step hito=\"a\" no=\"b\" what=\"kanri.ping\"/>",
        &o);
    ck_assert_int_eq(o.steps[0].name[NAME_HITO], 0);
    ck_assert_int_eq(o.steps[1].name[NAME_HITO], 1);
    ck_assert_int_eq(o.steps[2].name[NAME_HITO], 0);
    ck_assert_int_eq(o.steps[1].name[NAME_FILE], 0);
    ck_assert_str_eq(o.names[NAME_HITO][1], "b");
    for (int i = 0; i < OBSERVE_NAMES; i++)
        snprintf(steps + strlen(steps), 100, "<step file=\"f%d\" what=\"kanri.ping\"/>", i);
    ck_assert_int_eq(observe_text("", steps, &o), ST_OK);
    snprintf(steps + strlen(steps), 100, "<step file=\"f%d\" what=\"kanri.ping\"/>", OBSERVE_NAMES);
    S_refused(steps, "それぞれ 8 まで", "f8");
}
END_TEST

static const struct judged *S_judged(const char *judged)
{
    char steps[1000];
    snprintf(steps, sizeof steps,
             "<step id=\"前\" what=\"kanyusha.cancel\"/><step id=\"後\" what=\"kanri.ping\" judged=\"%s\"/>",
             judged);
    return observe_of(steps)->steps[1].judged;
}

static const struct {
    const char *text, *item;
    enum judged_op op;
    const char *value; /* NULL: of a step */
    int step;
    const char *ref;
    int days;
} judged[] = {
    {"jotai=取得済", "jotai", JUDGED_EQ, "取得済", 0, NULL, 0},
    {"jotai!=a|b|", "jotai", JUDGED_NE, "a|b|", 0, NULL, 0},
    {"jotai!=", "jotai", JUDGED_NE, "", 0, NULL, 0},
    {"kaisu&lt;2", "kaisu", JUDGED_LT, "2", 0, NULL, 0},
    {"kaisu&lt;=2", "kaisu", JUDGED_LE, "2", 0, NULL, 0},
    {"kaisu&gt;2", "kaisu", JUDGED_GT, "2", 0, NULL, 0},
    {"kaisu&gt;=2", "kaisu", JUDGED_GE, "2", 0, NULL, 0},
    {"kaisu=前.kensu", "kaisu", JUDGED_EQ, NULL, 0, "kensu", 0},
    {"kaisu&gt;=後.kensu", "kaisu", JUDGED_GE, NULL, 1, "kensu", 0}, /* of itself */
    {"hi=前.hi+14", "hi", JUDGED_EQ, NULL, 0, "hi", 14},
    {"hi&lt;前.hi-3", "hi", JUDGED_LT, NULL, 0, "hi", -3},
    {"fileMei=a.csv", "fileMei", JUDGED_EQ, "a.csv", 0, NULL, 0}, /* no step */
    {"fileMei=前後.csv", "fileMei", JUDGED_EQ, "前後.csv", 0, NULL, 0},
};

START_TEST(test_judged)
{
    const struct judged *j = S_judged(judged[_i].text);
    ck_assert_str_eq(j->item, judged[_i].item);
    ck_assert_int_eq(j->op, judged[_i].op);
    ck_assert_pstr_eq(j->value, judged[_i].value);
    ck_assert_pstr_eq(j->ref, judged[_i].ref);
    ck_assert_int_eq(j->days, judged[_i].days);
    if (j->ref)
        ck_assert_int_eq(j->step, judged[_i].step);
}
END_TEST

START_TEST(test_judged_refused)
{
    char steps[1000] = "<step what=\"kanri.ping\" judged=\"";
    S_refused("<step what=\"kanri.ping\" judged=\"a=1 b~2\"/>", "項目>=手順.項目", "b~2");
    S_refused("<step what=\"kanri.ping\" judged=\"=1\"/>", "項目>=手順.項目", "=1");
    S_refused("<step what=\"kanri.ping\" judged=\"a==1\"/>", "項目>=手順.項目", "a==1");
    S_refused("<step what=\"kanri.ping\" judged=\"a!1\"/>", "項目>=手順.項目", "a!1");
    for (int i = 0; i <= OBSERVE_JUDGED; i++)
        snprintf(steps + strlen(steps), 20, "%sa%d=1", i ? "  " : " ", i);
    snprintf(steps + strlen(steps), 20, "\"/>");
    S_refused(steps, "16 まで", "a16=1");
    memcpy(strstr(steps, "a16=1"), "     ", 5);
    ck_assert_int_eq(observe_text("", steps, &o), ST_OK);
    ck_assert_int_eq(o.steps[0].judged_count, OBSERVE_JUDGED);
}
END_TEST

/* kanyusha.cancel changes, kanyusha.get looks. */
#define ACT(id, more) "<step id=\"" id "\" what=\"kanyusha.cancel\" " more "/>"
#define LOOK(id, more) "<step id=\"" id "\" what=\"kanyusha.get\" " more "/>"

static const struct {
    const char *steps;
    uint32_t after; /* of the last one */
} orders[] = {
    {ACT("a", "") ACT("b", ""), 0},
    {ACT("a", "") ACT("b", "after=\"a\""), 1},
    {ACT("a", "") ACT("b", "") ACT("c", "after=\" b  a \""), 3},
    {ACT("a", "hito=\"h\"") ACT("b", "hito=\"h\""), 1},
    {ACT("a", "hito=\"h\"") ACT("b", "hito=\"k\""), 0},
    {ACT("a", "hito=\"h\"") ACT("b", "file=\"h\""), 0},
    {ACT("a", "file=\"f\"") ACT("b", "file=\"f\""), 1},
    {ACT("a", "no=\"n\"") ACT("b", "no=\"n\""), 1},
    {ACT("a", "hito=\"h\"") ACT("b", "hito=\"h\"") ACT("c", "hito=\"h\" with=\"a\""), 2},
    {ACT("a", "hito=\"h\"") ACT("b", "hito=\"h\"") ACT("c", "hito=\"h\" with=\"b a\""), 0},
    {LOOK("a", "hito=\"h\"") LOOK("b", "hito=\"h\""), 0}, /* which is first does not matter */
    {LOOK("a", "hito=\"h\"") ACT("b", "hito=\"h\""), 1},
    {ACT("a", "hito=\"h\"") LOOK("b", "hito=\"h\""), 1},
    {LOOK("a", "hito=\"h\"") ACT("b", "") LOOK("c", "hito=\"h\""), 1}, /* something is done between them */
    {LOOK("a", "hito=\"h\"") LOOK("b", "") LOOK("c", "hito=\"h\""), 0},
    {LOOK("a", "hito=\"h\"") LOOK("b", "hito=\"h\" after=\"a\""), 1},
};

START_TEST(test_after)
{
    const struct observe *x = observe_of(orders[_i].steps);
    ck_assert_msg(x->steps[x->n - 1].after == orders[_i].after, "%s: %x", orders[_i].steps,
                  x->steps[x->n - 1].after);
}
END_TEST

START_TEST(test_refused)
{
    char steps[4000] = "";
    S_refused("<step/>", "koto.def", "なし");
    S_refused("<step what=\"kanyusha\"/>", "koto.def", "kanyusha");
    S_refused("<step te=\"6\" what=\"kanri.ping\"/>", "te は手順の番号", "6");
    S_refused(ACT("a", "") ACT("a", ""), "ほかの step にない id", "a");
    S_refused(ACT("a", "after=\"b\"") ACT("b", ""), "after は前にある", "b");
    S_refused(ACT("a", "after=\"a\""), "after は前にある", "a");
    S_refused(ACT("ab", "") ACT("c", "after=\"a\""), "after は前にある", "a");
    S_refused(ACT("a", "hito=\"h\"") ACT("b", "hito=\"h\" with=\"aa\""), "with は前にある", "aa");
    for (int i = 0; i < OBSERVE_STEPS; i++)
        snprintf(steps + strlen(steps), 40, "<step what=\"kanri.ping\"/>");
    ck_assert_int_eq(observe_text("", steps, &o), ST_OK);
    ck_assert_uint_eq(strlen(o.steps[OBSERVE_STEPS - 1].id), 3);
    snprintf(steps + strlen(steps), 40, "<step what=\"kanri.ping\"/>");
    S_refused(steps, "step は 32 まで", "33");
}
END_TEST

/* --- checking --------------------------------------------------------------------------------------------
 */

#define SHOKAI "what=\"shokai.request\" free=\"teikyoHokensha jimuCode tokuteiKojinJohoCode\""
/* clang-format off */
#define GET                                                                                                  \
    "<step id=\"照会\" what=\"kanyusha.get\" free=\"kigo bango honninKazoku shimei shimeiKana seibetsu "   \
    "seinengappi jusho shutokuYmd ninteiYmd soshitsuYmd jotai\"/>"
/* clang-format on */
#define REGISTER                                                                                             \
    "what=\"kanyusha.register\" free=\"honninKazoku seibetsu shutokuYmd soshitsuYmd ninteiYmd shimei "       \
    "shimeiKana seinengappi jusho"

static const struct {
    const char *steps, *want, *have; /* want NULL: it is right */
} checks[] = {
    {"<step what=\"kanyusha.cancel\"/>", NULL, NULL},
    {"<step what=\"kanyusha.lose\" free=\"soshitsuYmd\"/>", NULL, NULL},
    {"<step what=\"kanyusha.lose\" judged=\"soshitsuYmd=20170501\"/>", NULL, NULL},
    {"<step what=\"kanyusha.lose\"/>", "judged か free のどちらかにある", "soshitsuYmd"},
    {"<step what=\"kanyusha.lose\" judged=\"hi=20170501\"/>", "judged か free のどちらかにある",
     "soshitsuYmd"},
    {"<step what=\"kanyusha.lose\" judged=\"soshitsuYmd=1\" free=\"soshitsuYmd\"/>",
     "judged か free のどちらか一つ", "soshitsuYmd"},
    {"<step what=\"kanyusha.lose\" free=\"soshitsuYmd kaisu\"/>", "free はこの行いの項目", "kaisu"},
    {"<step what=\"kanyusha.lose\" judged=\"kaisu=1\" free=\"soshitsuYmd\"/>", "この行いの項目", "kaisu"},
    /* what rules warned of need not be spoken of */
    {"<step what=\"kanyusha.cancel\" judged=\"keikoku=nanajugo keikokuCode=K40019\"/>", NULL, NULL},
    {"<step what=\"fukuhon.delete\" free=\"shubetsu\" judged=\"keikoku=\"/>", NULL, NULL},
    {"<step what=\"file.end\" judged=\"keikoku=nanajugo keikokuSu=2\" "
     "free=\"shubetsu jotai gyoSu seijoSu ijoSu\"/>",
     NULL, NULL},
    {"<step what=\"kanyusha.cancel\" judged=\"keikokuSu=1\"/>", "この行いの項目", "keikokuSu"},
    {"<step what=\"kanyusha.getEdaban\" free=\"jotai kojinBango\" judged=\"keikoku=\"/>", "この行いの項目",
     "keikoku"},
    {"<step what=\"kanyusha.correctKojinBango\" judged=\"kojinBango=1\"/>", "ningen か setai で見る",
     "kojinBango"},
    {"<step what=\"kanyusha.cancel\" judged=\"hi=1 file= no=1 kikan=06139992\"/>", NULL, NULL},
    /* what tells a person apart is judged by whose it is */
    {"<step id=\"a\" what=\"kanyusha.correctKojinBango\" free=\"kojinBango\"/>"
     "<step what=\"kanyusha.correctKojinBango\" judged=\"ningen!=a.ningen\"/>",
     NULL, NULL},
    {"<step id=\"a\" what=\"kanyusha.correctKojinBango\" free=\"kojinBango\"/>"
     "<step what=\"kanyusha.correctKojinBango\" judged=\"ningen!=a.ningen\" free=\"kojinBango\"/>",
     "judged か free のどちらか一つ", "kojinBango"},
    {GET "<step " REGISTER " kojinBango\" judged=\"setai=照会.setai\"/>", NULL, NULL},
    {GET "<step " REGISTER " kojinBango kigo\" judged=\"setai=照会.setai\"/>", "どちらか一つ", "kigo"},
    {"<step " REGISTER "\" judged=\"ningen=20170501\"/>", "ningen、setai はほかの手順のもの", "ningen"},
    /* what it is compared with is an item as well */
    {GET "<step what=\"kanyusha.lose\" judged=\"soshitsuYmd=照会.soshitsuYmd\"/>", NULL, NULL},
    {GET "<step what=\"kanyusha.lose\" judged=\"soshitsuYmd!=照会.soshitsu\"/>", "この行いの項目",
     "soshitsu"},
    {GET "<step id=\"訂正\" what=\"kanyusha.correctKojinBango\" free=\"kojinBango\"/>"
         "<step what=\"kanyusha.lose\" judged=\"soshitsuYmd!=訂正.kojinBango\"/>",
     "ningen か setai で見る", "kojinBango"},
    /* 副本: its columns, but not which row it is */
    {"<step what=\"fukuhon.register\" shubetsu=\"shussanIchijikin\" judged=\"kingaku=420000\" "
     "free=\"hokensha shussanYmd taijiSu ketteiYmd jidoOtoFuka\"/>",
     NULL, NULL},
    {"<step what=\"fukuhon.register\" shubetsu=\"shussanIchijikin\" judged=\"kingaku=420000\" "
     "free=\"hokensha shussanYmd ketteiYmd jidoOtoFuka\"/>",
     "judged か free のどちらかにある", "taijiSu"},
    {"<step what=\"fukuhon.register\" shubetsu=\"shussanIchijikin\" free=\"shoriKubun hokensha shussanYmd "
     "taijiSu ketteiYmd kingaku jidoOtoFuka\"/>",
     "free はこの行いの項目", "shoriKubun"},
    {"<step what=\"fukuhon.change\"/>", "shubetsu に副本の種別", "なし"},
    {"<step what=\"fukuhon.register\" shubetsu=\"shussan\"/>", "shubetsu に副本の種別", "shussan"},
    {"<step what=\"fukuhon.delete\" free=\"shubetsu\"/>", NULL, NULL},
    {"<step " SHOKAI "/>", "judged か free のどちらかにある", "kijunYmd"},
};

START_TEST(test_check)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    enum status st = observe_check(observe_of(checks[_i].steps), "fixtures/cases/9-010.xml", &d);
    if (!checks[_i].want) {
        ck_assert_msg(st == ST_OK, "%s: %s %s", checks[_i].steps, d.want, d.have);
        return;
    }
    ck_assert_int_eq(st, ST_SETUP);
    ck_assert_str_eq(d.item, "9-010.xml 2行目");
    ck_assert_msg(strstr(d.want, checks[_i].want) && strcmp(d.have, checks[_i].have) == 0, "%s: %s %s",
                  checks[_i].steps, d.want, d.have);
}
END_TEST

/* --- kinds -----------------------------------------------------------------------------------------------
 */

START_TEST(test_koto)
{
    for (int i = 0; i < KOTO_COUNT; i++) {
        const struct koto_kind *k = koto_kind((enum koto)i);
        ck_assert_int_eq(koto_find(k->what), i);
        ck_assert_int_le(k->n, KOTO_ITEMS);
        for (int n = 0; n < k->n; n++) {
            ck_assert_int_eq(koto_item(k, k->items[n].name), n);
            ck_assert_int_eq(strspn(k->items[n].name, "~+ "), 0);
        }
    }
    ck_assert_int_eq(koto_find("kanyusha.registe"), KOTO_COUNT);
    ck_assert_int_eq(koto_item(koto_kind(KOTO_LOSE), "soshitsu"), -1);
    const struct koto_kind *k = koto_kind(KOTO_EDABAN);
    ck_assert(k->looks && !k->columns && k->items[0].kept && !k->items[1].kept);
    k = koto_kind(KOTO_FUKUHON_DELETE);
    ck_assert(!k->looks && k->columns && k->n == 4 && !k->items[0].free);
    ck_assert(koto_item(k, "keikoku") == 1 && k->items[1].kept && k->items[1].free);
    ck_assert_int_eq(koto_item(koto_kind(KOTO_GET), "keikoku"), -1);
    ck_assert_str_eq(koto_mei("kaisu"), "要求の回数");
    ck_assert_str_eq(koto_mei("kaisuu"), "kaisuu");
}
END_TEST

/* An item has one Japanese name: a second row would be read by nobody. */
START_TEST(test_mei)
{
    static const char *const named[] = {
#define KOMOKU(name, mei) name,
#include "file/case/komoku.def"
#undef KOMOKU
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(named[i], named[k]);
}
END_TEST

START_TEST(test_words)
{
    ck_assert(observe_word("a bc d", "bc") && observe_word("bc", "bc") && observe_word(" a  bc", "bc"));
    ck_assert(!observe_word("a bcd", "bc") && !observe_word("abc", "bc") && !observe_word(NULL, "bc") &&
              !observe_word("", "bc"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/case/observe");
    TCase *t = tcase_create("observe");
    tcase_add_checked_fixture(t, NULL, S_teardown);
    tcase_add_test(t, test_step);
    tcase_add_test(t, test_ningen);
    tcase_add_test(t, test_key);
    tcase_add_test(t, test_names);
    tcase_add_loop_test(t, test_judged, 0, sizeof judged / sizeof *judged);
    tcase_add_test(t, test_judged_refused);
    tcase_add_loop_test(t, test_after, 0, sizeof orders / sizeof *orders);
    tcase_add_test(t, test_refused);
    tcase_add_loop_test(t, test_check, 0, sizeof checks / sizeof *checks);
    tcase_add_test(t, test_koto);
    tcase_add_test(t, test_mei);
    tcase_add_test(t, test_words);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

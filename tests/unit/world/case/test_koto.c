/* The items of file/case/koto.def against the field tables of the operations: what is asked and answered is
 * an item of its kind, and an item is something that is asked or answered, or that world/case makes. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "file/case/observe.h"
#include "file/layout/layout.h"
#include "service/op.h"

/* Of every operation: keys, numbers, times, sizes, paging. */
static const char keys[] =
    "edaban uketsukeBango shokaiBango fukuhonBango yokyuNo renban size kaishiEdaban tsuzuki "
    "tsuban kaishiTsuban kaishiShokaiBango honninBango kaishiHonninBango";

/* What more of an operation is nobody's test: which file it is, words for the eye, where a request stands. */
static const struct {
    const char *what, *fields;
} left_out[] = {
    {"kanri.ping", "message world now generation hokensha"},
    {"kanri.accessGroupToroku", "mei"},
    {"kanri.bushoToroku", "mei"},
    {"kanri.roleToroku", "mei"},
    {"kanri.userToroku", "shimei"},
    {"kanri.systemToroku", "mei password"},
    {"kanri.teigiHenko", "tekiyo"},
    {"kanri.gyomuCodeToroku", "mei"},
    {"kanri.masterList", "kaishiCode mei komoku"},
    {"kanri.masterDownload", "fileMei"},
    {"file.getStatus", "fileMei"},
    {"file.list", "fileMei sha256"},
    {"fugo.getStatus", "hoyusha kara riyu"},
    {"oshirase.list", "bun"},
    {"kiroku.list", "shokaishaMei teikyoshaMei tokuteiKojinJohoMei shubetsu mei"},
    {"teikyo.list", "shokaishaMei"},
    {"honnin.request", "jotai"},
    {"honnin.getResult", "kekkaMessage shimei shimeiKana seibetsu seinengappi jusho"},
    {"honnin.list", "at system gyo shokaiKomoku kara made"},
    {"honnin.getSeikyu", "fileMei naiyo"},
    {"master.list", "mei kubun moto haishinYmd tekiyoKara tekiyoMade master itchi"},
    {"master.download", "fileMei"},
    {"master.report", "digest kirokuSu banme han mei kikanShubetsu jimuCode ko komokuMei want have"},
    {"kanri.passwordHenko", "genPassword shinPassword"}, /* nobody keeps one */
    {"file.getResult", "shurui"},                        /* that of warnings is file.getKeikoku */
};

/* Not in the operation's tables, but world/case tells it: tell.c, or a row of a link file. */
static const struct {
    const char *what, *items;
} made[] = {
    {"file.upload", "katachi okurikata"},
    {"fukuhon.delete", "shubetsu"},
    {"shokai.getResult", "kensu kuhaku"},
    {"shokai.list", "kensu"},
    {"kiroku.list", "kensu"},
    {"kanri.masterList", "kensu"},
    {"shinsei.kiroku", "tetsuzuki jotai"},
    {"teikyo.list", "kensu"},
    {"honnin.list", "kensu"},
    {"master.list", "kensu"},
    {"honnin.request", "shokaiKomoku"},
    {"file.list", "kensu"},
    {"fukuhon.get", "kensu"},
    {"kanyusha.getShikakuRireki", "kensu"},
    {"kanyusha.register", "soshitsuYmd"},
};

/* Of what rules may warn of. */
static const char keikoku[] = "keikoku keikokuCode keikokuBun";

static bool S_time(const char *name)
{
    size_t n = strlen(name);
    return n > 2 && strcmp(name + n - 2, "At") == 0;
}

/* It need not be an item. */
static bool S_left_out(const char *what, const char *name)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i].what, what) == 0 && observe_word(left_out[i].fields, name))
            return true;
    return observe_word(keys, name) || S_time(name);
}

/* Each field is an item, at whatever depth; 項目 by their names are columns. */
static void S_fields(const char *what, const struct koto_kind *k, const struct field *table)
{
    for (const struct field *f = table; f && f->element; f++) {
        if (strcmp(f->element, "komoku") == 0)
            ck_assert_msg(k->columns || S_left_out(what, "komoku"), "%s: komoku", what);
        else if (f->kind == F_GROUP || f->kind == F_LIST)
            S_fields(what, k, f->sub);
        else if (f->kind == F_TEXT || f->kind == F_INT)
            ck_assert_msg(koto_item(k, f->element) >= 0 || S_left_out(what, f->element), "%s: %s", what,
                          f->element);
    }
}

static bool S_has(const struct field *table, const char *name)
{
    for (const struct field *f = table; f && f->element; f++)
        if (strcmp(f->element, name) == 0 || (f->sub && S_has(f->sub, name)))
            return true;
    return false;
}

static void S_items(const char *what, const struct koto_kind *k, const struct op *op)
{
    for (int i = 0; i < k->n; i++) {
        const char *name = k->items[i].name;
        bool told = S_has(op->request, name) || S_has(op->reply, name) || observe_word(keikoku, name);
        for (size_t m = 0; m < sizeof made / sizeof *made; m++)
            told = told || (strcmp(made[m].what, what) == 0 && observe_word(made[m].items, name));
        ck_assert_msg(told, "%s: %s", what, name);
    }
}

START_TEST(test_operations)
{
    int n = 0;
    for (const struct op *const *op = op_list; *op; op++, n++) {
        char what[80];
        snprintf(what, sizeof what, "%s.%s", (*op)->service, (*op)->name);
        enum koto koto = koto_find(what);
        ck_assert_msg(koto != KOTO_COUNT, "%s", what); /* a new operation is to be seen as well */
        S_fields(what, koto_kind(koto), (*op)->request);
        S_fields(what, koto_kind(koto), (*op)->reply);
        S_items(what, koto_kind(koto), *op);
        ck_assert_msg(koto_item(koto_kind(koto), "genPassword") < 0 &&
                          koto_item(koto_kind(koto), "shinPassword") < 0 &&
                          koto_item(koto_kind(koto), "password") < 0,
                      "%s", what);
        /* asking how far something is may move it on: those write, and look all the same */
        bool asks = observe_word("shokai.getResult fugo.getStatus file.getStatus honnin.getResult", what);
        ck_assert_msg(koto_kind(koto)->looks == (asks || !((*op)->flags & OP_WRITE)), "%s", what);
    }
    ck_assert_int_gt(n, 15);
}
END_TEST

/* What is left out or made is there to be. */
START_TEST(test_exceptions)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        ck_assert_int_ne(koto_find(left_out[i].what), KOTO_COUNT);
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        enum koto koto = koto_find(made[i].what);
        ck_assert_int_ne(koto, KOTO_COUNT);
        char first[40];
        snprintf(first, sizeof first, "%.*s", (int)strcspn(made[i].items, " "), made[i].items);
        ck_assert_int_ge(koto_item(koto_kind(koto), first), 0);
    }
}
END_TEST

/* A 個人番号 and what else names a person is never kept as it was seen. */
START_TEST(test_secrets)
{
    for (int i = 0; i < KOTO_COUNT; i++) {
        const struct koto_kind *k = koto_kind((enum koto)i);
        int at = koto_item(k, "kojinBango");
        ck_assert_msg(at < 0 || !k->items[at].kept, "%s", k->what);
    }
    for (const struct op *const *op = op_list; *op; op++) {
        char what[80];
        snprintf(what, sizeof what, "%s.%s", (*op)->service, (*op)->name);
        const struct koto_kind *k = koto_kind(koto_find(what));
        for (const struct field *f = (*op)->request; f && f->element; f++) {
            int at = f->flags & FIELD_KOJIN_BANGO ? koto_item(k, f->element) : -1;
            ck_assert_msg(at < 0 || !k->items[at].kept, "%s: %s", what, f->element);
        }
    }
}
END_TEST

/* The columns of a link file that one person's operation has as well are items of it. */
START_TEST(test_link_files)
{
    static const struct {
        const char *shubetsu, *others; /* which row it is */
        enum koto kotos[6];
    } all[] = {{"kanyushaToroku",
                "shoriKubun seiriBango edaban",
                {KOTO_REGISTER, KOTO_CHANGE, KOTO_CORRECT, KOTO_LOSE, KOTO_CANCEL, KOTO_COUNT}},
               {"johoShokai", "seiriBango edaban", {KOTO_SHOKAI, KOTO_COUNT}}};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        int n;
        const struct layout *l = layout_versions(all[i].shubetsu, &n);
        ck_assert_ptr_nonnull(l);
        for (int c = 0; c < l[n - 1].n; c++) {
            const char *field = l[n - 1].columns[c].field;
            bool known = observe_word(all[i].others, field);
            for (const enum koto *k = all[i].kotos; *k != KOTO_COUNT; k++)
                known = known || koto_item(koto_kind(*k), field) >= 0;
            ck_assert_msg(known, "%s: %s", all[i].shubetsu, field);
        }
    }
    layouts_close();
}
END_TEST

/* Of layouts whose name stands in the text, as one of its words. */
static void S_named(const struct layout *l, void *cls)
{
    const char *at = cls;
    size_t n = strlen(l->name);
    while ((at = strstr(at, l->name)) != NULL && (!strchr(" ,", at[-1]) || !strchr(" ,", at[n])))
        at += n;
    for (int i = 0; at && i < l->n; i++) {
        const char *name = l->columns[i].field;
        ck_assert_msg(koto_mei(name) != name || strcmp(name, "edaban") == 0, "%s: %s", l->name, name);
    }
}

/* What is given and got of people is seen by its columns (+ in koto.def): people read each of them by its
 * name in Japanese. */
START_TEST(test_columns)
{
    struct diag d = DIAG_INIT;
    struct buf kinds = BUF_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(file_read("fixtures/common/tokutei_kojin_joho.csv", 1 << 20, &kinds, &d), ST_OK);
    ck_assert_ptr_nonnull(strstr(kinds.data, ",shikakuJoho iryohokenShikaku,"));
    layouts_each(S_named, kinds.data);
    buf_release(&kinds);
    layouts_close();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/koto");
    TCase *t = tcase_create("koto");
    tcase_add_test(t, test_operations);
    tcase_add_test(t, test_exceptions);
    tcase_add_test(t, test_secrets);
    tcase_add_test(t, test_link_files);
    tcase_add_test(t, test_columns);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

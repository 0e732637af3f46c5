/* service/gyomu_code: values of code lists by the field tables of a request and a reply, both ways; what was
 * sent stays as it was; and no table of any operation has such a value without saying so. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "file/layout/codemap.h"
#include "file/layout/layout.h"
#include "service/gyomu_code.h"

/* 本人家族区分 the other way round: converted twice it would be as before. */
static const struct gyomu_code lines[] = {
    {"06139976", "seibetsu", "M", "1"},     {"06139976", "seibetsu", "F", "2"},
    {"06139976", "honninKazoku", "1", "2"}, {"06139976", "honninKazoku", "2", "1"},
    {"06139976", "shokaiRiyu", "A", "01"},
};

struct komoku {
    const char *mei, *atai;
};
struct inner {
    const char *shubetsu, *honnin_kazoku;
    struct list komoku;
};
struct record {
    const char *seibetsu, *shimei, *riyu;
    int64_t kensu;
    struct inner group;
    struct list items; /* of struct inner */
};

static const struct field komoku[] = {FIELD_TEXT(struct komoku, "mei", mei),
                                      FIELD_TEXT(struct komoku, "atai", atai), FIELD_END};
static const struct field inner[] = {
    FIELD_TEXT(struct inner, "shubetsu", shubetsu),
    FIELD_CODE(struct inner, "honninKazoku", honnin_kazoku, "kanyushaToroku"),
    FIELD_KOMOKU(struct inner, "komoku", komoku, struct komoku, komoku, "shubetsu"),
    FIELD_END,
};
static const struct field record[] = {
    FIELD_CODE(struct record, "seibetsu", seibetsu, "kanyushaToroku"),
    FIELD_TEXT(struct record, "shimei", shimei),
    FIELD_CODE(struct record, "shokaiRiyu", riyu, "juminShokai"),
    FIELD_INT(struct record, "kensu", kensu),
    FIELD_GROUP(struct record, "group", group, inner),
    FIELD_LIST(struct record, "item", items, struct inner, inner),
    FIELD_END,
};
static const struct op op = {.request = record,
                             .request_size = sizeof(struct record),
                             .reply = record,
                             .reply_size = sizeof(struct record)};

static struct arena *a;
static struct caller caller;
static struct diag d;
static struct call c;

static void S_setup(void)
{
    a = arena_new(1 << 16);
    d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    caller = (struct caller){.hokensha = "06139976"};
    ck_assert(code_map_make(lines, sizeof lines / sizeof lines[0], a, &caller.map));
    c = (struct call){.arena = a, .caller = &caller, .diag = &d, .now = 1494201600};
}

static void S_teardown(void)
{
    layouts_close();
    arena_free(a);
}

/* A value in each place that one can stand in. */
static const struct {
    const char *seibetsu, *honnin, *riyu, *shubetsu, *mei, *atai;          /* theirs */
    const char *our_seibetsu, *our_honnin, *our_riyu, *our_atai, *refused; /* NULL: none is */
} values[] = {
    {"M", "2", "A", "shikakuJoho", "honninKazoku", "2", "1", "1", "01", "1", NULL},
    {"F", "1", "02", "shikakuJoho", "honninKazoku", "1", "2", "2", "02", "2", NULL},
    /* without a line */
    {"3", "9", "", "shikakuJoho", "fukaiji", "1", "3", "9", "", "1", NULL},
    /* which is none of ours, no layout, no column, nothing at all */
    {NULL, "1", NULL, "shikakuJoho", "kigo", "M", NULL, "2", NULL, "M", NULL},
    {NULL, NULL, NULL, "nai", "honninKazoku", "1", NULL, NULL, NULL, "1", NULL},
    {NULL, NULL, NULL, NULL, "honninKazoku", "1", NULL, NULL, NULL, "1", NULL},
    {NULL, NULL, NULL, "shikakuJoho", NULL, "1", NULL, NULL, NULL, "1", NULL},
    {NULL, NULL, NULL, "shikakuJoho", "honninKazoku", NULL, NULL, NULL, NULL, NULL, NULL},
    /* another value is converted to it */
    {"1", NULL, NULL, NULL, NULL, NULL, CODE_MAP_NONE, NULL, NULL, NULL,
     "性別 M 男・F 女・3 未設定（業務コードの変換定義 seibetsu） 1"},
    {"2", NULL, "01", NULL, NULL, NULL, CODE_MAP_NONE, NULL, CODE_MAP_NONE, NULL,
     "性別 M 男・F 女・3 未設定（業務コードの変換定義 seibetsu） 2"},
};

static void S_same(const struct record *r, const char *seibetsu, const char *honnin, const char *riyu,
                   const char *atai)
{
    const struct inner *item = r->items.items;
    ck_assert_pstr_eq(r->seibetsu, seibetsu);
    ck_assert_pstr_eq(r->riyu, riyu);
    ck_assert_pstr_eq(r->group.honnin_kazoku, honnin);
    ck_assert_pstr_eq(item->honnin_kazoku, honnin);
    ck_assert_pstr_eq(((const struct komoku *)item->komoku.items)->atai, atai);
    ck_assert_str_eq(r->shimei, "M");
    ck_assert_int_eq(r->kensu, 1);
}

START_TEST(test_both_ways)
{
    struct komoku k;
    struct inner item;
    struct record r = {.shimei = "M", .kensu = 1, .items = {&item, 1}};
    const void *ours = NULL;
    k = (struct komoku){values[_i].mei, values[_i].atai};
    item = (struct inner){values[_i].shubetsu, values[_i].honnin, {&k, 1}};
    r.seibetsu = values[_i].seibetsu;
    r.riyu = values[_i].riyu;
    r.group.honnin_kazoku = values[_i].honnin;
    enum status st = gyomu_request(&c, &op, &r, &ours);
    S_same(ours, values[_i].our_seibetsu, values[_i].our_honnin, values[_i].our_riyu, values[_i].our_atai);
    S_same(&r, values[_i].seibetsu, values[_i].honnin, values[_i].riyu, values[_i].atai);
    ck_assert_int_eq(st, values[_i].refused ? ST_ROW_COLUMN : ST_OK);
    if (values[_i].refused) {
        char text[1200];
        snprintf(text, sizeof text, "%s %s %s", d.item, d.want, d.have);
        ck_assert_str_eq(text, values[_i].refused);
        return;
    }
    struct record back = *(const struct record *)ours;
    const struct record *theirs = gyomu_reply(&c, &op, &back);
    S_same(theirs, values[_i].seibetsu, values[_i].honnin, values[_i].riyu, values[_i].atai);
    S_same(&back, values[_i].our_seibetsu, values[_i].our_honnin, values[_i].our_riyu, values[_i].our_atai);
}
END_TEST

START_TEST(test_none)
{
    const void *ours = NULL;
    struct record r = {.seibetsu = "1"};
    const struct op plain = {.request = komoku, .reply = komoku};
    ck_assert_int_eq(gyomu_request(&c, &plain, &r, &ours), ST_OK); /* no such value in its tables */
    ck_assert_ptr_eq(ours, &r);
    ck_assert_ptr_eq(gyomu_reply(&c, &plain, &r), &r);
    ck_assert_str_eq(gyomu_theirs(&c, "kanyushaToroku", "seibetsu", "1"), "M");
    caller.map = NULL; /* policy soapGyomuCode is off, or the insurer has none */
    ck_assert_int_eq(gyomu_request(&c, &op, &r, &ours), ST_OK);
    ck_assert_ptr_eq(ours, &r);
    ck_assert_ptr_eq(gyomu_reply(&c, &op, &r), &r);
    ck_assert_str_eq(gyomu_theirs(&c, "kanyushaToroku", "seibetsu", "1"), "1");
}
END_TEST

START_TEST(test_no_room)
{
    struct record r = {.seibetsu = "M"};
    const void *ours = NULL;
    c.arena = arena_new(64);
    ck_assert_int_eq(gyomu_request(&c, &op, &r, &ours), ST_LIMIT);
    ck_assert_ptr_null(gyomu_reply(&c, &op, &r));
    arena_free(c.arena);
}
END_TEST

/* --- every operation there is ------------------------------------------------------------------------------
 */

struct looked {
    const char *element;
    const struct field *field;
    bool coded, fits; /* a column of that name has a code list; in the layout that the field names, too */
};

static void S_look(const struct layout *l, void *cls)
{
    struct looked *x = cls;
    int at = layout_field(l, x->element);
    bool coded = at >= 0 && l->columns[at].codes;
    x->coded = x->coded || coded;
    x->fits = x->fits || (coded && x->field->codes && strcmp(l->name, x->field->codes) == 0);
}

/* Values that are no column of a record, and why. */
static const char *const others[] = {
    "kiroku.list fukaiji",       /* 0 and 1 of the messages alone (schema/kiroku.xsd) */
    "kiroku.setFukaiji fukaiji", /* the same */
    "kanri.masterList komoku",   /* items are members of masters, and none of them has a code list */
};

static int S_other(const char *what)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(others[i], what) == 0)
            return 1;
    return 0;
}

static const struct field *S_beside(const struct field *table, const char *element)
{
    while (table->element && strcmp(table->element, element) != 0)
        table++;
    return table->element ? table : NULL;
}

static int S_table(const struct op *o, const struct field *table)
{
    int excused = 0;
    for (const struct field *f = table; f && f->element; f++) {
        char what[80];
        snprintf(what, sizeof what, "%s.%s %s", o->service, o->name, f->element);
        struct looked x = {f->element, f, false, false};
        layouts_each(S_look, &x);
        bool pairs = f->kind == F_LIST && S_beside(f->sub, "mei") && S_beside(f->sub, "atai");
        excused += S_other(what);
        if (f->kind == F_TEXT && !S_other(what))
            ck_assert_msg(x.coded == (f->codes != NULL) && x.coded == x.fits, "%s", what);
        if (f->kind == F_LIST && !S_other(what))
            ck_assert_msg(pairs == (f->codes && S_beside(table, f->codes)), "%s", what);
        excused += S_table(o, f->sub);
    }
    return excused;
}

START_TEST(test_every_operation)
{
    int excused = 0;
    for (const struct op *const *o = op_list; *o; o++)
        excused += S_table(*o, (*o)->request) + S_table(*o, (*o)->reply);
    ck_assert_int_eq(excused, sizeof others / sizeof others[0]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/gyomu_code");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_both_ways, 0, sizeof values / sizeof values[0]);
    tcase_add_test(t, test_none);
    tcase_add_test(t, test_no_room);
    tcase_add_test(t, test_every_operation);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* world/case/tell: what is told of a call, by the field tables of its operation. */
#include "base/field.h"
#include "service/op.h"

#include <fcntl.h>

#include "world/case/told.h"

static struct visit v;

static void S_setup(void)
{
    told_open();
}

static void S_teardown(void)
{
    told_drop();
}

/* --- a call ----------------------------------------------------------------------------------------------
 */

static const struct field *S_field(const struct field *table, const char *name)
{
    while (table->element && strcmp(table->element, name) != 0)
        table++;
    ck_assert_msg(table->element, "%s", name);
    return table;
}

/* "name=value name=value" into the record. */
static void S_set(const struct field *table, void *record, const char *text)
{
    for (const char *p = text; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " "), at = strcspn(p, "=");
        const struct field *f = S_field(table, arena_strndup(told_arena, p, at));
        char *value = arena_strndup(told_arena, p + at + 1, n - at - 1), *to = (char *)record + f->offset;
        int64_t number = strtoll(value, NULL, 10);
        if (f->kind == F_INT)
            memcpy(to, &number, sizeof number);
        else
            memcpy(to, &value, sizeof(char *));
        p += n;
    }
}

static void S_call(const char *service, const char *name, const char *req)
{
    const struct op *op = op_find(service, strlen(service), name);
    ck_assert_ptr_nonnull(op);
    v = (struct visit){.world = &told_world, .generation = 1, .caller = {.hokensha = "06139992"}, .op = op};
    v.diag = DIAG_INIT;
    v.call.now = TOLD_AT;
    v.req = arena_alloc(told_arena, op->request_size);
    v.rep = arena_alloc(told_arena, op->reply_size + 1);
    field_absent(op->request, v.req);
    field_absent(op->reply, v.rep);
    S_set(op->request, v.req, req);
}

/* So many entries in a list of the record; each as told. */
static void *S_list(const struct field *table, void *record, const char *name, const char *const *entries)
{
    const struct field *f = S_field(table, name);
    struct list *l = (void *)((char *)record + f->offset);
    size_t n = 0;
    while (entries[n])
        n++;
    *l = (struct list){arena_array(told_arena, n + 1, f->size), n};
    for (size_t i = 0; i < n; i++) {
        field_absent(f->sub, (char *)l->items + i * f->size);
        S_set(f->sub, (char *)l->items + i * f->size, entries[i]);
    }
    return l->items;
}

#define ENTRIES(...) ((const char *const[]){__VA_ARGS__, NULL})

START_TEST(test_done)
{
    S_call("kanyusha", "register",
           "kojinBango=123456789018 kigo=12 bango=345 honninKazoku=1 shimei=見本　花子 seibetsu=2 "
           "shutokuYmd=20170501");
    S_set(v.op->reply, v.rep, "edaban=0000012");
    tell_call(&v, ST_OK);
    const struct fact *f = told_is(0, KOTO_REGISTER, "honninKazoku=1 seibetsu=2 shutokuYmd=20170501");
    ck_assert(f->edaban == 12 && f->edaban_digits == 7 && f->status == ST_OK && !f->juni);
    ck_assert(f->hokensha == 6139992 && f->at == TOLD_AT);
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    ck_assert_uint_eq(f->setai, tracker_setai(6139992, "12", "345"));
    told_not("123456789018");
    told_not("花子");
}
END_TEST

/* What was asked, for the reply says nothing; and why, without any 個人番号. */
START_TEST(test_refused)
{
    S_call("kanyusha", "lose", "edaban=0000012 soshitsuYmd=123456789018");
    S_set(v.op->reply, v.rep, "edaban=0000099");
    diag_set(&v.diag, ST_KANYUSHA_LOST, "枝番", "有効", "喪失");
    tell_call(&v, ST_KANYUSHA_LOST);
    const struct fact *f = told_is(0, KOTO_LOSE,
                                   "soshitsuYmd=************ "
                                   "why=既に資格を喪失しています。項目「枝番」 期待: 有効、実際: 喪失");
    ck_assert(f->edaban == 12 && f->status == ST_KANYUSHA_LOST);
    told_not("123456789018");
    S_call("kanyusha", "lose", "edaban=23456789013 soshitsuYmd=23456789013"); /* its zero lost */
    diag_set(&v.diag, ST_KANYUSHA_LOST, NULL, NULL, NULL);
    tell_call(&v, ST_KANYUSHA_LOST);
    ck_assert(!told_is(1, KOTO_LOSE, "soshitsuYmd=************ why=既に資格を喪失しています")->edaban_digits);
    S_call("kanyusha", "lose", "edaban=23456789014");
    diag_set(&v.diag, ST_KANYUSHA_LOST, NULL, NULL, NULL);
    tell_call(&v, ST_KANYUSHA_LOST);
    ck_assert_uint_eq(told_is(2, KOTO_LOSE, "why=既に資格を喪失しています")->edaban_digits, 11);
    told_not("23456789013");
}
END_TEST

START_TEST(test_list)
{
    S_call("fugo", "getStatus", "jotai=処理中 kensu=50");
    S_list(v.op->reply, v.rep, "item",
           ENTRIES("edaban=01 jotai=取得済 kaisu=1 riyu=ない", "edaban=02 jotai=失敗 riyuCode=G40003"));
    tell_call(&v, ST_OK);
    ck_assert_uint_eq(told_read(), 2);
    const struct fact *f = told_is(0, KOTO_FUGO_STATUS, "jotai=取得済 kaisu=1 kensu=2");
    const struct fact *g = told_is(1, KOTO_FUGO_STATUS, "jotai=失敗 riyuCode=G40003 kensu=2");
    ck_assert(f->edaban == 1 && g->edaban == 2 && f->order == g->order);
    S_call("fugo", "getStatus", "edaban=03 jotai=処理中 kensu=50"); /* there is none: what was asked for */
    tell_call(&v, ST_OK);
    ck_assert_uint_eq(told_is(2, KOTO_FUGO_STATUS, "jotai=処理中 kensu=0")->edaban, 3);
    S_call("fugo", "getStatus", "edaban=03 jotai=処理中 kensu=50");
    diag_set(&v.diag, ST_KANYUSHA_NONE, NULL, NULL, NULL);
    tell_call(&v, ST_KANYUSHA_NONE);
    told_is(3, KOTO_FUGO_STATUS, "jotai=処理中 why=指定の被保険者枝番の加入者が登録されていません");
}
END_TEST

/* Each entry is of another file: a block for each, for a block has one 受付番号. */
START_TEST(test_files)
{
    S_call("file", "list", "jotai=処理完了");
    S_list(v.op->reply, v.rep, "item",
           ENTRIES("uketsukeBango=F1 shubetsu=a jotai=処理完了 gyoSu=3 seijoSu=0",
                   "uketsukeBango=F2 shubetsu=b jotai=処理完了"));
    tell_call(&v, ST_OK);
    ck_assert_uint_eq(told_read(), 2);
    const struct fact *f = told_is(0, KOTO_FILE_LIST, "shubetsu=a jotai=処理完了 gyoSu=3 seijoSu=0 kensu=2");
    const struct fact *g = told_is(1, KOTO_FILE_LIST, "shubetsu=b jotai=処理完了 kensu=2");
    ck_assert_str_eq(fact_uketsuke(&told_facts, f), "F1");
    ck_assert_str_eq(fact_uketsuke(&told_facts, g), "F2");
}
END_TEST

START_TEST(test_group)
{
    S_call("kanyusha", "get", "edaban=0000012");
    const struct field *f = S_field(v.op->reply, "kanyusha");
    S_set(f->sub, (char *)v.rep + f->offset,
          "edaban=0000012 kigo=12 bango=345 shimei=花子 jotai=有効 koshinAt=x");
    tell_call(&v, ST_OK);
    const struct fact *k = told_is(0, KOTO_GET, "kigo=12 bango=345 shimei=花子 jotai=有効");
    ck_assert_uint_eq(k->edaban, 12);
}
END_TEST

/* A record by its columns; 処理区分 2 is a change. */
START_TEST(test_fukuhon)
{
    S_call("fukuhon", "register", "shubetsu=shussanIchijikin edaban=01");
    S_list(v.op->request, v.req, "komoku",
           ENTRIES("mei=kingaku atai=420000", "mei=taijiSu atai=123456789018", "mei=ketteiYmd"));
    S_set(v.op->reply, v.rep, "fukuhonBango=P7");
    tell_call(&v, ST_OK);
    told_is(0, KOTO_FUKUHON_REGISTER, "shubetsu=shussanIchijikin kingaku=420000 taijiSu=************ no=P7");
    S_call("fukuhon", "register", "shubetsu=shikakuJoho edaban=01");
    S_list(v.op->request, v.req, "komoku",
           ENTRIES("mei=shoriKubun atai=2", "mei=kigo atai=12", "mei=bango atai=345"));
    tell_call(&v, ST_OK);
    const struct fact *f =
        told_is(1, KOTO_FUKUHON_CHANGE, "shubetsu=shikakuJoho shoriKubun=2 kigo=12 bango=345");
    ck_assert_uint_eq(f->setai, tracker_setai(6139992, "12", "345"));
    S_call("fukuhon", "delete", "fukuhonBango=P7");
    S_set(v.op->reply, v.rep, "fukuhonBango=P7");
    v.call.concerns = (struct concerns){.edaban = "01", .shubetsu = "shussanIchijikin"};
    tell_call(&v, ST_OK);
    f = told_is(2, KOTO_FUKUHON_DELETE, "shubetsu=shussanIchijikin no=P7");
    ck_assert_uint_eq(f->edaban, 1);
}
END_TEST

/* In 業務コード of the insurer: what it is by our code lists, as in a link file. */
START_TEST(test_gyomu_code)
{
    S_call("fukuhon", "register", "shubetsu=shikakuJoho edaban=01");
    S_list(v.op->request, v.req, "komoku", ENTRIES("mei=shoriKubun atai=2", "mei=honninKazoku atai=1"));
    const void *ours = v.req;
    S_call("fukuhon", "register", "shubetsu=shikakuJoho edaban=01");
    S_list(v.op->request, v.req, "komoku", ENTRIES("mei=shoriKubun atai=U", "mei=honninKazoku atai=H"));
    v.ours = ours;
    tell_call(&v, ST_OK);
    told_is(0, KOTO_FUKUHON_CHANGE, "shubetsu=shikakuJoho shoriKubun=2 honninKazoku=1");
}
END_TEST

/* 本人確認: by which items it is asked, never their values; a statement says how many, not how many lines. */
START_TEST(test_honnin)
{
    S_call("honnin", "request", "shimei=花子 jusho=架空県 shokaiRiyu=04");
    S_set(v.op->reply, v.rep, "honninBango=H06139992N0000001 jotai=処理中");
    tell_call(&v, ST_ACCEPTED);
    told_is(0, KOTO_HONNIN, "shokaiRiyu=04 shokaiKomoku=shimei shokaiKomoku=jusho no=H06139992N0000001");
    S_call("honnin", "request", "kojinBango=123456789018 shimei=花子 shokaiRiyu=99");
    v.diag.status = ST_ROW_COLUMN;
    tell_call(&v, ST_ROW_COLUMN);
    const struct fact *f = &told_facts.list[told_read() - 1];
    ck_assert_str_eq(fact_item(&told_facts, f, "shokaiKomoku"), "kojinBango");
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    S_call("honnin", "getSeikyu", "tsuki=201705");
    S_set(v.op->reply, v.rep, "tsuki=201705");
    S_list(v.op->reply, v.rep, "meisai",
           ENTRIES("busho=B001 hoho=操作 kensu=3 tanka=10 kingaku=30",
                   "busho=B002 hoho=ファイル kensu=2 tanka=10 kingaku=20"));
    tell_call(&v, ST_OK);
    told_is(2, KOTO_HONNIN_SEIKYU, "tsuki=201705 busho=B001 hoho=操作 kensu=3 tanka=10 kingaku=30");
    told_is(3, KOTO_HONNIN_SEIKYU, "tsuki=201705 busho=B002 hoho=ファイル kensu=2 tanka=10 kingaku=20");
    told_not("123456789018");
    told_not("花子");
}
END_TEST

/* 照会番号 and 処理通番 are one number, but where another institution asks; what is set says whom it concerns
 * by the record. */
START_TEST(test_kiroku)
{
    S_call("kiroku", "list", "gawa=照会 kara=20170501");
    S_list(v.op->reply, v.rep, "item",
           ENTRIES("tsuban=T06139992N0000001 gawa=照会 edaban=01 shokaisha=06139992 jotai=回答 fukaiji=0",
                   "tsuban=T00000000N0000001 gawa=照会 jotai=要求"));
    tell_call(&v, ST_OK);
    const struct fact *f = told_is(
        0, KOTO_KIROKU_LIST,
        "gawa=照会 shokaisha=06139992 jotai=回答 fukaiji=0 kara=20170501 kensu=2 no=S06139992N0000001");
    ck_assert_uint_eq(f->edaban, 1);
    told_is(1, KOTO_KIROKU_LIST, "gawa=照会 jotai=要求 kara=20170501 kensu=2 no=T00000000N0000001");
    S_call("kiroku", "setFukaiji", "tsuban=T06139992N0000001 gawa=照会 fukaiji=1");
    S_set(v.op->reply, v.rep, "tsuban=T06139992N0000001");
    v.call.concerns.edaban = "07";
    tell_call(&v, ST_OK);
    f = told_is(2, KOTO_KIROKU_FUKAIJI, "gawa=照会 fukaiji=1 no=S06139992N0000001");
    ck_assert_uint_eq(f->edaban, 7);
}
END_TEST

/* An item that came empty is told with its reason. */
START_TEST(test_kuhaku)
{
    S_call("shokai", "getResult", "shokaiBango=S1");
    S_set(v.op->reply, v.rep, "jotai=回答済");
    void *item = S_list(v.op->reply, v.rep, "item", ENTRIES("shubetsu=chihozeiJoho"));
    S_list(S_field(v.op->reply, "item")->sub, item, "komoku",
           ENTRIES("mei=kazeiNendo atai=2016", "mei=kintowari atai= kuhakuRiyu=2",
                   "mei=shotokuwari atai= kuhakuRiyu=3"));
    tell_call(&v, ST_OK);
    told_is(0, KOTO_KAITO,
            "jotai=回答済 shubetsu=chihozeiJoho kensu=1 kazeiNendo=2016 kuhaku=kintowari:2 "
            "kuhaku=shotokuwari:3 no=S1");
}
END_TEST

/* What rules warned of; a call that was refused has warned of nothing. */
START_TEST(test_warned)
{
    static const struct rule_row row = {.name = "ataiSute"};
    struct finding found = {.row = &row};
    diag_set(&found.diag, ST_ATAI_SUTE, "住所", "空", "123456789018");
    S_call("kanyusha", "lose", "edaban=0000012 soshitsuYmd=20170501");
    v.call.keikoku = (struct findings){.list = &found, .n = 1};
    tell_call(&v, ST_OK);
    told_is(0, KOTO_LOSE,
            arena_printf(told_arena,
                         "keikoku=ataiSute keikokuCode=K40012 keikokuBun=%s。項目「住所」 期待: 空、実際: "
                         "************ soshitsuYmd=20170501",
                         status_info(ST_ATAI_SUTE)->text));
    diag_set(&v.diag, ST_KANYUSHA_NONE, NULL, NULL, NULL);
    tell_call(&v, ST_KANYUSHA_NONE);
    told_is(1, KOTO_LOSE, "soshitsuYmd=20170501 why=指定の被保険者枝番の加入者が登録されていません");
    S_call("fukuhon", "get", "edaban=0000012"); /* columns of any name, but no warnings */
    v.call.keikoku = (struct findings){.list = &found, .n = 1};
    tell_call(&v, ST_OK);
    told_is(2, KOTO_FUKUHON_GET, "kensu=0");
}
END_TEST

/* Who fetches the warnings has not fetched the result. */
START_TEST(test_shurui)
{
    static const struct {
        const char *req;
        enum koto koto;
    } all[] = {{"uketsukeBango=F1", KOTO_FILE_RESULT},
               {"uketsukeBango=F2 shurui=kekka", KOTO_FILE_RESULT},
               {"uketsukeBango=F3 shurui=keikoku", KOTO_FILE_KEIKOKU}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        S_call("file", "getResult", all[i].req);
        S_set(v.op->reply, v.rep, "fileMei=a.csv sha256=bb");
        tell_call(&v, ST_OK);
        const struct fact *f = told_is(i, all[i].koto, "fileMei=a.csv sha256=bb");
        ck_assert(fact_uketsuke(&told_facts, f)[1] == (char)('1' + i));
    }
    diag_set(&v.diag, ST_KEIKOKU_NONE, NULL, NULL, NULL);
    tell_call(&v, ST_KEIKOKU_NONE);
    ck_assert_int_eq(
        told_is(3, KOTO_FILE_KEIKOKU, arena_printf(told_arena, "why=%s", status_info(ST_KEIKOKU_NONE)->text))
            ->status,
        ST_KEIKOKU_NONE);
}
END_TEST

static const struct {
    const char *name;
    bool tenpu;
    const char *want;
} uploads[] = {{"a.csv", false, "katachi=CSV okurikata=電文"},
               {"a.ZIP", true, "katachi=ZIP okurikata=添付"},
               {"a.zip.xml", false, "katachi=XML okurikata=電文"},
               {"axml", true, "katachi=CSV okurikata=添付"}};

START_TEST(test_upload)
{
    char req[200], want[400];
    struct upload u = {.sha256 = "aa", .tenpu = uploads[_i].tenpu};
    const struct upload *at = &u;
    snprintf(req, sizeof req, "shubetsu=kanyushaToroku fileMei=%s", uploads[_i].name);
    for (int refused = 0; refused < 2; refused++) {
        S_call("file", "upload", req);
        memcpy((char *)v.req + S_field(v.op->request, "naiyo")->offset, &at, sizeof(struct upload *));
        S_set(v.op->reply, v.rep, "sha256=bb");
        v.call.uketsuke = refused ? NULL : "F1";
        if (refused)
            diag_set(&v.diag, ST_FILE_CHARSET, NULL, NULL, NULL);
        tell_call(&v, refused ? ST_FILE_CHARSET : ST_ACCEPTED);
    }
    snprintf(want, sizeof want, "shubetsu=kanyushaToroku fileMei=%s sha256=bb %s", uploads[_i].name,
             uploads[_i].want);
    ck_assert_str_eq(fact_uketsuke(&told_facts, told_is(0, KOTO_UPLOAD, want)), "F1");
    snprintf(want, sizeof want, "shubetsu=kanyushaToroku fileMei=%s %s sha256=aa why=", uploads[_i].name,
             uploads[_i].want);
    told_is(1, KOTO_UPLOAD, arena_printf(told_arena, "%s%s", want, status_info(ST_FILE_CHARSET)->text));
}
END_TEST

/* What 取りまとめ機関 did is told before what was answered, and not of a call that was refused. */
START_TEST(test_concerns)
{
    S_call("shokai", "getResult", "shokaiBango=S1");
    S_set(v.op->reply, v.rep, "jotai=回答済");
    S_list(v.op->reply, v.rep, "item", ENTRIES("shubetsu=maisoryo"));
    v.call.concerns = (struct concerns){.edaban = "07", .action = "fugo-approve", .hokensha = "06139984"};
    v.call.generation = 1;
    tell_call(&v, ST_OK);
    const struct fact *f = told_is(0, KOTO_FUGO_APPROVE, "");
    ck_assert(f->edaban == 7 && f->hokensha == 6139984);
    f = told_is(1, KOTO_KAITO, "jotai=回答済 shubetsu=maisoryo kensu=1 no=S1");
    ck_assert(f->edaban == 7 && f->hokensha == 6139992);
    diag_set(&v.diag, ST_KANYUSHA_NONE, NULL, NULL, NULL);
    tell_call(&v, ST_KANYUSHA_NONE);
    ck_assert_uint_eq(told_read(), 3);
    tell_concerns(&told_world, 1, &(struct concerns){.action = "fugo-reject", .edaban = "01"});
    tell_concerns(&told_world, 1, &(struct concerns){.action = "ikkatsu-start"});
    tell_concerns(&told_world, 1, &(struct concerns){.action = "sonota"});
    tell_concerns(&told_world, 1,
                  &(struct concerns){.action = "shinsei-kiroku",
                                     .hokensha = "06139984",
                                     .komoku = {{"tetsuzuki", "kenshu"}, {"jotai", "済"}}});
    tell_concerns(&told_world, 1, &(struct concerns){.action = NULL});
    tell_concerns(&told_world, 1, &(struct concerns){.action = "kikan-toroku", .hokensha = "06139505"});
    tell_concerns(&told_world, 1,
                  &(struct concerns){.action = "shomeisho-shikko", /* of an ASP: each of them sees it */
                                     .hokensha = "06139992 06139984",
                                     .komoku = {{"cn", "ASP1"}, {"riyu", "鍵の紛失"}}});
    ck_assert_uint_eq(told_read(), 9);
    ck_assert_uint_eq(told_is(7, KOTO_SHOMEISHO_SHIKKO, "cn=ASP1 riyu=鍵の紛失")->hokensha, 6139992);
    ck_assert_uint_eq(told_is(8, KOTO_SHOMEISHO_SHIKKO, "cn=ASP1 riyu=鍵の紛失")->hokensha, 6139984);
    ck_assert_uint_eq(told_is(6, KOTO_KIKAN_TOROKU, "")->hokensha, 6139505);
    ck_assert_uint_eq(told_is(3, KOTO_FUGO_REJECT, "")->hokensha, 0);
    told_is(4, KOTO_IKKATSU, "");
    ck_assert_uint_eq(told_is(5, KOTO_SHINSEI, "tetsuzuki=kenshu jotai=済")->hokensha, 6139984);
}
END_TEST

/* What was for many is told for each whom it has moved: of an insurer at once, of a file with its number. */
START_TEST(test_concerned)
{
    static const struct concerned people[] = {
        {"06139992", "01", NULL}, {"06139992", "03", NULL}, {"06139984", NULL, NULL}};
    static const struct concerned files[] = {{"06139992", NULL, "F1"}, {"06139992", NULL, "F2"}};
    tell_concerns(&told_world, 1, &(struct concerns){.action = "fugo-approve", .each = people, .each_n = 3});
    tell_concerns(&told_world, 1, &(struct concerns){.action = "ikkatsu-start", .each = files, .each_n = 2});
    ck_assert_uint_eq(told_read(), 5);
    const struct fact *f[5];
    for (int i = 0; i < 5; i++)
        f[i] = told_is(i, i < 3 ? KOTO_FUGO_APPROVE : KOTO_IKKATSU, "");
    ck_assert(f[0]->hokensha == 6139992 && f[0]->edaban == 1 && f[0]->edaban_digits == 2);
    ck_assert(f[1]->hokensha == 6139992 && f[1]->edaban == 3 && f[1]->order == f[0]->order);
    ck_assert(f[2]->hokensha == 6139984 && !f[2]->edaban_digits && f[2]->order > f[1]->order);
    ck_assert(f[3]->hokensha == 6139992 && f[4]->hokensha == 6139992);
    ck_assert_str_eq(fact_uketsuke(&told_facts, f[2]), "");
    ck_assert_str_eq(fact_uketsuke(&told_facts, f[3]), "F1");
    ck_assert_str_eq(fact_uketsuke(&told_facts, f[4]), "F2");
}
END_TEST

/* What is said by hand is recorded, or whoever said it hears that it is not. */
START_TEST(test_hand)
{
    static const char *const items[][2] = {{"case", "2-010"}, {"comment", ""}, {"dare", NULL}, {NULL, NULL}};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(tell_hand(&told_world, 1, KOTO_NOTE, NULL, items, &d), ST_OK);
    told_is(0, KOTO_NOTE, "case=2-010 comment=");
    int fd = open("/dev/full", O_RDWR), was = dup(told_world.tracker.fd);
    ck_assert_int_ge(dup2(fd, told_world.tracker.fd), 0);
    ck_assert_int_eq(tell_hand(&told_world, 1, KOTO_NOTE, NULL, items, &d), ST_DISK);
    ck_assert_int_ge(dup2(was, told_world.tracker.fd), 0);
    close(fd);
    close(was);
    ck_assert_int_eq(tell_hand(&told_world, 1, KOTO_NOTE, NULL, items, &d), ST_OK);
    ck_assert_uint_eq(told_read(), 3); /* and that one is missing */
    told_is(1, KOTO_LOST, "kensu=1");
}
END_TEST

START_TEST(test_left_out)
{
    S_call("kanri", "ping", "");
    tell_call(&v, ST_OK);
    tell_call(&v, ST_OK); /* the same look */
    ck_assert_uint_eq(told_read(), 1);
    S_call("kanyusha", "cancel", "edaban=01");
    tell_call(&v, ST_OK);
    tell_call(&v, ST_OK); /* each change */
    ck_assert_uint_eq(told_read(), 3);
    v.caller.hokensha = NULL; /* nobody knows who it was */
    tell_call(&v, ST_OK);
    v.caller.hokensha = "06139992";
    v.generation = 2; /* of another world by now */
    tell_call(&v, ST_OK);
    v.generation = 1;
    v.op = NULL;
    tell_call(&v, ST_OK);
    ck_assert_uint_eq(told_read(), 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/tell");
    TCase *t = tcase_create("tell");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_done);
    tcase_add_test(t, test_refused);
    tcase_add_test(t, test_list);
    tcase_add_test(t, test_files);
    tcase_add_test(t, test_group);
    tcase_add_test(t, test_kuhaku);
    tcase_add_test(t, test_fukuhon);
    tcase_add_test(t, test_gyomu_code);
    tcase_add_test(t, test_honnin);
    tcase_add_test(t, test_kiroku);
    tcase_add_test(t, test_warned);
    tcase_add_test(t, test_shurui);
    tcase_add_loop_test(t, test_upload, 0, 4);
    tcase_add_test(t, test_concerns);
    tcase_add_test(t, test_concerned);
    tcase_add_test(t, test_hand);
    tcase_add_test(t, test_left_out);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

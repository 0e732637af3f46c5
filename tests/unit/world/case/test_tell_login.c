/* world/case/tell_login: what was refused before any operation. */
#include "world/case/told.h"
#include "world/event.h"

static struct visit v;

static void S_setup(void)
{
    told_open();
}

static void S_teardown(void)
{
    told_drop();
}

static void S_login(enum way way, enum status st, const char *cn, const char *name)
{
    v = (struct visit){.world = &told_world, .generation = 1, .arena = told_arena, .way = way};
    v.diag = DIAG_INIT;
    diag_set(&v.diag, st, "証明書", "TT1", "123456789018");
    tell_login(&v, cn, name);
}

/* It is the insurer's whose certificate was shown, and where none is, whose name was told. */
START_TEST(test_login)
{
    struct kanri_system system[] = {{.system = "KS1", .hokensha = "06139992"}};
    struct kanri_tanmatsu tanmatsu[] = {{.tanmatsu = "TT2", .hokensha = "06139984"}};
    struct kanri_set set = {
        .refs = 1, .tables = {.system = system, .system_n = 1, .tanmatsu = tanmatsu, .tanmatsu_n = 1}};
    told_world.kanri = &set;
    S_login(WAY_SYSTEM, ST_CERT_TANMATSU, "TT2", NULL);
    S_login(WAY_TANMATSU, ST_LOGIN_PASSWORD, NULL, "TT2/u001");
    S_login(WAY_SYSTEM, ST_BAD_PASSWORD, NULL, "KS1");
    S_login(WAY_SYSTEM, ST_CERT_MISMATCH, "TT2", "KS1");
    S_login(WAY_TANMATSU, ST_LOGIN_LOCK, "TT2", "u001");
    S_login(WAY_TANMATSU, ST_LOGIN_LOCK, "TT2", "u001"); /* each time */
    ck_assert_uint_eq(told_read(), 6);
    const struct fact *f =
        told_is(0, KOTO_LOGIN,
                "mado=接続システム why=統合専用端末の証明書では、接続システムのエンドポイントを"
                "使えません。項目「証明書」 期待: TT1、実際: ************");
    ck_assert(f->hokensha == 6139984 && f->status == ST_CERT_TANMATSU && !f->edaban_digits);
    ck_assert(told_facts.list[1].hokensha == 6139984 && told_facts.list[1].status == ST_LOGIN_PASSWORD);
    ck_assert_str_eq(fact_item(&told_facts, &told_facts.list[1], "mado"), "統合専用端末");
    ck_assert(told_facts.list[2].hokensha == 6139992 && told_facts.list[3].hokensha == 6139984);
    ck_assert_ptr_null(fact_item(&told_facts, &told_facts.list[2], "nanori"));
    ck_assert_str_eq(fact_item(&told_facts, &told_facts.list[3], "nanori"), "06139992");
    S_login(WAY_SYSTEM, ST_UNKNOWN_SYSTEM, NULL, "KS9"); /* nobody's */
    S_login(WAY_SYSTEM, ST_CERT_MISMATCH, "KS9", "KS1");
    S_login(WAY_SYSTEM, ST_CERT_HOKENSHA, "TT2", NULL);
    S_login(WAY_SYSTEM, ST_NO_CERTIFICATE, NULL, NULL);
    S_login(WAY_SYSTEM, ST_RESET, "TT2", "KS1"); /* not for who it was */
    v.world = NULL;
    tell_login(&v, "TT2", NULL);
    ck_assert_uint_eq(told_read(), 6);
    told_not("123456789018");
}
END_TEST

/* A message that came to no operation is told of once, by whoever knows whose it is. */
START_TEST(test_denbun)
{
    struct kanri_system system[] = {{.system = "KS1", .hokensha = "06139992"}};
    struct kanri_set set = {.refs = 1, .tables = {.system = system, .system_n = 1}};
    const struct {
        enum status st;
        const char *cn, *name, *hokensha, *service;
        bool told;
        uint32_t want; /* 0: nobody is told */
    } all[] = {
        {ST_NOT_XML, NULL, NULL, "06139984", "kanyusha", false, 6139984},
        {ST_MEDIA_TYPE, "KS1", NULL, NULL, "kanyusha", false, 6139992},
        {ST_NOT_XML, NULL, "KS1", NULL, "kanyusha", false, 6139992},
        {ST_NO_SUCH_SERVICE, "KS1", NULL, NULL, "123456789018", false, 6139992},
        {ST_NO_SUCH_SERVICE, "KS1", NULL, NULL, NULL, false, 6139992},
        {ST_NOT_XML, NULL, NULL, NULL, "kanyusha", false, 0},
        {ST_NOT_XML, "KS1", NULL, NULL, "kanyusha", true, 0},
        {ST_CERT_MISMATCH, "KS1", NULL, NULL, "kanyusha", false, 0}, /* tell_login's */
    };
    size_t n = 0;
    told_world.kanri = &set;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        v = (struct visit){.world = &told_world,
                           .generation = 1,
                           .arena = told_arena,
                           .cert_cn = all[i].cn,
                           .told = all[i].told,
                           .login.name = all[i].name,
                           .caller.hokensha = all[i].hokensha};
        v.diag = DIAG_INIT;
        diag_set(&v.diag, all[i].st, "要求", "XML", "123456789018");
        tell_refused(&told_world, &(struct event){.world = &told_world,
                                                  .visit = &v,
                                                  .status = all[i].st,
                                                  .shomeisho = all[i].cn,
                                                  .service = all[i].service});
        ck_assert_uint_eq(told_read(), n + (all[i].want != 0));
        if (!all[i].want)
            continue;
        const struct fact *f = &told_facts.list[n++];
        ck_assert(f->koto == KOTO_DENBUN && f->status == all[i].st && f->hokensha == all[i].want);
        ck_assert_ptr_nonnull(fact_item(&told_facts, f, "why"));
    }
    told_not("123456789018");
}
END_TEST

/* A page or a path that is none says whose it is by its certificate; that of another insurer with a name that
 * is ours says nothing, for nobody has judged it. A path that names no world may be any world's. */
START_TEST(test_page)
{
    struct kanri_system system[] = {{.system = "KS1", .hokensha = "06139992"}};
    struct kanri_tanmatsu tanmatsu[] = {{.tanmatsu = "TT2", .hokensha = "06139984"}};
    struct kanri_set set = {
        .refs = 1, .tables = {.system = system, .system_n = 1, .tanmatsu = tanmatsu, .tanmatsu_n = 1}};
    const struct {
        enum status st;
        const char *cn, *of;
        bool world;
        enum koto koto;
        uint32_t want; /* 0: nobody is told */
    } all[] = {
        {ST_NO_SUCH_SERVICE, "KS1", "06139992", true, KOTO_DENBUN, 6139992},
        {ST_NO_SUCH_SERVICE, "KS1", "06139992", false, KOTO_DENBUN, 6139992},
        {ST_METHOD, "TT2", "", true, KOTO_DENBUN, 6139984},
        {ST_METHOD, "TT2", "06139992", true, KOTO_DENBUN, 0},
        {ST_METHOD, "KS9", "06139992", true, KOTO_DENBUN, 0},
        {ST_CERT_TANMATSU, "TT2", "06139984", true, KOTO_LOGIN, 6139984},
        {ST_CERT_HOKENSHA, "TT2", "06139992", true, KOTO_LOGIN, 0},
    };
    size_t n = 0;
    told_world.generation = 1;
    told_world.kanri = &set;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        tell_refused(&told_world, &(struct event){.world = all[i].world ? &told_world : NULL,
                                                  .status = all[i].st,
                                                  .shomeisho = all[i].cn,
                                                  .hokensha = all[i].of,
                                                  .service = "kanyusha",
                                                  .note = "項目 123456789018"});
        ck_assert_uint_eq(told_read(), n + (all[i].want != 0));
        if (!all[i].want)
            continue;
        const struct fact *f = &told_facts.list[n++];
        ck_assert(f->koto == all[i].koto && f->status == all[i].st && f->hokensha == all[i].want);
        ck_assert_str_eq(fact_item(&told_facts, f, "why"), "項目 ************");
    }
    told_not("123456789018");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/tell_login");
    TCase *t = tcase_create("tell_login");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_login);
    tcase_add_test(t, test_denbun);
    tcase_add_test(t, test_page);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

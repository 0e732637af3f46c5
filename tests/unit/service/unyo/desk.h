/* 運用支援環境 on a desk for unit tests: real databases of all institutions in a temporary folder, operations
 * called through their field tables as soap/ does, and a courier that carries every message, one at a time if
 * wanted. */
#ifndef TESTS_UNIT_SERVICE_UNYO_DESK_H
#define TESTS_UNIT_SERVICE_UNYO_DESK_H
#include <check.h>
#include <stdarg.h>

#include "base/clock.h"
#include "file/layout/layout.h"
#include "service/hand.h"
#include "service/letter.h"
#include "service/may.h"
#include "service/op.h"
#include "service/operator.h"
#include "service/policy.h"
#include "service/unyo/kanyusha_irai.h"
#include "store/import.h"
#include "store/outbox.h"
#include "made.h"

#ifndef DESK_TEMP
#define DESK_TEMP temp_make
#endif

#define INSURER_A "06139992"
#define INSURER_B "06139984"
/* valid 個人番号 of nobody */
#define BANGO_1 "123456789018"
#define BANGO_2 "379474484458"
#define BANGO_3 "454972364860"
#define BANGO_BAD "507957100722"

static struct desk {
    struct store *store;
    struct arena *arena;
    struct policy policy;
    struct caller caller;
    struct diag diag;
    struct call call;
    const void *reply; /* of the last operation */
    const struct op *op;
} desk;

static inline void desk_as(const char *hokensha)
{
    desk.caller = (struct caller){.hokensha = hokensha,
                                  .system = "KS",
                                  .busho = "B001",
                                  .user = "u001",
                                  .rights = rights_all,
                                  .encoding = "CP932"};
    desk.call.caller = &desk.caller;
}

static inline void desk_table(const char *table, const char *const *columns, int n, const char *const *values,
                              int rows)
{
    struct import *im;
    ck_assert_int_eq(import_open(temp_path("w"), table, columns, n, &im, &desk.diag), ST_OK);
    for (int i = 0; i < rows; i++)
        ck_assert_int_eq(import_row(im, values + i * n, &desk.diag), ST_OK);
    ck_assert_int_eq(import_close(im, true, &desk.diag), ST_OK);
    if (strncmp(table, "jumin", 5) == 0)
        ck_assert_int_eq(import_kagi(temp_path("w"), &desk.diag), ST_OK);
}

static inline void desk_residents(void)
{
    static const char *const columns[] = {"juminhyo_code", "kojin_bango", "setai",       "zokugara", "shimei",
                                          "shimei_kana",   "seibetsu",    "seinengappi", "jusho",    "jotai"};
    static const char *const rows[] = {"24727059608",      BANGO_1, "S1",       "世帯主", "架空　一郎",
                                       "カクウ　イチロウ", "1",     "19800101", "架空県", "有効",
                                       "24846016224",      BANGO_2, "S1",       "妻",     "架空　花子",
                                       "カクウ　ハナコ",   "2",     "19810101", "架空県", "消除"};
    desk_table("jumin", columns, 10, rows, 2);
}

static inline void desk_insurers(void)
{
    static const char *const hokensha[] = {"hokensha", "mei", "encoding"},
                             *const busho[] = {"hokensha", "busho", "mei"},
                             *const user[] = {"hokensha", "user", "busho", "shimei", "roles"};
    static const char *const hokensha_rows[] = {INSURER_A, "架空甲", "CP932", INSURER_B, "架空乙", "UTF-8"};
    static const char *const busho_rows[] = {INSURER_A, "B001", "適用課", INSURER_B, "B001", "適用課"};
    static const char *const user_rows[] = {
        INSURER_A, "u001", "B001", "見本　適用", "KANYUSHA FUKUHON SHOKAI KANRI",
        INSURER_B, "u001", "B001", "見本　適用", "KANYUSHA FUKUHON SHOKAI KANRI"};
    desk_table("hokensha", hokensha, 3, hokensha_rows, 2);
    desk_table("busho", busho, 3, busho_rows, 2);
    desk_table("user", user, 5, user_rows, 2);
}

static inline void desk_open(void)
{
    memset(&desk, 0, sizeof desk);
    DESK_TEMP();
    desk.arena = arena_new(16 << 20);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &desk.diag), ST_OK);
    ck_assert_int_eq(rules_open("schema", NULL, &desk.diag), ST_OK);
    ck_assert_int_eq(store_create(temp_path("w"), &desk.diag), ST_OK);
    desk_residents();
    desk_insurers();
    ck_assert_int_eq(store_open(temp_path("w"), &desk.store, &desk.diag), ST_OK);
    desk.policy = (struct policy){.edaban_digits = 7,
                                  .edaban_first = 1,
                                  .honnin_ryokin = 10,
                                  .honnin_ninzu = 1000,
                                  .shomeisho_nensu = 5,
                                  .system_saidai = 20,
                                  .busho_saidai = 20,
                                  .user_saidai = 20,
                                  .seed = 20170508,
                                  .kikan_code = "1234567890123456"};
    /* everybody has one 記号・番号 unless a test says otherwise */
    desk.policy.rules.set[RULE_HONNIN_FUTARI] = 1 + SEVERITY_OFF;
    desk.call = (struct call){
        .arena = desk.arena,
        .policy = &desk.policy,
        .now = clock_parse("2017-05-08T09:00:00+09:00"),
        .diag = &desk.diag,
        .spool = store_spool(desk.store),
    };
    desk_as(INSURER_A);
}

static inline void desk_close(void)
{
    rules_close();
    layouts_close();
    store_close(desk.store);
    arena_free(desk.arena);
    temp_drop();
}

static inline struct tx *desk_begin(enum db db)
{
    desk.call.tx = tx_writer(desk.store, db);
    ck_assert_int_eq(tx_begin(desk.call.tx), ST_OK);
    desk.diag = DIAG_INIT;
    return desk.call.tx;
}

/* The dispatcher's frame: commits what is good, undoes what is not; a refusal has a diag. */
static inline enum status desk_end(enum status st)
{
    ck_assert(tx_idle(desk.call.tx));
    if (status_kubun(st) != 9) {
        ck_assert_int_eq(tx_commit(desk.call.tx), ST_OK);
        return st;
    }
    tx_rollback(desk.call.tx);
    ck_assert_int_eq(desk.diag.status, st);
    ck_assert(!strstr(desk.diag.have, BANGO_1) && !strstr(desk.diag.have, BANGO_BAD));
    return st;
}

/* --- operations
 * ------------------------------------------------------------------------------------------------ */

static inline const struct field *desk_field(const struct field *f, const char *element)
{
    while (f->element && strcmp(f->element, element) != 0)
        f++;
    ck_assert_msg(f->element != NULL, "no field %s", element);
    return f;
}

static inline void desk_set(const struct field *table, void *at, const char *element, const void *value)
{
    const struct field *f = desk_field(table, element);
    int64_t n = f->kind == F_INT && value ? strtoll(value, NULL, 10) : 0;
    memcpy((char *)at + f->offset, f->kind == F_INT ? (const void *)&n : (const void *)&value, sizeof value);
}

/* Runs an operation with items "element", "value", …, NULL. */
static inline enum status desk_run(const char *service, const char *name, ...)
{
    const struct op *op = op_find(service, strlen(service), name);
    ck_assert_msg(op != NULL, "no operation %s.%s", service, name);
    void *req = arena_alloc(desk.arena, op->request_size), *rep = arena_alloc(desk.arena, op->reply_size);
    va_list ap;
    va_start(ap, name);
    for (const char *e; (e = va_arg(ap, const char *));)
        desk_set(op->request, req, e, va_arg(ap, const char *));
    va_end(ap);
    desk.op = op;
    desk.reply = rep;
    desk_begin(op->db);
    return desk_end(op->run(&desk.call, req, rep));
}

static inline const char *desk_text_at(const struct field *table, const void *at, const char *element)
{
    const char *v;
    memcpy(&v, (const char *)at + desk_field(table, element)->offset, sizeof v);
    return v;
}

static inline int64_t desk_int_at(const struct field *table, const void *at, const char *element)
{
    int64_t v;
    memcpy(&v, (const char *)at + desk_field(table, element)->offset, sizeof v);
    return v;
}

/* An element of the last reply. */
static inline const char *desk_text(const char *element)
{
    return desk_text_at(desk.op->reply, desk.reply, element);
}

static inline int64_t desk_int(const char *element)
{
    return desk_int_at(desk.op->reply, desk.reply, element);
}

static inline size_t desk_count(void)
{
    struct list v;
    memcpy(&v, (const char *)desk.reply + desk_field(desk.op->reply, "item")->offset, sizeof v);
    return v.n;
}

/* Item i of the last reply's list. */
static inline const void *desk_item(size_t i, const struct field **ret_table)
{
    const struct field *f = desk_field(desk.op->reply, "item");
    struct list v;
    memcpy(&v, (const char *)desk.reply + f->offset, sizeof v);
    ck_assert_uint_lt(i, v.n);
    *ret_table = f->sub;
    return (const char *)v.items + i * f->size;
}

static inline const char *desk_item_text(size_t i, const char *element)
{
    const struct field *table;
    const void *at = desk_item(i, &table);
    return desk_text_at(table, at, element);
}

static inline int64_t desk_item_int(size_t i, const char *element)
{
    const struct field *table;
    const void *at = desk_item(i, &table);
    return desk_int_at(table, at, element);
}

/* kanyusha.register of a standard person. */
static inline enum status desk_register(const char *kojin_bango, const char *shutoku_ymd)
{
    return desk_run("kanyusha", "register", "kojinBango", kojin_bango, "kigo", "12", "bango", "345",
                    "honninKazoku", "1", "shimei", "架空　一郎", "shimeiKana", "カクウ　イチロウ", "seibetsu",
                    "1", "seinengappi", "19800101", "jusho", "架空県例示市１", "shutokuYmd", shutoku_ymd,
                    NULL);
}

/* A row of 加入者情報 that tells all of the same person. */
static inline struct kanyusha_irai desk_row(const char *kubun, const char *edaban, const char *kojin_bango)
{
    return (struct kanyusha_irai){.shori_kubun = kubun,
                                  .edaban = edaban,
                                  .kojin_bango = kojin_bango,
                                  .kigo = "12",
                                  .bango = "345",
                                  .honnin_kazoku = "1",
                                  .shimei = "架空　一郎",
                                  .shimei_kana = "カクウ　イチロウ",
                                  .seibetsu = "1",
                                  .seinengappi = "19800101",
                                  .jusho = "架空県例示市１",
                                  .shutoku_ymd = "20170401"};
}

/* A chunk of a link file of such rows begins. */
static inline const struct bulk *desk_chunk(void)
{
    const struct bulk *b = bulk_find("kanyushaToroku");
    desk.call.bulk_state = arena_alloc(desk.arena, b->state_size);
    desk_begin(DB_UNYO);
    return b;
}

static inline void desk_chunk_end(void)
{
    ck_assert_int_eq(bulk_find("kanyushaToroku")->chunk_end(&desk.call, desk.call.bulk_state), ST_OK);
    desk_end(ST_OK);
    desk.call.bulk_state = NULL;
}

/* --- courier
 * ----------------------------------------------------------------------------------------------------- */

/* The first message that is due in a database; false: there is none. */
static inline bool desk_peek(enum db from, struct outbox_item *ret)
{
    int n;
    ck_assert_int_eq(outbox_list(tx_writer(desk.store, from), desk.call.now, "", desk.arena, ret, 1, &n),
                     ST_OK);
    return n == 1;
}

/* Something waits in a database, due or not. */
static inline bool desk_waiting(enum db from)
{
    int64_t due;
    ck_assert_int_eq(outbox_due(tx_writer(desk.store, from), INT64_MIN + 1, &due), ST_OK);
    return due != INT64_MAX;
}

/* What the courier does with one message; drop false: as if it died between the two commits. */
static inline void desk_carry(enum db from, const struct outbox_item *item, bool drop)
{
    const struct message *m = message_find(item->kind);
    bool fresh;
    ck_assert_msg(m != NULL, "message %s", item->kind);
    desk.call.caller = NULL; /* no one calls here */
    desk_begin(m->to);
    ck_assert_int_eq(inbox_mark(desk.call.tx, from, item->id, &fresh), ST_OK);
    enum status st = fresh ? letter_carry(m, &desk.call, item->json) : ST_OK;
    ck_assert_msg(st == ST_OK, "%s: %s %s", item->kind, status_info(st)->name, tx_error(desk.call.tx));
    desk_end(st);
    if (drop) {
        desk_begin(from);
        if (m->sent)
            ck_assert_int_eq(message_sent(m, &desk.call, item->json), ST_OK);
        ck_assert_int_eq(outbox_drop(desk.call.tx, item->id), ST_OK);
        desk_end(ST_OK);
    }
    desk.call.caller = &desk.caller;
}

/* Carries one message of this kind, which must be next in its database. */
static inline void desk_step(const char *kind)
{
    struct outbox_item item;
    const struct message *m = message_find(kind);
    ck_assert_msg(m != NULL && desk_peek(m->from, &item), "no message %s", kind);
    ck_assert_str_eq(item.kind, kind);
    desk_carry(m->from, &item, false); /* and again: the second time must change nothing */
    desk_carry(m->from, &item, true);
}

/* Everything that is due. */
static inline void desk_settle(void)
{
    struct outbox_item item;
    for (bool any = true; any;) {
        any = false;
        for (int db = 0; db < DB_COUNT; db++)
            while (desk_peek((enum db)db, &item)) {
                desk_carry((enum db)db, &item, true);
                any = true;
            }
    }
}

/* An operator action; its JSON in the arena. */
static inline enum status desk_operate(const char *action, const char *body, const char **ret_json)
{
    const struct operator_action *o = operator_find(action);
    struct buf json = BUF_INIT;
    ck_assert_ptr_nonnull(o);
    desk_begin(o->db);
    enum status st = desk_end(hand_run(o, &desk.call, body, &json));
    if (ret_json)
        *ret_json = json.data ? arena_strdup(desk.arena, json.data) : NULL;
    buf_release(&json);
    return st;
}

static inline int desk_main(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *t = tcase_create(name);
    tcase_set_timeout(t, 120);
    tcase_add_checked_fixture(t, desk_open, desk_close);
    for (; *tests; tests++)
        tcase_add_test(t, *tests);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
#endif

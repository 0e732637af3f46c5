/* The 中間サーバー on a desk for unit tests: real databases in a temporary folder, two insurers, operations
 * called through their field tables as soap/ does, and a small courier for the messages that it sends to
 * itself. */
#ifndef TESTS_UNIT_SERVICE_CHUKAN_ROOM_H
#define TESTS_UNIT_SERVICE_CHUKAN_ROOM_H
#include <check.h>
#include <stdarg.h>

#include "base/clock.h"
#include "file/layout/layout.h"
#include "service/chukan/fugo.h"
#include "service/letter.h"
#include "service/online.h"
#include "service/may.h"
#include "service/op.h"
#include "service/policy.h"
#include "store/import.h"
#include "store/outbox.h"
#include "made.h"

#define INSURER_A "06139992"
#define INSURER_B "06139984"
#define INSURER_C "06139976"

extern const struct op op_fukuhon_register, op_fukuhon_get, op_fukuhon_delete, op_shokai_request,
    op_shokai_get_result, op_shokai_list;
extern const struct message message_fugo_tsuchi, message_fugo_kekka, message_fugo_kyakka,
    message_kanyusha_ido, message_shikaku_tsuchi, message_file_uketsuke, message_shokai_kaito;

static struct room {
    struct store *store;
    struct tx *tx;
    struct arena *arena;
    struct policy policy;
    struct caller caller;
    struct diag diag;
    struct call call;
    char sent[64][1024]; /* messages to others: "kind json" */
    int sent_n;
} room;

static inline void room_import(const char *table, const char *const *columns, int n,
                               const char *const *values, int rows)
{
    struct import *im;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(import_open(temp_path("w"), table, columns, n, &im, &d), ST_OK);
    for (int i = 0; i < rows; i++)
        ck_assert_int_eq(import_row(im, values + i * n, &d), ST_OK);
    ck_assert_int_eq(import_close(im, true, &d), ST_OK);
}

static inline void room_call(const char *hokensha)
{
    room.caller = (struct caller){.hokensha = hokensha,
                                  .system = "KS",
                                  .busho = "B001",
                                  .user = "u001",
                                  .rights = rights_all,
                                  .encoding = "CP932"};
    room.call.caller = &room.caller;
}

static inline void room_open(void)
{
    static const char *const h[] = {"hokensha", "mei"}, *const t[] = {"code", "mei", "shubetsu"};
    static const char *const hv[] = {INSURER_A,          "架空健康保険組合", INSURER_B,
                                     "見本健康保険組合", INSURER_C,          "試験健康保険組合"};
    static const char *const tv[] = {
        "TM00000000000050", "医療保険給付関係情報", "shobyoTeatekin",
        "TM00000000000999", "医療保険者間資格情報", "shikakuJoho",
        "TM00000000000998", "資格と給付",           "shikakuJoho shobyoTeatekin"};
    memset(&room, 0, sizeof room);
    temp_make_light();
    room.arena = arena_new(8 << 20);
    ck_assert_int_eq(store_create(temp_path("w"), &room.diag), ST_OK);
    room_import("hokensha_list", h, 2, hv, 3);
    room_import("tokutei_kojin_joho", t, 3, tv, 3);
    ck_assert_int_eq(store_open(temp_path("w"), &room.store, &room.diag), ST_OK);
    room.tx = tx_writer(room.store, DB_CHUKAN);
    room.policy = (struct policy){
        .seed = 20170508, .kiroku_nen = 7, .kikan_code = "1234567890123456", .teikyo_kigen_s = 172800};
    room.call = (struct call){
        .arena = room.arena,
        .tx = room.tx,
        .policy = &room.policy,
        .now = clock_parse("2017-05-08T09:00:00+09:00"),
        .diag = &room.diag,
        .spool = store_spool(room.store),
    };
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &room.diag), ST_OK);
    ck_assert_int_eq(rules_open("schema", NULL, &room.diag), ST_OK);
    room_call(INSURER_A);
}

static inline void room_close(void)
{
    ck_assert(tx_idle(room.tx));
    rules_close();
    layouts_close();
    store_close(room.store);
    arena_free(room.arena);
    temp_drop();
}

/* The dispatcher's frame: commits what is good, undoes what is not. */
static inline enum status room_finish(enum status st)
{
    ck_assert(tx_idle(room.tx));
    if (status_kubun(st) == 9)
        tx_rollback(room.tx);
    else
        ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    return st;
}

static inline enum status room_message(const struct message *m, const char *json)
{
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    return room_finish(message_apply(m, &room.call, json));
}

/* kanyushaIdo of one person; ido, shikaku NULL: nothing. */
static inline void room_ido(const char *hokensha, const char *edaban, const char *ido, const char *shikaku)
{
    struct buf json = BUF_INIT;
    buf_addf(&json, "{\"hokensha\":\"%s\",\"ido\":[[\"%s\",", hokensha, edaban);
    buf_json_str(&json, ido);
    buf_adds(&json, ",null");
    if (shikaku)
        buf_addf(&json, ",\"%s\"", shikaku);
    buf_adds(&json, "]]}");
    ck_assert_int_eq(room_message(&message_kanyusha_ido, json.data), ST_OK);
    buf_release(&json);
}

static inline void room_told(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* fugoTsuchi with a list, as 運用支援環境 would send it. */
static inline void room_told(const char *fmt, ...)
{
    char json[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(json, sizeof json, fmt, ap);
    va_end(ap);
    ck_assert_int_eq(room_message(&message_fugo_tsuchi, json), ST_OK);
}

static inline void room_person(const char *hokensha, const char *edaban, const char *yokyu_no)
{
    room_told("{\"hokensha\":\"%s\",\"yokyu\":[[\"%s\",\"%s\"]]}", hokensha, yokyu_no, edaban);
}

/* who: a word for the person, of which its id of 情報提供NWS is made; NULL: there is none. */
static inline void room_fugo(const char *hokensha, const char *edaban, const char *yokyu_no, const char *who)
{
    char json[512], id[FUGO_ID];
    unsigned char sum[32];
    if (who) {
        sha256_once(who, strlen(who), sum);
        letter_text(sum, 16, id);
        snprintf(json, sizeof json, "{\"kekka\":[[\"%s\",\"%s\",\"%s\",\"%s\",null]]}", yokyu_no, hokensha,
                 edaban, id);
    } else
        snprintf(json, sizeof json, "{\"kekka\":[[\"%s\",\"%s\",\"%s\",null,\"FUGO_JUKI_NONE\"]]}", yokyu_no,
                 hokensha, edaban);
    ck_assert_int_eq(room_message(&message_fugo_kekka, json), ST_OK);
}

/* Carries what is due: to itself it is applied, the rest is noted. */
static inline void room_courier(void)
{
    enum { MOST = 16 };
    struct outbox_item item[MOST];
    int n = 1;
    while (n) {
        ck_assert_int_eq(tx_begin(room.tx), ST_OK);
        ck_assert_int_eq(outbox_list(room.tx, room.call.now, "", room.arena, item, MOST, &n), ST_OK);
        for (int i = 0; i < n; i++) {
            const struct message *m = message_find(item[i].kind);
            if (m->to == DB_CHUKAN)
                ck_assert_int_eq(letter_carry(m, &room.call, item[i].json), ST_OK);
            else if (letter_check(m, item[i].json))
                snprintf(room.sent[room.sent_n++ % 64], sizeof room.sent[0], "%s %s", item[i].kind,
                         item[i].json);
            ck_assert_int_eq(outbox_drop(room.tx, item[i].id), ST_OK);
        }
        ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    }
}

/* --- operations through their tables
 * -------------------------------------------------------------------------- */

static inline const struct field *room_field(const struct field *f, const char *element)
{
    while (f->element && strcmp(f->element, element) != 0)
        f++;
    ck_assert_msg(f->element != NULL, "no field %s", element);
    return f;
}

static inline void room_set(const struct field *table, void *at, const char *element, const char *value)
{
    memcpy((char *)at + room_field(table, element)->offset, &value, sizeof value);
}

static inline const char *room_text(const struct field *table, const void *at, const char *element)
{
    const char *v;
    memcpy(&v, (const char *)at + room_field(table, element)->offset, sizeof v);
    return v;
}

static inline struct list room_list(const struct field *table, const void *at, const char *element)
{
    struct list v;
    memcpy(&v, (const char *)at + room_field(table, element)->offset, sizeof v);
    return v;
}

/* Item i of a list of the reply, with its table in *ret_table. */
static inline const void *room_item(const struct field *table, const void *at, const char *element, size_t i,
                                    const struct field **ret_table)
{
    const struct field *f = room_field(table, element);
    struct list v = room_list(table, at, element);
    ck_assert(i < v.n);
    *ret_table = f->sub;
    return (const char *)v.items + i * f->size;
}

/* The value of komoku `mei` in an item; NULL: not there. */
static inline const char *room_komoku(const struct field *table, const void *item, const char *mei)
{
    const struct field *f = room_field(table, "komoku");
    struct list v = room_list(table, item, "komoku");
    for (size_t i = 0; i < v.n; i++) {
        const void *k = (const char *)v.items + i * f->size;
        if (strcmp(room_text(f->sub, k, "mei"), mei) == 0)
            return room_text(f->sub, k, "atai");
    }
    return NULL;
}

static inline void *room_request(const struct op *op)
{
    return arena_alloc(room.arena, op->request_size);
}

/* *ret_reply: in the arena. */
static inline enum status room_run(const struct op *op, const void *req, void **ret_reply)
{
    void *rep = arena_alloc(room.arena, op->reply_size);
    room.diag = DIAG_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    enum status st = room_finish(op->run(&room.call, req, rep));
    if (status_kubun(st) == 9)
        ck_assert_int_eq(room.diag.status, st);
    if (ret_reply)
        *ret_reply = rep;
    return st;
}

/* fukuhon.register; items: "mei=atai mei=atai …" */
static inline enum status room_register(const char *shubetsu, const char *edaban, const char *items,
                                        const char **ret_bango)
{
    const struct op *op = &op_fukuhon_register;
    const struct field *list = room_field(op->request, "komoku");
    void *req = room_request(op), *rep;
    char *text = arena_strdup(room.arena, items), *save = NULL;
    char *rows = arena_array(room.arena, 32, list->size);
    struct list komoku = {rows, 0};
    for (char *p = strtok_r(text, " ", &save); p; p = strtok_r(NULL, " ", &save)) {
        char *value = strchr(p, '=');
        *value++ = 0;
        room_set(list->sub, rows + komoku.n * list->size, "mei", p);
        room_set(list->sub, rows + komoku.n++ * list->size, "atai", value);
    }
    room_set(op->request, req, "shubetsu", shubetsu);
    room_set(op->request, req, "edaban", edaban);
    memcpy((char *)req + list->offset, &komoku, sizeof komoku);
    enum status st = room_run(op, req, &rep);
    if (ret_bango)
        *ret_bango = st == ST_OK ? room_text(op->reply, rep, "fukuhonBango") : NULL;
    return st;
}

#define SHIKAKU "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0"
#define SHOBYO "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=60000 jidoOtoFuka=0"

static inline int room_main(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *t = tcase_create(name);
    tcase_add_checked_fixture(t, room_open, room_close);
    for (; *tests; tests++)
        tcase_add_test(t, *tests);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
#endif

/* world, the courier: messages that are alike are delivered as one, each applied once, in their order;
 * and an advance of the clock goes through what falls due. The institutions are stand-ins: one kind of
 * message with a list and one without, both from unyo to chukan.
 */
#include <check.h>

#include "base/json.h"
#include "service/messages.h"
#include "service/operator.h"
#include "store/outbox.h"
#include "made.h"
#include "world/engine.h"
#include "world/paper.h"
#include "world/world.h"

/* --- stand-ins for service/registry.c
 * ------------------------------------------------------------------------ */
static int applied, notes, refuse_apply, refuse_sent, hours; /* so many go by while a note is applied */
static struct world *w;

#define KOJIN_BANGO "123456789018"

/* What the courier made of the messages with a list: "apply …" and "sent …", in order. */
enum { SEEN = 16 };
static struct {
    char text[200];
    size_t len; /* of the payload */
} seen[SEEN];
static int seen_n;

/* What the two kinds carry. */
struct letter {
    int64_t a;
    const char *no;
};
static const struct field numbers[] = {FIELD_INT(struct letter, "a", a), FIELD_END};
static const struct field letter[] = {FIELD_INT_AS(struct letter, "a", a, FIELD_LEFT_OUT),
                                      FIELD_ROWS(struct letter, "no", no, struct letter, numbers), FIELD_END};
static const struct field nothing[] = {FIELD_END};

static enum status S_see(const char *what, const void *body)
{
    struct buf json = BUF_INIT;
    json_write(&json, letter, body);
    if (seen_n < SEEN) {
        snprintf(seen[seen_n].text, sizeof seen[0].text, "%s %s", what, json.data);
        seen[seen_n].len = json.len;
    }
    seen_n++;
    buf_release(&json);
    return ST_OK;
}

static enum status S_list_apply(struct call *c, const void *body)
{
    (void)c;
    if (refuse_apply-- > 0)
        return ST_INTERNAL;
    applied++;
    return S_see("apply", body);
}

static enum status S_list_sent(struct call *c, const void *body)
{
    (void)c;
    return refuse_sent-- > 0 ? ST_INTERNAL : S_see("sent", body);
}

static enum status S_note_apply(struct call *c, const void *body)
{
    (void)c, (void)body;
    notes++;
    pthread_mutex_lock(&w->lock);
    w->clock.at += (int64_t)hours * 3600;
    pthread_mutex_unlock(&w->lock);
    return ST_OK;
}

static const struct message note = {
    .kind = "note", .from = DB_UNYO, .to = DB_CHUKAN, .body = nothing, .apply = S_note_apply};
static const struct message list = {.kind = "list",
                                    .from = DB_UNYO,
                                    .to = DB_CHUKAN,
                                    .body = letter,
                                    .size = sizeof(struct letter),
                                    .joined = true,
                                    .apply = S_list_apply,
                                    .sent = S_list_sent};
static const struct message heavy = {.kind = "heavy",
                                     .from = DB_UNYO,
                                     .to = DB_CHUKAN,
                                     .body = letter,
                                     .size = sizeof(struct letter),
                                     .alone = 16,
                                     .apply = S_list_apply,
                                     .sent = S_list_sent};
/* Kinds that carry a 個人番号, one on each way: where none may go, and where the real ones go. */
struct secret {
    const char *shimei, *kojin_bango;
};
static const struct field secret[] = {
    FIELD_TEXT(struct secret, "shimei", shimei),
    FIELD_TEXT_AS(struct secret, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO), FIELD_END};
static const struct message secrets[] = {
    {.kind = "secret0",
     .to = DB_CHUKAN,
     .body = secret,
     .size = sizeof(struct secret),
     .apply = S_note_apply},
    {.kind = "secret1", .to = DB_KANRI, .body = secret, .size = sizeof(struct secret), .apply = S_note_apply},
    {.kind = "secret2", .to = DB_GAIBU, .body = secret, .size = sizeof(struct secret), .apply = S_note_apply},
    {.kind = "secret3", .to = DB_UNYO, .body = secret, .size = sizeof(struct secret), .apply = S_note_apply},
};
const struct message *const message_list[] = {&note,       &list,       &heavy,      &secrets[0],
                                              &secrets[1], &secrets[2], &secrets[3], NULL};
const struct message *message_find(const char *kind)
{
    for (const struct message *const *m = message_list; *m; m++)
        if (strcmp((*m)->kind, kind) == 0)
            return *m;
    return NULL;
}
const struct op *const op_list[] = {NULL};
const struct bulk *const bulk_list[] = {NULL};
const struct operator_action *const operator_list[] = {NULL};
const struct operator_action *operator_find(const char *name)
{
    (void)name;
    return NULL;
}
const struct bulk *bulk_find(const char *shubetsu)
{
    (void)shubetsu;
    return NULL;
}

static struct worlds_options options;
static char said[1000]; /* to the log; the writer's, before the journal has it */

/* Both, or the linker takes those of the house, too. */
void say_broken(const char *world, const char *text)
{
    (void)world;
    ck_abort_msg("%s", text);
}

void say_named(const char *world, const char *text)
{
    (void)world;
    size_t n = strlen(said);
    snprintf(said + n, sizeof said - n, "%s\n", text);
}

static void S_open(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
}

static void S_close(void)
{
    world_release(w);
    w = NULL;
    worlds_close();
}

static void S_setup(void)
{
    temp_make();
    char cmd[600];
    snprintf(cmd, sizeof cmd, "mkdir -p %s/data %s/fix/worlds/lot9 && touch %s/fix/worlds/lot9/world.xml",
             temp_dir, temp_dir, temp_dir);
    ck_assert_int_eq(system(cmd), 0);
    static char data[128], fix[128];
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    paper = (struct paper){S_manifest, S_compile, S_load};
    options = (struct worlds_options){.data = data, .fixtures = fix};
    said[0] = 0;
    applied = notes = refuse_apply = refuse_sent = hours = seen_n = 0;
    S_open();
}

static void S_teardown(void)
{
    S_close();
    temp_drop();
}

/* --- messages with a list
 * ---------------------------------------------------------------------------------------------------- */
struct letters {
    const char *const *json; /* NULL at the end; "-": a note, "+": one to gaibu, "!…": a heavy one */
    int64_t due;
};

/* All in one transaction, so that the courier finds them together. */
static enum status S_post(struct call *c, void *cls)
{
    const struct letters *l = cls;
    enum status st = ST_OK;
    for (int i = 0; l->json[i] && st == ST_OK; i++) {
        struct outbox_item item = {.due = l->due, .kind = "list", .json = l->json[i], .hokensha = ""};
        if (strcmp(l->json[i], "-") == 0)
            item.kind = "note", item.json = "{}";
        else if (*l->json[i] == '!')
            item.kind = "heavy", item.json = l->json[i] + 1;
        else if (strcmp(l->json[i], "+") == 0)
            item.kind = "secret2", item.json = "{\"shimei\":null,\"kojinBango\":null}";
        st = outbox_put(c->tx, &item);
    }
    return st;
}

/* The receiver has one of them already, as after a death between its commit and the sender's. */
static enum status S_mark(struct call *c, void *cls)
{
    bool is_new;
    enum status st = inbox_mark(c->tx, DB_UNYO, *(int64_t *)cls, &is_new);
    ck_assert(is_new);
    return st;
}

static void S_in(enum db db, enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(1 << 20);
    struct call c = {.arena = a, .diag = &d};
    ck_assert_int_eq(world_write_wait(w, db, &c, run, cls), ST_OK);
    arena_free(a);
}

static void S_letters(const char *const *json, int64_t due)
{
    struct letters l = {json, due};
    S_in(DB_UNYO, S_post, &l);
}

/* Everything that apply and sent saw. */
static void S_seen(const char *const *want)
{
    int n = 0;
    ck_assert(world_wait_settled(w, 10000));
    for (; want[n] && n < seen_n; n++)
        ck_assert_str_eq(seen[n].text, want[n]);
    ck_assert_msg(!want[n] && n == seen_n, "%d calls, at %d: %s", seen_n, n, want[n] ? want[n] : "none");
}

START_TEST(test_joined)
{
    S_letters(
        (const char *[]){"{\"a\":1,\"no\":[1,[2]]}", "{\"a\":1,\"no\":[3]}", "{\"a\":1,\"no\":[4,5]}", NULL},
        1);
    S_seen((const char *[]){"apply {\"a\":1,\"no\":[1,[2],3,4,5]}", "sent {\"a\":1,\"no\":[1,[2],3,4,5]}",
                            NULL});
    ck_assert_int_eq(applied, 1);
}
END_TEST

/* Only neighbours of one head and one kind; their order stays. */
START_TEST(test_not_joined)
{
    S_letters((const char *[]){"{\"a\":1,\"no\":[1]}", "{\"a\":2,\"no\":[2]}", "{\"a\":2,\"no\":[3]}", "-",
                               "{\"a\":2,\"no\":[4]}", "{\"no\":[5]}", NULL},
              1);
    S_seen((const char *[]){"apply {\"a\":1,\"no\":[1]}", "apply {\"a\":2,\"no\":[2,3]}",
                            "apply {\"a\":2,\"no\":[4]}", "apply {\"no\":[5]}", "sent {\"a\":1,\"no\":[1]}",
                            "sent {\"a\":2,\"no\":[2,3]}", "sent {\"a\":2,\"no\":[4]}", "sent {\"no\":[5]}",
                            NULL});
    ck_assert_int_eq(notes, 1);
}
END_TEST

/* What does not end with a list of entries goes by itself, first or later. (Nobody writes such ones.) */
START_TEST(test_no_list_to_join)
{
    S_letters((const char *[]){"{\"no\":[1],\"a\":1}", "{\"no\":[2]}", "{\"no\":[3],\"a\":1}", "{\"no\":[]}",
                               "{\"no\":[4]}", "{\"no\":[]}", NULL},
              1);
    S_seen((const char *[]){"apply {\"a\":1,\"no\":[1]}", "apply {\"no\":[2]}", "apply {\"a\":1,\"no\":[3]}",
                            "apply {\"no\":[]}", "apply {\"no\":[4]}", "apply {\"no\":[]}",
                            "sent {\"a\":1,\"no\":[1]}", "sent {\"no\":[2]}", "sent {\"a\":1,\"no\":[3]}",
                            "sent {\"no\":[]}", "sent {\"no\":[4]}", "sent {\"no\":[]}", NULL});
}
END_TEST

/* What may be much work has its own transaction: the sender hears of it before another is applied. */
START_TEST(test_alone)
{
    S_letters(
        (const char *[]){"!{\"no\":[1]}", "!{\"no\":[2]}", "!{\"no\":[3,4,5,6,7]}", "!{\"no\":[8]}", NULL},
        1);
    S_seen((const char *[]){"apply {\"no\":[1]}", "apply {\"no\":[2]}", "sent {\"no\":[1]}",
                            "sent {\"no\":[2]}", "apply {\"no\":[3,4,5,6,7]}", "sent {\"no\":[3,4,5,6,7]}",
                            "apply {\"no\":[8]}", "sent {\"no\":[8]}", NULL});
}
END_TEST

static enum status S_marked(struct call *c, void *cls)
{
    bool is_new;
    enum status st = inbox_mark(c->tx, DB_UNYO, *(int64_t *)cls, &is_new);
    *(int64_t *)cls = !is_new;
    return st;
}

/* A power cut may bring back what was dropped without a sync: until the sender's next one the receiver
 * remembers what it has applied. */
START_TEST(test_unsynced_is_remembered)
{
    int64_t first = 1;
    S_letters((const char *[]){"-", "+", "-", NULL}, 1);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(notes, 3);
    ck_assert(tx_behind(tx_writer(w->store, DB_UNYO)));
    S_in(DB_CHUKAN, S_marked, &first);
    ck_assert_int_eq(first, 1);
}
END_TEST

/* What the sender does when it hears of it is no mere drop. */
START_TEST(test_sent_is_synced)
{
    S_letters((const char *[]){"{\"no\":[1]}", NULL}, 1);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert(!tx_behind(tx_writer(w->store, DB_UNYO)));
}
END_TEST

START_TEST(test_joined_but_those_applied)
{
    enum { DUE = 1000060 };
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    int64_t id = _i + 1; /* the first messages of a new database */
    static const char *const rest[] = {"apply {\"no\":[2,3]}", "apply {\"no\":[1,3]}",
                                       "apply {\"no\":[1,2]}"};
    S_letters((const char *[]){"{\"no\":[1]}", "{\"no\":[2]}", "{\"no\":[3]}", NULL}, DUE);
    S_in(DB_CHUKAN, S_mark, &id);
    ck_assert_int_eq(json_advance(w, 0, "{\"seconds\":60}", &json, &d), ST_OK);
    buf_release(&json);
    S_seen((const char *[]){rest[_i], "sent {\"no\":[1,2,3]}", NULL});
}
END_TEST

/* The sender's half fails after the receiver has committed: nothing is applied again. */
START_TEST(test_joined_and_sent_late)
{
    refuse_sent = 2;
    S_letters((const char *[]){"{\"no\":[1]}", "{\"no\":[2]}", NULL}, 1);
    S_seen((const char *[]){"apply {\"no\":[1,2]}", "sent {\"no\":[1,2]}", NULL});
    ck_assert_int_eq(applied, 1);
}
END_TEST

static void S_complaints(const char *last)
{
    struct buf json = BUF_INIT;
    sim_journal(w, 0, &json);
    ck_assert_msg(json.data && strstr(json.data, last), "%s not in %s", last, json.data);
    ck_assert_ptr_null(strstr(json.data, KOJIN_BANGO));
    buf_release(&json);
}

/* The journal is told once of each that is refused, however often. */
START_TEST(test_joined_and_refused)
{
    refuse_apply = 2;
    S_letters((const char *[]){"{\"no\":[1]}", "{\"no\":[2]}", NULL}, 1);
    S_seen((const char *[]){"apply {\"no\":[1,2]}", "sent {\"no\":[1,2]}", NULL});
    S_complaints("\"last\":1,");
    refuse_apply = 1;
    S_letters((const char *[]){"{\"no\":[3]}", NULL}, 1);
    ck_assert(world_wait_settled(w, 10000));
    S_complaints("\"last\":2,");
}
END_TEST

static enum status S_post_secret(struct call *c, void *cls)
{
    const struct secret s = {"架空　一郎", KOJIN_BANGO};
    const char *kind = cls;
    bool may = kind[6] >= '2';
    ck_assert_int_eq(message_put(c, kind, &s, 1), may ? ST_OK : ST_INTERNAL);
    *c->diag = DIAG_INIT;
    if (may)
        return ST_OK;
    /* as if it stood there already */
    const struct outbox_item item = {.due = 1,
                                     .kind = kind,
                                     .json = "{\"shimei\":\"架空　一郎\",\"kojinBango\":\"" KOJIN_BANGO "\"}",
                                     .hokensha = ""};
    return outbox_put(c->tx, &item);
}

static enum status S_waits(struct call *c, void *cls)
{
    return outbox_lowest(c->tx, cls);
}

/* A kind that carries a 個人番号 is neither put nor delivered where none may be: our bug. It stays, the log
 * and the journal are told of the kind, and nothing that it says is. */
START_TEST(test_no_kojin_bango)
{
    static const char *const kinds[] = {"secret0", "secret1", "secret2", "secret3"};
    bool may = _i >= 2;
    int64_t waits;
    S_in(DB_UNYO, S_post_secret, (void *)(uintptr_t)kinds[_i]);
    if (may) {
        ck_assert(world_wait_settled(w, 10000));
    } else {
        sim_journal_grown(w, 0, 10000); /* until it has complained */
    }
    S_in(DB_UNYO, S_waits, &waits);
    ck_assert_int_eq(notes, may);
    if (may) {
        ck_assert_int_eq(waits, INT64_MAX);
        S_complaints("\"last\":0,");
        ck_assert_str_eq(said, "");
        return;
    }
    ck_assert_int_eq(waits, 1);
    S_complaints(kinds[_i]);
    S_complaints("\"last\":1,");
    ck_assert_ptr_nonnull(strstr(said, kinds[_i]));
    ck_assert_ptr_nonnull(strstr(said, "個人番号を運ぶ電文の宛先"));
    ck_assert(!strstr(said, KOJIN_BANGO) && !strstr(said, "架空"));
}
END_TEST

START_TEST(test_joined_not_too_large)
{
    enum { LARGE = 40000 };
    char *big[4] = {0};
    for (int i = 0; i < 3; i++) {
        big[i] = malloc(LARGE + 1);
        ck_assert_ptr_nonnull(big[i]);
        memset(big[i], '1', LARGE);
        memcpy(big[i], "{\"no\":[", 7);
        memcpy(big[i] + LARGE - 2, "]}", 3);
    }
    S_letters((const char *const *)big, 1);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(applied, 3);
    for (int i = 0; i < 3; i++) {
        ck_assert_uint_eq(seen[i].len, LARGE);
        free(big[i]);
    }
}
END_TEST

/* A clock that runs has passed the end of the advance before what fell due on the way is done. */
START_TEST(test_advance_overtaken)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_letters((const char *[]){"-", NULL}, 1001000);
    ck_assert_int_eq(json_clock(w, 0, "{\"frozen\":false}", &json, &d), ST_OK);
    hours = 2;
    enum status st = json_advance(w, 0, "{\"seconds\":2000}", &json, &d);
    ck_assert_msg(st == ST_OK && strstr(json.data, "\"steps\":2"), "%s %s", d.item, d.have);
    ck_assert_int_eq(notes, 1);
    ck_assert_int_eq(/* but nobody sets it back */
                     json_clock(w, 0, "{\"frozen\":true,\"at\":\"1970-01-12T23:20:00+09:00\"}", &json, &d),
                     ST_CLOCK_BACK);
    ck_assert(!w->clock.frozen);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/courier");
    TCase *t = tcase_create("courier");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_joined);
    tcase_add_test(t, test_not_joined);
    tcase_add_test(t, test_alone);
    tcase_add_test(t, test_no_list_to_join);
    tcase_add_loop_test(t, test_joined_but_those_applied, 0, 3);
    tcase_add_test(t, test_unsynced_is_remembered);
    tcase_add_test(t, test_sent_is_synced);
    tcase_add_test(t, test_joined_and_sent_late);
    tcase_add_test(t, test_joined_and_refused);
    tcase_add_loop_test(t, test_no_kojin_bango, 0, 4);
    tcase_add_test(t, test_joined_not_too_large);
    tcase_add_test(t, test_advance_overtaken);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* world, the courier: messages that are alike are delivered as one, each applied once, in their order;
 * and an advance of the clock goes through what falls due. The institutions are stand-ins: one kind of
 * message with a list and one without, both from unyo to chukan.
 */
#include <check.h>

#include "service/messages.h"
#include "service/operator.h"
#include "store/outbox.h"
#include "temp.h"
#include "world/engine.h"
#include "world/paper.h"
#include "world/world.h"

/* --- stand-ins for service/registry.c
 * ------------------------------------------------------------------------ */
static int applied, notes, refuse_apply, refuse_sent, hours; /* so many go by while a note is applied */
static struct world *w;

/* What the courier made of the messages with a list: "apply …" and "sent …", in order. */
enum { SEEN = 16 };
static struct {
    char text[200];
    size_t len; /* of the payload */
} seen[SEEN];
static int seen_n;

static enum status S_see(const char *what, const char *json)
{
    if (seen_n < SEEN) {
        snprintf(seen[seen_n].text, sizeof seen[0].text, "%s %s", what, json);
        seen[seen_n].len = strlen(json);
    }
    seen_n++;
    return ST_OK;
}

static enum status S_list_apply(struct call *c, const char *json)
{
    (void)c;
    if (refuse_apply-- > 0)
        return ST_INTERNAL;
    applied++;
    return S_see("apply", json);
}

static enum status S_list_sent(struct call *c, const char *json)
{
    (void)c;
    return refuse_sent-- > 0 ? ST_INTERNAL : S_see("sent", json);
}

static enum status S_note_apply(struct call *c, const char *json)
{
    (void)c, (void)json;
    notes++;
    pthread_mutex_lock(&w->lock);
    w->clock.at += (int64_t)hours * 3600;
    pthread_mutex_unlock(&w->lock);
    return ST_OK;
}

static const struct message note = {.kind = "note", .from = DB_UNYO, .to = DB_CHUKAN, .apply = S_note_apply};
static const struct message list = {.kind = "list",
                                    .from = DB_UNYO,
                                    .to = DB_CHUKAN,
                                    .list = "no",
                                    .apply = S_list_apply,
                                    .sent = S_list_sent};
const struct message *const message_list[] = {&note, &list, NULL};
const struct message *message_find(const char *kind)
{
    return strcmp(kind, "note") == 0 ? &note : strcmp(kind, "list") == 0 ? &list : NULL;
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
    const char *const *json; /* NULL at the end; "-": a message of the other kind */
    int64_t due;
};

/* All in one transaction, so that the courier finds them together. */
static enum status S_post(struct call *c, void *cls)
{
    const struct letters *l = cls;
    enum status st = ST_OK;
    for (int i = 0; l->json[i] && st == ST_OK; i++) {
        bool other = strcmp(l->json[i], "-") == 0;
        st = message_put(c, other ? "note" : "list", other ? "{}" : l->json[i], l->due);
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

/* What does not end with a list of entries goes by itself, first or later. */
START_TEST(test_no_list_to_join)
{
    S_letters((const char *[]){"{\"no\":[1],\"a\":1}", "{\"no\":[2]}", "{\"no\":[3],\"a\":1}", "{\"no\":[]}",
                               "{\"no\":[4]}", "{\"no\":[]}", "{}", NULL},
              1);
    S_seen((const char *[]){"apply {\"no\":[1],\"a\":1}", "apply {\"no\":[2]}", "apply {\"no\":[3],\"a\":1}",
                            "apply {\"no\":[]}", "apply {\"no\":[4]}", "apply {\"no\":[]}", "apply {}",
                            "sent {\"no\":[1],\"a\":1}", "sent {\"no\":[2]}", "sent {\"no\":[3],\"a\":1}",
                            "sent {\"no\":[]}", "sent {\"no\":[4]}", "sent {\"no\":[]}", "sent {}", NULL});
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
    ck_assert_int_eq(sim_clock_advance(w, 0, "{\"seconds\":60}", &json, &d), ST_OK);
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
    ck_assert_int_eq(sim_clock_put(w, 0, "{\"frozen\":false}", &json, &d), ST_OK);
    hours = 2;
    enum status st = sim_clock_advance(w, 0, "{\"seconds\":2000}", &json, &d);
    ck_assert_msg(st == ST_OK && strstr(json.data, "\"steps\":2"), "%s %s", d.item, d.have);
    ck_assert_int_eq(notes, 1);
    ck_assert_int_eq(/* but nobody sets it back */
                     sim_clock_put(w, 0, "{\"frozen\":true,\"at\":\"1970-01-12T23:20:00+09:00\"}", &json, &d),
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
    tcase_add_test(t, test_no_list_to_join);
    tcase_add_loop_test(t, test_joined_but_those_applied, 0, 3);
    tcase_add_test(t, test_joined_and_sent_late);
    tcase_add_test(t, test_joined_and_refused);
    tcase_add_test(t, test_joined_not_too_large);
    tcase_add_test(t, test_advance_overtaken);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

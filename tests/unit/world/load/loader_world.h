/* For the tests of world/load/loader: a world of one thread that can die at any write, and a kind of file
 * whose rows may be applied once only. Defines what the loader asks of service/, so it takes the place of
 * those objects.
 */
#ifndef TESTS_UNIT_WORLD_LOAD_LOADER_WORLD_H
#define TESTS_UNIT_WORLD_LOAD_LOADER_WORLD_H
#include <check.h>

#include "base/clock.h"
#include "file/layout/layout.h"
#include "store/meta.h"
#include "store/torikomi.h"
#include "made.h"
#include "world/load/fake_rights.h"
#include "world/load/chunk.h"
#include "world/load/loader.h"

enum { MANY = 5 * CHUNK_FIRST }; /* in three chunks */

/* --- a world with one thread, that can die ----------------------------------------------------------------
 */

enum death { ALIVE, BEFORE_COMMIT, AFTER_COMMIT };

struct world {
    struct store *store;
    struct policy policy;
    int writes;       /* so far */
    int dies_at;      /* at this write */
    enum death death; /* how */
    int stop_after;   /* it must stop after so many questions; 0: never */
    int asked;
    bool turn; /* always, for another insurer's turn */
};

static struct world w;
static struct diag why; /* of the last loader_run */
static int64_t now;

enum status world_read(struct world *x, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls)
{
    enum status st = tx_read(x->store, db, &c->tx);
    if (st != ST_OK)
        return st;
    c->policy = &x->policy;
    c->spool = store_spool(x->store);
    c->now = now;
    st = run(c, cls);
    tx_read_end(c->tx);
    return st;
}

enum status world_write_wait(struct world *x, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct tx *tx = tx_writer(x->store, db);
    bool dies = ++x->writes == x->dies_at;
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(tx_save(tx), ST_OK);
    c->tx = tx;
    c->policy = &x->policy;
    c->spool = store_spool(x->store);
    c->now = now;
    enum status st = run(c, cls);
    ck_assert(tx_idle(tx));
    if (st != ST_OK || (dies && x->death == BEFORE_COMMIT)) {
        tx_rollback(tx);
        return st != ST_OK ? st : ST_STOPPING;
    }
    ck_assert_int_eq(tx_keep(tx), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    return dies ? ST_STOPPING : ST_OK;
}

static bool S_asked(struct world *x)
{
    return x->stop_after && ++x->asked > x->stop_after;
}

/* It is asked once, where the work begins that it may end. */
const atomic_bool *world_loader_ends(struct world *x)
{
    static atomic_bool ends;
    atomic_store(&ends, S_asked(x));
    return &ends;
}

static char world_said[1000]; /* to whoever runs the daemon */

void world_journal(struct world *x, const struct journal_entry *e)
{
    (void)x;
    (void)e;
}

void world_say(const struct world *x, const char *text)
{
    (void)x;
    snprintf(world_said, sizeof world_said, "%s", text);
}

bool world_loader_stop(struct world *x)
{
    return x->turn || S_asked(x);
}

enum status world_gyomu_codes(struct world *x, const char *hokensha, struct arena *texts,
                              const struct gyomu_code **ret, size_t *ret_n)
{
    (void)x;
    (void)hokensha;
    (void)texts;
    *ret = NULL;
    *ret_n = 0;
    return ST_OK;
}

/* --- a kind of file ---------------------------------------------------------------------------------------
 */

struct row {
    const char *seiri_bango, *shimei, *edaban;
};

static const struct field fields[] = {FIELD_TEXT(struct row, "seiriBango", seiri_bango),
                                      FIELD_TEXT(struct row, "shimei", shimei),
                                      FIELD_TEXT(struct row, "edaban", edaban), FIELD_END};
static enum status broken = ST_OK; /* of a row of the name 壊 */

static inline int S_count(struct call *c, const char *key, int add)
{
    const char *v = NULL;
    char text[16];
    ck_assert_int_eq(meta_get(c->tx, key, c->arena, &v), ST_OK);
    int n = (v ? (int)strtol(v, NULL, 10) : 0) + add;
    snprintf(text, sizeof text, "%d", n);
    ck_assert_int_eq(meta_put(c->tx, key, text), ST_OK);
    return n;
}

/* Numbers each row that it takes, first; then refuses some, so that what it did must be undone. */
static inline enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct row *r = cells;
    ck_assert_ptr_null(r->edaban);
    ck_assert_int_eq(S_count(c, r->seiri_bango, 1), 1);
    out->edaban = arena_printf(c->arena, "%07d", S_count(c, "edaban", 1));
    ++*(int *)c->bulk_state;
    if (strcmp(r->shimei, "重複") == 0)
        return diag_set(c->diag, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号", "123456789018");
    return strcmp(r->shimei, "壊") == 0 ? broken : ST_OK;
}

static inline enum status S_chunk_end(struct call *c, void *state)
{
    S_count(c, "chunk rows", *(int *)state);
    return ST_OK;
}

static inline enum status S_done(struct call *c, const struct torikomi *t)
{
    ck_assert(t->state == TORIKOMI_KANRYO || t->state == TORIKOMI_CHUSHI);
    return S_count(c, "done", 1) == 1 ? ST_OK : ST_INTERNAL;
}

static const struct bulk kind = {.shubetsu = "kanyushaToroku",
                                 .result_layout = "kanyushaKekka",
                                 .db = DB_UNYO,
                                 .row = fields,
                                 .row_size = sizeof(struct row),
                                 .apply = S_apply,
                                 .chunk_end = S_chunk_end,
                                 .state_size = sizeof(int),
                                 .done = S_done};

const struct bulk *bulk_find(const char *shubetsu)
{
    return strcmp(shubetsu, kind.shubetsu) == 0 ? &kind : NULL;
}

/* --- set up -----------------------------------------------------------------------------------------------
 */

static struct arena *a;
static const char *result = "out"; /* its name tells the form of the upload */

static inline void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make_light();
    a = arena_new(1 << 20);
    now = clock_parse("2017-05-08");
    w = (struct world){.policy = {.row_limit = MANY + 10, .upload_limit = 1 << 30}};
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &w.store, &d), ST_OK);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
}

static inline void S_teardown(void)
{
    layouts_close();
    store_close(w.store);
    arena_free(a);
    temp_drop();
}

static inline void S_put(const char *shubetsu, const char *encoding, const void *file, size_t n)
{
    char path[600];
    snprintf(path, sizeof path, "%s/in", store_spool(w.store));
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(file, 1, n, f), n);
    fclose(f);
    const struct torikomi t = {"U1",
                               shubetsu,
                               "06139992",
                               "KS",
                               "B001",
                               "u001",
                               1,
                               "in",
                               result,
                               encoding,
                               now,
                               now,
                               .state = TORIKOMI_UKETSUKE};
    struct tx *tx = tx_writer(w.store, DB_UNYO);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
}

static inline struct torikomi S_get(void)
{
    struct torikomi t;
    struct tx *tx;
    bool found;
    ck_assert_int_eq(tx_read(w.store, DB_UNYO, &tx), ST_OK);
    ck_assert_int_eq(torikomi_get(tx, "U1", a, &t, &found), ST_OK);
    ck_assert(found);
    tx_read_end(tx);
    return t;
}

static inline int S_meta(const char *key)
{
    const char *v = NULL;
    struct tx *tx;
    ck_assert_int_eq(tx_read(w.store, DB_UNYO, &tx), ST_OK);
    ck_assert_int_eq(meta_get(tx, key, a, &v), ST_OK);
    tx_read_end(tx);
    return v ? (int)strtol(v, NULL, 10) : 0;
}

static inline void S_result(struct buf *out)
{
    char path[600], piece[4096];
    snprintf(path, sizeof path, "%s/%s", store_spool(w.store), result);
    FILE *f = fopen(path, "r");
    for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(out, piece, n);
    if (f)
        fclose(f);
}

static inline void S_row(struct buf *b, int i, const char *shimei)
{
    buf_addf(b, "1,A%05d,,123456789018,1,2,1,%s,カナ,1,19750401,架空県,20050401,,\r\n", i, shimei);
}
#endif

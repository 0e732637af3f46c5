/* Digest and operator actions of a world in the control API (DESIGN 4), and the write that its parts share.
 */
#include <string.h>

#include "base/crypto.h"
#include "service/control_body.h"
#include "service/operator.h"
#include "service/sim/engine.h"

enum { ARENA = 1 << 20 };

/* A write on behalf of the control API, waited for. */
enum status engine_write(struct world *w, enum db db, enum status (*run)(struct call *c, void *cls),
                         void *cls, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct caller nobody = {"", "", "", "", 0, ""};
    struct call c = {.arena = a, .caller = &nobody, .diag = d};
    enum status st = a ? world_write_wait(w, db, &c, run, cls) : ST_LIMIT;
    if (status_kubun(st) == 9 && d->status != st)
        diag_set(d, st, db_name(db), NULL, NULL);
    arena_free(a);
    return st;
}

/* Why world_wait_settled gave up. */
enum status engine_unsettled(struct world *w, const char *item, struct diag *d)
{
    pthread_mutex_lock(&w->lock);
    bool stop = w->stop;
    pthread_mutex_unlock(&w->lock);
    return stop ? diag_set(d, ST_STOPPING, item, "動いているワールド", w->name)
                : diag_set(d, ST_BUSY, item, "処理の落ち着き", "10 分待っても処理中です");
}

struct digest_read {
    struct buf *json;
    unsigned char sum[32];
};

static enum status S_digest_run(struct call *c, void *cls)
{
    struct digest_read *x = cls;
    return tx_digest(c->tx, x->json, x->sum);
}

enum status sim_digest(struct world *w, struct buf *json, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct sha256 *all = sha256_new();
    struct buf tables = BUF_INIT;
    enum status st = a && all ? ST_OK : ST_LIMIT;
    if (st == ST_OK && !world_wait_settled(w, SETTLE_MS))
        st = engine_unsettled(w, "digest", d);
    buf_addc(&tables, '{');
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        struct digest_read x = {&tables, {0}};
        struct call c = {.arena = a, .diag = d};
        st = world_read(w, (enum db)db, &c, S_digest_run, &x);
        sha256_add(all, x.sum, sizeof x.sum);
    }
    buf_addc(&tables, '}');
    unsigned char sum[32];
    char hex[65];
    if (all) {
        sha256_end(all, sum);
        hex_text(sum, 32, hex);
    }
    if (st == ST_OK) {
        pthread_mutex_lock(&w->lock);
        int64_t generation = (int64_t)w->generation;
        pthread_mutex_unlock(&w->lock);
        buf_addc(json, '{');
        buf_json_member(json, "world", w->name);
        buf_json_int(json, "generation", generation);
        buf_json_member(json, "digest", hex);
        buf_json_key(json, "tables");
        buf_add(json, tables.data, tables.len);
        buf_addc(json, '}');
    }
    buf_release(&tables);
    arena_free(a);
    return st;
}

struct operator_call {
    const struct operator_action *action;
    const char *body;
    struct buf *json;
};

static enum status S_operator_run(struct call *c, void *cls)
{
    struct operator_call *x = cls;
    return x->action->run(c, x->body, x->json);
}

/* "fugo-approve fugo-reject …" */
static void S_action_names(struct buf *out)
{
    buf_adds(out, "settle");
    for (const struct operator_action *const *o = operator_list; *o; o++)
        buf_addf(out, " %s", (*o)->name);
}

enum status sim_operator(struct world *w, const char *action, const char *body, struct buf *json,
                         struct diag *d)
{
    if (strcmp(action, "settle") == 0) {
        if (control_body(body, "", d) != ST_OK)
            return d->status;
        buf_adds(json, world_wait_settled(w, SETTLE_MS) ? "{\"settled\":true}" : "{\"settled\":false}");
        return ST_OK;
    }
    struct operator_call x = {operator_find(action), body && body[0] ? body : "{}", json};
    if (!x.action) {
        struct buf names = BUF_INIT;
        S_action_names(&names);
        enum status st = diag_set(d, ST_NO_OPERATOR, "operator", names.data, action);
        buf_release(&names);
        return st;
    }
    if (control_body(body, x.action->members, d) != ST_OK)
        return d->status;
    /* what was sent before must have arrived, so that an approval means the same on every run */
    world_wait_settled(w, SETTLE_MS);
    enum status st = engine_write(w, x.action->db, S_operator_run, &x, d);
    if (status_kubun(st) != 9)
        world_wait_settled(w, SETTLE_MS);
    return status_kubun(st) != 9 ? ST_OK : st;
}

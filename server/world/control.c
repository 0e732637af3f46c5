/* Digest and operator actions of a world in the control API (DESIGN 4), and the write that its parts share.
 */
#include <string.h>

#include "base/crypto.h"
#include "service/operator.h"
#include "world/control_body.h"
#include "world/engine.h"

enum { ARENA = 1 << 20 };

/* A write on behalf of the control API, waited for. */
enum status engine_write(struct world *w, uint64_t generation, enum db db,
                         enum status (*run)(struct call *c, void *cls), void (*outcome)(bool kept, void *cls),
                         void *cls, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct caller nobody = {"", "", "", "", 0, ""};
    struct call c = {.arena = a, .caller = &nobody, .diag = d, .generation = (int64_t)generation};
    const struct job what = {.db = db, .call = &c, .run = run, .outcome = outcome, .cls = cls};
    enum status st = a ? write_wait(w, &what) : ST_LIMIT;
    if (status_kubun(st) == 9 && d->status != st)
        diag_set(d, st, db_name(db), NULL, NULL);
    arena_free(a);
    return st;
}

struct digest_read {
    struct buf *json;
    unsigned char sum[32];
    uint64_t generation;
};

static enum status S_digest_run(struct call *c, void *cls)
{
    struct digest_read *x = cls;
    x->generation = (uint64_t)c->generation;
    return tx_digest(c->tx, x->json, x->sum);
}

enum status sim_digest(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct sha256 *all = sha256_new();
    struct buf tables = BUF_INIT;
    enum status st = a && all ? ST_OK : ST_LIMIT;
    if (st == ST_OK)
        st = engine_settle(w, generation, "digest", d);
    buf_addc(&tables, '{');
    struct digest_read x = {.json = &tables};
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        struct call c = {.arena = a, .diag = d, .generation = (int64_t)generation};
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
        buf_addc(json, '{');
        buf_json_member(json, "world", w->name);
        buf_json_int(json, "generation", (int64_t)x.generation);
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

enum status sim_operator(struct world *w, uint64_t generation, const char *action, const char *body,
                         struct buf *json, struct diag *d)
{
    if (strcmp(action, "settle") == 0) {
        if (control_body(body, "", d) != ST_OK)
            return d->status;
        enum status st = engine_settle(w, generation, "settle", d);
        buf_adds(json, st == ST_OK ? "{\"settled\":true}" : "{\"settled\":false}");
        return st == ST_BUSY ? ST_OK : st;
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
    enum status st = engine_settle(w, generation, action, d);
    if (st == ST_OK)
        st = engine_write(w, generation, x.action->db, S_operator_run, NULL, &x, d);
    if (status_kubun(st) != 9)
        st = engine_settle(w, generation, action, d);
    return st;
}

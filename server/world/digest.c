/* Digest of a world in the control API (DESIGN 4). */
#include "base/crypto.h"
#include "base/json.h"
#include "world/engine.h"

enum { ARENA = 1 << 20 };

struct digest_reply {
    const char *world;
    int64_t generation;
    const char *digest, *tables;
};

static const struct field digest_reply[] = {
    FIELD_TEXT(struct digest_reply, "world", world),
    FIELD_INT(struct digest_reply, "generation", generation),
    FIELD_TEXT(struct digest_reply, "digest", digest),
    FIELD_OBJECT(struct digest_reply, "tables", tables, NULL),
    FIELD_END,
};

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
    char hex[65] = "";
    if (all) {
        sha256_end(all, sum);
        hex_text(sum, 32, hex);
    }
    const struct digest_reply r = {w->name, (int64_t)x.generation, hex, tables.data};
    if (st == ST_OK)
        json_write(json, digest_reply, &r);
    buf_release(&tables);
    arena_free(a);
    return st;
}

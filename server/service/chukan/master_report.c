/* master.report: what the base system holds of a master after a release, as its records or as their digest;
 * the reply tells which records are missing, stale, wrong or too many (2.7.8). When all masters of a release
 * are as they should be, the insurer holds it. */
#include <stdlib.h>
#include <string.h>

#include "service/chukan/master.h"

enum { SOI_MOST = 1000 }; /* [A] of one reply; the XSD says it, too */

struct request {
    const char *release, *master, *digest;
    struct list item;
};

struct reply {
    int64_t itchi, kiroku_su, soi_su;
    struct list soi;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "master", master, FIELD_TAISHO),
    FIELD_TEXT(struct request, "digest", digest),
    FIELD_LIST(struct request, "item", item, struct haishin_record, haishin_fields),
    FIELD_END,
};

static const struct field soi_fields[] = {
    FIELD_TEXT(struct master_soi, "kubun", kubun),
    FIELD_TEXT(struct master_soi, "code", code),
    FIELD_INT(struct master_soi, "banme", banme),
    FIELD_TEXT(struct master_soi, "komokuMei", komoku),
    FIELD_TEXT(struct master_soi, "want", want),
    FIELD_TEXT(struct master_soi, "have", have),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_INT(struct reply, "itchi", itchi),
    FIELD_INT(struct reply, "kirokuSu", kiroku_su),
    FIELD_INT(struct reply, "soiSu", soi_su),
    FIELD_LIST(struct reply, "soi", soi, struct master_soi, soi_fields),
    FIELD_END,
};

/* The state that the release leaves. */
struct state {
    const struct haishin_kind *kind;
    struct haishin release;
    struct haishin_record *rows;
    size_t n;
};

static int S_by_code(const void *a, const void *b)
{
    return strcmp(((const struct haishin_record *)a)->code, ((const struct haishin_record *)b)->code);
}

static enum status S_by_records(struct call *c, const struct request *r, const struct state *s,
                                struct reply *out)
{
    struct haishin_record *have = arena_array(c->arena, r->item.n + 1, sizeof *have);
    struct master_soi *soi = arena_array(c->arena, SOI_MOST, sizeof *soi);
    if (!have || !soi)
        return ST_LIMIT;
    if (r->item.n)
        memcpy(have, r->item.items, r->item.n * sizeof *have);
    for (size_t i = 0; i < r->item.n; i++)
        have[i].banme = (int64_t)i + 1;
    qsort(have, r->item.n, sizeof *have, S_by_code);
    const size_t n = master_compare(s->kind, s->rows, s->n, have, r->item.n, soi, SOI_MOST);
    out->itchi = n == 0;
    out->soi_su = (int64_t)n;
    out->soi = (struct list){soi, n < SOI_MOST ? n : SOI_MOST};
    for (size_t i = 0; i < out->soi.n; i++) {
        if (strcmp(soi[i].kubun, MASTER_YOBUN) == 0 || strcmp(soi[i].kubun, MASTER_CHOFUKU) == 0)
            soi[i].code = master_shown(c, soi[i].code);
        soi[i].have = master_shown(c, soi[i].have);
    }
    return ST_OK;
}

static void S_by_digest(const struct request *r, const struct state *s, struct reply *out)
{
    char want[65];
    haishin_digest(s->kind, s->rows, s->n, want);
    out->itchi = *want && strcmp(want, r->digest) == 0;
    out->soi_su = out->itchi ? 0 : INT64_MIN; /* a digest does not tell which */
}

static enum status S_state(struct call *c, const struct request *r, struct state *ret)
{
    enum status st = haishin_of(c, r->release, r->master, &ret->release, &ret->kind);
    if (st == ST_OK && r->digest && r->item.n)
        return diag_set(c->diag, ST_MASTER_ITEM, "digest", "digest か item の一方", "両方");
    return st == ST_OK
               ? haishin_state(c->tx, r->master, ret->release.release_jun, c->arena, &ret->rows, &ret->n)
               : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct state s = {.n = 0};
    enum status st = S_state(c, r, &s);
    if (st == ST_OK)
        st = master_kikan(c, &s.release);
    if (st != ST_OK)
        return st;
    out->kiroku_su = (int64_t)s.n;
    if (r->digest)
        S_by_digest(r, &s, out);
    else
        st = S_by_records(c, r, &s, out);
    const struct hokensha_master m = {c->caller->hokensha, s.kind->name, s.release.release_jun, out->itchi,
                                      c->now};
    return st == ST_OK ? chukan_master_put(c->tx, &m) : st;
}

const struct op op_master_report = {
    .service = "master",
    .name = "report",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_MASTER_HAISHIN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

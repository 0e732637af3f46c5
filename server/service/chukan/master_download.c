/* master.download: one master of a release as a link file in the insurer's character set, of 全件 all
 * records, of 差分 the differences; from the day on which it is given (2.7.8, 2.12.2 ⑧). */
#include <string.h>

#include "service/chukan/master.h"

struct request {
    const char *release, *master;
};

struct reply {
    const char *file_mei;
    int64_t kensu, size;
    const char *sha256;
    struct download naiyo;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "master", master, FIELD_TAISHO),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "fileMei", file_mei), FIELD_INT(struct reply, "kensu", kensu),
    FIELD_INT(struct reply, "size", size),         FIELD_TEXT(struct reply, "sha256", sha256),
    FIELD_FILE(struct reply, "naiyo", naiyo),      FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct haishin h;
    const struct haishin_kind *k;
    struct haishin_record *rows = NULL;
    size_t n = 0;
    enum status st = haishin_of(c, r->release, r->master, &h, &k);
    if (st == ST_OK && strcmp(h.moto, HAISHIN_PMO) == 0)
        return diag_setf(c->diag, ST_MASTER_PMO, "リリース", "中間サーバーから配信するリリース",
                         "リリース%s（%s から）", h.release, h.moto);
    if (st == ST_OK)
        st = haishin_records(c->tx, k->name, h.release_jun, c->arena, &rows, &n);
    if (st == ST_OK)
        st = haishin_file(c, k, c->caller->encoding, rows, n, &out->naiyo);
    if (st != ST_OK)
        return st;
    out->file_mei = haishin_file_mei(c, k, &h);
    out->kensu = (int64_t)n;
    out->size = out->naiyo.size;
    out->sha256 = out->naiyo.sha256;
    return out->file_mei ? ST_OK : ST_LIMIT;
}

const struct op op_master_download = {
    .service = "master",
    .name = "download",
    .db = DB_CHUKAN,
    .exempt = GOING_MESSAGES | GOING_FILES,
    .exempt_why = "what is given is the fixture's, and when, the clock's",
    .sosa = SOSA_MASTER_HAISHIN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

/* operator/pmo-master: what the Digital PMO gives of a release, one master as a link file in UTF-8 (2.7.8).
 * {"release":"2","master":"kikan"}. Answers {"fileMei":…,"kensu":…,"sha256":…,"naiyo":"1,9901…\r\n…"}. */
#include <string.h>

#include "service/haishin.h"
#include "service/operator.h"

struct request {
    const char *release, *master;
};

struct reply {
    const char *file_mei, *sha256, *naiyo;
    int64_t kensu;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "master", master, FIELD_MUST | FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "fileMei", file_mei),
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_TEXT(struct reply, "sha256", sha256),
    FIELD_TEXT(struct reply, "naiyo", naiyo),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct haishin h;
    const struct haishin_kind *k;
    struct haishin_record *rows = NULL;
    struct download file;
    size_t n = 0;
    enum status st = haishin_of(c, r->release, r->master, &h, &k);
    if (st == ST_OK && strcmp(h.moto, HAISHIN_PMO) != 0)
        return diag_setf(c->diag, ST_MASTER_PMO, "release", HAISHIN_PMO " から配信するリリース",
                         "リリース%s（%s から）", h.release, h.moto);
    if (st == ST_OK)
        st = haishin_records(c->tx, k->name, h.release_jun, c->arena, &rows, &n);
    if (st == ST_OK)
        st = haishin_file(c, k, "UTF-8", rows, n, &file);
    if (st != ST_OK)
        return st;
    *out = (struct reply){haishin_file_mei(c, k, &h), file.sha256, file.data, (int64_t)n};
    return out->file_mei ? ST_OK : ST_LIMIT;
}

const struct operator_action operator_pmo_master = {
    .name = "pmo-master",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

/* kanri.masterDownload: one of the masters of the caller's insurer as the link file that would register it
 * anew (処理区分 1), in the insurer's character set and 業務コード, so that it can be kept and sent in again
 * (2.12.1). Called by world/call. */
#include <string.h>

#include "base/clock.h"
#include "file/layout/codemap.h"
#include "file/layout/layout.h"
#include "service/gyomu_map.h"
#include "service/kanri/kanri_master.h"
#include "service/made_file.h"

struct request {
    const char *master;
};

struct reply {
    const char *file_mei;
    int64_t kensu, size;
    const char *sha256;
    struct download naiyo;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "master", master, FIELD_TAISHO),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "fileMei", file_mei), FIELD_INT(struct reply, "kensu", kensu),
    FIELD_INT(struct reply, "size", size),         FIELD_TEXT(struct reply, "sha256", sha256),
    FIELD_FILE(struct reply, "naiyo", naiyo),      FIELD_END,
};

/* What the file is made of. */
struct contents {
    const struct kanri_master *master;
    const void **rows;
    size_t n;
    const struct layout *layout;
    const struct code_map *map;
};

static struct str S_cell(struct call *c, const void *of, size_t i, const char *column)
{
    const struct contents *x = of;
    const struct field *f = x->master->bulk->row;
    (void)c;
    while (f->element && strcmp(f->element, column) != 0)
        f++;
    const int at = layout_field(x->layout, column);
    const struct str value = str_of(f->element ? kanri_master_cell(x->rows[i], f) : NULL);
    const struct code_list *codes = at < 0 ? NULL : x->layout->columns[at].codes;
    return codes ? code_map_out(x->map, codes->name, value) : value;
}

/* All that the insurer has registered itself. */
static enum status S_contents(struct call *c, struct contents *x)
{
    const struct kanri_master *m = x->master;
    struct list rows = {NULL, 0};
    enum status st = m->file_rows ? m->file_rows(c, &rows) : m->rows(c, "", INT64_MAX, &rows);
    x->rows = st == ST_OK ? arena_array(c->arena, rows.n, sizeof *x->rows) : NULL;
    for (size_t i = 0; x->rows && i < rows.n; i++) {
        const void *row = (const char *)rows.items + i * m->bulk->row_size;
        if (!m->hyojun || !m->hyojun(row))
            x->rows[x->n++] = row;
    }
    if (st == ST_OK && !x->rows)
        st = ST_LIMIT;
    if (st == ST_OK)
        st = gyomu_map(c, &x->map);
    return st == ST_OK ? layout_get(m->bulk->shubetsu, clock_date(c->now), &x->layout, c->diag) : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct contents x = {0};
    enum status st = kanri_master_of(c, r->master, &x.master);
    if (st == ST_OK)
        st = S_contents(c, &x);
    if (st == ST_OK)
        st = made_file(c, x.master->bulk->shubetsu, c->caller->encoding, S_cell, &x, x.n, &out->naiyo);
    if (st != ST_OK)
        return st;
    out->file_mei = arena_printf(c->arena, "%s.csv", x.master->bulk->shubetsu);
    out->kensu = (int64_t)x.n;
    out->size = out->naiyo.size;
    out->sha256 = out->naiyo.sha256;
    return ST_OK;
}

const struct op op_kanri_master_download = {
    .service = "kanri",
    .name = "masterDownload",
    .db = DB_KANRI,
    .flags = OP_BY_KIND,
    KANRI_MASTER_LOOK,
    .sosa = SOSA_NONE, /* that of the master: kanri_master_of */
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

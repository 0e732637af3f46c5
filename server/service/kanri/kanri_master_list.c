/* kanri.masterList: one of the masters of the caller's insurer as it stands, a page at a time, by rising code
 * (2.12.1). What must not leave the server (passwords) is in none. Called by world/call. */
#include <string.h>

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_master.h"
#include "service/page.h"

struct request {
    const char *master;
    const char *kaishi_code; /* only those behind it; NULL: from the first */
    int64_t kensu;           /* absent: PAGE_MOST */
};

struct komoku {
    const char *mei, *atai;
};

struct item {
    const char *code, *mei;
    int64_t hyojun; /* 1: 取りまとめ機関 gives it to all; INT64_MIN: it does not */
    struct list komoku;
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "master", master, FIELD_TAISHO),
    FIELD_TEXT(struct request, "kaishiCode", kaishi_code),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field komoku[] = {
    FIELD_TEXT(struct komoku, "mei", mei),
    FIELD_TEXT(struct komoku, "atai", atai),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct item, "code", code),
    FIELD_TEXT(struct item, "mei", mei),
    FIELD_INT(struct item, "hyojun", hyojun),
    FIELD_LIST(struct item, "komoku", komoku, struct komoku, komoku),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* Every member of the row but 処理区分, code and name, as far as it is given. */
static void S_komoku(struct call *c, const struct kanri_master *m, const void *row, struct item *out)
{
    size_t n = 0;
    for (const struct field *f = m->bulk->row; f->element; f++)
        n++;
    struct komoku *list = arena_array(c->arena, n, sizeof *list);
    n = 0;
    for (const struct field *f = m->bulk->row + 1; list && f->element; f++) {
        const char *value = kanri_master_cell(row, f);
        if (strcmp(f->element, m->code) == 0)
            out->code = value;
        else if (strcmp(f->element, m->mei) == 0)
            out->mei = value;
        else if (kanri_given(value))
            list[n++] = (struct komoku){f->element, value};
    }
    out->komoku = (struct list){list, n};
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const struct kanri_master *m;
    struct list rows = {NULL, 0};
    const int64_t limit = page_limit(r->kensu);
    enum status st = kanri_master_of(c, r->master, &m);
    if (st == ST_OK)
        st = m->rows(c, r->kaishi_code ? r->kaishi_code : "", limit, &rows);
    if (st != ST_OK)
        return st;
    out->tsuzuki = page_cut(&rows.n, limit);
    struct item *items = arena_array(c->arena, rows.n, sizeof *items);
    for (size_t i = 0; items && i < rows.n; i++) {
        const void *row = (const char *)rows.items + i * m->bulk->row_size;
        items[i].hyojun = m->hyojun && m->hyojun(row) ? 1 : INT64_MIN;
        S_komoku(c, m, row, &items[i]);
    }
    out->items = (struct list){items, rows.n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_kanri_master_list = {
    .service = "kanri",
    .name = "masterList",
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

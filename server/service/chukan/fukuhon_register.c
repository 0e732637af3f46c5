/* fukuhon.register: one 副本 online (2.13.2). Its items are the columns of the link file, by name; 処理区分
 * may be among them: 1 新規 (as when absent) or 2 変更. Called by soap/dispatch. */
#include "service/chukan/fukuhon.h"

struct komoku {
    const char *mei, *atai;
};
struct register_request {
    const char *shubetsu, *edaban;
    struct list komoku; /* of struct komoku */
};
struct register_reply {
    const char *fukuhon_bango;
};

static const struct field komoku[] = {
    FIELD_TEXT(struct komoku, "mei", mei),
    FIELD_TEXT(struct komoku, "atai", atai),
    FIELD_END,
};
static const struct field request[] = {
    FIELD_TEXT(struct register_request, "shubetsu", shubetsu),
    FIELD_TEXT(struct register_request, "edaban", edaban),
    FIELD_LIST(struct register_request, "komoku", komoku, struct komoku, komoku),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct register_reply, "fukuhonBango", fukuhon_bango),
    FIELD_END,
};

static void S_set(const struct fukuhon_kind *kind, void *row, int column, const char *v)
{
    memcpy((char *)row + kind->fields[column].offset, &v, sizeof v);
}

static int S_column(const struct fukuhon_kind *kind, const char *mei)
{
    for (int i = 0; kind->fields[i].element; i++)
        if (strcmp(kind->fields[i].element, mei) == 0)
            return i;
    return -1;
}

/* The columns of a kind, for the one who sent another. */
static const char *S_names(struct call *c, const struct fukuhon_kind *kind)
{
    const char *text = "";
    for (int i = COLUMN_KOMOKU; text && kind->fields[i].element; i++)
        text = arena_printf(c->arena, "%s%s%s", text, *text ? " " : "", kind->fields[i].element);
    return text ? text : "";
}

/* What stands outside the items already must not be contradicted by them. */
static enum status S_agree(struct call *c, const struct fukuhon_kind *kind, int column, const char *want,
                           const char *have)
{
    if (column == COLUMN_SHORI)
        return strcmp(have, "1") == 0 || strcmp(have, "2") == 0
                   ? ST_OK
                   : diag_set(c->diag, ST_FUKUHON_ITEM, "処理区分",
                              "1（新規）または 2（変更）。削除は fukuhon.delete", have);
    if (column == COLUMN_EDABAN && strcmp(have, want) != 0)
        return diag_set(c->diag, ST_FUKUHON_ITEM, kind->columns[column].item, want, have);
    return ST_OK;
}

static enum status S_fill(struct call *c, const struct fukuhon_kind *kind, const struct register_request *r,
                          void *row)
{
    const struct komoku *k = r->komoku.items;
    bool seen[64] = {false};
    S_set(kind, row, COLUMN_SHORI, "1");
    S_set(kind, row, COLUMN_HOKENSHA, c->caller->hokensha);
    S_set(kind, row, COLUMN_EDABAN, r->edaban);
    for (size_t i = 0; i < r->komoku.n; i++) {
        const char *mei = k[i].mei ? k[i].mei : "", *atai = k[i].atai ? k[i].atai : "";
        int column = S_column(kind, mei);
        if (column < 0)
            return diag_set(c->diag, ST_FUKUHON_ITEM, "項目名", S_names(c, kind), mei);
        if (seen[column])
            return diag_set(c->diag, ST_FUKUHON_ITEM, "項目名", "一つの項目につき一回", mei);
        enum status st = S_agree(c, kind, column, r->edaban, atai);
        if (st != ST_OK)
            return st;
        seen[column] = true;
        S_set(kind, row, column, atai);
    }
    return ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct register_request *r = req;
    const struct fukuhon_kind *kind = fukuhon_kind_find(r->shubetsu);
    if (!kind)
        return diag_set(c->diag, ST_FUKUHON_ITEM, "種別", "shikakuJoho、shobyoTeatekin のいずれか",
                        r->shubetsu);
    void *row = arena_alloc(c->arena, kind->row_size);
    if (!row)
        return ST_LIMIT;
    int64_t bango = 0;
    enum status st = S_fill(c, kind, r, row);
    if (st == ST_OK)
        st = fukuhon_apply(c, kind, row, &bango);
    if (st != ST_OK)
        return st;
    ((struct register_reply *)rep)->fukuhon_bango = fukuhon_bango_text(c->arena, bango);
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_fukuhon_register = {
    .service = "fukuhon",
    .name = "register",
    .db = DB_CHUKAN,
    .flags = OP_WRITE | OP_SETTLED,
    .role = ROLE_FUKUHON,
    .request = request,
    .request_size = sizeof(struct register_request),
    .reply = reply,
    .reply_size = sizeof(struct register_reply),
    .run = S_run,
};

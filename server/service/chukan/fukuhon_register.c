/* fukuhon.register: one 副本 online (2.13.2). Its items are the columns of the link file, by semantic name,
 * and are judged by the layout in force; 処理区分 may be among them: 1 新規 (as when absent) or 2 変更.
 * Called by world/call. */
#include "service/chukan/fukuhon.h"
#include "service/gyomu_code.h"
#include "service/may.h"
#include "service/online.h"

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
    FIELD_KOMOKU(struct register_request, "komoku", komoku, struct komoku, komoku, "shubetsu"),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT_AS(struct register_reply, "fukuhonBango", fukuhon_bango, FIELD_TAISHO),
    FIELD_END,
};

/* What the layout lets be, but not this operation. */
static enum status S_kubun(struct call *c, const char *shubetsu, const char *kubun)
{
    static const char name[] = "shoriKubun";
    if (kubun && (strcmp(kubun, "1") == 0 || strcmp(kubun, "2") == 0))
        return ST_OK;
    return diag_set(c->diag, ST_FUKUHON_ITEM, "処理区分",
                    arena_printf(c->arena, "%s（新規）または %s（変更）。削除は fukuhon.delete",
                                 gyomu_theirs(c, shubetsu, name, "1"), gyomu_theirs(c, shubetsu, name, "2")),
                    gyomu_theirs(c, shubetsu, name, kubun));
}

static bool S_sent(const struct row_items *items, const char *name)
{
    for (int i = 0; i < items->n; i++)
        if (strcmp(items->names[i], name) == 0)
            return true;
    return false;
}

/* The items as sent, and before them what they leave out because it is known. */
static enum status S_items(struct call *c, const struct register_request *r, struct row_items *ret)
{
    const char *const known[][2] = {
        {"shoriKubun", "1"}, {"hokensha", c->caller->hokensha}, {"edaban", r->edaban}};
    enum { KNOWN = sizeof known / sizeof *known };
    const struct komoku *k = r->komoku.items;
    const char **names = arena_array(c->arena, r->komoku.n + KNOWN, sizeof *names);
    const char **values = arena_array(c->arena, r->komoku.n + KNOWN, sizeof *values);
    if (!names || !values)
        return ST_LIMIT;
    *ret = (struct row_items){.names = names, .values = values};
    for (size_t i = 0; i < r->komoku.n; i++) {
        const char *mei = k[i].mei ? k[i].mei : "", *atai = k[i].atai ? k[i].atai : "";
        if (S_sent(ret, mei))
            return diag_set(c->diag, ST_FUKUHON_ITEM, "項目名", "一つの項目につき一回", mei);
        if (strcmp(mei, "edaban") == 0 && strcmp(atai, r->edaban) != 0)
            return diag_set(c->diag, ST_FUKUHON_ITEM, "被保険者枝番", r->edaban, atai);
        names[ret->n] = mei;
        values[ret->n++] = atai;
    }
    for (int i = 0; i < KNOWN; i++)
        if (!S_sent(ret, known[i][0])) {
            names[ret->n] = known[i][0];
            values[ret->n++] = known[i][1];
        }
    return ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct register_request *r = req;
    const struct fukuhon_kind *kind = fukuhon_kind_find(r->shubetsu);
    if (!kind)
        return fukuhon_kind_unknown(c, r->shubetsu);
    struct row_items sent, items;
    struct fukuhon_row row;
    int64_t bango = 0;
    enum status st =
        may(c->caller, SOSA_FUKUHON_TOROKU, &(struct may_about){.tokutei = kind->shubetsu}, c->diag);
    if (st == ST_OK)
        st = S_items(c, r, &sent);
    if (st == ST_OK)
        st = online_judge(c, kind->shubetsu, &sent, &items);
    if (st != ST_OK)
        return st;
    fukuhon_row_of(kind, &items, &row);
    st = S_kubun(c, kind->shubetsu, row.shori_kubun);
    if (st != ST_OK)
        return st;
    st = fukuhon_apply(c, kind, &row, &bango);
    if (st != ST_OK)
        return st;
    ((struct register_reply *)rep)->fukuhon_bango = fukuhon_bango_text(c->arena, bango);
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_fukuhon_register = {
    .service = "fukuhon",
    .name = "register",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_FUKUHON_TOROKU,
    .request = request,
    .request_size = sizeof(struct register_request),
    .reply = reply,
    .reply_size = sizeof(struct register_reply),
    .run = S_run,
};

/* operator/juki-kensu: how much 住基ネット itself has answered each insurer (2.11.3), to be held against what
 * honnin-kiroku says. {} is asked. */
#include "service/operator.h"
#include "store/gaibu_jumin.h"

struct request {
    char nothing;
};

struct reply {
    struct list items;
    int64_t kensu;
};

static const struct field request[] = {FIELD_END};
static const struct field item[] = {
    FIELD_TEXT(struct kaito_kensu, "hokensha", hokensha),
    FIELD_INT(struct kaito_kensu, "kensu", kensu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "hokensha", items, struct kaito_kensu, item),
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct reply *out = rep;
    struct kaito_kensu *rows = NULL;
    (void)req;
    enum status st = gaibu_kaito_kensu(c->tx, c->arena, &rows, &out->items.n);
    out->items.items = rows;
    for (size_t i = 0; st == ST_OK && i < out->items.n; i++)
        out->kensu += rows[i].kensu;
    return st;
}

const struct operator_action operator_juki_kensu = {
    .name = "juki-kensu",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

/* operator/kikan-jotai: from now on an institution answers, is closed, never answers or provides nothing.
 * {"kikanCode":"…","jotai":"閉局"}. Answers {"changed":1}, 0 when it was so before. */
#include <string.h>

#include "service/operator.h"
#include "store/kengen.h"

struct request {
    const char *kikan_code, *jotai;
};

struct reply {
    int64_t changed;
};

static const struct field request[] = {FIELD_TEXT_AS(struct request, "kikanCode", kikan_code, FIELD_TAISHO),
                                       FIELD_TEXT_AS(struct request, "jotai", jotai, FIELD_TAISHO),
                                       FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "changed", changed), FIELD_END};

static bool S_known(const char *jotai)
{
    static const char *const words[] = {KIKAN_KAIKYOKU, KIKAN_HEIKYOKU, KIKAN_MUOTO, KIKAN_FUKA};
    for (size_t i = 0; jotai && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], jotai) == 0)
            return true;
    return false;
}

/* What insurers of this 中間サーバー hold, it answers itself. */
static enum status S_find(struct call *c, const char *code, struct kikan *ret)
{
    bool found = false;
    enum status st = code ? kikan_get(c->tx, code, c->arena, ret, &found) : ST_OK;
    if (st == ST_OK && (!found || ret->hokensha))
        st = diag_set(c->diag, ST_SHOKAI_KIKAN_NONE, "kikanCode",
                      "機関マスターにある、この中間サーバーの外の機関コード", code);
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kikan k;
    if (!S_known(r->jotai))
        return diag_set(c->diag, ST_CONTROL, "jotai", "開局、閉局、無応答、提供不可のいずれか", r->jotai);
    enum status st = S_find(c, r->kikan_code, &k);
    if (st == ST_OK)
        st = kikan_jotai_set(c->tx, r->kikan_code, r->jotai);
    if (st == ST_OK)
        ((struct reply *)rep)->changed = strcmp(k.jotai, r->jotai) != 0;
    return st;
}

const struct operator_action operator_kikan_jotai = {
    .name = "kikan-jotai",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

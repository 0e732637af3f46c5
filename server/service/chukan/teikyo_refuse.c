/* teikyo.refuse: what is held because a 副本 is 自動応答不可 is not answered: 提供不可 (1.7.1 ②). Why, the
 * insurer notes for itself. Called by world/call. */
#include "base/kojin_bango.h"
#include "service/chukan/teikyo.h"
#include "service/kekka_kubun.h"

struct request {
    const char *tsuban, *riyu;
};
struct reply {
    const char *edaban, *jotai, *kekka_kubun;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "tsuban", tsuban, FIELD_TAISHO),
    FIELD_TEXT(struct request, "riyu", riyu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "edaban", edaban),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_TEXT(struct reply, "kekkaKubun", kekka_kubun),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct teikyo t;
    if (kojin_bango_inside(str_of(r->riyu)))
        return diag_set(c->diag, ST_TEIKYO_ITEM, "理由", "個人番号を含まない文", r->riyu);
    enum status st = teikyo_machi(c, r->tsuban, &t);
    if (st == ST_OK)
        st = teikyo_kotowaru(c, &t, TEIKYO_KYOHI, r->riyu);
    if (st == ST_OK)
        *(struct reply *)rep = (struct reply){t.edaban, TEIKYO_KYOHI, KEKKA_FUKA};
    return st;
}

const struct op op_teikyo_refuse = {
    .service = "teikyo",
    .name = "refuse",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_JOHO_TEIKYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

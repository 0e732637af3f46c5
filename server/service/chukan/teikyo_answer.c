/* teikyo.answer: what is held because a 副本 is 自動応答不可 is answered with what the 副本 say by now (1.7.1
 * ②). Called by world/call. */
#include "service/chukan/master.h"
#include "service/chukan/teikyo.h"

struct request {
    const char *tsuban;
};
struct reply {
    const char *edaban, *jotai, *kekka_kubun;
    int64_t fukuhon_su;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "tsuban", tsuban, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "edaban", edaban),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_TEXT(struct reply, "kekkaKubun", kekka_kubun),
    FIELD_INT(struct reply, "fukuhonSu", fukuhon_su),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct teikyo t;
    struct teikyo_gyo end;
    enum status st = teikyo_machi(c, r->tsuban, &t);
    if (st == ST_OK)
        st = master_tekiyo(c);
    if (st == ST_OK)
        st = teikyo_kotaeru(c, &t, &end);
    if (st == ST_OK)
        *(struct reply *)rep = (struct reply){end.t.edaban, end.t.jotai, end.t.kekka_kubun, end.fukuhon_su};
    return st;
}

const struct op op_teikyo_answer = {
    .service = "teikyo",
    .name = "answer",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_JOHO_TEIKYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

/* shokai.cancel: one's own 情報照会 that still waits is taken back (1.7.1 ②), also with who has it by now;
 * an answer that comes all the same is dropped. Called by world/call. */
#include "service/chukan/kikan_okuri.h"
#include "service/chukan/kiroku.h"
#include "service/chukan/shokai_own.h"
#include "service/chukan/teikyo.h"
#include "service/messages.h"

struct cancel_request {
    const char *shokai_bango;
};
struct cancel_reply {
    const char *jotai;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct cancel_request, "shokaiBango", shokai_bango, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct cancel_reply, "jotai", jotai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct cancel_request *r = req;
    struct chukan_shokai s;
    bool first = false;
    enum status st = shokai_own(c, r->shokai_bango, &s);
    if (st == ST_OK)
        st = chukan_shokai_torikeshi(c->tx, s.bango, &first);
    if (st == ST_OK && !first)
        return diag_set(c->diag, ST_SHOKAI_OWATTA, "照会の状態", SHOKAI_SHORICHU, s.jotai);
    if (st == ST_OK)
        st = kiroku_shokai(c, &s, KIROKU_TORIKESHI, NULL, NULL);
    if (st == ST_OK && s.teikyo_hokensha)
        st = teikyo_torikeshi(c, &s);
    else if (st == ST_OK && s.okuri)
        st = kikan_torikeshi(c, &s);
    if (st == ST_OK && s.uketsuke) /* no other answer comes to its row */
        st = file_answered(c, s.uketsuke, 1);
    if (st != ST_OK)
        return st;
    c->concerns.edaban = s.edaban;
    ((struct cancel_reply *)rep)->jotai = SHOKAI_TORIKESHI;
    return ST_OK;
}

const struct op op_shokai_cancel = {
    .service = "shokai",
    .name = "cancel",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .exempt = GOING_ASKED,
    .exempt_why = "a question that is taken back changes nothing that others may ask for",
    .sosa = SOSA_JOHO_SHOKAI,
    .request = request,
    .request_size = sizeof(struct cancel_request),
    .reply = reply,
    .reply_size = sizeof(struct cancel_reply),
    .run = S_run,
};

/* kanyusha.getEdaban: 被保険者枝番 of a 個人番号 (2.12.3). */
#include "service/online.h"
#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_sound.h"

struct reply {
    const char *edaban, *jotai;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct kanyusha_irai, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "edaban", edaban),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct kanyusha_irai *irai = req;
    struct kanyusha k;
    bool found;
    const char *kojin_bango;
    enum status st = online_key(c, "kanyushaToroku", "kojinBango", irai->kojin_bango, &kojin_bango);
    if (st == ST_OK)
        st = kanyusha_sound_kojin_bango(kojin_bango, c->diag);
    if (st == ST_OK)
        st = unyo_kanyusha_by_kojin(c->tx, c->caller->hokensha, kojin_bango, c->arena, &k, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_KOJIN_BANGO_UNKNOWN, "個人番号", "登録済みの個人番号", "登録のない番号");
    if (st == ST_OK)
        kanyusha_as_of(&k, c->now);
    if (st == ST_OK)
        *(struct reply *)rep = (struct reply){k.edaban, k.jotai};
    return st;
}

const struct op op_kanyusha_get_edaban = {
    .service = "kanyusha",
    .name = "getEdaban",
    .db = DB_UNYO,
    .exempt = GOING_MESSAGES,
    .exempt_why =
        "no message changes 資格履歴, nor 加入者情報 but for a 喪失 whose day the clock tells itself",
    .sosa = SOSA_KANYUSHA_KOJIN,
    .request = request,
    .request_size = sizeof(struct kanyusha_irai),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

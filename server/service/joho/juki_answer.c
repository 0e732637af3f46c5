/* operator/juki-answer: questions that wait because 住基照会 goes on by hand are sent on to 住基ネット and
 * answered (2.11.3): all, {"uketsukeBango":"U…"} or {"honninBango":"H…"}. Answers {"answered":N}, questions.
 */
#include "service/joho/juki_send.h"
#include "base/bango.h"
#include "service/operator.h"
#include "store/unyo_uketsuke.h"

struct request {
    const char *uketsuke_bango, *honnin_bango;
};

struct reply {
    int64_t answered;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "uketsukeBango", uketsuke_bango),
    FIELD_TEXT_AS(struct request, "honninBango", honnin_bango, FIELD_TAISHO), FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "answered", answered), FIELD_END};

static enum status S_file(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    const struct juki_matsu file = juki_of_file(uketsuke);
    return st == ST_OK ? juki_send(c, &file, ret_n) : st;
}

static enum status S_honnin(struct call *c, const char *bango, int64_t *ret_n)
{
    const int64_t shokai = bango_parse(BANGO_HONNIN, bango);
    struct juki_kaito k;
    bool found = false;
    enum status st = unyo_juki_get(c->tx, shokai, c->arena, &k, &found);
    if (st == ST_OK && (!found || k.uketsuke))
        st = diag_set(c->diag, ST_HONNIN_NONE, "honninBango", "honnin.request の本人確認番号", bango);
    const struct juki_matsu one = juki_of_one(shokai);
    return st == ST_OK ? juki_send(c, &one, ret_n) : st;
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    const char *uketsuke = "";
    const struct juki_matsu all = juki_of_all();
    enum status st = juki_send(c, &all, ret_n);
    if (st != ST_OK)
        return st;
    while ((st = unyo_juki_next(c->tx, uketsuke, c->arena, &uketsuke)) == ST_OK && uketsuke) {
        int64_t n = 0;
        const struct juki_matsu file = juki_of_file(uketsuke);
        if ((st = juki_send(c, &file, &n)) != ST_OK)
            break;
        *ret_n += n;
    }
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    int64_t *n = &((struct reply *)rep)->answered;
    if (r->honnin_bango)
        return S_honnin(c, r->honnin_bango, n);
    return r->uketsuke_bango ? S_file(c, r->uketsuke_bango, n) : S_all(c, n);
}

const struct operator_action operator_juki_answer = {
    .name = "juki-answer",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

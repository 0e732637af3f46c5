/* operator/juki-answer: 照会要求 that wait because 住基照会 goes on by hand are sent on to 住基ネット and
 * answered (2.11.3): all, or {"uketsukeBango":"U…"}. Answers {"answered":N}, rows. */
#include <stdlib.h>

#include "service/joho/juki_send.h"
#include "service/operator.h"
#include "store/unyo_juki.h"
#include "store/unyo_uketsuke.h"

static enum status S_one(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    return st == ST_OK ? juki_send(c, uketsuke, ret_n) : st;
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    const char *uketsuke = "";
    enum status st;
    while ((st = unyo_juki_next(c->tx, uketsuke, c->arena, &uketsuke)) == ST_OK && uketsuke) {
        int64_t n = 0;
        if ((st = juki_send(c, uketsuke, &n)) != ST_OK)
            break;
        *ret_n += n;
    }
    return st;
}

static enum status S_run(struct call *c, const char *body, struct buf *json)
{
    bool valid;
    int64_t n = 0;
    char *uketsuke = json_text(body, "$.uketsukeBango", &valid);
    enum status st = !valid
                         ? diag_set(c->diag, ST_CONTROL, "本文", "{} または {\"uketsukeBango\":\"U…\"}", body)
                     : uketsuke ? S_one(c, uketsuke, &n)
                                : S_all(c, &n);
    free(uketsuke);
    if (st != ST_OK)
        return st;
    buf_addc(json, '{');
    buf_json_int(json, "answered", n);
    buf_addc(json, '}');
    return ST_OK;
}

const struct operator_action operator_juki_answer = {"juki-answer", DB_UNYO, "uketsukeBango:text", S_run};

/* operator/ikkatsu-start: files that wait because 一括登録 goes on by hand are started: all, or
 * {"uketsukeBango":"U…"}. Answers {"started":N}. */
#include <stdlib.h>

#include "service/operator.h"
#include "service/unyo/file_kaishi.h"

static enum status S_one(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    if (st != ST_OK || !u.matsu)
        return st;
    *ret_n = 1;
    return file_kaishi(c, &u, c->now);
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    enum status st;
    struct uketsuke u;
    bool found;
    while ((st = unyo_uketsuke_matsu(c->tx, c->arena, &u, &found)) == ST_OK && found) {
        if ((st = file_kaishi(c, &u, c->now)) != ST_OK)
            break;
        ++*ret_n;
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
    buf_json_int(json, "started", n);
    buf_addc(json, '}');
    return ST_OK;
}

const struct operator_action operator_ikkatsu_start = {"ikkatsu-start", DB_UNYO, "uketsukeBango:text", S_run};

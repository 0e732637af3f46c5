/* Message jukiShokai: 住基ネット looks for the one resident whom everything that was given fits (2.11.3), and
 * answers the rest. Called by the courier (world). */
#include <stdlib.h>
#include <string.h>

#include "service/gaibu/onaji.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

/* One message being answered; of the present question: how many fit, and what is told of the first. */
struct search {
    struct call *c;
    struct buf json, person;
    const struct jumin *toi;
    int64_t people, shojo;
};

static bool S_same(const char *given, const char *have)
{
    return !given || strcmp(given, have) == 0;
}

static bool S_alike(const char *given, const char *have)
{
    return !given || onaji(given, have);
}

static void S_person(struct buf *b, const struct jumin *r)
{
    buf_clear(b);
    buf_addc(b, '{');
    buf_json_member(b, "kojinBango", r->kojin_bango);
    buf_json_member(b, "shimei", r->shimei);
    buf_json_member(b, "shimeiKana", r->shimei_kana);
    buf_json_member(b, "seibetsu", r->seibetsu);
    buf_json_member(b, "seinengappi", r->seinengappi);
    buf_json_member(b, "jusho", r->jusho);
    buf_addc(b, '}');
}

/* One who was 消除 is told of only when nobody else fits. */
static void S_resident(const struct jumin *r, void *cls)
{
    struct search *x = cls;
    const struct jumin *t = x->toi;
    if (!S_same(t->kojin_bango, r->kojin_bango) || !S_same(t->seibetsu, r->seibetsu) ||
        !S_same(t->seinengappi, r->seinengappi) || !S_alike(t->shimei, r->shimei) ||
        !S_alike(t->shimei_kana, r->shimei_kana) || !S_alike(t->jusho, r->jusho))
        return;
    if (strcmp(r->jotai, JUMIN_SHOJO) != 0) {
        if (++x->people == 1)
            S_person(&x->person, r);
    } else if (++x->shojo == 1 && !x->people) {
        buf_clear(&x->person);
        buf_addc(&x->person, '{');
        buf_json_member(&x->person, "idoJiyu", r->ido_jiyu);
        buf_addc(&x->person, '}');
    }
}

static enum status S_question(int64_t shokai, const char *kubun, const struct jumin *toi, void *cls)
{
    struct search *x = cls;
    x->toi = toi;
    x->people = x->shojo = 0;
    bool by_number = strcmp(kubun, "2") == 0;
    enum status st =
        gaibu_jumin_find(x->c->tx, by_number ? toi->kojin_bango : NULL, toi->seinengappi, S_resident, x);
    if (st != ST_OK)
        return st;
    const char *why = x->people == 1 ? NULL : x->people ? "JUKI_MANY" : x->shojo ? "JUKI_SHOJO" : "JUKI_NONE";
    bool told = x->people == 1 || (!x->people && x->shojo);
    if (x->json.data[x->json.len - 1] != '[')
        buf_addc(&x->json, ',');
    buf_addf(&x->json, "[%lld,", (long long)shokai);
    buf_json_str(&x->json, why);
    buf_addf(&x->json, ",%lld,%s]", (long long)x->people, told ? x->person.data : "null");
    return buf_ok(&x->json) && buf_ok(&x->person) ? ST_OK : ST_LIMIT;
}

static enum status S_apply(struct call *c, const char *json)
{
    struct search x = {.c = c};
    char *uketsuke = json_text(json, "$.uketsuke", NULL);
    enum status st = ST_LIMIT;
    buf_addc(&x.json, '{');
    buf_json_member(&x.json, "uketsuke", uketsuke);
    buf_json_key(&x.json, "kaito");
    buf_addc(&x.json, '[');
    if (!buf_ok(&x.json))
        goto out;
    st = gaibu_jumin_toi(c->tx, json, S_question, &x);
    buf_adds(&x.json, "]}");
    if (st == ST_OK)
        st = buf_ok(&x.json) ? message_put(c, "jukiKaito", x.json.data, c->now) : ST_LIMIT;
out:
    buf_release(&x.json);
    buf_release(&x.person);
    free(uketsuke);
    return st;
}

const struct message message_juki_shokai = {
    .kind = "jukiShokai",
    .from = DB_UNYO,
    .to = DB_GAIBU,
    .apply = S_apply,
};

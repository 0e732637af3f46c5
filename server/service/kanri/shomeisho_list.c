/* operator/shomeisho-list: the 電子証明書 of the world and the applications for them, as they stand today:
 * {}, or those of one
 * {"cn":"…"} or {"hokensha":"…"}; {"kaishiBango":"100"}: those behind it; {"kensu":"100"}: so many.
 * Applications are told without a page: those that belong to what is asked for. */
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "service/kanri/hakko.h"
#include "service/page.h"

#define MIJURYO "未受領"

struct request {
    const char *cn, *hokensha, *kaishi_bango, *kensu;
};

struct item {
    int64_t bango;
    const char *cn, *shubetsu, *hokensha, *hakko, *kaishi, *kigen;
    const char *jotai; /* today */
    const char *shikko, *riyu;
    int64_t moto;
    const char *kagi;   /* 共通: of the data folder, 個別: its own, 未受領: not yet */
    const char *shimon; /* the beginning of the fingerprint of its own key; NULL: none */
};

struct reply {
    struct list shomeisho, shinsei;
    int64_t tsuzuki;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "cn", cn, FIELD_TAISHO),
    FIELD_TEXT(struct request, "hokensha", hokensha),
    FIELD_TEXT(struct request, "kaishiBango", kaishi_bango),
    FIELD_TEXT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_INT(struct item, "bango", bango),        FIELD_TEXT(struct item, "cn", cn),
    FIELD_TEXT(struct item, "shubetsu", shubetsu), FIELD_TEXT(struct item, "hokensha", hokensha),
    FIELD_TEXT(struct item, "hakko", hakko),       FIELD_TEXT(struct item, "yukoKaishi", kaishi),
    FIELD_TEXT(struct item, "yukoKigen", kigen),   FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_TEXT(struct item, "shikko", shikko),     FIELD_TEXT(struct item, "riyu", riyu),
    FIELD_INT(struct item, "moto", moto),          FIELD_TEXT(struct item, "kagi", kagi),
    FIELD_TEXT(struct item, "shimon", shimon),     FIELD_END,
};
static const struct field shinsei[] = {
    FIELD_INT(struct kanri_shomeisho_shinsei, "shinseiBango", shinsei),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "cn", cn),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "shubetsu", shubetsu),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "hokensha", hokensha),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "uketsuke", uketsuke),
    FIELD_INT(struct kanri_shomeisho_shinsei, "kaisu", kaisu),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "jotai", jotai),
    FIELD_TEXT(struct kanri_shomeisho_shinsei, "riyu", riyu),
    FIELD_INT(struct kanri_shomeisho_shinsei, "moto", moto),
    FIELD_INT(struct kanri_shomeisho_shinsei, "bango", bango),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "shomeisho", shomeisho, struct item, item),
    FIELD_LIST(struct reply, "shinsei", shinsei, struct kanri_shomeisho_shinsei, shinsei),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static const char *S_jotai(const struct kanri_shomeisho *s, const struct shomeisho_kikan *k, int32_t today)
{
    return strcmp(s->jotai, SHOMEISHO_YUKO) != 0 ? s->jotai
           : today < k->kaishi                   ? "有効期間前"
           : today > k->kigen                    ? "期限切れ"
           : s->shimon && !*s->shimon            ? MIJURYO
                                                 : s->jotai;
}

static struct item S_item(struct call *c, const struct kanri_shomeisho *s)
{
    char first[9], last[9];
    const struct shomeisho_days days = {clock_date(c->now), clock_date(c->policy->kaishi),
                                        c->policy->shomeisho_nensu};
    const struct shomeisho_kikan k = shomeisho_kikan(s, &days);
    str_from_date(k.kaishi, first);
    str_from_date(k.kigen, last);
    return (struct item){.bango = s->bango,
                         .cn = s->cn,
                         .shubetsu = s->shubetsu,
                         .hokensha = s->hokensha,
                         .hakko = s->hakko,
                         .kaishi = arena_strdup(c->arena, first),
                         .kigen = arena_strdup(c->arena, last),
                         .jotai = S_jotai(s, &k, days.today),
                         .shikko = s->shikko,
                         .riyu = s->riyu,
                         .moto = s->moto,
                         .kagi = !s->shimon   ? "共通"
                                 : *s->shimon ? "個別"
                                              : MIJURYO,
                         .shimon = s->shimon && *s->shimon ? hakko_shimon(c, s->shimon) : NULL};
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct kanri_shomeisho *all = NULL;
    struct kanri_shomeisho_shinsei *come = NULL;
    size_t n = 0, come_n = 0;
    int64_t limit = 0, after = 0;
    enum status st = page_limit_of(c->diag, r->kensu, &limit);
    if (st == ST_OK && r->kaishi_bango)
        st = hakko_number(c, "kaishiBango", r->kaishi_bango, &after);
    if (st == ST_OK)
        st = kanri_shomeisho_list(c->tx, r->cn, r->hokensha, after, limit, c->arena, &all, &n);
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_list(c->tx, r->cn, r->hokensha, c->arena, &come, &come_n);
    if (st != ST_OK)
        return st;
    out->tsuzuki = page_cut(&n, limit);
    struct item *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && i < n; i++)
        items[i] = S_item(c, &all[i]);
    out->shomeisho = (struct list){items, n};
    out->shinsei = (struct list){come, come_n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct operator_action operator_shomeisho_list = {
    .name = "shomeisho-list",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

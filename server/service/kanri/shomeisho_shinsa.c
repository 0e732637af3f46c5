/* operator/shomeisho-shinsa: 取りまとめ機関 reviews an application (2.8.4 ①):
 * {"shinseiBango":"1","kekka":"承認"}, or "不備" with "riyu". With 承認 the 電子証明書 is issued, and a
 * 統合専用端末 that is new is registered; its key comes with the download. */
#include "service/kanri/hakko.h"

#include <string.h>

#include "store/kanri_toroku.h"

struct request {
    const char *shinsei;
    const char *kekka;
    const char *riyu;
};

struct reply {
    int64_t shinsei;
    const char *jotai;
    int64_t bango;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "shinseiBango", shinsei, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "kekka", kekka, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT(struct request, "riyu", riyu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT(struct reply, "shinseiBango", shinsei),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_INT_AS(struct reply, "bango", bango, FIELD_TAISHO),
    FIELD_END,
};

/* One that is new to the world. */
static enum status S_tanmatsu(struct call *c, const struct kanri_shomeisho_shinsei *s)
{
    const struct kanri_tanmatsu t = {s->cn, s->hokensha, "統合専用端末", "有効"};
    bool there = strcmp(s->shubetsu, SHOMEISHO_TANMATSU) != 0; /* others register themselves */
    enum status st = there ? ST_OK : kanri_client_exists(c->tx, s->cn, &there);
    return st == ST_OK && !there ? kanri_tanmatsu_add(c->tx, &t) : st;
}

/* Others may have taken the name since it came. */
static enum status S_issue(struct call *c, struct kanri_shomeisho_shinsei *s)
{
    char last[9];
    if (!*s->hokensha)
        return diag_set(c->diag, ST_SHOMEISHO_ININJO, "ininjo",
                        "医療保険者等の委任状（なければ不備として返す）", "なし");
    const char *today = hakko_today(c);
    if (!today)
        return ST_LIMIT;
    if (s->kaishi && strcmp(s->kaishi, today) < 0) /* it came too late for that: the day of the issue */
        s->kaishi = NULL;
    enum status st = hakko_check(c, s);
    if (st != ST_OK)
        return st;
    const char *first = s->kaishi ? s->kaishi : today;
    str_from_date(shomeisho_kigen(str_date(str_of(first)), c->policy->shomeisho_nensu), last);
    const struct kanri_shomeisho made = {.cn = s->cn,
                                         .shubetsu = s->shubetsu,
                                         .hokensha = s->hokensha,
                                         .hakko = today,
                                         .kaishi = first,
                                         .kigen = last,
                                         .moto = s->moto,
                                         .shimon = ""};
    st = kanri_shomeisho_add(c->tx, &made, &s->bango);
    s->jotai = HAKKO_ZUMI;
    return st == ST_OK ? S_tanmatsu(c, s) : st;
}

static enum status S_judge(struct call *c, const struct request *r, struct kanri_shomeisho_shinsei *s)
{
    if (strcmp(r->kekka, "承認") == 0)
        return S_issue(c, s);
    if (strcmp(r->kekka, HAKKO_FUBI) != 0)
        return diag_set(c->diag, ST_CONTROL, "kekka", "承認か不備", r->kekka);
    s->jotai = HAKKO_FUBI;
    s->riyu = r->riyu;
    return hakko_riyu(c, r->riyu ? r->riyu : "");
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho_shinsei s;
    enum status st = hakko_find(c, r->shinsei, HAKKO_SHINSEICHU, NULL, &s);
    if (st == ST_OK)
        st = S_judge(c, r, &s);
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_put(c->tx, &s, &s.shinsei);
    c->masters = true;
    if (st != ST_OK)
        return st;
    *(struct reply *)rep = (struct reply){s.shinsei, s.jotai, s.bango};
    hakko_tell(c, "shomeisho-shinsa", s.hokensha, s.cn, (const char *[]){"jotai", s.jotai});
    return ST_OK;
}

const struct operator_action operator_shomeisho_shinsa = {
    .name = "shomeisho-shinsa",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

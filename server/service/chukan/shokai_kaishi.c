/* The beginning of a 情報照会; see shokai_kaishi.h. */
#include "service/chukan/shokai_kaishi.h"

#include <stdio.h>
#include <string.h>

#include "base/bango.h"
#include "service/chukan/fugo.h"
#include "service/chukan/kaito.h"
#include "service/chukan/kiroku.h"
#include "service/chukan/master.h"
#include "service/chukan/teikyo.h"
#include "service/chukan/tomeru.h"
#include "service/edaban.h"
#include "service/haishin.h"
#include "service/kengen.h"
#include "service/may.h"
#include "service/messages.h"
#include "store/chukan_counter.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shokai.h"

static enum status S_items(struct call *c, const struct shokai_irai *r)
{
    enum status st = kengen_code(c, "JM", "事務コード", r->jimu_code);
    if (st == ST_OK && r->tetsuzuki)
        st = kengen_code(c, "JT", "事務手続コード", r->tetsuzuki);
    struct str ymd = str_of(r->kijun_ymd);
    if (st == ST_OK && ymd.n && (ymd.n != 8 || str_date(ymd) == INT32_MIN))
        st = diag_set(c->diag, ST_SHOKAI_ITEM, "照会基準日", "実在する日付 YYYYMMDD", r->kijun_ymd);
    return st;
}

/* The person must be one's own, with a 符号: without it nobody can be found at the other side. */
static enum status S_person(struct call *c, const struct shokai_irai *r)
{
    struct chukan_hito hito;
    enum status st = chukan_hito(c->tx, c->caller->hokensha, r->edaban, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return edaban_none(c, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                           r->edaban);
    if (hito.ido == CHUKAN_TORIKESHI)
        return diag_setf(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                         "%s（取消済み）", r->edaban);
    st = tomeru_hito(c, r->edaban, TOMERU_SHOKAI);
    if (st != ST_OK)
        return st;
    return hito.has_fugo ? ST_OK : fugo_nashi(c, "被保険者枝番", c->caller->hokensha, r->edaban);
}

static enum status S_hokensha(struct call *c, const char *hokensha, struct kikan *ret)
{
    if (hokensha && strcmp(hokensha, c->caller->hokensha) == 0)
        return diag_set(c->diag, ST_SHOKAI_SELF, "照会先保険者番号", "自機関以外の保険者番号", hokensha);
    bool found = false;
    enum status st = chukan_hokensha_find(c->tx, hokensha, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_SHOKAI_TEIKYO_NONE, "照会先保険者番号",
                        "この中間サーバーを使う医療保険者（ほかの機関は照会先機関コードで指定）", hokensha);
    return st == ST_OK ? kengen_hokensha(c, hokensha, ret) : st;
}

/* Insurers are asked by 保険者番号 alone: whose work a call waits for is known before it runs (struct op,
 * others). */
static enum status S_kikan(struct call *c, const char *code, struct kikan *ret)
{
    bool found = false;
    enum status st = kikan_get(c->tx, code, c->arena, ret, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_SHOKAI_KIKAN_NONE, "照会先機関コード", "機関マスターにある機関コード",
                        code);
    if (st == ST_OK && ret->hokensha)
        return diag_setf(c->diag, ST_SHOKAI_KIKAN_NONE, "照会先機関コード",
                         "この中間サーバーの外の機関（医療保険者は照会先保険者番号で指定）",
                         "%s（保険者番号 %s）", code, ret->hokensha);
    return st;
}

enum status shokai_one_provider(struct call *c, const struct shokai_irai *r)
{
    if (!r->teikyo_hokensha != !r->teikyo_kikan)
        return ST_OK;
    return diag_set(c->diag, ST_SHOKAI_ITEM, "照会先", "照会先保険者番号か照会先機関コードの一方",
                    r->teikyo_kikan ? "両方" : "どちらもない");
}

static enum status S_provider(struct call *c, const struct shokai_irai *r, struct kikan *ret)
{
    enum status st = shokai_one_provider(c, r);
    if (st != ST_OK)
        return st;
    return r->teikyo_kikan ? S_kikan(c, r->teikyo_kikan, ret) : S_hokensha(c, r->teikyo_hokensha, ret);
}

/* 情報提供NWS knows the person by an id that only a 符号 of this 中間サーバー gives back. */
static enum status S_id(struct call *c, const struct shokai_irai *r)
{
    char id[FUGO_ID];
    enum status st = fugo_id(c, c->caller->hokensha, r->edaban, id);
    return st == ST_OK && !id[0] ? diag_setf(c->diag, ST_SHOKAI_NO_FUGO, "被保険者枝番",
                                             "この中間サーバーの機関別符号を取得し直した加入者",
                                             "%s（ほかの機関コードか seed で作った符号）", r->edaban)
                                 : st;
}

/* What it can be asked for, and whether it may be. */
static enum status S_right(struct call *c, const struct shokai_irai *r, const struct kikan *teikyo)
{
    const char *shubetsu = NULL;
    struct kikan own;
    const struct may_about about = {.tokutei = r->code};
    enum status st = chukan_tokutei_find(c->tx, r->code, c->arena, &shubetsu);
    if (st == ST_OK && !shubetsu)
        return diag_set(c->diag, ST_SHOKAI_KIND, "特定個人情報名コード", "特定個人情報名マスターにあるコード",
                        r->code);
    if (st == ST_OK)
        st = may(c->caller, SOSA_JOHO_SHOKAI, &about, c->diag);
    if (st == ST_OK)
        st = kengen_hokensha(c, c->caller->hokensha, &own);
    return st == ST_OK ? kengen_check(c, &(struct kengen){&own, teikyo, r->jimu_code, r->tetsuzuki, r->code})
                       : st;
}

/* "S06139992N0000001" */
static enum status S_bango(struct call *c, const char **ret)
{
    int64_t n = 0;
    enum status st = chukan_count_up(c->tx, "shokai", c->caller->hokensha, &n);
    if (st != ST_OK)
        return st;
    *ret = bango_text(c->arena, BANGO_SHOKAI, bango_base(c->caller->hokensha) + n);
    return *ret ? ST_OK : ST_LIMIT;
}

/* A manual one waits for an operator or for polls: no message. */
static enum status S_send(struct call *c, const struct chukan_shokai *s)
{
    if (c->policy->work[WORK_SHOKAI].how == PROGRESS_MANUAL)
        return ST_OK;
    int64_t due = message_due(c, WORK_SHOKAI);
    if (due <= c->now && !s->teikyo_hokensha)
        return kaito_make(c, s);
    if (due <= c->now) /* by link file, of many insurers */
        c->asked = s->uketsuke ? "" : s->teikyo_hokensha;
    return message_put(c, "shokaiKaito", &(struct body_shokai_kaito){s->bango}, due);
}

static bool S_same(const char *kept, const char *code)
{
    return strcmp(kept, code ? code : "") == 0;
}

static void S_keep(char kept[17], const char *code)
{
    snprintf(kept, 17, "%s", code ? code : "");
}

/* All are in force. */
static enum status S_codes(struct call *c, const struct shokai_irai *r)
{
    struct shokai_chunk *k = c->bulk_state;
    if (k && k->known && S_same(k->kikan, r->teikyo_kikan) && S_same(k->jimu_code, r->jimu_code) &&
        S_same(k->tetsuzuki, r->tetsuzuki) && S_same(k->code, r->code))
        return ST_OK;
    static const char *const items[TOI_CODES] = {"照会先機関コード", "事務手続コード", "特定個人情報名コード",
                                                 "事務コード"};
    const char *const codes[TOI_CODES] = {r->teikyo_kikan, r->tetsuzuki, r->code, r->jimu_code};
    enum status st = haishin_check(c, items, codes);
    if (!k || st != ST_OK)
        return st;
    S_keep(k->kikan, r->teikyo_kikan);
    S_keep(k->jimu_code, r->jimu_code);
    S_keep(k->tetsuzuki, r->tetsuzuki);
    S_keep(k->code, r->code);
    k->known = true;
    return ST_OK;
}

static enum status S_tekiyo(struct call *c)
{
    struct shokai_chunk *k = c->bulk_state;
    if (k && k->tekiyo)
        return ST_OK;
    const int warned = c->keikoku.n;
    enum status st = master_tekiyo(c);
    if (k)
        k->tekiyo = st == ST_OK && c->keikoku.n == warned;
    return st;
}

enum status shokai_kaishi(struct call *c, const struct shokai_irai *r, const char **ret_bango)
{
    struct kikan teikyo = {0};
    struct chukan_shokai s = {
        .hokensha = c->caller->hokensha,
        .edaban = r->edaban,
        .jimu_code = r->jimu_code,
        .tetsuzuki = r->tetsuzuki,
        .code = r->code,
        .kijun_ymd = r->kijun_ymd && *r->kijun_ymd ? r->kijun_ymd : NULL,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .yokyu_at = c->now,
        .uketsuke = r->uketsuke,
    };
    enum status st = S_items(c, r);
    if (st == ST_OK)
        st = S_person(c, r);
    if (st == ST_OK)
        st = S_codes(c, r);
    if (st == ST_OK)
        st = S_provider(c, r, &teikyo);
    if (st == ST_OK)
        st = S_right(c, r, &teikyo);
    if (st == ST_OK && !teikyo.hokensha)
        st = S_id(c, r);
    if (st == ST_OK)
        st = S_tekiyo(c);
    if (st == ST_OK)
        st = S_bango(c, &s.bango);
    s.teikyo_hokensha = teikyo.hokensha;
    s.teikyo_kikan = teikyo.code;
    if (st == ST_OK)
        st = chukan_shokai_add(c->tx, &s);
    if (st == ST_OK)
        st = kiroku_shokai(c, &s, KIROKU_YOKYU, NULL, NULL);
    if (st == ST_OK && s.teikyo_hokensha)
        st = teikyo_uketsuke_shokai(c, &s);
    if (st == ST_OK)
        st = S_send(c, &s);
    if (st == ST_OK)
        *ret_bango = s.bango;
    return st;
}

/* The beginning of a 情報照会; see shokai_kaishi.h. */
#include "service/chukan/shokai_kaishi.h"

#include "base/bango.h"
#include "base/kojin_bango.h"
#include "service/messages.h"
#include "store/chukan_counter.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shokai.h"

/* "JM" and 14 digits. Twelve of them may not be a 個人番号 in disguise; real codes have small numbers with
 * many zeros before, which the check digit rule would take for one by chance. */
static bool S_jimu_code(const char *code)
{
    struct str s = str_of(code);
    if (s.n != 16 || memcmp(s.p, "JM", 2) != 0 || !str_all_digits((struct str){s.p + 2, 14}))
        return false;
    return memcmp(s.p + 2, "000000", 6) == 0 || !kojin_bango_inside(s);
}

static enum status S_items(struct call *c, const struct shokai_irai *r)
{
    if (!S_jimu_code(r->jimu_code))
        return diag_set(c->diag, ST_SHOKAI_ITEM, "事務コード", "JM と14桁の数字", r->jimu_code);
    struct str ymd = str_of(r->kijun_ymd);
    if (ymd.n && (ymd.n != 8 || str_date(ymd) == INT32_MIN))
        return diag_set(c->diag, ST_SHOKAI_ITEM, "照会基準日", "実在する日付 YYYYMMDD", r->kijun_ymd);
    return ST_OK;
}

/* The person must be one's own, with a 符号: without it nobody can be found at the other side. */
static enum status S_person(struct call *c, const struct shokai_irai *r)
{
    struct chukan_hito hito;
    enum status st = chukan_hito(c->tx, c->caller->hokensha, r->edaban, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return diag_set(c->diag, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                        r->edaban);
    if (hito.ido == CHUKAN_TORIKESHI)
        return diag_set(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                        r->edaban);
    return hito.has_fugo ? ST_OK
                         : diag_set(c->diag, ST_SHOKAI_NO_FUGO, "被保険者枝番",
                                    "機関別符号を取得済みの加入者", r->edaban);
}

static enum status S_provider(struct call *c, const struct shokai_irai *r)
{
    if (r->teikyo_hokensha && strcmp(r->teikyo_hokensha, c->caller->hokensha) == 0)
        return diag_set(c->diag, ST_SHOKAI_SELF, "照会先保険者番号", "自機関以外の保険者番号",
                        r->teikyo_hokensha);
    bool found = false;
    enum status st = chukan_hokensha_find(c->tx, r->teikyo_hokensha, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_SHOKAI_TEIKYO_NONE, "照会先保険者番号",
                        "この中間サーバーを使う医療保険者", r->teikyo_hokensha);
    const char *shubetsu = NULL;
    if (st == ST_OK)
        st = chukan_tokutei_find(c->tx, r->code, c->arena, &shubetsu);
    if (st == ST_OK && !shubetsu)
        return diag_set(c->diag, ST_SHOKAI_KIND, "特定個人情報名コード", "医療保険者に照会できるコード",
                        r->code);
    return st;
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
    if (due <= c->now) /* by link file, of many insurers */
        c->asked = s->uketsuke ? "" : s->teikyo_hokensha;
    return message_put(c, "shokaiKaito", &(struct body_shokai_kaito){s->bango}, due);
}

enum status shokai_kaishi(struct call *c, const struct shokai_irai *r, const char **ret_bango)
{
    struct chukan_shokai s = {
        .hokensha = c->caller->hokensha,
        .edaban = r->edaban,
        .teikyo_hokensha = r->teikyo_hokensha,
        .jimu_code = r->jimu_code,
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
        st = S_provider(c, r);
    if (st == ST_OK)
        st = S_bango(c, &s.bango);
    if (st == ST_OK)
        st = chukan_shokai_add(c->tx, &s);
    if (st == ST_OK)
        st = S_send(c, &s);
    if (st == ST_OK)
        *ret_bango = s.bango;
    return st;
}

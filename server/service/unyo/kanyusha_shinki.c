/* 処理区分 1 新規 and 再取得; see kanyusha_apply.h. The path of every row of 一斉登録: few statements, no
 * second look. */
#include <string.h>

#include "service/policy.h"
#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/unyo_fugo.h"

static const char *S_or_null(const char *s)
{
    return kanyusha_given(s) ? s : NULL;
}

/* What a layout lets be empty is kept so. */
static const char *S_or_empty(const char *s)
{
    return s ? s : "";
}

/* The person as the caller tells it, 有効. */
static struct kanyusha S_person(const struct call *c, const struct kanyusha_irai *r)
{
    return (struct kanyusha){
        .hokensha = c->caller->hokensha,
        .kojin_bango = S_or_empty(r->kojin_bango),
        .kigo = S_or_empty(r->kigo),
        .bango = S_or_empty(r->bango),
        .honnin_kazoku = S_or_empty(r->honnin_kazoku),
        .shimei = S_or_empty(r->shimei),
        .shimei_kana = S_or_empty(r->shimei_kana),
        .seibetsu = S_or_empty(r->seibetsu),
        .seinengappi = r->seinengappi,
        .jusho = S_or_empty(r->jusho),
        .shutoku_ymd = r->shutoku_ymd,
        .nintei_ymd = S_or_null(r->nintei_ymd),
        .soshitsu_ymd = S_or_null(r->soshitsu_ymd),
        .jotai = KANYUSHA_YUKO,
        .ido = "取得",
        .ido_ymd = r->shutoku_ymd,
        .koshin_at = c->now,
        .version = 1,
    };
}

static const char *S_edaban(struct call *c, int64_t number)
{
    size_t digits = (size_t)c->policy->edaban_digits;
    char *text = arena_alloc(c->arena, digits + 1);
    for (size_t i = digits; text && i > 0; i--, number /= 10)
        text[i - 1] = (char)('0' + number % 10);
    return text;
}

/* The next 枝番 of the insurer: one above the highest, from policy edaban_first, in policy edaban_digits. */
static enum status S_issue(struct call *c, struct kanyusha_state *s, const char **ret)
{
    if (!s->edaban_next) {
        int64_t last;
        enum status st = unyo_kanyusha_last(c->tx, c->caller->hokensha, &last);
        if (st != ST_OK)
            return st;
        s->edaban_first = s->edaban_next =
            last >= c->policy->edaban_first ? last + 1 : c->policy->edaban_first;
    }
    int digits = (int)c->policy->edaban_digits;
    int64_t end = 1;
    for (int i = 0; i < digits; i++)
        end *= 10;
    if (s->edaban_next >= end)
        return diag_setf(c->diag, ST_EDABAN_EXHAUSTED, "被保険者枝番", "未使用の番号",
                         "%d桁の番号をすべて払い出し済み", digits);
    *ret = S_edaban(c, s->edaban_next);
    if (!*ret)
        return ST_LIMIT;
    s->edaban_next++;
    return ST_OK;
}

/* The usual case first: a person whom the insurer does not know. Whether it does is found out by the insert
 * itself; then *ret_new is false, nothing was written and no number is used up. */
static enum status S_first(struct call *c, struct kanyusha *k, struct kanyusha_state *s, bool *ret_new)
{
    enum status st = S_issue(c, s, &k->edaban);
    if (st == ST_EDABAN_EXHAUSTED) { /* may yet be one who comes back */
        *ret_new = false;
        return ST_OK;
    }
    bool ask = *k->kojin_bango;
    if (st == ST_OK && ask)
        st = fugo_take(c, &s->fugo, &k->yokyu);
    if (st == ST_OK)
        st = kanyusha_insert(c, k, ret_new);
    if (st != ST_OK)
        return st;
    if (!*ret_new) { /* of a number that is known */
        s->edaban_next--;
        fugo_untake(&s->fugo);
    } else if (ask)
        s->edaban_asked = s->edaban_next - 1;
    return st;
}

/* The 中間サーバー hears of who is new: with the chunk; or of a change that comes with it; or with the
 * request of the 符号. */
static enum status S_shirase(struct call *c, const struct hito *h, struct kanyusha_state *s)
{
    const struct kanyusha *k = &h->k;
    bool asked = *k->kojin_bango;
    const char *ido = h->ido ? h->ido : asked ? NULL : "取得", *shikaku = NULL;
    enum status st = c->bulk_state ? shirase_atarashii(c, &s->shirase, k) : ST_OK;
    if (st == ST_OK && !c->bulk_state && !(shikaku = shirase_shikaku(c, k, NULL, 0)))
        st = ST_LIMIT;
    if (st != ST_OK || ido)
        return st == ST_OK ? shirase_put(c, k, ido, h->ido ? h->ido_ymd : k->shutoku_ymd, shikaku) : st;
    s->fugo.shikaku = shikaku;
    return ST_OK;
}

/* h->k has been written; soshitsu: NULL, or the day that the 資格 ended. */
static enum status S_new(struct call *c, struct hito *h, const char *soshitsu, struct kanyusha_state *s)
{
    enum status st = soshitsu ? kanyusha_lose(c, h, soshitsu) : ST_OK;
    if (st == ST_OK)
        st = S_shirase(c, h, s);
    return st == ST_OK ? juki_togo_toroku(c, c->bulk_state ? &s->togo : NULL, &h->k) : st;
}

/* The 符号 is asked for again unless a request is under way. */
static enum status S_ask_again(struct call *c, struct kanyusha *k, struct kanyusha_state *s)
{
    struct fugo_yokyu f;
    bool found;
    /* not found: registered and lost in one link file, so the request is still to be made */
    enum status st = unyo_fugo_get(c->tx, k->yokyu, c->arena, &f, &found);
    if (st == ST_OK && found && strcmp(f.jotai, FUGO_SHORICHU) != 0) {
        st = fugo_take(c, &s->fugo, &k->yokyu);
        if (st == ST_OK)
            st = unyo_fugo_insert(c->tx, k->yokyu, k->hokensha, k->edaban, c->now, f.kaisu + 1);
    }
    return st;
}

/* The person was a member before: the same 枝番. What was the present 資格 is an earlier one now. */
static enum status S_again(struct call *c, const struct kanyusha *as, struct hito *h,
                           struct kanyusha_state *s)
{
    const struct kanyusha *was = &h->was;
    struct kanyusha *k = &h->k;
    const struct shikaku mae = kanyusha_shikaku(was);
    bool lost = strcmp(was->jotai, KANYUSHA_SOSHITSU) == 0;
    h->futatabi = true;
    *k = *as;
    k->soshitsu_ymd = NULL;
    k->edaban = was->edaban;
    k->version = was->version;
    k->yokyu = was->yokyu;
    if (lost) {
        h->ido = "再取得";
        h->ido_ymd = k->shutoku_ymd;
    }
    enum status st = hito_shikaku_put(c, h, &mae);
    if (st == ST_OK)
        st = S_ask_again(c, k, s);
    if (st == ST_OK)
        st = kanyusha_keep(c, k, "再取得", k->shutoku_ymd);
    return st == ST_OK && as->soshitsu_ymd ? kanyusha_lose(c, h, as->soshitsu_ymd) : st;
}

/* A 資格 that ended before the latest began: the person stays as they are. */
static enum status S_past(struct call *c, const struct kanyusha *as, struct hito *h)
{
    const struct shikaku s = kanyusha_shikaku(as);
    enum status st = hito_shikaku_put(c, h, &s);
    return st == ST_OK ? kanyusha_step(c, &h->k, &s, "取得", s.shutoku_ymd) : st;
}

/* The insurer knows the 個人番号, of h->was, or has no number left. */
static enum status S_find(struct call *c, const struct kanyusha *k, struct hito *h)
{
    bool found;
    *h = (struct hito){0};
    enum status st = unyo_kanyusha_by_kojin(c->tx, k->hokensha, k->kojin_bango, c->arena, &h->was, &found);
    if (st != ST_OK)
        return st;
    if (!found) /* S_issue has told why */
        return c->diag->status == ST_EDABAN_EXHAUSTED ? ST_EDABAN_EXHAUSTED : ST_INTERNAL;
    if (c->unsettled) { /* how far the 符号取得要求 of before is matters from here on */
        c->again = true;
        return ST_BUSY;
    }
    *c->diag = DIAG_INIT;
    return hito_of(c, h);
}

/* k with the day that its 資格 ended, if it has. */
static enum status S_known(struct call *c, struct kanyusha *k, struct kanyusha_state *s)
{
    struct hito h;
    enum status st = S_find(c, k, &h);
    if (st != ST_OK)
        return st;
    enum kubun_place place;
    if ((st = kisoku_shinki(c, k, &h, &place)) != ST_OK)
        return st;
    st = place == KUBUN_MAE ? S_past(c, k, &h) : S_again(c, k, &h, s);
    k->edaban = h.k.edaban;
    return st == ST_OK ? hito_changed(c, &h) : st;
}

/* Without these nobody is registered, whatever the layout lets be empty. */
static enum status S_needed(const struct kanyusha_irai *r, struct diag *d)
{
    if (!kanyusha_given(r->seinengappi))
        return diag_set(d, ST_KANYUSHA_ITEM, "生年月日", "暦にある日付 YYYYMMDD", "空");
    if (!kanyusha_given(r->shutoku_ymd))
        return diag_set(d, ST_KANYUSHA_ITEM, "資格取得年月日", "暦にある日付 YYYYMMDD", "空");
    return kanyusha_given(r->kojin_bango) ? kanyusha_sound_kojin_bango(r->kojin_bango, d) : ST_OK;
}

enum status kanyusha_shinki(struct call *c, const struct kanyusha_irai *r, struct kanyusha_state *s,
                            const char **ret_edaban)
{
    enum status st;
    bool fresh = false;
    if (kanyusha_given(r->edaban))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "被保険者枝番", "空（運用支援環境が払い出す）", r->edaban);
    if ((st = S_needed(r, c->diag)) != ST_OK || (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK))
        return st;
    struct hito h = {.k = S_person(c, r)};
    struct kanyusha *k = &h.k;
    if ((st = kubun_order(k->shutoku_ymd, k->soshitsu_ymd, c->diag)) != ST_OK)
        return st;
    st = kisoku_hizuke(c, k);
    if (rule_goes_on(st))
        st = rule_first(st, kisoku_nashi(c, k));
    if (st != ST_OK)
        return st;
    const char *soshitsu = k->soshitsu_ymd;
    k->soshitsu_ymd = NULL;
    st = S_first(c, k, s, &fresh);
    if (!fresh)
        k->soshitsu_ymd = soshitsu;
    if (st == ST_OK)
        st = fresh ? S_new(c, &h, soshitsu, s) : S_known(c, k, s);
    if (st == ST_OK) /* 資格重複 of those with a new 枝番 is looked at all at once: kanyusha_shinki_end */
        *ret_edaban = k->edaban;
    return st;
}

enum status kanyusha_shinki_end(struct call *c, struct kanyusha_state *s)
{
    const char *from = NULL, *to = NULL, *asked = NULL;
    enum status st = ST_OK;
    if (s->edaban_next > s->edaban_first) {
        from = S_edaban(c, s->edaban_first);
        to = S_edaban(c, s->edaban_next - 1);
        if (!from || !to)
            return ST_LIMIT;
        st = chofuku_new(c, &s->chofuku, from, to, s->edaban_next - s->edaban_first);
    }
    if (st == ST_OK)
        st = juki_togo_end(c, &s->togo);
    if (s->edaban_asked && !(asked = S_edaban(c, s->edaban_asked)))
        return ST_LIMIT;
    enum status (*start)(struct call *, const char *, const char *, const char *, const struct fugo_range *) =
        c->bulk_state ? fugo_start_ato : fugo_start;
    return st == ST_OK ? start(c, c->caller->hokensha, asked ? from : NULL, asked, &s->fugo) : st;
}

/* 処理区分 against persons; see kubun.h. */
#include "file/rule/kubun.h"

#include <stdio.h>
#include <string.h>

static bool S_given(const char *s)
{
    return s && *s;
}

static bool S_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

enum status kubun_none(const char *kubun, struct diag *d)
{
    return diag_set(d, ST_KANYUSHA_ITEM, "処理区分", "1（新規）〜 6（喪失取消）",
                    S_given(kubun) ? kubun : "空");
}

/* --- 資格 -------------------------------------------------------------------------------------------------
 */

enum status kubun_order(const char *kara, const char *made, struct diag *d)
{
    char want[96];
    if (!S_given(kara) || !S_given(made) || strcmp(kara, made) <= 0)
        return ST_OK;
    snprintf(want, sizeof want, "資格取得年月日（%.8s）以後", kara);
    return diag_set(d, ST_DATE_ORDER, "資格喪失年月日", want, made);
}

/* The day of 喪失 has no 資格, so one may begin on it; the same two days twice are the same 資格. */
static bool S_apart(const struct kanyusha_koto *s, const char *kara, const char *made)
{
    bool ended = S_given(s->soshitsu_ymd);
    bool after = ended && strcmp(s->soshitsu_ymd, kara) <= 0;
    bool before = S_given(made) && strcmp(made, s->shutoku_ymd) <= 0;
    bool same = S_given(made) && ended && strcmp(s->shutoku_ymd, kara) == 0 && S_same(s->soshitsu_ymd, made);
    return (after || before) && !same;
}

static enum status S_beside(const struct kanyusha_koto *s, const char *kara, const char *made, struct diag *d)
{
    char want[96];
    if (!S_given(s->shutoku_ymd) || !S_given(kara) || S_apart(s, kara, made))
        return ST_OK;
    snprintf(want, sizeof want, "登録済みの資格 %.8s〜%.8s と重ならない期間", s->shutoku_ymd,
             s->soshitsu_ymd ? s->soshitsu_ymd : "");
    return diag_setf(d, ST_DATE_ORDER, "資格期間", want, "%s〜%s", kara, made ? made : "");
}

/* 資格 of a person do not overlap: the days from kara until before made (none: open) against the present one
 * (present: that, too) and all earlier ones but that of index `but`. */
static enum status S_fits(const struct kanyusha_person *p, bool present, int but, const char *kara,
                          const char *made, struct diag *d)
{
    enum status st = present ? S_beside(&p->now, kara, made, d) : ST_OK;
    for (size_t i = 0; st == ST_OK && i < p->n; i++)
        if ((int)i != but)
            st = S_beside(&p->mae[i], kara, made, d);
    return st;
}

/* Which is meant by its day of 取得: the present one, or the last of the earlier ones that began then. false:
 * none. */
static bool S_which(const struct kanyusha_person *p, const char *shutoku_ymd, int *ret)
{
    *ret = KUBUN_PRESENT;
    if (!S_given(shutoku_ymd))
        return false;
    if (S_same(p->now.shutoku_ymd, shutoku_ymd))
        return true;
    for (size_t i = p->n; i > 0; i--)
        if (strcmp(p->mae[i - 1].shutoku_ymd, shutoku_ymd) == 0) {
            *ret = (int)i - 1;
            return true;
        }
    return false;
}

/* What is told means none of them: which there are. */
static enum status S_none(const struct kanyusha_person *p, const char *have, struct diag *d)
{
    char want[160];
    size_t at = p->n ? 0 : (size_t)snprintf(want, sizeof want, "登録済みの ");
    for (size_t i = 0; i < p->n && at < sizeof want - 60; i++)
        at += (size_t)snprintf(want + at, sizeof want - at, "%.8s、", p->mae[i].shutoku_ymd);
    snprintf(want + at, sizeof want - at, "%.8s%s", p->now.shutoku_ymd, p->n ? " のいずれか" : "");
    return diag_set(d, ST_KANYUSHA_ITEM, "資格取得年月日", want, S_given(have) ? have : "空");
}

/* The person with the items of one 資格. */
static struct kanyusha_koto S_with(const struct kanyusha_person *p, int mae)
{
    struct kanyusha_koto k = p->now;
    if (mae == KUBUN_PRESENT)
        return k;
    const struct kanyusha_koto *s = &p->mae[mae];
    k.kigo = s->kigo;
    k.bango = s->bango;
    k.honnin_kazoku = s->honnin_kazoku;
    k.shutoku_ymd = s->shutoku_ymd;
    k.soshitsu_ymd = s->soshitsu_ymd;
    k.nintei_ymd = s->nintei_ymd;
    return k;
}

/* --- 1 新規 -----------------------------------------------------------------------------------------------
 */

enum status kubun_shinki(const struct kanyusha_koto *told, const struct kanyusha_person *p,
                         enum kubun_place *ret, struct findings *f)
{
    const char *ended = p->now.soshitsu_ymd, *kara = told->shutoku_ymd, *made = told->soshitsu_ymd;
    bool later = S_given(ended) && strcmp(kara, ended) >= 0;
    bool mae = !later && S_given(made);
    *ret = mae ? KUBUN_MAE : KUBUN_AGAIN;
    if (!later && !mae && !p->lost)
        return diag_setf(f->refusal, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                         "被保険者枝番 %s として登録済み", p->edaban);
    enum status st = rule_kanyusha_shinki(told, &p->now, p->edaban, str_date(str_of(kara)), f);
    if (st != ST_OK)
        return st;
    return later || mae ? S_fits(p, true, KUBUN_PRESENT, kara, made, f->refusal)
                        : diag_setf(f->refusal, ST_DATE_ORDER, "資格取得年月日", "前回の資格喪失年月日以後",
                                    "%s（前回の資格喪失年月日 %s）", kara, ended);
}

/* --- 2 変更 -----------------------------------------------------------------------------------------------
 */

/* What a row of 変更 may tell but not change: those have a 処理区分 of their own. */
static enum status S_unchanged(const struct kanyusha_koto *told, const struct kanyusha_koto *now,
                               struct diag *d)
{
    if (S_given(told->kojin_bango) && !S_same(told->kojin_bango, now->kojin_bango))
        return diag_set(d, ST_KANYUSHA_ITEM, "個人番号",
                        "空または登録済みの個人番号（訂正は個人番号訂正で行う）", "登録と異なる番号");
    if (S_given(told->soshitsu_ymd) && !S_same(told->soshitsu_ymd, now->soshitsu_ymd))
        return diag_setf(d, ST_KANYUSHA_ITEM, "資格喪失年月日",
                         "空または登録済みの日付（喪失とその訂正は資格喪失で行う）", "%s（登録 %s）",
                         told->soshitsu_ymd, S_given(now->soshitsu_ymd) ? now->soshitsu_ymd : "なし");
    return ST_OK;
}

/* How many items were given. */
static int S_take(struct kanyusha_koto *k, const struct kanyusha_koto *told)
{
    const struct {
        const char **to, *from;
    } items[] = {
        {&k->kigo, told->kigo},
        {&k->bango, told->bango},
        {&k->shimei, told->shimei},
        {&k->shimei_kana, told->shimei_kana},
        {&k->seibetsu, told->seibetsu},
        {&k->seinengappi, told->seinengappi},
        {&k->jusho, told->jusho},
        {&k->honnin_kazoku, told->honnin_kazoku},
        {&k->shutoku_ymd, told->shutoku_ymd},
        {&k->nintei_ymd, told->nintei_ymd},
    };
    int given = 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (S_given(items[i].from)) {
            *items[i].to = items[i].from;
            given++;
        }
    return given;
}

enum status kubun_henko(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                        struct kanyusha_koto *ret, struct findings *f)
{
    *ret = p->now;
    enum status st = S_unchanged(told, &p->now, f->refusal);
    if (st == ST_OK && !S_take(ret, told))
        st = diag_set(f->refusal, ST_KANYUSHA_ITEM, "変更する項目", "1つ以上", "なし");
    if (st == ST_OK)
        st = kubun_order(ret->shutoku_ymd, ret->soshitsu_ymd, f->refusal);
    if (st == ST_OK && !S_same(ret->shutoku_ymd, p->now.shutoku_ymd))
        st = S_fits(p, false, KUBUN_PRESENT, ret->shutoku_ymd, ret->soshitsu_ymd, f->refusal);
    if (st != ST_OK)
        return st;
    st = rule_kanyusha_hizuke(ret, &p->now, today, f);
    return rule_goes_on(st) ? rule_first(st, rule_kanyusha_henko(told, &p->now, today, f)) : st;
}

/* --- 3 個人番号訂正 ---------------------------------------------------------------------------------------
 */

enum status kubun_teisei(const struct kanyusha_koto *told, const struct kanyusha_person *p, bool done,
                         int32_t today, struct findings *f)
{
    if (!done && S_same(told->kojin_bango, p->now.kojin_bango))
        return diag_set(f->refusal, ST_KOJIN_BANGO_SAME, "個人番号", "訂正前と異なる番号",
                        "訂正前と同じ番号");
    enum status st = rule_kanyusha_sute(told, &p->now, today, f);
    return done ? ST_OK : st; /* what was done ahead of its row was found not to be refused */
}

/* --- 4 喪失 -----------------------------------------------------------------------------------------------
 */

enum status kubun_soshitsu(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                           int *ret_mae, struct findings *f)
{
    *ret_mae = KUBUN_PRESENT;
    if (!S_given(told->soshitsu_ymd))
        return diag_set(f->refusal, ST_KANYUSHA_ITEM, "資格喪失年月日", "暦にある日付 YYYYMMDD", "空");
    if (!S_which(p, told->shutoku_ymd, ret_mae) && S_given(told->shutoku_ymd))
        return S_none(p, told->shutoku_ymd, f->refusal);
    const struct kanyusha_koto was = S_with(p, *ret_mae);
    struct kanyusha_koto then = was, rest = *told;
    bool present = *ret_mae == KUBUN_PRESENT;
    then.soshitsu_ymd = told->soshitsu_ymd;
    rest.soshitsu_ymd = NULL;
    if (S_same(was.soshitsu_ymd, told->soshitsu_ymd))
        return diag_setf(f->refusal, ST_KANYUSHA_LOST, "被保険者枝番",
                         "資格のある加入者、または登録と異なる資格喪失年月日", "%s（資格喪失年月日 %s）",
                         p->edaban, was.soshitsu_ymd);
    enum status st = kubun_order(then.shutoku_ymd, then.soshitsu_ymd, f->refusal);
    if (st == ST_OK)
        st = S_fits(p, !present, *ret_mae, then.shutoku_ymd, then.soshitsu_ymd, f->refusal);
    if (st != ST_OK)
        return st;
    if (present)
        st = rule_kanyusha_hizuke(&then, &was, today, f);
    return rule_goes_on(st) ? rule_first(st, rule_kanyusha_sute(&rest, &was, today, f)) : st;
}

/* --- 5 取消 and 6 喪失取消 --------------------------------------------------------------------------------
 */

enum status kubun_torikeshi(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                            int *ret_mae, struct findings *f)
{
    if (!S_which(p, told->shutoku_ymd, ret_mae) && (p->n || S_given(told->shutoku_ymd)))
        return S_none(p, told->shutoku_ymd, f->refusal);
    const struct kanyusha_koto was = S_with(p, *ret_mae);
    return rule_kanyusha_sute(told, &was, today, f);
}

/* A day that is told of the 資格 is that of the present one. */
static enum status S_present(const char *item, const char *told, const char *known, struct diag *d)
{
    char want[96];
    if (!S_given(told) || S_same(told, known))
        return ST_OK;
    snprintf(want, sizeof want, "空、または最新の資格の %.8s", S_given(known) ? known : "（なし）");
    return diag_set(d, ST_KANYUSHA_ITEM, item, want, told);
}

enum status kubun_soshitsu_torikeshi(const struct kanyusha_koto *told, const struct kanyusha_person *p,
                                     int32_t today, struct findings *f)
{
    if (!S_given(p->now.soshitsu_ymd))
        return diag_setf(f->refusal, ST_KANYUSHA_NOT_LOST, "被保険者枝番", "資格喪失年月日のある加入者",
                         "%s（資格喪失年月日なし）", p->edaban);
    enum status st = S_present("資格取得年月日", told->shutoku_ymd, p->now.shutoku_ymd, f->refusal);
    if (st == ST_OK)
        st = S_present("資格喪失年月日", told->soshitsu_ymd, p->now.soshitsu_ymd, f->refusal);
    return st == ST_OK ? rule_kanyusha_sute(told, &p->now, today, f) : st;
}

/* --- of one who is not known ------------------------------------------------------------------------------
 */

enum status kubun_stranger(char kubun, const struct kanyusha_koto *told, int32_t today, struct findings *f)
{
    const struct kanyusha_koto was = {.shutoku_ymd = told->shutoku_ymd}; /* says which 資格 ends */
    const struct kanyusha_koto lost = {.shutoku_ymd = told->shutoku_ymd, .soshitsu_ymd = told->soshitsu_ymd};
    return kubun == '2'   ? rule_kanyusha_hizuke(told, NULL, today, f)
           : kubun == '4' ? rule_kanyusha_hizuke(&lost, &was, today, f)
                          : ST_OK;
}

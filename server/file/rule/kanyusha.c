/* Rules over 加入者情報; see kanyusha.h. */
#include "file/rule/kanyusha.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHIKO "19260701"   /* 健康保険法 came into force */
#define MUKASHI "19000101" /* nobody is so old */

static bool S_given(const char *s)
{
    return s && *s;
}

/* Both are there, and one is before the other. */
static bool S_before(const char *a, const char *b)
{
    return S_given(a) && S_given(b) && strcmp(a, b) < 0;
}

static bool S_differ(const char *told, const char *known)
{
    return S_given(told) && S_given(known) && strcmp(told, known) != 0;
}

/* --- days -------------------------------------------------------------------------------------------------
 */

static enum status S_umare_ato(const struct kanyusha_koto *k, int32_t day, struct findings *f)
{
    char want[64];
    if (!S_before(k->shutoku_ymd, k->seinengappi))
        return ST_OK;
    snprintf(want, sizeof want, "生年月日（%.8s）以後", k->seinengappi);
    return rule_found(f, RULE_UMARE_ATO, day, "資格取得年月日", want, "%s", k->shutoku_ymd);
}

static enum status S_umare_saki(const struct kanyusha_koto *k, int32_t day, int32_t today, struct findings *f)
{
    char want[64], last[9];
    str_from_date(today, last);
    if (!S_before(last, k->seinengappi))
        return ST_OK;
    snprintf(want, sizeof want, "きょう（%s）まで", last);
    return rule_found(f, RULE_UMARE_SAKI, day, "生年月日", want, "%s", k->seinengappi);
}

static enum status S_nintei(const struct kanyusha_koto *k, int32_t day, struct findings *f)
{
    bool early = S_before(k->nintei_ymd, k->shutoku_ymd);
    bool late =
        S_given(k->nintei_ymd) && S_given(k->soshitsu_ymd) && !S_before(k->nintei_ymd, k->soshitsu_ymd);
    char want[96];
    if (!early && !late)
        return ST_OK;
    if (S_given(k->soshitsu_ymd))
        snprintf(want, sizeof want, "%.8s から %.8s の前日まで", k->shutoku_ymd, k->soshitsu_ymd);
    else
        snprintf(want, sizeof want, "%.8s 以後", k->shutoku_ymd);
    return rule_found(f, RULE_NINTEI_SOTO, day, "被扶養者認定年月日", want, "%s", k->nintei_ymd);
}

static enum status S_umare(const struct kanyusha_koto *k, int32_t day, int32_t today, struct findings *f)
{
    enum status st = S_umare_ato(k, day, f);
    if (rule_goes_on(st) && S_before(k->seinengappi, MUKASHI))
        st = rule_first(
            st, rule_found(f, RULE_UMARE_FURUI, day, "生年月日", MUKASHI " 以後", "%s", k->seinengappi));
    if (rule_goes_on(st))
        st = rule_first(st, S_umare_saki(k, day, today, f));
    if (rule_goes_on(st) && S_before(k->shutoku_ymd, SHIKO))
        st = rule_first(st, rule_found(f, RULE_SHUTOKU_FURUI, day, "資格取得年月日", SHIKO " 以後", "%s",
                                       k->shutoku_ymd));
    return st;
}

enum status rule_kanyusha_nashi(const struct kanyusha_aru *aru, int32_t day, struct findings *f)
{
    enum status st = ST_OK;
    if (!aru->kojin_bango)
        st = rule_found(f, RULE_KOJIN_NASHI, day, "個人番号", "個人番号（なければ後で個人番号訂正）", "空");
    if (rule_goes_on(st) && (!aru->shimei || !aru->shimei_kana))
        st = rule_first(st, rule_found(f, RULE_NA_NASHI, day, aru->shimei ? "氏名カナ" : "氏名",
                                       "氏名と氏名カナ（なければ後で変更）", "空"));
    if (rule_goes_on(st) && !aru->jusho)
        st = rule_first(st,
                        rule_found(f, RULE_JUSHO_NASHI, day, "住所", "住所（国内になければ空でよい）", "空"));
    return st;
}

static bool S_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* A 喪失 of a day soon to come is lawful, one of the next century is a slip of the pen. */
static enum status S_toi(const struct kanyusha_koto *k, const struct kanyusha_koto *was, int32_t day,
                         int32_t today, struct findings *f)
{
    enum { YEAR = 10000 }; /* of a day as a number YYYYMMDD */
    const struct kanyusha_koto none = {0}, *had = was ? was : &none;
    const struct {
        const char *mei, *ymd, *had;
    } days[] = {{"資格取得年月日", k->shutoku_ymd, had->shutoku_ymd},
                {"資格喪失年月日", k->soshitsu_ymd, had->soshitsu_ymd},
                {"被扶養者認定年月日", k->nintei_ymd, had->nintei_ymd}};
    enum status st = ST_OK;
    char text[9], want[64];
    str_from_date(today, text);
    const long last = strtol(text, NULL, 10) + YEAR;
    for (size_t i = 0; rule_goes_on(st) && i < sizeof days / sizeof *days; i++) {
        if (!S_given(days[i].ymd) || strtol(days[i].ymd, NULL, 10) <= last ||
            S_same(days[i].ymd, days[i].had))
            continue;
        snprintf(want, sizeof want, "きょうから一年（%ld）まで", last);
        st = rule_first(st, rule_found(f, RULE_HIZUKE_TOI, day, days[i].mei, want, "%s", days[i].ymd));
    }
    return st;
}

enum status rule_kanyusha_hizuke(const struct kanyusha_koto *k, const struct kanyusha_koto *was,
                                 int32_t today, struct findings *f)
{
    int32_t day = S_given(k->shutoku_ymd) ? str_date(str_of(k->shutoku_ymd)) : 0;
    bool shutoku = !was || !S_same(k->shutoku_ymd, was->shutoku_ymd);
    bool umare = shutoku || !S_same(k->seinengappi, was->seinengappi);
    bool nintei =
        shutoku || !S_same(k->nintei_ymd, was->nintei_ymd) || !S_same(k->soshitsu_ymd, was->soshitsu_ymd);
    enum status st = umare ? S_umare(k, day, today, f) : ST_OK;
    if (rule_goes_on(st) && nintei)
        st = rule_first(st, S_nintei(k, day, f));
    return rule_goes_on(st) ? rule_first(st, S_toi(k, was, day, today, f)) : st;
}

/* --- persons ----------------------------------------------------------------------------------------------
 */

/* One value tells of another person than the registered one. */
static enum status S_other(const char *mei, const char *told, const char *known, int32_t day,
                           struct findings *f)
{
    char want[64];
    if (!S_differ(told, known))
        return ST_OK;
    snprintf(want, sizeof want, "登録済みの値: %.8s", known);
    return rule_found(f, RULE_EDABAN_CHIGAI, day, mei, want, "%s", told);
}

/* A name alone changes by marriage; birth and sex do not, so that a twin or the next line may be meant. */
enum status rule_kanyusha_shinki(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                                 const char *edaban, int32_t day, struct findings *f)
{
    char want[160];
    if (!S_differ(told->seinengappi, known->seinengappi) ||
        !S_differ(told->shimei_kana, known->shimei_kana)) {
        enum status st = S_other("性別", told->seibetsu, known->seibetsu, day, f);
        return rule_goes_on(st)
                   ? rule_first(st, S_other("生年月日", told->seinengappi, known->seinengappi, day, f))
                   : st;
    }
    snprintf(want, sizeof want, "登録済みの人（被保険者枝番 %.60s）の生年月日か氏名カナ", edaban);
    return rule_found(f, RULE_HITO_CHIGAI, day, "個人番号", want, "生年月日 %s（登録 %s）、氏名カナも異なる",
                      told->seinengappi, known->seinengappi);
}

enum status rule_kanyusha_henko(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                                int32_t day, struct findings *f)
{
    bool umare = S_differ(told->seinengappi, known->seinengappi);
    const char *is = umare ? known->seinengappi : known->seibetsu;
    const char *have = umare ? told->seinengappi : told->seibetsu;
    char want[sizeof((struct diag *)0)->want];
    if (!S_differ(told->shimei_kana, known->shimei_kana) ||
        (!umare && !S_differ(told->seibetsu, known->seibetsu)))
        return ST_OK;
    int n = snprintf(want, sizeof want, "どちらかは登録済みの値: %s／%s", known->shimei_kana, is);
    if (n >= (int)sizeof want)
        str_end_cut(want, sizeof want);
    return rule_found(f, RULE_EDABAN_CHIGAI, day, umare ? "氏名カナ／生年月日" : "氏名カナ／性別", want,
                      "%s／%s", told->shimei_kana, have);
}

static const struct {
    const char *mei;
    size_t at;
    bool hito; /* tells one person from another */
} items[] = {
    {"氏名", offsetof(struct kanyusha_koto, shimei), true},
    {"氏名カナ", offsetof(struct kanyusha_koto, shimei_kana), true},
    {"性別", offsetof(struct kanyusha_koto, seibetsu), true},
    {"生年月日", offsetof(struct kanyusha_koto, seinengappi), true},
    {"被保険者証記号", offsetof(struct kanyusha_koto, kigo), false},
    {"被保険者証番号", offsetof(struct kanyusha_koto, bango), false},
    {"本人家族区分", offsetof(struct kanyusha_koto, honnin_kazoku), false},
    {"住所", offsetof(struct kanyusha_koto, jusho), false},
    {"資格取得年月日", offsetof(struct kanyusha_koto, shutoku_ymd), false},
    {"資格喪失年月日", offsetof(struct kanyusha_koto, soshitsu_ymd), false},
    {"被扶養者認定年月日", offsetof(struct kanyusha_koto, nintei_ymd), false},
};

static const char *S_item(const struct kanyusha_koto *k, size_t i)
{
    const char *s;
    memcpy(&s, (const char *)k + items[i].at, sizeof s);
    return s && *s ? s : NULL;
}

/* What is registered as nothing contradicts nobody, but is dropped all the same. */
enum status rule_kanyusha_sute(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                               int32_t day, struct findings *f)
{
    enum status st = ST_OK;
    for (size_t i = 0; rule_goes_on(st) && i < sizeof items / sizeof *items; i++) {
        const char *have = S_item(told, i), *is = S_item(known, i);
        if (!have || (is && strcmp(have, is) == 0))
            continue;
        enum rule r = items[i].hito && is ? RULE_EDABAN_CHIGAI : RULE_ATAI_SUTE;
        char want[sizeof((struct diag *)0)->want];
        int n = snprintf(want, sizeof want, "%s%s", is ? "登録済みの値: " : "空（登録済みの値はない）",
                         is ? is : "");
        if (n >= (int)sizeof want)
            str_end_cut(want, sizeof want);
        st = rule_first(st, rule_found(f, r, day, items[i].mei, want, "%s", have));
    }
    return st;
}

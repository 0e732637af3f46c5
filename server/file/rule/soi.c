/* See soi.h. */
#include "file/rule/soi.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "file/rule/keep.h"

#define KIGO_ONAJI "加入者情報と同じ"

enum { SHOWN = 3, FOLDED = 128 };

/* --- 記号, 番号 ---------------------------------------------------------------------------------------
 */

/* U+FF01 to U+FF5E are the ASCII letters in full width, three bytes each. */
static bool S_full_width(const unsigned char *s, char *ret)
{
    if (s[0] != 0xEF || (s[1] != 0xBC && s[1] != 0xBD) || s[2] < 0x80)
        return false;
    unsigned at = (s[1] - 0xBCu) * 64u + (s[2] - 0x80u);
    *ret = (char)(at + 0x20u);
    return at >= 1 && at <= 0x5E;
}

size_t soi_fold(const char *s, char *out, size_t cap)
{
    size_t n = 0;
    for (; s && *s && n < cap - 1; n++) {
        bool full = S_full_width((const unsigned char *)s, &out[n]);
        if (!full)
            out[n] = *s;
        s += full ? 3 : 1;
    }
    out[n] = '\0';
    return n;
}

uint32_t soi_hash(const char *s)
{
    char folded[FOLDED];
    if (!soi_fold(s, folded, sizeof folded))
        return 0;
    uint32_t h = keep_hash32(folded) & 0xFFFFFFF;
    return h ? h : 1;
}

/* --- the rule -----------------------------------------------------------------------------------------
 */

struct soi {
    const struct record_view *row;
    const char *const *mei;
    int32_t day; /* of 取得 */
    int32_t today;
    struct findings *f;
};

static enum status S_found(const struct soi *x, int column, const char *want)
{
    const char *v = x->row->values[column];
    return rule_found(x->f, RULE_SHIKAKU_SOI, x->day, x->mei[column], want, "%s", v ? v : "（なし）");
}

/* 「加入者情報の 20170401、20180401（ほかの日の資格情報は削除）」: the latest, oldest first. One that was
 * cancelled may have left it. */
static enum status S_shutoku(const struct soi *x, int column, const struct soi_shikaku *list, size_t n)
{
    char want[128] = "加入者情報の ", day[9];
    size_t first = n > SHOWN ? n - SHOWN : 0;
    for (size_t i = first; i < n; i++) {
        str_from_date(list[i].shutoku, day);
        size_t len = strlen(want);
        snprintf(want + len, sizeof want - len, "%s%s", i > first ? "、" : "", day);
    }
    snprintf(want + strlen(want), sizeof want - strlen(want), "（ほかの日の資格情報は削除）");
    return S_found(x, column, want);
}

/* 「加入者情報は取消（資格情報もほかの副本も削除）」 */
static enum status S_torikeshi(const struct soi *x, int column)
{
    return S_found(x, column, "加入者情報は取消（資格情報もほかの副本も削除）");
}

static enum status S_soshitsu(const struct soi *x, int column, const struct soi_shikaku *k)
{
    char want[48], day[9] = "";
    if (k->soshitsu != DAY_NONE)
        str_from_date(k->soshitsu, day);
    snprintf(want, sizeof want, "加入者情報の %s", *day ? day : "（なし）");
    return S_found(x, column, want);
}

static enum status S_honnin(const struct soi *x, int column, const struct soi_shikaku *k)
{
    char want[32];
    snprintf(want, sizeof want, "加入者情報の %s", *k->honnin ? k->honnin : "（なし）");
    return S_found(x, column, want);
}

/* A day of 喪失 that is still to come need not be told yet: until then the person has the 資格. */
static bool S_soshitsu_same(const struct soi *x, const struct soi_shikaku *k)
{
    int32_t day = record_day(x->row, "soshitsuYmd");
    bool coming = k->soshitsu != DAY_NONE && k->soshitsu > x->today;
    return day == k->soshitsu || (coming && !record_item(x->row, "soshitsuYmd"));
}

/* Of the first column that differs; -1: none does. */
static int S_differs(const struct soi *x, const struct soi_shikaku *k)
{
    const struct record_view *r = x->row;
    int soshitsu = record_place(r, "soshitsuYmd"), honnin = record_place(r, "honninKazoku");
    int kigo = record_place(r, "kigo"), bango = record_place(r, "bango");
    if (soshitsu >= 0 && !S_soshitsu_same(x, k))
        return soshitsu;
    if (honnin >= 0 && strcmp(r->values[honnin] ? r->values[honnin] : "", k->honnin) != 0)
        return honnin;
    if (kigo >= 0 && soi_hash(r->values[kigo]) != k->kigo)
        return kigo;
    return bango >= 0 && soi_hash(r->values[bango]) != k->bango ? bango : -1;
}

static enum status S_tell(const struct soi *x, int column, const struct soi_shikaku *k)
{
    const char *name = x->row->names[column];
    return strcmp(name, "soshitsuYmd") == 0    ? S_soshitsu(x, column, k)
           : strcmp(name, "honninKazoku") == 0 ? S_honnin(x, column, k)
                                               : S_found(x, column, KIGO_ONAJI);
}

/* Two may begin on one day, when the first of them has none (取得 and 喪失 on it): the record may be of
 * either, and is held to be of the last. */
enum status rule_soi(const struct record_view *row, const char *const *mei, const struct soi_shikaku *list,
                     size_t n, int32_t today, struct findings *f)
{
    int shutoku = record_place(row, "shutokuYmd"), column = -1;
    const struct soi x = {row, mei, record_day(row, "shutokuYmd"), today, f};
    const struct soi_shikaku *last = NULL;
    if (shutoku < 0 || x.day == DAY_NONE)
        return ST_OK;
    for (size_t i = 0; i < n; i++) {
        if (list[i].shutoku != x.day)
            continue;
        last = &list[i];
        if ((column = S_differs(&x, last)) < 0)
            return ST_OK;
    }
    if (!n)
        return S_torikeshi(&x, shutoku);
    return last ? S_tell(&x, column, last) : S_shutoku(&x, shutoku, list, n);
}

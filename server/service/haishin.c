/* 配信マスター; see haishin.h. */
#include "service/haishin.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/masters.h"
#include "service/made_file.h"

/* clang-format off */
#define ITEM(element, mei, member) {element, mei, offsetof(struct haishin_record, member)}
#define HAN ITEM("han", "版番号", han)
static const struct haishin_item of_kikan[] = {
    HAN, ITEM("mei", "機関名", mei), ITEM("kikanShubetsu", "機関種別", shubetsu), {NULL, NULL, 0}};
static const struct haishin_item of_jimu_tetsuzuki[] = {
    HAN, ITEM("mei", "事務手続名", mei), ITEM("jimuCode", "事務コード", jimu_code), ITEM("ko", "別表第二の項", ko), {NULL, NULL, 0}};
static const struct haishin_item of_tokutei_kojin_joho[] = {
    HAN, ITEM("mei", "特定個人情報名", mei), {NULL, NULL, 0}};
#undef HAN
#undef ITEM
/* clang-format on */

#define KIND(jun, id, name, mei) {name, mei, #id ".csv", name MASTERS_LAYOUT, of_##id},
const struct haishin_kind haishin_kinds[] = {MASTERS_EACH(KIND){NULL, NULL, NULL, NULL, NULL}};
#undef KIND

const struct field haishin_fields[] = {
    FIELD_TEXT(struct haishin_record, "code", code),
    FIELD_TEXT(struct haishin_record, "han", han),
    FIELD_TEXT(struct haishin_record, "mei", mei),
    FIELD_TEXT_AS(struct haishin_record, "kikanShubetsu", shubetsu, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct haishin_record, "jimuCode", jimu_code, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct haishin_record, "ko", ko, FIELD_LEFT_OUT),
    FIELD_END,
};

const struct haishin_kind *haishin_kind(const char *name)
{
    const struct haishin_kind *k = haishin_kinds;
    while (k->name && strcmp(k->name, name) != 0)
        k++;
    return k->name ? k : NULL;
}

const char *haishin_value(const struct haishin_record *r, const struct haishin_item *i)
{
    const char *value;
    memcpy(&value, (const char *)r + i->slot, sizeof value);
    return value ? value : "";
}

const char *haishin_day(const struct call *c, int64_t at)
{
    char ymd[9];
    str_from_date(clock_date(at), ymd);
    return arena_strdup(c->arena, ymd);
}

/* --- in force ---------------------------------------------------------------------------------------------
 */

/* A code to test with, or a row that this world's table leaves out. */
static enum status S_nws(struct call *c, const struct haishin_soto *s, const struct haishin_kind *k,
                         const char *item)
{
    const char *want = s->honban
                           ? arena_printf(c->arena, "このワールドの初期データの %s にあるコード", k->csv)
                           : "情報提供NWS の知るコード（検証用の記録のものでないコード）";
    return diag_setf(c->diag, ST_MASTER_NWS, item, want,
                     "%s %s（いま有効なリリース%s にあるが、情報提供NWS の表にない）", s->code, s->mei,
                     s->release);
}

static enum status S_soto(struct call *c, const struct haishin_soto *s, const char *item)
{
    const struct haishin_kind *k = haishin_kind(s->master);
    if (!k)
        return ST_INTERNAL;
    if (s->yuko)
        return S_nws(c, s, k, item);
    const char *want =
        s->release ? arena_printf(c->arena, "%s リリース%s にあるコード", k->mei, s->release)
                   : arena_printf(c->arena, "%s のコード（まだどのリリースも配信されていない）", k->mei);
    return diag_setf(c->diag, ST_MASTER_SOTO, item, want, "%s %s（リリース%s にある）", s->code, s->mei,
                     s->aru);
}

enum status haishin_check(struct call *c, const char *const items[TOI_CODES],
                          const char *const codes[TOI_CODES])
{
    const struct haishin_toi toi = {codes[TOI_KIKAN], codes[TOI_TETSUZUKI], codes[TOI_JIMU], codes[TOI_CODE],
                                    haishin_day(c, c->now)};
    struct haishin_soto soto;
    enum status st = toi.ymd ? haishin_soto(c->tx, &toi, c->arena, &soto) : ST_LIMIT;
    return st == ST_OK && soto.master ? S_soto(c, &soto, items[soto.which]) : st;
}

static const char *S_names(struct call *c)
{
    struct haishin *list = NULL;
    size_t n = 0;
    const char *names = "";
    if (haishin_list(c->tx, c->policy->lot, c->arena, &list, &n) != ST_OK)
        return NULL;
    for (size_t i = 0; names && i < n; i++)
        names = arena_printf(c->arena, "%s%s%s", names, i ? "・" : "", list[i].release);
    return names;
}

enum status haishin_known(struct call *c, const char *release, struct haishin *ret)
{
    bool found = false;
    enum status st = haishin_get(c->tx, release, c->policy->lot, c->arena, ret, &found);
    if (st != ST_OK || found)
        return st;
    const char *names = S_names(c);
    return names ? diag_set(c->diag, ST_MASTER_RELEASE, "リリース",
                            *names ? names : "配信マスターのあるワールド", release)
                 : ST_LIMIT;
}

enum status haishin_release(struct call *c, const char *release, struct haishin *ret)
{
    const char *day = haishin_day(c, c->now);
    enum status st = day ? haishin_known(c, release, ret) : ST_LIMIT;
    return st != ST_OK || strcmp(ret->haishin_ymd, day) <= 0
               ? st
               : diag_setf(c->diag, ST_MASTER_RELEASE, "リリース", "配信された日から後",
                           "リリース%s は %s から（きょうは %s）", ret->release, ret->haishin_ymd, day);
}

enum status haishin_of(struct call *c, const char *release, const char *master, struct haishin *ret_release,
                       const struct haishin_kind **ret_kind)
{
    *ret_kind = haishin_kind(master);
    if (!*ret_kind)
        return diag_set(c->diag, ST_MASTER_ITEM, "マスター", MASTERS_NAMES("") " のいずれか", master);
    return haishin_release(c, release, ret_release);
}

/* --- as a file, and as a digest ---------------------------------------------------------------------------
 */

/* Records of a master. */
struct records {
    const struct haishin_kind *kind;
    const struct haishin_record *rows;
};

static struct str S_cell(struct call *c, const void *of, size_t i, const char *column)
{
    const struct records *all = of;
    const struct haishin_record *r = &all->rows[i];
    (void)c;
    if (strcmp(column, "henko") == 0) /* as code list masterHenko has them */
        return strcmp(r->henko, HAISHIN_TSUIKA) == 0  ? STR("1")
               : strcmp(r->henko, HAISHIN_HENKO) == 0 ? STR("2")
                                                      : STR("3");
    if (strcmp(column, "code") == 0)
        return str_of(r->code);
    for (const struct haishin_item *k = all->kind->items; k->element; k++)
        if (strcmp(k->element, column) == 0)
            return str_of(haishin_value(r, k));
    return STR("");
}

enum status haishin_file(struct call *c, const struct haishin_kind *k, const char *charset,
                         const struct haishin_record *rows, size_t n, struct download *ret)
{
    return made_file(c, k->layout, charset, S_cell, &(struct records){k, rows}, n, ret);
}

const char *haishin_file_mei(const struct call *c, const struct haishin_kind *k, const struct haishin *h)
{
    return arena_printf(c->arena, MASTERS_FILE, k->layout, h->release,
                        strcmp(h->kubun, HAISHIN_ZENKEN) == 0 ? MASTERS_ZENKEN : MASTERS_SABUN);
}

static void S_add(struct sha256 *h, const char *text)
{
    sha256_add(h, text, strlen(text));
}

void haishin_digest(const struct haishin_kind *k, const struct haishin_record *rows, size_t n, char ret[65])
{
    unsigned char sum[32];
    struct sha256 *h = sha256_new();
    ret[0] = 0;
    if (!h)
        return;
    for (size_t r = 0; r < n; r++) {
        S_add(h, rows[r].code);
        for (const struct haishin_item *i = k->items; i->element; i++) {
            S_add(h, ",");
            S_add(h, haishin_value(&rows[r], i));
        }
        S_add(h, "\r\n");
    }
    sha256_end(h, sum);
    hex_text(sum, sizeof sum, ret);
}

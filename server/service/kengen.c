/* Who may ask what of whom; see kengen.h. */
#include "service/kengen.h"

#include <stdio.h>
#include <string.h>

#include "base/kojin_bango.h"
#include "service/haishin.h"

/* Of insurers that the fixture does not say otherwise of: 健康保険組合. */
static const char usual[] = "kenpo";

enum status kengen_hokensha(struct call *c, const char *hokensha, struct kikan *ret)
{
    bool found = false;
    enum status st = kikan_of_hokensha(c->tx, hokensha, c->arena, ret, &found);
    if (st == ST_OK && !found)
        *ret = (struct kikan){NULL, hokensha, usual, hokensha, KIKAN_KAIKYOKU};
    return st;
}

/* Real codes have small numbers with many zeros before, which the check digit rule would take for one by
 * chance. */
static bool S_code(struct str s, const char *letters)
{
    if (s.n != 16 || memcmp(s.p, letters, 2) != 0 || !str_all_digits((struct str){s.p + 2, 14}))
        return false;
    return memcmp(s.p + 2, "00000000", 8) == 0 || !kojin_bango_inside(s);
}

enum status kengen_code(struct call *c, const char *letters, const char *item, const char *code)
{
    char want[40];
    snprintf(want, sizeof want, "%s と14桁の数字", letters);
    return S_code(str_of(code), letters) ? ST_OK : diag_set(c->diag, ST_SHOKAI_ITEM, item, want, code);
}

/* The first element that does not fit, of a row that does. */
static enum status S_refuse(struct call *c, const struct kengen *k, const struct kengen_row *r)
{
    const struct {
        bool fits;
        const char *item, *want, *have;
    } elements[] = {
        {r->fits_shokaisha, "照会者", r->shokaisha_mei, k->shokaisha->mei},
        {r->fits_jimu, "事務コード", r->jimu_code, k->jimu_code},
        {r->fits_teikyosha, "提供者", r->teikyosha_mei, k->teikyosha->mei},
        {r->fits_code, "特定個人情報名コード", r->code, k->code},
        {r->fits_tetsuzuki, "事務手続コード", r->tetsuzuki ? r->tetsuzuki : "その事務の、いま有効な事務手続",
         k->tetsuzuki},
    };
    size_t i = 0;
    while (i + 1 < sizeof elements / sizeof *elements && elements[i].fits)
        i++;
    char want[sizeof c->diag->want];
    snprintf(want, sizeof want, "%s（最も近い別表第二 項%s: %s から %s への照会）", elements[i].want, r->ko,
             r->shokaisha_mei, r->teikyosha_mei);
    return diag_set(c->diag, ST_SHOKAI_KENGEN, elements[i].item, want, elements[i].have);
}

enum status kengen_check(struct call *c, const struct kengen *k)
{
    const struct kengen_toi toi = {k->shokaisha->shubetsu, k->jimu_code, k->tetsuzuki, k->teikyosha->shubetsu,
                                   k->code};
    struct kengen_row nearest;
    bool allowed = false, found = false;
    enum status st = kengen_allows(c->tx, &toi, &allowed);
    if (st != ST_OK || allowed)
        return st;
    const char *ymd = haishin_day(c, c->now);
    st = ymd ? kengen_nearest(c->tx, &toi, ymd, c->arena, &nearest, &found) : ST_LIMIT;
    return st == ST_OK && found ? S_refuse(c, k, &nearest) : st;
}

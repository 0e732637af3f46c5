/* One's own 本人確認; see honnin.h. */
#include "service/joho/honnin.h"

#include "service/may.h"

enum status honnin_own(struct call *c, const char *bango, int64_t *ret_shokai, struct juki_kaito *ret)
{
    const int64_t base = bango_base(c->caller->hokensha), shokai = bango_parse(BANGO_HONNIN, bango);
    bool found = false;
    enum status st = ST_OK;
    if (shokai > base && shokai <= bango_end(base))
        st = unyo_juki_get(c->tx, shokai, c->arena, ret, &found);
    *ret_shokai = shokai;
    if (st == ST_OK && (!found || ret->uketsuke))
        return diag_set(c->diag, ST_HONNIN_NONE, "本人確認番号", "自機関の honnin.request の本人確認番号",
                        bango);
    return st == ST_OK ? may(c->caller, SOSA_HONNIN_SHOKAI, &(struct may_about){.busho = ret->busho}, c->diag)
                       : st;
}

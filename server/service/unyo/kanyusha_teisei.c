/* 処理区分 3 個人番号訂正; see kanyusha_apply.h. */
#include <string.h>

#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_sound.h"

enum status kanyusha_teisei(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    struct kanyusha other;
    bool found;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK || (st = kanyusha_sound_kojin_bango(r->kojin_bango, c->diag)) != ST_OK)
        return st;
    if (strcmp(h.was.kojin_bango, r->kojin_bango) == 0)
        return diag_set(c->diag, ST_KOJIN_BANGO_SAME, "個人番号", "訂正前と異なる番号", "訂正前と同じ番号");
    st = unyo_kanyusha_by_kojin(c->tx, h.was.hokensha, r->kojin_bango, c->arena, &other, &found);
    if (st != ST_OK)
        return st;
    if (found)
        return diag_setf(c->diag, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                         "被保険者枝番 %s として登録済み", other.edaban);
    h.k.kojin_bango = r->kojin_bango;
    st = kanyusha_keep(c, &h.k, "訂正", NULL);
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}

/* 理由付き疑いなし; see utagai_nashi.h. Also its link file: those of a chunk are told together. */
#include "service/unyo/utagai_nashi.h"

#include "service/joho/togo_kaishi.h"
#include "service/unyo/file_kaishi.h"
#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/unyo_togo.h"

const struct field utagai_nashi[] = {
    FIELD_TEXT(struct utagai_nashi, "edaban", edaban),
    FIELD_CODE(struct utagai_nashi, "utagaiRiyu", riyu, "utagaiNashi"),
    FIELD_END,
};

static enum status S_open(struct call *c, const char *edaban)
{
    struct togo t;
    bool found = false;
    enum status st = unyo_togo_get(c->tx, c->caller->hokensha, edaban, c->arena, &t, &found);
    if (st != ST_OK)
        return st;
    if (found && t.machi)
        return diag_set(c->diag, ST_TOGO_MACHI, "被保険者枝番", "住基ネットとの突合が終わった加入者", edaban);
    return found && togo_fuitchi(&t)
               ? ST_OK
               : diag_setf(c->diag, ST_TOGO_NASHI, "被保険者枝番",
                           "住基ネットの情報との不一致が残っている加入者", "%s（%s）", edaban,
                           !found || t.kubun < 0 ? "突合なし"
                           : t.kubun > 0         ? "理由付き疑いなしを登録済み"
                                                 : "不一致なし");
}

enum status utagai_nashi_put(struct call *c, const struct utagai_nashi *u, struct togo_row *ret)
{
    struct hito h;
    if (!kanyusha_given(u->riyu)) /* whatever the layout lets be */
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "理由", "理由付き疑いなしの理由", "空");
    enum status st = hito_live(c, u->edaban, &h);
    if (st == ST_OK)
        st = S_open(c, h.k.edaban);
    if (st == ST_OK)
        st = unyo_togo_utagai(c->tx, h.k.hokensha,
                              &(struct togo){.edaban = h.k.edaban, .riyu = u->riyu, .utagai_at = c->now});
    if (st == ST_OK)
        *ret = (struct togo_row){0, h.k.edaban, 0};
    return st;
}

/* --- the link file ----------------------------------------------------------------------------------------
 */

struct chunk {
    struct togo_row *list; /* in call_keep */
    size_t n;
};

static enum status S_apply(struct call *c, const void *row, struct row_kekka *out)
{
    struct chunk *chunk = c->bulk_state;
    struct togo_row r;
    enum status st = utagai_nashi_put(c, row, &r);
    if (st != ST_OK)
        return st;
    out->edaban = r.edaban;
    chunk->list = arena_more(call_keep(c), chunk->list, chunk->n, sizeof *chunk->list);
    r.edaban = arena_strdup(call_keep(c), r.edaban);
    if (!chunk->list || !r.edaban)
        return ST_LIMIT;
    chunk->list[chunk->n++] = r;
    return ST_OK;
}

static enum status S_chunk_end(struct call *c, void *state)
{
    const struct chunk *chunk = state;
    return juki_togo_tell(c, c->caller->hokensha, chunk->list, chunk->n, true);
}

const struct bulk bulk_utagai_nashi = {
    .shubetsu = "utagaiNashi",
    .result_layout = "utagaiNashiKekka",
    .db = DB_UNYO,
    .sosa = SOSA_KANYUSHA_TOROKU,
    .row = utagai_nashi,
    .row_size = sizeof(struct utagai_nashi),
    .apply = S_apply,
    .chunk_end = S_chunk_end,
    .state_size = sizeof(struct chunk),
    .done = file_done,
    .refuses_clean = true,
};

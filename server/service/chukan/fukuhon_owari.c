/* What the end of a link file of 資格情報 tells; see fukuhon.h. */
#include "service/chukan/fukuhon.h"
#include "service/keikoku.h"
#include "store/torikomi.h"
#include "store/torikomi_keikoku.h"

enum status fukuhon_owari_put(struct call *c, const struct torikomi *t, int64_t nth, const char *edaban,
                              const struct finding *found)
{
    struct torikomi_keikoku k = {
        .uketsuke = t->uketsuke,
        .juni = (t->total + 1) * FINDINGS + nth,
        .gyo = INT64_MIN,
        .edaban = edaban,
        .kisoku = found->row->name,
        .code = status_info(found->diag.status)->code,
        .komoku = found->diag.item,
        .naiyo = keikoku_bun(c->arena, found),
    };
    return k.naiyo ? torikomi_keikoku_put(c->tx, &k) : ST_LIMIT;
}

/* From stored 副本 and rows to what rules know of them; see fukuhon.h. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/chukan/fukuhon.h"

#define TATAI "2" /* codes.xml: taijiKubun */

static int32_t S_date(const char *ymd)
{
    return ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

static int S_renban(const char *s)
{
    return s ? (int)strtol(s, NULL, 10) : 1;
}

struct kikan *fukuhon_kikan(struct call *c, const struct chukan_hito *hito)
{
    struct kikan *list = arena_array(c->arena, hito->kikan_n + 1, sizeof *list);
    for (size_t i = 0; list && i < hito->kikan_n; i++) {
        const struct chukan_kikan *k = &hito->kikan[i];
        list[i] = (struct kikan){
            .kind = kikan_kind(k->shubetsu),
            .from = S_date(k->kara),
            .to = k->owari ? S_date(k->owari) : DAY_OPEN,
            .honnin = k->honnin ? k->honnin[0] : 0,
            .kubun = k->kubun ? k->kubun[0] : '1',
            .renban = S_renban(k->renban),
            .shussan = S_date(k->shussan),
            .yotei = S_date(k->yotei),
            .tatai = k->taiji && strcmp(k->taiji, TATAI) == 0,
            .kagi = k->kagi,
        };
    }
    return list;
}

struct record_view fukuhon_view(const struct fukuhon_row *row)
{
    const struct row_items *i = &row->items;
    return (struct record_view){i->names, i->values, i->n, i->layout};
}

struct kikan fukuhon_kikan_row(const struct fukuhon_kind *kind, const struct fukuhon_row *row)
{
    struct record_view r = fukuhon_view(row);
    return record_kikan(&r, kind->kikan, row->kagi);
}

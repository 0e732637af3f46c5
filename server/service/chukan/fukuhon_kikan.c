/* From stored 副本 and rows to what rules know of them; see fukuhon.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/chukan/fukuhon.h"

static int32_t S_date(const char *ymd)
{
    return ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

/* --- what is kept for the rules ---------------------------------------------------------------------------
 * 資格情報: 本人家族区分 and 資格区分 unless they are 「11」. 傷病手当金: 支給連番 unless it is 1.
 * 出産手当金: 支給連番, 出産日, 予定日 and whether 多胎, 「1/20170110//0」.
 */

static const char *S_shussan(const struct kikan *k, char out[FUKUHON_KISOKU])
{
    char shussan[9] = "", yotei[9] = "";
    if (k->shussan != DAY_NONE)
        str_from_date(k->shussan, shussan);
    if (k->yotei != DAY_NONE)
        str_from_date(k->yotei, yotei);
    snprintf(out, FUKUHON_KISOKU, "%d/%s/%s/%d", k->renban, shussan, yotei, k->tatai);
    return out;
}

const char *fukuhon_kisoku(const struct kikan *k, char out[FUKUHON_KISOKU])
{
    switch (k->kind) {
    case KIKAN_SHIKAKU:
        if (k->honnin == '1' && k->kubun == '1')
            return NULL;
        out[0] = k->honnin ? k->honnin : '-';
        out[1] = k->kubun;
        out[2] = '\0';
        return out;
    case KIKAN_SHOBYO:
        if (k->renban == 1)
            return NULL;
        snprintf(out, FUKUHON_KISOKU, "%d", k->renban);
        return out;
    case KIKAN_SHUSSAN_TEATE:
        return S_shussan(k, out);
    default:
        return NULL;
    }
}

static void S_read_shussan(const char *text, struct kikan *k)
{
    char *at;
    k->renban = (int)strtol(text, &at, 10);
    int32_t *const days[] = {&k->shussan, &k->yotei};
    for (int i = 0; i < 2; i++) {
        size_t n = strcspn(++at, "/");
        *days[i] = n ? str_date((struct str){at, n}) : DAY_NONE;
        at += n;
    }
    k->tatai = at[1] == '1';
}

static void S_read(const char *text, struct kikan *k)
{
    if (k->kind == KIKAN_SHIKAKU) {
        k->honnin = text[0] == '-' ? 0 : text[0];
        k->kubun = text[1];
    } else if (k->kind == KIKAN_SHOBYO) {
        k->renban = (int)strtol(text, NULL, 10);
    } else if (k->kind == KIKAN_SHUSSAN_TEATE) {
        S_read_shussan(text, k);
    }
}

struct kikan *fukuhon_kikan(struct call *c, const struct chukan_hito *hito)
{
    struct kikan *list = arena_array(c->arena, hito->kikan_n + 1, sizeof *list);
    for (size_t i = 0; list && i < hito->kikan_n; i++) {
        const struct chukan_kikan *k = &hito->kikan[i];
        enum kikan_kind kind = kikan_kind(k->shubetsu);
        list[i] = (struct kikan){
            .kind = kind,
            .from = S_date(k->kara),
            .to = k->owari ? S_date(k->owari) : DAY_OPEN,
            .honnin = kind == KIKAN_SHIKAKU ? '1' : 0,
            .kubun = '1',
            .renban = 1,
            .shussan = DAY_NONE,
            .yotei = DAY_NONE,
            .kagi = k->kagi,
        };
        if (k->kisoku)
            S_read(k->kisoku, &list[i]);
    }
    return list;
}

struct record_view fukuhon_view(const struct fukuhon_row *row)
{
    const struct row_items *i = &row->items;
    return (struct record_view){i->names, i->values, i->n, i->layout};
}

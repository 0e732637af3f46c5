/* The beginning of a 符号取得要求; see fugo_kaishi.h. */
#include "service/joho/fugo_kaishi.h"

#include <string.h>

#include "base/bango.h"
#include "service/messages.h"
#include "store/unyo_fugo.h"

enum { MESSAGE_ENTRIES = 5000 }; /* of one notice: the courier holds some in memory */

enum status fugo_take(struct call *c, struct fugo_range *r, int64_t *ret_yokyu)
{
    if (!r->first) {
        int64_t next;
        enum status st = unyo_fugo_next(c->tx, c->caller->hokensha, &next);
        if (st != ST_OK)
            return st;
        r->first = r->next = next;
    }
    *ret_yokyu = r->next++;
    return ST_OK;
}

/* One notice of the requests first to last. */
static enum status S_send(struct call *c, const char *hokensha, int64_t first, int64_t last,
                          const char *shikaku)
{
    struct buf rows = BUF_INIT;
    enum status st = unyo_fugo_json(c->tx, first, last, shikaku, &rows);
    const struct body_yokyu b = {hokensha, rows.data};
    /* rows that were undone are not in the table: a chunk of refusals has made none */
    if (st == ST_OK && strcmp(rows.data, "[]") != 0)
        st = message_put(c, "fugoTsuchi", &b, message_due(c, WORK_FUGO));
    buf_release(&rows);
    return st;
}

enum status fugo_send(struct call *c, const char *hokensha, const struct fugo_range *r)
{
    enum status st = ST_OK;
    for (int64_t first = r->first; st == ST_OK && first < r->next; first += MESSAGE_ENTRIES)
        st =
            S_send(c, hokensha, first,
                   r->next - first > MESSAGE_ENTRIES ? first + MESSAGE_ENTRIES - 1 : r->next - 1, r->shikaku);
    return st;
}

enum status fugo_start(struct call *c, const char *hokensha, const char *edaban_from, const char *edaban_to,
                       const struct fugo_range *r)
{
    enum status st =
        edaban_from ? unyo_fugo_insert_first(c->tx, hokensha, edaban_from, edaban_to, c->now) : ST_OK;
    return st == ST_OK ? fugo_send(c, hokensha, r) : st;
}

enum status fugo_start_ato(struct call *c, const char *hokensha, const char *edaban_from,
                           const char *edaban_to, const struct fugo_range *r)
{
    /* the last one has its row at once: the next numbers are those behind the highest row */
    enum status st =
        edaban_to ? unyo_fugo_insert_first(c->tx, hokensha, edaban_to, edaban_to, c->now) : ST_OK;
    if (st != ST_OK || r->next == r->first)
        return st;
    const struct body_fugo_ikkatsu b = {hokensha, edaban_from, edaban_from ? edaban_to : NULL,
                                        bango_nth(r->first), bango_nth(r->next)};
    return message_put_ato(c, "fugoIkkatsu", &b, c->now);
}

enum status fugo_bango_nashi(struct call *c, const char *edaban)
{
    return diag_setf(c->diag, ST_FUGO_BANGO_NASHI, "被保険者枝番",
                     "個人番号のある加入者（番号は個人番号訂正で入れる。符号取得要求も出る）",
                     "%s（個人番号なし）", edaban);
}

const char *fugo_yokyu_no(struct arena *a, int64_t yokyu)
{
    return bango_text(a, BANGO_YOKYU, yokyu);
}

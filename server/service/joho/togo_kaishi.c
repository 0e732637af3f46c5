/* The match with 住基ネット; see togo_kaishi.h. */
#include "service/joho/togo_kaishi.h"

#include <string.h>

#include "base/json.h"
#include "service/messages.h"
#include "service/togo.h"
#include "store/unyo_access.h"
#include "store/unyo_fugo.h"
#include "store/unyo_togo.h"

/* of one message: the courier holds some in memory */
enum { MESSAGE_ENTRIES = 1000, MESSAGE_BYTES = 256 * 1024 };

/* --- it begins --------------------------------------------------------------------------------------------
 */

/* As many of them as one message takes: *ret_sent. Those of a link file go when it has ended. */
static enum status S_send(struct call *c, const struct juki_togo_row *list, size_t n, bool ato,
                          size_t *ret_sent)
{
    struct buf rows = BUF_INIT;
    size_t i = 0;
    buf_addc(&rows, '[');
    while (i < n && i < MESSAGE_ENTRIES && rows.len < MESSAGE_BYTES)
        json_row(&rows, juki_togo_row, &list[i++]);
    buf_addc(&rows, ']');
    const struct body_juki_togo b = {c->caller->hokensha, rows.data};
    const int64_t due = message_due(c, WORK_JUKI);
    enum status st = !buf_ok(&rows) ? ST_LIMIT
                     : ato          ? message_put_ato(c, "jukiTogo", &b, due)
                                    : message_put(c, "jukiTogo", &b, due);
    buf_release(&rows);
    *ret_sent = i;
    return st;
}

static enum status S_keep(struct call *c, struct togo_okuri *t, const struct juki_togo_row *r)
{
    struct arena *a = call_keep(c);
    if (!(t->list = arena_more(a, t->list, t->n, sizeof *t->list)))
        return ST_LIMIT;
    t->list[t->n++] = (struct juki_togo_row){
        r->shokai,
        arena_strdup(a, r->edaban),
        r->kojin_bango ? arena_strdup(a, r->kojin_bango) : NULL,
        arena_strdup(a, r->shimei),
        arena_strdup(a, r->shimei_kana),
        arena_strdup(a, r->seibetsu),
        arena_strdup(a, r->seinengappi),
        arena_strdup(a, r->jusho),
    };
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

/* The access to 住基ネット that a match is, of whoever has sent the registration (2.11.3): its number. */
static enum status S_access(struct call *c, const struct kanyusha *k, bool bulk, int64_t *ret_shokai)
{
    const struct juki_access a = {
        .at = c->now,
        .hoho = JUKI_TOTSUGO,
        .system = c->caller->system,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .riyu = "",
        .uketsuke = bulk ? c->uketsuke : NULL,
        .gyo = INT64_MIN,
        .edaban = k->edaban,
        .komoku = *k->kojin_bango
                      ? "[\"kojinBango\",\"shimei\",\"shimeiKana\",\"seibetsu\",\"seinengappi\",\"jusho\"]"
                      : "[\"shimei\",\"shimeiKana\",\"seibetsu\",\"seinengappi\",\"jusho\"]"};
    return unyo_access_add(c->tx, k->hokensha, &a, ret_shokai);
}

enum status juki_togo_toroku(struct call *c, struct togo_okuri *t, const struct kanyusha *k)
{
    if (!togo_on(c->policy))
        return ST_OK;
    struct juki_togo_row r = {.edaban = k->edaban,
                              .kojin_bango = *k->kojin_bango ? k->kojin_bango : NULL,
                              .shimei = k->shimei,
                              .shimei_kana = k->shimei_kana,
                              .seibetsu = k->seibetsu,
                              .seinengappi = k->seinengappi,
                              .jusho = k->jusho};
    size_t sent;
    enum status st = S_access(c, k, t != NULL, &r.shokai);
    if (st == ST_OK)
        st = unyo_togo_begin(c->tx, k->hokensha, k->edaban, r.shokai, c->now);
    if (st != ST_OK)
        return st;
    return t ? S_keep(c, t, &r) : S_send(c, &r, 1, false, &sent);
}

static bool S_same(const struct kanyusha *a, const struct kanyusha *b)
{
    return strcmp(a->shimei, b->shimei) == 0 && strcmp(a->shimei_kana, b->shimei_kana) == 0 &&
           strcmp(a->seibetsu, b->seibetsu) == 0 && strcmp(a->seinengappi, b->seinengappi) == 0 &&
           strcmp(a->jusho, b->jusho) == 0 && strcmp(a->kojin_bango, b->kojin_bango) == 0;
}

enum status juki_togo_henko(struct call *c, struct togo_okuri *t, const struct kanyusha *was,
                            const struct kanyusha *k)
{
    return togo_on(c->policy) && !S_same(was, k) ? juki_togo_toroku(c, t, k) : ST_OK;
}

enum status juki_togo_end(struct call *c, const struct togo_okuri *t)
{
    enum status st = ST_OK;
    for (size_t i = 0, sent = 0; st == ST_OK && i < t->n; i += sent)
        st = S_send(c, t->list + i, t->n - i, true, &sent);
    return st;
}

/* --- it has ended -----------------------------------------------------------------------------------------
 */

enum status juki_togo_go_on(struct call *c, const char *hokensha, const char *rows)
{
    const bool hand = !c->policy->approve_fugo || c->policy->work[WORK_FUGO].how == PROGRESS_MANUAL;
    struct buf list = BUF_INIT;
    int64_t n = 0;
    enum status st = hand ? ST_OK : unyo_fugo_matsu(c->tx, hokensha, rows, &list, &n);
    if (st == ST_OK && n)
        st = buf_ok(&list) ? message_put(c, "fugoShonin", &(struct body_yokyu){hokensha, list.data},
                                         message_due(c, WORK_FUGO))
                           : ST_LIMIT;
    buf_release(&list);
    return st;
}

/* As many of them as one message takes: *ret_sent. */
static enum status S_tell(struct call *c, const char *hokensha, const struct togo_row *list, size_t n,
                          bool over, size_t *ret_sent)
{
    struct buf rows = BUF_INIT;
    size_t i = 0;
    buf_addc(&rows, '[');
    while (i < n && i < MESSAGE_ENTRIES)
        json_row(&rows, togo_row, &list[i++]);
    buf_addc(&rows, ']');
    const struct body_togo_tsuchi b = {hokensha, rows.data};
    enum status st = buf_ok(&rows) ? message_put(c, "togoTsuchi", &b, c->now) : ST_LIMIT;
    if (st == ST_OK && over)
        st = juki_togo_go_on(c, hokensha, rows.data);
    buf_release(&rows);
    *ret_sent = i;
    return st;
}

enum status juki_togo_tell(struct call *c, const char *hokensha, const struct togo_row *list, size_t n,
                           bool over)
{
    enum status st = ST_OK;
    for (size_t i = 0, sent = 0; st == ST_OK && i < n; i += sent)
        st = S_tell(c, hokensha, list + i, n - i, over, &sent);
    return st;
}

enum status juki_togo_free(struct call *c, const char *hokensha, const char *edaban)
{
    struct togo t;
    bool found = false;
    enum status st =
        togo_on(c->policy) ? unyo_togo_get(c->tx, hokensha, edaban, c->arena, &t, &found) : ST_OK;
    if (st != ST_OK || !found)
        return st;
    if (t.machi)
        return diag_set(c->diag, ST_TOGO_MACHI, "被保険者枝番", "住基ネットとの突合が終わった加入者", edaban);
    return togo_fuitchi(&t) && togo_tomeru(c->policy, t.kubun, TOMERU_FUGO)
               ? togo_refuse(c, edaban, t.kubun, t.komoku)
               : ST_OK;
}

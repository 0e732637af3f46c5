/* Message fugoKekka: what came back from 住基ネット and 情報提供NWS (2.12.2 ④). The ID code becomes a
 * 機関別符号 of this 中間サーバー and is stored; only "obtained" or "failed" goes on. Called by the courier
 * (world). */
#include <stdlib.h>

#include "base/json.h"
#include "service/chukan/fugo.h"
#include "service/messages.h"
#include "store/chukan_fugo.h"

/* One entry with its 符号, "" when it failed. */
struct obtained {
    const struct fugo_kekka_row *kekka;
    char fugo[FUGO_TEXT];
};

static int S_order(const void *a, const void *b)
{
    const struct obtained *x = a, *y = b;
    int order = strcmp(x->fugo, y->fugo);
    return order ? order : (x->kekka > y->kekka) - (x->kekka < y->kekka);
}

/* In the order of the 符号, not of the list: the people of one list lie side by side, the 符号 everywhere. */
static enum status S_store(struct call *c, const struct fugo_kekka_row *list, size_t n)
{
    struct obtained *o = arena_array(c->arena, n, sizeof *o);
    enum status st = o ? ST_OK : ST_LIMIT;
    struct fugo f;
    fugo_open(&f, c->policy);
    for (size_t i = 0; o && i < n; i++) {
        o[i].kekka = &list[i];
        if (list[i].id_code && !fugo_of_id(&f, list[i].id_code, o[i].fugo))
            return diag_set(c->diag, ST_INTERNAL, "idCode", "情報提供NWSのID", list[i].id_code);
    }
    if (o && n)
        qsort(o, n, sizeof *o, S_order);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        const struct fugo_kekka_row *k = o[i].kekka;
        st = chukan_fugo_set(c->tx, k->hokensha, k->edaban, k->yokyu_no, o[i].fugo[0] ? o[i].fugo : NULL,
                             c->now);
    }
    return st;
}

static void S_report(struct buf *rows, const struct fugo_kekka_row *list, size_t n)
{
    buf_addc(rows, '[');
    for (size_t i = 0; i < n; i++) {
        const struct fugo_kanryo_row row = {list[i].yokyu_no, list[i].id_code != NULL, list[i].status};
        json_row(rows, fugo_kanryo_row, &row);
    }
    buf_addc(rows, ']');
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_fugo_kekka *b = body;
    struct list l;
    struct buf rows = BUF_INIT;
    enum status st =
        json_rows(b->kekka, fugo_kekka_row, sizeof(struct fugo_kekka_row), c->arena, &l, c->diag);
    if (st == ST_OK)
        st = S_store(c, l.items, l.n);
    if (st != ST_OK)
        return st == ST_CONTROL ? ST_INTERNAL : st;
    S_report(&rows, l.items, l.n);
    st = buf_ok(&rows) ? message_put(c, "fugoKanryo", &(struct body_fugo_kanryo){rows.data}, c->now)
                       : ST_LIMIT;
    buf_release(&rows);
    return st;
}

const struct message message_fugo_kekka = {
    .kind = "fugoKekka",
    .from = DB_GAIBU,
    .to = DB_CHUKAN,
    MESSAGE_BODY(fugo_kekka),
    .apply = S_apply,
};

/* Both ends of a question that goes over 情報提供NWS, held against each other; see kiroku.h. */
#include <string.h>

#include "base/buf.h"
#include "store/kiroku.h"
#include "store/tx.h"

struct kiroku_side {
    const char *tsuban, *koto; /* koto: the last act, with 照会結果区分 of an answer */
};

#define ROW kiroku_side
TABLE(C(tsuban), C(koto));
#undef ROW

/* One end, by 処理通番. */
struct side {
    struct sql *q;
    struct kiroku_side row; /* where it stands; tsuban NULL: none more */
};

static enum status S_next(struct side *s)
{
    bool any = false;
    enum status st = sql_step(s->q, &any);
    s->row = (struct kiroku_side){0};
    if (st == ST_OK && any)
        sql_row(s->q, NULL, kiroku_side, &s->row);
    return st;
}

/* have NULL: NWS has never heard of it. An answer may have left when it was taken back; whose 符号 was gone
 * by then was asked about nowhere. */
static bool S_fits(const char *want, const char *have)
{
    if (!have)
        return strcmp(want, KIROKU_KAITO " 該当なし") == 0;
    return strcmp(want, have) == 0 ||
           (strcmp(want, KIROKU_TORIKESHI) == 0 && strncmp(have, KIROKU_KAITO, sizeof KIROKU_KAITO - 1) == 0);
}

/* The lower one of both; what does not fit is told. */
static enum status S_compare(struct side *x, struct side *nws, struct buf *out)
{
    const char *const a = x->row.tsuban, *const b = nws->row.tsuban;
    const int order = !a ? 1 : !b ? -1 : strcmp(a, b);
    const char *want = order <= 0 ? x->row.koto : NULL, *have = order >= 0 ? nws->row.koto : NULL;
    if (!want || !S_fits(want, have))
        buf_addf(out, "kiroku %s: %s, nws %s\n", order <= 0 ? a : b, want ? want : "none",
                 have ? have : "none");
    enum status st = want ? S_next(x) : ST_OK;
    return st == ST_OK && have ? S_next(nws) : st;
}

void kiroku_check(struct tx *chukan, struct tx *gaibu, struct buf *out)
{
    struct side x = {.q = sql_get(chukan, SQL_KIROKU_CHECK_SHOKAI)},
                nws = {.q = sql_get(gaibu, SQL_KIROKU_CHECK_CHUKEI)};
    enum status st = S_next(&x);
    if (st == ST_OK)
        st = S_next(&nws);
    while (st == ST_OK && (x.row.tsuban || nws.row.tsuban))
        st = S_compare(&x, &nws, out);
    if (st != ST_OK)
        buf_addf(out, "kiroku: %s\n", status_info(st)->text);
    sql_done(x.q);
    sql_done(nws.q);
}

/* Both ends of accesses to 住基ネット, held against each other; see access_check.h. */
#include "store/access_check.h"

#include "store/sql.h"
#include "store/tx.h"

/* One number at one end. */
struct access_side {
    int64_t shokai, ryokin; /* ryokin: yen, INT64_MIN: not charged */
    int64_t michi;          /* 1: a message about it is on its way to the other end */
    int64_t mae;            /* 1: from before 住基ネット counted its answers (unyo-010) */
};

#define ROW access_side
TABLE(C(shokai), C(ryokin), C(michi), C(mae));
#undef ROW

/* One end, by number. */
struct side {
    struct sql *q;
    struct access_side row; /* where it stands; shokai INT64_MAX: none more */
};

static enum status S_next(struct side *s)
{
    bool any = false;
    enum status st = sql_step(s->q, &any);
    s->row = (struct access_side){.shokai = INT64_MAX};
    if (st == ST_OK && any)
        sql_row(s->q, NULL, access_side, &s->row);
    return st;
}

/* What is wrong with a number, NULL: nothing. a, b: its row at either end, NULL: none. */
static const char *S_wrong(const struct access_side *a, const struct access_side *b)
{
    if (!a)
        return "answered without a record";
    const bool charged = a->ryokin != INT64_MIN;
    if (!b)
        return a->mae      ? NULL
               : charged   ? "charged without an answer"
               : !a->michi ? "recorded, but never asked"
                           : NULL;
    return charged || b->michi ? NULL : "answered without a charge";
}

static void S_count(struct access_count *n, const struct access_side *a, const struct access_side *b)
{
    const bool charged = a && a->ryokin != INT64_MIN;
    n->kaito += b != NULL;
    if (a && !b && a->mae)
        return;
    n->kiroku += a != NULL;
    n->todokazu += a && !b && a->michi;
    n->seikyu += charged;
    n->kaeri += b && !charged && b->michi;
    n->yen += charged ? a->ryokin : 0;
}

enum status access_check(struct tx *unyo, struct tx *gaibu, struct access_count *ret, struct buf *out)
{
    struct side x = {.q = sql_get(unyo, SQL_ACCESS_CHECK_KIROKU)},
                juki = {.q = sql_get(gaibu, SQL_ACCESS_CHECK_KAITO)};
    *ret = (struct access_count){0};
    enum status st = S_next(&x);
    if (st == ST_OK)
        st = S_next(&juki);
    while (st == ST_OK && (x.row.shokai != INT64_MAX || juki.row.shokai != INT64_MAX)) {
        const struct access_side *a = x.row.shokai <= juki.row.shokai ? &x.row : NULL,
                                 *b = juki.row.shokai <= x.row.shokai ? &juki.row : NULL;
        const char *wrong = S_wrong(a, b);
        if (wrong)
            buf_addf(out, "juki %lld: %s\n", (long long)(a ? a : b)->shokai, wrong);
        S_count(ret, a, b);
        if (a)
            st = S_next(&x);
        if (st == ST_OK && b)
            st = S_next(&juki);
    }
    if (st != ST_OK)
        buf_addf(out, "juki: %s\n", status_info(st)->text);
    sql_done(x.q);
    sql_done(juki.q);
    return st;
}

int64_t access_looks(struct tx *gaibu)
{
    const int64_t n = gaibu->looks;
    gaibu->looks = 0;
    return n;
}

/* A period as requests say it: days YYYYMMDD, both included, each may be left out. Called by the operations
 * that list records. */
#ifndef SERVICE_PERIOD_H
#define SERVICE_PERIOD_H
#include "base/clock.h"
#include "service/op.h"

/* The first second of a day, `more` days later; `none` when it is not said. */
static inline enum status period_day(struct call *c, enum status wrong, const char *mei, const char *ymd,
                                     int more, int64_t none, int64_t *ret)
{
    const struct str text = str_of(ymd);
    const int32_t day = text.n == 8 ? str_date(text) : INT32_MIN;
    if (ymd && day == INT32_MIN)
        return diag_set(c->diag, wrong, mei, "実在する日付 YYYYMMDD", ymd);
    *ret = ymd ? clock_day(day + more) : none;
    return ST_OK;
}

/* *ret_kara and, behind it, *ret_made: virtual time; INT64_MIN + 1 and INT64_MAX when not said. Else `wrong`.
 */
static inline enum status period_read(struct call *c, enum status wrong, const char *kara, const char *made,
                                      int64_t *ret_kara, int64_t *ret_made)
{
    enum status st = period_day(c, wrong, "期間（自）", kara, 0, INT64_MIN + 1, ret_kara);
    if (st == ST_OK)
        st = period_day(c, wrong, "期間（至）", made, 1, INT64_MAX, ret_made);
    if (st == ST_OK && *ret_kara >= *ret_made)
        st = diag_set(c->diag, wrong, "期間（至）", "期間（自）以後の日付", made);
    return st;
}
#endif

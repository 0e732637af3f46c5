/* The report of a paper world, and what each order answers there, for the tests of the control API. Included
 * by one test program.
 */
#ifndef TESTS_UNIT_HTTP_FAKE_REPORT_H
#define TESTS_UNIT_HTTP_FAKE_REPORT_H
#include <check.h>

#include "world/world.h"

static enum status S_said(struct buf *json, const char *what, const char *body)
{
    buf_addc(json, '{');
    buf_json_member(json, "did", what);
    buf_json_member(json, "body", body);
    buf_addc(json, '}');
    return ST_OK;
}

enum status sim_report(struct world *w, const struct order_report *o, struct buf *out, int64_t *ret_seen,
                       struct diag *d)
{
    (void)w, (void)d;
    *ret_seen = 0;
    buf_addf(out, "{\"format\":\"%s\",\"lot\":\"%s\",\"jisshisha\":\"%s\"}", o->format ? o->format : "-",
             o->lot ? o->lot : "-", o->jisshisha ? o->jisshisha : "-");
    return ST_OK;
}

int64_t sim_report_seen(struct world *w)
{
    (void)w;
    return 100;
}

enum status sim_report_hand(struct world *w, uint64_t generation, const char *id, const struct order_hand *o,
                            struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, id, o->comment);
}

enum status sim_report_check(struct world *w, uint64_t generation, const struct order_check *o,
                             struct buf *json, struct diag *d)
{
    ck_assert_uint_eq(generation, 7);
    (void)w, (void)d;
    return S_said(json, "check", o->gyo == 3 ? o->shubetsu : "?");
}
#endif

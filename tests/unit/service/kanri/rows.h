/* Rows of a link file of kanri.db, one after the other: what becomes of each, and what a refusal shows. */
#ifndef TESTS_UNIT_SERVICE_KANRI_ROWS_H
#define TESTS_UNIT_SERVICE_KANRI_ROWS_H
#include "service/unyo/desk.h"

struct row {
    const char *cells[8];
    enum status st;
    const char *want, *have; /* of the refusal: holds that; NULL: whatever */
};

static inline void rows_apply(const char *shubetsu, const struct row *rows, size_t n)
{
    const struct bulk *bulk = bulk_find(shubetsu);
    ck_assert_ptr_nonnull(bulk);
    ck_assert(bulk->refuses_clean);
    desk_begin(DB_KANRI);
    for (size_t i = 0; i < n; i++) {
        struct row_kekka out = {0};
        desk.diag = DIAG_INIT;
        enum status st = bulk->apply(&desk.call, rows[i].cells, &out);
        ck_assert_msg(st == rows[i].st, "%s row %zu: %s %s %s", shubetsu, i + 1, status_info(st)->name,
                      desk.diag.want, desk.diag.have);
        ck_assert_int_eq(desk.diag.status, st);
        if (rows[i].want)
            ck_assert_msg(strstr(desk.diag.want, rows[i].want) != NULL, "row %zu: %s", i + 1, desk.diag.want);
        if (rows[i].have)
            ck_assert_msg(strstr(desk.diag.have, rows[i].have) != NULL, "row %zu: %s", i + 1, desk.diag.have);
    }
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}
#define ROWS(shubetsu, rows) rows_apply(shubetsu, rows, sizeof rows / sizeof *(rows))

/* The tables as every call finds them from now on. */
static inline struct kanri_tables rows_tables(void)
{
    struct kanri_tables t;
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    return t;
}
#endif

/* The torikomi table of unyo.db, chukan.db and kanri.db; see torikomi.h. */
#include "store/torikomi.h"

#include "store/sql.h"

const enum db torikomi_homes[TORIKOMI_HOMES] = {DB_UNYO, DB_CHUKAN, DB_KANRI};

#define ROW torikomi
TABLE(C(uketsuke), C(shubetsu), C(hokensha), C(system), C(busho), C(user), C(roles), C(path), C(result_path),
      C(encoding), C(at), C(due), C(jun), LATER(state), LATER(part), LATER(in_offset), LATER(next_line),
      LATER(out_offset), LATER(total), LATER(ok_count), LATER(err_count), LATER(machi), LATER(result_sha256),
      LATER(keikoku_path), LATER(keikoku_size), LATER(keikoku_sha256), LATER(keikoku_kensu),
      STATUS_LATER(halt_status, halt.status), NAMED_LATER(halt_item, halt.item),
      NAMED_LATER(halt_want, halt.want), NAMED_LATER(halt_have, halt.have));
#undef ROW

#define ROW torikomi_todo
TABLE(C(uketsuke), C(hokensha), C(shubetsu), C(jun), C(state));
#undef ROW

enum status torikomi_put(struct tx *tx, const struct torikomi *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_TORIKOMI_PUT), torikomi, t));
}

enum status torikomi_get(struct tx *tx, const char *uketsuke, struct arena *a, struct torikomi *ret,
                         bool *ret_found)
{
    *ret_found = false;
    return sql_one(sql_with(sql_get(tx, SQL_TORIKOMI_GET), .uketsuke = uketsuke), a, torikomi, ret,
                   ret_found);
}

enum status torikomi_todo(struct tx *tx, int64_t now, struct arena *a, struct torikomi_todo **ret,
                          size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_TORIKOMI_TODO), .now = now), a, torikomi_todo, ret, ret_n);
}

enum status torikomi_due(struct tx *tx, int64_t *ret)
{
    return sql_number_or(sql_get(tx, SQL_TORIKOMI_DUE), INT64_MAX, ret);
}

/* t and its row become next. The row must be as t says: else it is another generation's. */
static enum status S_move(struct tx *tx, enum sql_id id, struct torikomi *t, const struct torikomi *next)
{
    int64_t n = 0;
    struct sql *q = sql_bind(sql_get(tx, id), torikomi, next);
    enum status st = sql_changed(sql_with(q, .was_offset = t->in_offset, .was_part = t->part), &n);
    if (st == ST_OK && n == 1)
        *t = *next;
    return st == ST_OK && n != 1 ? ST_RESET : st;
}

enum status torikomi_start(struct tx *tx, struct torikomi *t, int64_t total)
{
    struct torikomi next = *t;
    next.state = TORIKOMI_SHORICHU;
    next.total = total;
    return S_move(tx, SQL_TORIKOMI_START, t, &next);
}

enum status torikomi_advance(struct tx *tx, struct torikomi *t, const struct torikomi *next)
{
    return S_move(tx, SQL_TORIKOMI_ADVANCE, t, next);
}

enum status torikomi_warned(struct tx *tx, struct torikomi *t, const struct torikomi *next)
{
    return S_move(tx, SQL_TORIKOMI_WARNED, t, next);
}

enum status torikomi_finish(struct tx *tx, struct torikomi *t, const char *result_sha256, int64_t size)
{
    struct torikomi next = *t;
    next.state = TORIKOMI_KANRYO;
    next.result_sha256 = result_sha256;
    next.out_offset = size;
    return S_move(tx, SQL_TORIKOMI_FINISH, t, &next);
}

enum status torikomi_halt(struct tx *tx, struct torikomi *t, const struct diag *why)
{
    struct torikomi next = *t;
    next.state = TORIKOMI_CHUSHI;
    next.halt = *why;
    return S_move(tx, SQL_TORIKOMI_HALT, t, &next);
}

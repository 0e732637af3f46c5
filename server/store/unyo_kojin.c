/* 個人番号 over the runs of an insurer; see unyo_kojin.h. Nearly every registration of a large file is of a
 * number that nobody has: one look into each of its insurer's runs (153 of them for ten million members)
 * would cost more than the row itself, so a Bloom filter answers first. 16 MB at most, and still below one
 * false alarm in a hundred for ten million. */
#include "store/unyo_kojin.h"

#include <stdlib.h>

#include "base/bloom.h"
#include "store/sql.h"
#include "store/tx.h"
#include "store/unyo_id.h"

enum { MEMORY_BYTES = 16 << 20, RUN = 1 << RUN_BITS, STEP_RUNS = 8, FEW_ROWS = 1000 };

struct kojin_memory {
    int64_t base;     /* of the insurer */
    int64_t next;     /* keys from here on are to be read yet; above the last: all are in */
    int64_t room;     /* numbers that it was made for and that have not come yet */
    struct bloom *of; /* every number of the insurer below next, and every one that came since */
};

static int64_t S_base(int64_t id)
{
    return id - bango_nth(id);
}

/* One key of the insurer between from and to; *ret_found false: none. */
static enum status S_key(struct tx *tx, enum sql_id which, int64_t from, int64_t to, int64_t *ret,
                         bool *ret_found)
{
    int64_t id;
    enum status st = sql_number_or(sql_with(sql_get(tx, which), .from = from, .to = to), INT64_MIN, &id);
    if (st == ST_OK && (*ret_found = id != INT64_MIN))
        *ret = id;
    return st;
}

enum status kojin_older(struct tx *tx, int64_t base, int64_t *run, bool *ret_found)
{
    int64_t id = 0, to = *run == KOJIN_NEWEST ? bango_end(base) : *run * RUN - 1;
    *ret_found = false;
    enum status st = to < base ? ST_OK : S_key(tx, SQL_KANYUSHA_LAST, base, to, &id, ret_found);
    if (st == ST_OK && *ret_found)
        *run = id >> RUN_BITS;
    return st;
}

static enum status S_run_has(struct tx *tx, int64_t run, int64_t number, bool *ret)
{
    return sql_there(sql_with(sql_get(tx, SQL_KANYUSHA_RUN_HAS), .run = run, .number = number), ret);
}

enum status kojin_elsewhere(struct tx *tx, int64_t id, int64_t number, bool *ret)
{
    const struct kojin_memory *m = tx->kojin;
    int64_t base = S_base(id), run = KOJIN_NEWEST;
    *ret = false;
    if (m && m->base == base && m->next > bango_end(base) && !bloom_maybe(m->of, (uint64_t)number))
        return ST_OK;
    enum status st;
    bool found = true;
    while (!*ret && (st = kojin_older(tx, base, &run, &found)) == ST_OK && found)
        if (run != id >> RUN_BITS && (st = S_run_has(tx, run, number, ret)) != ST_OK)
            break;
    return *ret ? ST_OK : st;
}

void kojin_added(struct tx *tx, int64_t id, int64_t number)
{
    struct kojin_memory *m = tx->kojin;
    if (m && m->base == S_base(id)) {
        bloom_add(m->of, (uint64_t)number);
        m->room--;
    }
}

void kojin_forget(struct tx *tx)
{
    if (!tx->kojin)
        return;
    bloom_free(tx->kojin->of);
    free(tx->kojin);
    tx->kojin = NULL;
}

/* Makes an empty memory with room for those who are there and `rows` more. Where they are few, or so many
 * that reading them would take longer than to look each of the rows up, it stays NULL. */
static enum status S_begin(struct tx *tx, int64_t base, int64_t rows)
{
    int64_t first = base, last = base;
    bool found;
    enum status st = S_key(tx, SQL_KANYUSHA_FIRST, base, bango_end(base), &first, &found);
    if (st == ST_OK && found)
        st = S_key(tx, SQL_KANYUSHA_LAST, base, bango_end(base), &last, &found);
    int64_t members = last - first + 1, runs = members / RUN + 1;
    kojin_forget(tx);
    if (st != ST_OK || rows < FEW_ROWS || rows * runs < members / 16)
        return st;
    struct kojin_memory *m = malloc(sizeof *m);
    if (!m)
        return ST_LIMIT;
    *m = (struct kojin_memory){base, base, rows, bloom_new(members + rows, MEMORY_BYTES)};
    tx->kojin = m;
    if (m->of)
        return ST_OK;
    kojin_forget(tx);
    return ST_LIMIT;
}

/* The numbers of the next run that is to be read, not what stands for none. */
static enum status S_read_run(struct tx *tx, struct kojin_memory *m)
{
    int64_t id = 0, end = bango_end(m->base);
    bool row;
    enum status st = S_key(tx, SQL_KANYUSHA_FIRST, m->next, end, &id, &row);
    if (st != ST_OK || !row) {
        m->next = st == ST_OK ? end + 1 : m->next;
        return st;
    }
    struct sql *q = sql_with(sql_get(tx, SQL_KANYUSHA_RUN_NUMBERS), .run = id >> RUN_BITS);
    while ((st = sql_step(q, &row)) == ST_OK && row)
        bloom_add(m->of, (uint64_t)sql_this(q));
    if (st == ST_OK)
        m->next = ((id >> RUN_BITS) + 1) * RUN;
    return st;
}

enum status kojin_expect(struct tx *tx, int64_t base, int64_t rows, bool *ret_more)
{
    enum status st = ST_OK;
    *ret_more = false;
    if (!tx->kojin || tx->kojin->base != base || tx->kojin->room < rows)
        st = S_begin(tx, base, rows);
    struct kojin_memory *m = tx->kojin;
    int64_t end = bango_end(base);
    for (int i = 0; m && st == ST_OK && m->next <= end && i < STEP_RUNS; i++)
        st = S_read_run(tx, m);
    *ret_more = st == ST_OK && m && m->next <= end;
    return st;
}

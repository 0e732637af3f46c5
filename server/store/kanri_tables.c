/* Reads the small tables of kanri.db into sorted arrays; see kanri_tables.h. */
#include "store/kanri_tables.h"

#include <string.h>

#include "store/sql.h"

/* One table: its two statements, the size of its struct and how a row fills it. */
struct table {
    enum sql_id count, all;
    size_t size;
    void (*fill)(void *row, sqlite3_stmt *q, struct arena *a);
};

static void S_hokensha(void *row, sqlite3_stmt *q, struct arena *a)
{
    *(struct kanri_hokensha *)row = (struct kanri_hokensha){
        .hokensha = sql_col_text(q, 0, a),
        .mei = sql_col_text(q, 1, a),
        .hojin_bango = sql_col_text(q, 2, a),
        .encoding = sql_col_text(q, 3, a),
    };
}

static void S_busho(void *row, sqlite3_stmt *q, struct arena *a)
{
    *(struct kanri_busho *)row = (struct kanri_busho){
        .hokensha = sql_col_text(q, 0, a),
        .busho = sql_col_text(q, 1, a),
        .mei = sql_col_text(q, 2, a),
    };
}

static void S_user(void *row, sqlite3_stmt *q, struct arena *a)
{
    *(struct kanri_user *)row = (struct kanri_user){
        .hokensha = sql_col_text(q, 0, a),
        .user = sql_col_text(q, 1, a),
        .busho = sql_col_text(q, 2, a),
        .shimei = sql_col_text(q, 3, a),
        .roles = (unsigned)sql_col_int(q, 4),
    };
}

static void S_system(void *row, sqlite3_stmt *q, struct arena *a)
{
    *(struct kanri_system *)row = (struct kanri_system){
        .system = sql_col_text(q, 0, a),
        .hokensha = sql_col_text(q, 1, a),
        .password_sha256 = sql_col_text(q, 2, a),
        .mei = sql_col_text(q, 3, a),
    };
}

static void S_gyomu_code(void *row, sqlite3_stmt *q, struct arena *a)
{
    *(struct kanri_gyomu_code *)row = (struct kanri_gyomu_code){
        .hokensha = sql_col_text(q, 0, a),
        .code_list = sql_col_text(q, 1, a),
        .theirs = sql_col_text(q, 2, a),
        .ours = sql_col_text(q, 3, a),
    };
}

static enum status S_count(struct tx *tx, enum sql_id id, size_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret = (size_t)sql_col_int(q, 0);
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

static enum status S_read(struct tx *tx, struct arena *a, const struct table *t, const void **ret,
                          size_t *ret_n)
{
    size_t cap = 0, n = 0;
    enum status st = S_count(tx, t->count, &cap);
    char *rows = st == ST_OK ? arena_array(a, cap + 1, t->size) : NULL;
    if (!rows)
        return st == ST_OK ? ST_LIMIT : st;
    sqlite3_stmt *q = sql_get(tx, t->all);
    if (!q)
        return sql_status(tx);
    bool row = true;
    while (n < cap && (st = sql_step(tx, q, &row)) == ST_OK && row)
        t->fill(rows + n++ * t->size, q, a);
    sql_done(q);
    *ret = rows;
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status kanri_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    static const struct table tables[] = {
        {SQL_KANRI_HOKENSHA_COUNT, SQL_KANRI_HOKENSHA_ALL, sizeof(struct kanri_hokensha), S_hokensha},
        {SQL_KANRI_BUSHO_COUNT, SQL_KANRI_BUSHO_ALL, sizeof(struct kanri_busho), S_busho},
        {SQL_KANRI_USER_COUNT, SQL_KANRI_USER_ALL, sizeof(struct kanri_user), S_user},
        {SQL_KANRI_SYSTEM_COUNT, SQL_KANRI_SYSTEM_ALL, sizeof(struct kanri_system), S_system},
        {SQL_KANRI_GYOMU_CODE_COUNT, SQL_KANRI_GYOMU_CODE_ALL, sizeof(struct kanri_gyomu_code), S_gyomu_code},
    };
    enum { TABLES = sizeof tables / sizeof tables[0] };
    const void *rows[TABLES];
    size_t n[TABLES];
    for (int i = 0; i < TABLES; i++) {
        enum status st = S_read(tx, a, &tables[i], &rows[i], &n[i]);
        if (st != ST_OK)
            return st;
    }
    *ret = (struct kanri_tables){
        .hokensha = rows[0],
        .busho = rows[1],
        .user = rows[2],
        .system = rows[3],
        .gyomu_code = rows[4],
        .hokensha_n = n[0],
        .busho_n = n[1],
        .user_n = n[2],
        .system_n = n[3],
        .gyomu_code_n = n[4],
    };
    return ST_OK;
}

/* Binary search; the key of every row is its first one or two members, both const char *. */
static const void *S_find(const void *rows, size_t n, size_t size, const char *key1, const char *key2)
{
    size_t low = 0;
    while (low < n) {
        size_t mid = low + (n - low) / 2;
        const void *row = (const char *)rows + mid * size;
        const char *have[2];
        memcpy(have, row, sizeof have);
        int order = strcmp(key1, have[0]);
        if (order == 0 && key2)
            order = strcmp(key2, have[1]);
        if (order == 0)
            return row;
        if (order > 0)
            low = mid + 1;
        else
            n = mid;
    }
    return NULL;
}

const struct kanri_hokensha *kanri_find_hokensha(const struct kanri_tables *t, const char *hokensha)
{
    return S_find(t->hokensha, t->hokensha_n, sizeof *t->hokensha, hokensha, NULL);
}

const struct kanri_busho *kanri_find_busho(const struct kanri_tables *t, const char *hokensha,
                                           const char *busho)
{
    return S_find(t->busho, t->busho_n, sizeof *t->busho, hokensha, busho);
}

const struct kanri_user *kanri_find_user(const struct kanri_tables *t, const char *hokensha, const char *user)
{
    return S_find(t->user, t->user_n, sizeof *t->user, hokensha, user);
}

const struct kanri_system *kanri_find_system(const struct kanri_tables *t, const char *system)
{
    return S_find(t->system, t->system_n, sizeof *t->system, system, NULL);
}

/* uketsuke of unyo.db and the sweep of its spool; see unyo_uketsuke.h. */
#include "store/unyo_uketsuke.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "store/rows.h"
#include "store/sql.h"

enum status unyo_uketsuke_next(struct tx *tx, const char *hokensha, struct uketsuke_next *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_NEXT);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret = (struct uketsuke_next){.id = sql_col_int(q, 0), .nth = sql_col_int(q, 1)};
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

enum status unyo_uketsuke_insert(struct tx *tx, const struct uketsuke_next *as, const struct uketsuke *u)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_INSERT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, as->id);
    sql_text(q, 2, u->uketsuke);
    sql_text(q, 3, u->hokensha);
    sql_text(q, 4, u->system);
    sql_text(q, 5, u->busho);
    sql_text(q, 6, u->user);
    sql_int(q, 7, u->roles);
    sql_text(q, 8, u->encoding);
    sql_text(q, 9, u->shubetsu);
    sql_text(q, 10, u->file_mei);
    sql_text(q, 11, u->sha256);
    sql_int(q, 12, u->size);
    sql_text(q, 13, u->path);
    sql_text(q, 14, u->result_path);
    sql_int(q, 15, u->matsu);
    sql_int(q, 16, u->uketsuke_at);
    sql_int(q, 17, as->nth);
    return sql_run(tx, q);
}

/* The columns of UKETSUKE_SELECT. */
static void S_row(sqlite3_stmt *q, struct arena *a, void *item)
{
    *(struct uketsuke *)item = (struct uketsuke){
        .uketsuke = sql_col_text(q, 0, a),
        .hokensha = sql_col_text(q, 1, a),
        .system = sql_col_text(q, 2, a),
        .busho = sql_col_text(q, 3, a),
        .user = sql_col_text(q, 4, a),
        .roles = sql_col_int(q, 5),
        .encoding = sql_col_text(q, 6, a),
        .shubetsu = sql_col_text(q, 7, a),
        .file_mei = sql_col_text(q, 8, a),
        .sha256 = sql_col_text(q, 9, a),
        .size = sql_col_int(q, 10),
        .path = sql_col_text(q, 11, a),
        .result_path = sql_col_text(q, 12, a),
        .jotai = sql_col_text(q, 13, a),
        .matsu = sql_col_int(q, 14),
        .polls = sql_col_int(q, 15),
        .uketsuke_at = sql_col_int(q, 16),
        .kanryo_at = sql_col_int(q, 17),
        .gyo = sql_col_int(q, 18),
        .seijo = sql_col_int(q, 19),
        .ijo = sql_col_int(q, 20),
        .result_size = sql_col_int(q, 21),
        .result_sha256 = sql_col_text(q, 22, a),
        .status_name = sql_col_text(q, 23, a),
        .item = sql_col_text(q, 24, a),
        .want = sql_col_text(q, 25, a),
        .have = sql_col_text(q, 26, a),
        .id = sql_col_int(q, 27),
    };
}

static enum status S_one(struct tx *tx, sqlite3_stmt *q, struct arena *a, struct uketsuke *ret,
                         bool *ret_found)
{
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    if (row) {
        S_row(q, a, ret);
        sql_done(q);
        if (arena_failed(a))
            return ST_LIMIT;
    }
    *ret_found = row;
    return ST_OK;
}

enum status unyo_uketsuke_find(struct tx *tx, const char *uketsuke, struct arena *a, struct uketsuke *ret,
                               bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_FIND);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    return S_one(tx, q, a, ret, ret_found);
}

enum status unyo_uketsuke_matsu(struct tx *tx, struct arena *a, struct uketsuke *ret, bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_MATSU);
    return q ? S_one(tx, q, a, ret, ret_found) : sql_status(tx);
}

enum status unyo_uketsuke_list(struct tx *tx, const char *hokensha, struct arena *a, struct uketsuke **ret,
                               size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_LIST);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    return rows_read(tx, q, a, sizeof **ret, S_row, (void **)ret, ret_n);
}

static enum status S_mark(struct tx *tx, enum sql_id id, const char *uketsuke)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    return sql_run(tx, q);
}

enum status unyo_uketsuke_poll(struct tx *tx, const char *uketsuke)
{
    return S_mark(tx, SQL_UKETSUKE_POLL, uketsuke);
}

enum status unyo_uketsuke_kaishi(struct tx *tx, const char *uketsuke)
{
    return S_mark(tx, SQL_UKETSUKE_KAISHI, uketsuke);
}

enum status unyo_uketsuke_shorichu(struct tx *tx, const char *uketsuke)
{
    return S_mark(tx, SQL_UKETSUKE_SHORICHU, uketsuke);
}

enum status unyo_uketsuke_machi(struct tx *tx, const struct uketsuke *u)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_MACHI);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, u->uketsuke);
    sql_int(q, 2, u->gyo);
    sql_int(q, 3, u->seijo);
    sql_int(q, 4, u->ijo);
    return sql_run(tx, q);
}

enum status unyo_uketsuke_kanryo(struct tx *tx, const struct uketsuke *u)
{
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_KANRYO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, u->uketsuke);
    sql_text(q, 2, u->jotai);
    sql_int(q, 3, u->kanryo_at);
    sql_int(q, 4, u->gyo);
    sql_int(q, 5, u->seijo);
    sql_int(q, 6, u->ijo);
    sql_text(q, 7, u->result_path);
    sql_int(q, 8, u->result_size);
    sql_text(q, 9, u->result_sha256);
    sql_text(q, 10, u->status_name);
    sql_text(q, 11, u->item);
    sql_text(q, 12, u->want);
    sql_text(q, 13, u->have);
    return sql_run(tx, q);
}

/* A file of the spool is named after its receipt: 'U…N…' and then '.' or '-'. */
static enum status S_named(struct tx *tx, const char *file, bool *ret)
{
    size_t n = strcspn(file, ".-");
    sqlite3_stmt *q = sql_get(tx, SQL_UKETSUKE_EXISTS);
    if (!q)
        return sql_status(tx);
    sqlite3_bind_text(q, 1, file, (int)n, SQLITE_STATIC);
    enum status st = sql_step(tx, q, ret);
    sql_done(q);
    return st;
}

enum status uketsuke_sweep(struct tx *tx, const char *spool)
{
    DIR *dir = opendir(spool);
    if (!dir)
        return errno == ENOENT ? ST_OK : ST_DISK;
    enum status st = ST_OK;
    for (struct dirent *e; st == ST_OK && (e = readdir(dir));) {
        bool named;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        st = S_named(tx, e->d_name, &named);
        if (st == ST_OK && !named && unlinkat(dirfd(dir), e->d_name, 0) < 0 && errno != ENOENT)
            st = ST_DISK;
    }
    closedir(dir);
    return st;
}

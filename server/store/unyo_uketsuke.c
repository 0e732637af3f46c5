/* uketsuke of unyo.db and the sweep of its spool; see unyo_uketsuke.h. */
#include "store/unyo_uketsuke.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/sql.h"

#define ROW uketsuke
TABLE(KEY(id), KEY(nth), KEY(uketsuke), C(hokensha), C(system), C(busho), C(user), C(roles), C(encoding),
      C(shubetsu), C(file_mei), C(sha256), C(size), C(path), C(result_path), LATER(jotai), C(matsu),
      LATER(polls), C(uketsuke_at), LATER(kanryo_at), LATER(gyo), LATER(seijo), LATER(ijo),
      LATER(result_size), LATER(result_sha256), LATER(status_name), LATER(item), LATER(want), LATER(have),
      LATER(keikoku_path), LATER(keikoku_sha256), LATER(keikoku_size));
#undef ROW

#define ROW keikoku
TABLE(C(uketsuke), C(kisoku), C(code), C(kensu), C(at));
#undef ROW

#define ROW uketsuke_kensu
TABLE(C(shubetsu), C(file), C(kanryo), C(chushi), C(gyo), C(seijo), C(ijo), C(kanryo_at));
#undef ROW

#define ROW uketsuke_next
TABLE(C(id), C(nth));
#undef ROW

enum status unyo_uketsuke_next(struct tx *tx, const char *hokensha, struct uketsuke_next *ret)
{
    struct sql *q = sql_with(sql_get(tx, SQL_UKETSUKE_NEXT), .hokensha = hokensha);
    return sql_must(q, NULL, uketsuke_next, ret);
}

enum status unyo_uketsuke_insert(struct tx *tx, const struct uketsuke_next *as, const struct uketsuke *u)
{
    struct uketsuke row = *u;
    row.id = as->id;
    row.nth = as->nth;
    return sql_run(sql_bind(sql_get(tx, SQL_UKETSUKE_INSERT), uketsuke, &row));
}

enum status unyo_uketsuke_find(struct tx *tx, const char *uketsuke, struct arena *a, struct uketsuke *ret,
                               bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_UKETSUKE_FIND), .uketsuke = uketsuke);
    return sql_one(q, a, uketsuke, ret, ret_found);
}

enum status unyo_uketsuke_matsu(struct tx *tx, struct arena *a, struct uketsuke *ret, bool *ret_found)
{
    return sql_one(sql_get(tx, SQL_UKETSUKE_MATSU), a, uketsuke, ret, ret_found);
}

enum status unyo_uketsuke_list(struct tx *tx, const char *hokensha, struct arena *a, struct uketsuke **ret,
                               size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_UKETSUKE_LIST), .hokensha = hokensha);
    return sql_rows(q, a, uketsuke, ret, ret_n);
}

enum status unyo_uketsuke_kensu(struct tx *tx, const char *hokensha, struct arena *a,
                                struct uketsuke_kensu **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_UKETSUKE_KENSU), .hokensha = hokensha), a, uketsuke_kensu, ret,
                    ret_n);
}

enum status unyo_uketsuke_all(struct tx *tx, struct arena *a, struct uketsuke **ret, size_t *ret_n)
{
    return sql_rows(sql_get(tx, SQL_UKETSUKE_ALL), a, uketsuke, ret, ret_n);
}

enum status unyo_uketsuke_last(struct tx *tx, int64_t *ret)
{
    return sql_number_or(sql_get(tx, SQL_UKETSUKE_LAST), 0, ret);
}

enum status unyo_uketsuke_poll(struct tx *tx, const char *uketsuke)
{
    return sql_run(sql_with(sql_get(tx, SQL_UKETSUKE_POLL), .uketsuke = uketsuke));
}

enum status unyo_uketsuke_kaishi(struct tx *tx, const char *uketsuke)
{
    return sql_run(sql_with(sql_get(tx, SQL_UKETSUKE_KAISHI), .uketsuke = uketsuke));
}

enum status unyo_uketsuke_shorichu(struct tx *tx, const char *uketsuke)
{
    return sql_run(sql_with(sql_get(tx, SQL_UKETSUKE_SHORICHU), .uketsuke = uketsuke));
}

enum status unyo_uketsuke_machi(struct tx *tx, const struct uketsuke *u)
{
    return sql_run(sql_bind(sql_get(tx, SQL_UKETSUKE_MACHI), uketsuke, u));
}

enum status unyo_uketsuke_kanryo(struct tx *tx, const struct uketsuke *u)
{
    return sql_run(sql_bind(sql_get(tx, SQL_UKETSUKE_KANRYO), uketsuke, u));
}

enum status unyo_keikoku_add(struct tx *tx, const char *uketsuke, const char *json, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_KEIKOKU_ADD), .uketsuke = uketsuke, .json = json, .now = now));
}

enum status unyo_keikoku_su(struct tx *tx, const struct uketsuke *u, int64_t *ret)
{
    return sql_number_or(sql_bind(sql_get(tx, SQL_KEIKOKU_SU), uketsuke, u), INT64_MIN, ret);
}

enum status unyo_keikoku_list(struct tx *tx, const char *hokensha, const char *bushos, int64_t limit,
                              struct arena *a, struct keikoku **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_KEIKOKU_LIST), .hokensha = hokensha, .bushos = bushos, .limit = limit);
    return sql_rows(q, a, keikoku, ret, ret_n);
}

/* A file of the spool is named after its receipt: 'U…N…' and then '.' or '-'. */
static enum status S_named(struct tx *tx, const char *file, bool *ret)
{
    const struct str no = {file, strcspn(file, ".-")};
    return sql_there(sql_with(sql_get(tx, SQL_UKETSUKE_EXISTS), .word = no), ret);
}

enum status uketsuke_sweep(struct tx *tx, const char *spool)
{
    DIR *dir = opendir(spool);
    if (!dir)
        return errno == ENOENT ? ST_OK : file_trouble(errno);
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

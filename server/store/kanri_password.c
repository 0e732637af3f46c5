/* Passwords of kanri.db; see kanri_password.h. */
#include "store/kanri_password.h"

#include "store/sql.h"

#define ROW kanri_tries
TABLE(C(shippai), C(lock));
#undef ROW

#define ROW kanri_password
TABLE(KEY(hokensha), KEY(user), C(password), C(password_jotai), C(password_at), C(shippai), C(lock),
      LATER(before));
#undef ROW

#define ROW kanri_password_mae
TABLE(C(password));
#undef ROW

static enum status S_tries(struct sql *q, struct kanri_tries *ret)
{
    bool found;
    *ret = (struct kanri_tries){0};
    return sql_one(q, NULL, kanri_tries, ret, &found);
}

enum status kanri_user_wrong(struct tx *tx, const char *hokensha, const char *user, int64_t limit,
                             struct kanri_tries *ret)
{
    return S_tries(
        sql_with(sql_get(tx, SQL_KANRI_USER_WRONG), .hokensha = hokensha, .user = user, .limit = limit), ret);
}

enum status kanri_user_right(struct tx *tx, const char *hokensha, const char *user, struct kanri_tries *ret)
{
    return S_tries(sql_with(sql_get(tx, SQL_KANRI_USER_RIGHT), .hokensha = hokensha, .user = user), ret);
}

enum status kanri_user_unlock(struct tx *tx, const char *hokensha, const char *user)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_USER_UNLOCK), .hokensha = hokensha, .user = user));
}

enum status kanri_password_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                               struct kanri_password *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_KANRI_PASSWORD_GET), .hokensha = hokensha, .user = user);
    return sql_one(q, a, kanri_password, ret, ret_found);
}

enum status kanri_password_put(struct tx *tx, const struct kanri_password *p, int64_t keep)
{
    const int64_t last = p->before - (keep > 1 ? keep : 1);
    enum status st = sql_run(sql_with(sql_get(tx, SQL_KANRI_RIREKI_PUT), .hokensha = p->hokensha,
                                      .user = p->user, .jun = p->before));
    if (st == ST_OK)
        st = sql_run(sql_with(sql_get(tx, SQL_KANRI_RIREKI_TRIM), .hokensha = p->hokensha, .user = p->user,
                              .jun = last));
    return st == ST_OK ? sql_run(sql_bind(sql_get(tx, SQL_KANRI_PASSWORD_PUT), kanri_password, p)) : st;
}

enum status kanri_password_rireki(struct tx *tx, const char *hokensha, const char *user, int64_t limit,
                                  struct arena *a, struct kanri_password_mae **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_KANRI_RIREKI), .hokensha = hokensha, .user = user, .limit = limit);
    return sql_rows(q, a, kanri_password_mae, ret, ret_n);
}

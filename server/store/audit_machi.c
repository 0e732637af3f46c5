/* Records that wait for the audit table; see audit_machi.h. */
#include "store/audit_machi.h"

#include "store/sql.h"

#define ROW audit_machi
TABLE(C(id), C(kiroku));
#undef ROW

enum status audit_machi_add(struct tx *tx, const struct audit_machi *m)
{
    return sql_run(sql_bind(sql_get(tx, SQL_AUDIT_MACHI_ADD), audit_machi, m));
}

enum status audit_machi_drop(struct tx *tx, int64_t upto)
{
    return sql_run(sql_with(sql_get(tx, SQL_AUDIT_MACHI_DROP), .id = upto));
}

enum status audit_machi_last(struct tx *tx, int64_t *ret)
{
    return sql_number_or(sql_get(tx, SQL_AUDIT_MACHI_LAST), 0, ret);
}

enum status audit_machi_after(struct tx *tx, int64_t above, int64_t limit, struct arena *a,
                              struct audit_machi **ret, size_t *ret_n)
{
    *ret_n = 0;
    return sql_rows(sql_with(sql_get(tx, SQL_AUDIT_MACHI_ALL), .above = above, .limit = limit), a,
                    audit_machi, ret, ret_n);
}

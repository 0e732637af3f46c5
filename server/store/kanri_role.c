/* ロール of kanri.db; see kanri_role.h. */
#include "store/kanri_role.h"

#include <string.h>

#include "store/sql.h"

/* `at` names a role that one before it has named. */
static bool S_twice(const char *roles, const char *at, size_t n)
{
    for (const char *p = roles; p < at; p += strcspn(p, " ") + 1)
        if (strcspn(p, " ") == n && memcmp(p, at, n) == 0)
            return true;
    return false;
}

enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret)
{
    uint64_t bits = 0;
    enum status st = ST_OK;
    for (const char *at = roles; st == ST_OK;) {
        size_t n = strcspn(at, " ");
        const char *sosa = NULL;
        struct sql *q = sql_with(sql_get(tx, SQL_KANRI_ROLE_SOSA), .hokensha = hokensha, .word = {at, n});
        st = sql_text(q, a, &sosa);
        if (st != ST_OK)
            break;
        if (!sosa || S_twice(roles, at, n)) {
            *ret = 0;
            return ST_OK;
        }
        bits |= sosa_bits(sosa);
        if (!at[n])
            break;
        at += n + 1;
    }
    if (st == ST_OK)
        *ret = bits;
    return st;
}

enum status kanri_role_names(struct tx *tx, struct arena *a, const char *hokensha, const char **ret)
{
    enum status st = sql_text(sql_with(sql_get(tx, SQL_KANRI_ROLE_NAMES), .hokensha = hokensha), a, ret);
    return st == ST_OK && !*ret ? ST_INTERNAL : st;
}

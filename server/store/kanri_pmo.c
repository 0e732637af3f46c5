/* Tables pmo_bunsho, pmo_jiko, pmo_toroku; see kanri_pmo.h. */
#include "store/kanri_pmo.h"

#include "store/sql.h"

#define ROW pmo_bunsho
TABLE(KEY(bunsho), C(shubetsu), C(mei), C(kokai), C(setsu), C(meirei));
#undef ROW

#define ROW pmo_jiko
TABLE(KEY(jiko), C(shurui), C(mei), C(nittei), C(kigen), C(komoku), C(setsu));
#undef ROW

#define ROW pmo_toroku
TABLE(KEY(hokensha), KEY(jiko), C(kara), C(made), C(ymd), C(zumi), C(zen), C(file), C(gyo), C(seijo), C(ijo),
      C(jikko), C(at));
#undef ROW

enum status kanri_pmo_bunsho(struct tx *tx, struct arena *a, struct pmo_bunsho **ret, size_t *ret_n)
{
    return sql_rows(sql_get(tx, SQL_KANRI_PMO_BUNSHO), a, pmo_bunsho, ret, ret_n);
}

enum status kanri_pmo_jiko(struct tx *tx, struct arena *a, struct pmo_jiko **ret, size_t *ret_n)
{
    return sql_rows(sql_get(tx, SQL_KANRI_PMO_JIKO), a, pmo_jiko, ret, ret_n);
}

enum status kanri_pmo_toroku(struct tx *tx, const char *hokensha, struct arena *a, struct pmo_toroku **ret,
                             size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_PMO_TOROKU), .hokensha = hokensha), a, pmo_toroku, ret,
                    ret_n);
}

enum status kanri_pmo_put(struct tx *tx, const struct pmo_toroku *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_PMO_PUT), pmo_toroku, t));
}

enum status kanri_pmo_remove(struct tx *tx, const char *hokensha, const char *jiko, int64_t *ret_n)
{
    return sql_changed(sql_with(sql_get(tx, SQL_KANRI_PMO_REMOVE), .hokensha = hokensha, .code = jiko),
                       ret_n);
}

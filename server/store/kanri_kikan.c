/* What kanri.db holds of a new insurer; see kanri_toroku.h. */
#include "store/kanri_toroku.h"
#include "store/sql.h"

enum status kanri_hokensha_exists(struct tx *tx, const char *hokensha, bool *ret)
{
    return sql_there(sql_with(sql_get(tx, SQL_KANRI_HOKENSHA_EXISTS), .hokensha = hokensha), ret);
}

enum status kanri_hokensha_add(struct tx *tx, const struct kanri_hokensha *h)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_HOKENSHA_ADD), kanri_hokensha, h));
}

enum status kanri_kanri_busho_add(struct tx *tx, const char *hokensha, const char *busho, const char *mei)
{
    return sql_run(
        sql_with(sql_get(tx, SQL_KANRI_KANRI_BUSHO_ADD), .hokensha = hokensha, .busho = busho, .name = mei));
}

enum status kanri_tanmatsu_add(struct tx *tx, const struct kanri_tanmatsu *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_TANMATSU_ADD), kanri_tanmatsu, t));
}

enum status kanri_client_exists(struct tx *tx, const char *cn, bool *ret)
{
    return sql_there(sql_with(sql_get(tx, SQL_KANRI_CLIENT_EXISTS), .name = cn), ret);
}

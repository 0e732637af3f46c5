/* The insurer that would send the files; see whose.h. */
#include "check/whose.h"

#include "base/buf.h"
#include "gen/table.h"

/* Numbers that there are, for who has typed another. */
static enum status S_none(const struct table *x, int number, const char *hokensha, struct diag *d)
{
    struct buf all = BUF_INIT;
    for (int i = 0; i < x->n; i++)
        buf_addf(&all, "%s%.*s", i ? "、" : "", (int)x->rows[i][number].n, x->rows[i][number].p);
    enum status st = diag_set(d, ST_SETUP, "--hokensha", all.data ? all.data : "", hokensha);
    buf_release(&all);
    return st;
}

static enum status S_find(const struct table *x, const char *hokensha, struct arena *a, const char **ret,
                          struct diag *d)
{
    const int number = table_column(x, "hokensha"), encoding = table_column(x, "encoding");
    if (number < 0 || encoding < 0)
        return diag_set(d, ST_SETUP, "hokensha.csv", "hokensha と encoding の列", "ない");
    for (int i = 0; i < x->n; i++)
        if (str_is(x->rows[i][number], hokensha)) {
            *ret = arena_strndup(a, x->rows[i][encoding].p, x->rows[i][encoding].n);
            return *ret ? ST_OK : diag_set(d, ST_LIMIT, "hokensha.csv", "メモリ", "不足");
        }
    return S_none(x, number, hokensha, d);
}

enum status whose_encoding(const char *folder, const char *hokensha, struct arena *a, const char **ret,
                           struct diag *d)
{
    struct table x;
    enum status st = table_read(&x, folder, "hokensha", d);
    if (st == ST_OK)
        st = S_find(&x, hokensha, a, ret, d);
    table_free(&x);
    return st;
}

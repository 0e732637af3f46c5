/* What C knows of code lists; see layout_load.h. Rules and operations ask the columns below for these values,
 * so that a list with another would go unheard: an insurer's own values are translated (codemap.h) before
 * that. */
#include "file/layout/layout_load.h"

#include <stdio.h>

/* By the semantic name of the column, in the layout (NULL: in any other); the first that fits. */
static const struct {
    const char *layout, *field;
    const char *values; /* single spaces between; NULL: any */
    size_t bytes;       /* of a value at most; 0: any */
} known[] = {
    {"kanyushaToroku", "shoriKubun", "1 2 3 4 5 6", 0},
    {"userToroku", "shoriKubun", "1 2 3 4 5", 0},
    {"systemToroku", "shoriKubun", "1 2 3 4 5", 0},
    {NULL, "shoriKubun", "1 2 3", 0},
    {NULL, "honninKazoku", "1 2", 0},
    {NULL, "shikakuKubun", "1 2 3", 0},
    {NULL, "taijiKubun", "1 2", 0},
    {NULL, "teiseiJiyu", "1 2", 0},
    {NULL, "shokaiKubun", "1 2", 0},
    {NULL, "accessSeigyo", "0 1", 0},
    {NULL, "encoding", "CP932 UTF-8 UTF-8-BOM UTF-16LE UTF-16BE EUC-JP", 0},
    {NULL, "fukaiji", "0 1", 0},
    {NULL, "jikoTeikyoFuka", "0 1", 0},
    {NULL, "seibetsu", NULL, 2}, /* compared; file/rule keeps so much of it */
};
enum { KNOWN = sizeof known / sizeof *known };

static size_t S_find(const struct layout *l, const struct column *c)
{
    size_t i = 0;
    while (i < KNOWN && (strcmp(known[i].field, c->field) != 0 ||
                         (known[i].layout && strcmp(known[i].layout, l->name) != 0)))
        i++;
    return i;
}

static bool S_is_one(const char *values, const char *v)
{
    size_t n = strlen(v);
    for (const char *at = values; n && !strchr(v, ' ') && (at = strstr(at, v)); at++)
        if ((at == values || at[-1] == ' ') && (!at[n] || at[n] == ' '))
            return true;
    return false;
}

static enum status S_column(struct loading *g, const struct layout *l, const struct column *c)
{
    const size_t k = S_find(l, c);
    char want[200], have[200], bytes[40] = "";
    for (int i = 0; k < KNOWN && c->codes && i < c->codes->n; i++) {
        const struct code *code = &c->codes->codes[i];
        if (known[k].values ? S_is_one(known[k].values, code->value) : strlen(code->value) <= known[k].bytes)
            continue;
        snprintf(bytes, sizeof bytes, "%zu バイトまでの値", known[k].bytes);
        snprintf(want, sizeof want, "%s の「%s」に %s（自機関の値は表 gyomu_code で変換）", l->name, c->mei,
                 known[k].values ? known[k].values : bytes);
        snprintf(have, sizeof have, "コード表 %s の %s", c->codes->name, code->value);
        return diag_set(g->d, ST_SETUP, code->at, want, have);
    }
    return ST_OK;
}

enum status layout_known(struct loading *g, const struct layout_file *f)
{
    enum status st = ST_OK;
    for (int v = 0; v < f->n; v++)
        for (int i = 0; i < f->versions[v].n && st == ST_OK; i++)
            st = S_column(g, &f->versions[v], &f->versions[v].columns[i]);
    return st;
}

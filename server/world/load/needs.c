/* Columns that must be there; see needs.h. */
#include "world/load/needs.h"

#include <stdio.h>

static bool S_needed(const struct bulk *b, const char *element)
{
    const char *const *n = b->needs;
    while (n && *n && strcmp(*n, element) != 0)
        n++;
    return !n || *n;
}

enum status needs_met(const struct layout *l, const struct bulk *b, struct diag *d)
{
    char version[sizeof d->item];
    for (const struct field *f = b->row; f->element; f++) {
        if (layout_field(l, f->element) >= 0 || !S_needed(b, f->element))
            continue;
        snprintf(version, sizeof version, "%s.xml 第%s版", l->name, l->han);
        return diag_setf(d, ST_SETUP, version, "処理に要る列", "field が %s の列がない", f->element);
    }
    return ST_OK;
}

enum status needs_all_met(const struct bulk *const *list, struct diag *d)
{
    enum status st = ST_OK;
    for (const struct bulk *const *b = list; *b && st == ST_OK; b++) {
        int n = 0;
        const struct layout *l = layout_versions((*b)->shubetsu, &n);
        if (!l)
            st = diag_set(d, ST_SETUP, (*b)->shubetsu, "レイアウト", "ない");
        for (int i = 0; i < n && st == ST_OK; i++)
            st = needs_met(&l[i], *b, d);
    }
    return st;
}

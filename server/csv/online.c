/* Layouts for operations; see online.h. */
#include "csv/online.h"

#include "base/clock.h"
#include "csv/layout.h"

static enum status S_file_name(const char *shubetsu, const char *file_mei, int64_t now, struct diag *d)
{
    const struct layout *l = NULL;
    enum status st = layout_get(shubetsu, clock_date(now), &l, d);
    return st == ST_OK ? layout_file_name(l, file_mei, d) : st;
}

const struct layout_hooks online_layouts = {.file_name = S_file_name};

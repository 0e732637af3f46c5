/* The conversion of one insurer's values from kanri.db; see gyomu_map.h. */
#include "service/gyomu_map.h"

#include <string.h>

static const char *S_text(struct arena *texts, const char *s)
{
    return texts ? arena_strdup(texts, s) : s;
}

struct gyomu_code *gyomu_lines(const struct kanri_gyomu_code *rows, size_t n, const char *hokensha,
                               struct arena *a, struct arena *texts, size_t *ret_n)
{
    struct gyomu_code *lines = arena_array(a, n + 1, sizeof *lines);
    *ret_n = 0;
    for (size_t i = 0; lines && i < n; i++) {
        const struct kanri_gyomu_code *r = &rows[i];
        if (strcmp(r->hokensha, hokensha) == 0)
            lines[(*ret_n)++] = (struct gyomu_code){S_text(texts, r->hokensha), S_text(texts, r->code_list),
                                                    S_text(texts, r->theirs), S_text(texts, r->ours)};
    }
    return texts && arena_failed(texts) ? NULL : lines;
}

enum status gyomu_map(struct call *c, const struct code_map **ret)
{
    const char *hokensha = c->caller->hokensha;
    struct kanri_gyomu_code *rows = NULL;
    size_t n = 0;
    enum status st = kanri_gyomu_code_of(c->tx, hokensha, c->arena, &rows, &n);
    const struct gyomu_code *lines = st == ST_OK ? gyomu_lines(rows, n, hokensha, c->arena, NULL, &n) : NULL;
    return st == ST_OK && (!lines || !code_map_make(lines, n, c->arena, ret)) ? ST_LIMIT : st;
}

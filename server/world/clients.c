/* Whose certificates; see world.h. Two worlds may give one name to two insurers: there is one pair of it,
 * which names both. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "world/engine.h"

static int S_by_name(const void *x, const void *y)
{
    const struct world_client *a = x, *b = y;
    int order = strcmp(a->cn, b->cn);
    return order ? order : strcmp(a->hokensha, b->hokensha);
}

size_t world_clients_joined(struct arena *a, struct world_client *list, size_t n)
{
    size_t kept = 0;
    qsort(list, n, sizeof *list, S_by_name);
    for (size_t i = 0; i < n; i++)
        if (!kept || strcmp(list[kept - 1].cn, list[i].cn) != 0)
            list[kept++] = list[i];
        else if (!words_have(list[kept - 1].hokensha, str_of(list[i].hokensha)))
            list[kept - 1].hokensha = arena_printf(a, "%s %s", list[kept - 1].hokensha, list[i].hokensha);
    return kept;
}

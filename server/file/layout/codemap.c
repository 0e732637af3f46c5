/* Converting code values; see codemap.h. An insurer has few lists with few lines each: all is searched in
 * order. */
#include "file/layout/codemap.h"

#include <stdio.h>

#include "file/layout/layout.h"

struct pair {
    struct str theirs, ours;
};

struct list {
    const char *name;
    struct pair *pairs;
    size_t n;
};

struct code_map {
    struct list *lists;
    size_t n;
};

static const struct list *S_list(const struct code_map *map, const char *name)
{
    for (size_t i = 0; map && i < map->n; i++)
        if (strcmp(map->lists[i].name, name) == 0)
            return &map->lists[i];
    return NULL;
}

/* The list of that name, which is begun when there is none. */
static struct list *S_of(struct code_map *map, const char *name)
{
    struct list *list = (struct list *)(uintptr_t)S_list(map, name);
    if (!list) {
        list = &map->lists[map->n++];
        list->name = name;
    }
    return list;
}

/* Each list has room for its own lines: an insurer may have many of many lists. */
bool code_map_make(const struct gyomu_code *lines, size_t n, struct arena *a, const struct code_map **ret)
{
    struct code_map *map = arena_alloc(a, sizeof *map);
    *ret = NULL;
    if (!map || !(map->lists = arena_array(a, n + 1, sizeof *map->lists)))
        return false;
    for (size_t i = 0; i < n; i++)
        S_of(map, lines[i].code_list)->n++;
    for (size_t i = 0; i < map->n; i++) {
        struct list *list = &map->lists[i];
        if (!(list->pairs = arena_array(a, list->n, sizeof *list->pairs)))
            return false;
        list->n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        struct list *list = S_of(map, lines[i].code_list);
        list->pairs[list->n++] = (struct pair){str_of(lines[i].theirs), str_of(lines[i].ours)};
    }
    *ret = n ? map : NULL;
    return true;
}

bool code_map_has(const struct code_map *map, const char *code_list)
{
    return S_list(map, code_list) != NULL;
}

struct str code_map_in(const struct code_map *map, const char *code_list, struct str theirs)
{
    const struct list *list = S_list(map, code_list);
    bool taken = false;
    for (size_t i = 0; list && i < list->n; i++) {
        if (str_eq(list->pairs[i].theirs, theirs))
            return list->pairs[i].ours;
        taken = taken || str_eq(list->pairs[i].ours, theirs);
    }
    return taken ? STR(CODE_MAP_NONE) : theirs;
}

struct str code_map_out(const struct code_map *map, const char *code_list, struct str ours)
{
    const struct list *list = S_list(map, code_list);
    for (size_t i = 0; list && i < list->n; i++)
        if (str_eq(list->pairs[i].ours, ours))
            return list->pairs[i].theirs;
    return ours;
}

void code_map_want(const struct code_map *map, const struct code_list *list, char *out, size_t cap)
{
    size_t at = 0;
    snprintf(out, cap, "%s", list->want ? list->want : "");
    for (int i = 0; !list->want && i < list->n && at + 40 < cap; i++) {
        struct str theirs = code_map_out(map, list->name, str_of(list->codes[i].value));
        at += (size_t)snprintf(out + at, cap - at, "%s%.*s %s", i ? "・" : "", (int)theirs.n, theirs.p,
                               list->codes[i].mei);
    }
    if (!list->want && code_map_has(map, list->name) && at + 40 < cap)
        snprintf(out + at, cap - at, "（業務コードの変換定義 %s）", list->name);
}

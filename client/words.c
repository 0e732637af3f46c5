/* List of borrowed strings; see words.h. */
#include "words.h"

#include <stdlib.h>

bool words_add(struct words *list, const char *s)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 16;
        const char **items = realloc(list->items, cap * sizeof *items);
        if (!items)
            return false;
        list->items = items;
        list->cap = cap;
    }
    list->items[list->n++] = s;
    return true;
}

void words_release(struct words *list)
{
    free(list->items);
    *list = (struct words){0};
}

/* List of borrowed strings; see words.h. */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool words_next(const char **list, char out[WORD])
{
    *list += strspn(*list, ", ");
    size_t n = strcspn(*list, ", ");
    snprintf(out, WORD, "%.*s", (int)n, *list);
    *list += n;
    return n > 0;
}

/* Attributes of schema/layout's elements; see layout_load.h. */
#include <stdlib.h>
#include <string.h>

#include "file/layout/layout_load.h"

long layout_attr_number(struct loading *g, xmlNodePtr node, const char *name, long absent)
{
    const char *v = xml_attr(node, name, g->words);
    return v ? strtol(v, NULL, 10) : absent;
}

int layout_attr_word(struct loading *g, xmlNodePtr node, const char *name, const char *const *words,
                     int absent)
{
    const char *v = xml_attr(node, name, g->words);
    for (int i = 0; v && words[i]; i++)
        if (strcmp(words[i], v) == 0)
            return i;
    return absent;
}

int layout_attr_column(struct loading *g, xmlNodePtr node, const char *name, const struct layout *l)
{
    const char *v = xml_attr(node, name, g->words);
    return v ? layout_column(l, v) : -1;
}

enum standing layout_attr_standing(struct loading *g, xmlNodePtr node)
{
    static const char *const words[] = {"S", "P", "A", NULL};
    return (enum standing)layout_attr_word(g, node, "standing", words, STANDING_A);
}

enum status layout_no_memory(struct loading *g)
{
    return diag_set(g->d, ST_SETUP, "レイアウト", "メモリに入る大きさ", "メモリ不足");
}

/* A regular expression; *ret NULL when the attribute is absent. */

/* Looking things up in one layout; see layout.h. */
#include <string.h>

#include "file/layout/layout.h"

int layout_column(const struct layout *l, const char *name)
{
    for (int i = 0; i < l->n; i++)
        if (strcmp(l->columns[i].name, name) == 0)
            return i;
    return -1;
}

bool code_list_has(const struct code_list *l, struct str v)
{
    for (int i = 0; i < l->n; i++)
        if (str_is(v, l->codes[i].value))
            return true;
    return false;
}

int layout_field(const struct layout *l, const char *field)
{
    for (int i = 0; i < l->n; i++)
        if (strcmp(l->columns[i].field, field) == 0)
            return i;
    return -1;
}

int layout_days_from(const struct days *o, const struct str *values)
{
    bool one = values[o->from].n == 8, other = o->or_from >= 0 && values[o->or_from].n == 8;
    if (one && other)
        return memcmp(values[o->from].p, values[o->or_from].p, 8) <= 0 ? o->from : o->or_from;
    return one ? o->from : other ? o->or_from : -1;
}

bool layout_among(const char *list, struct str v)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, " ");
        if (str_eq((struct str){p, n}, v))
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

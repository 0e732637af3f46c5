/* The list of verbs; see verb.h. */
#include "verb.h"

#include <stddef.h>
#include <string.h>

#define VERB(name) extern const struct verb verb_##name;
#include "scenario/verbs.def"
#undef VERB

const struct verb *const verb_list[] = {
#define VERB(name) &verb_##name,
#include "scenario/verbs.def"
#undef VERB
    NULL};

const struct verb *verb_find(const char *name)
{
    for (const struct verb *const *v = verb_list; *v; v++)
        if (strcmp((*v)->name, name) == 0)
            return *v;
    return NULL;
}

/* Edits from a to b, for short words. */
static size_t S_distance(const char *a, const char *b)
{
    size_t n = strlen(b), row[32];
    if (n >= sizeof row / sizeof *row || strlen(a) >= sizeof row / sizeof *row)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < least ? change : least;
        }
    }
    return row[n];
}

const struct verb *verb_near(const char *name)
{
    const struct verb *best = NULL;
    size_t least = 3;
    for (const struct verb *const *v = verb_list; *v; v++) {
        size_t d = S_distance(name, (*v)->name);
        if (d < least) {
            least = d;
            best = *v;
        }
    }
    return best;
}

bool verb_builtin_label(const char *label)
{
    const struct verb *v = verb_find(label);
    return v && v->answers;
}

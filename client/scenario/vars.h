/* Variables of a scenario, and ${name} in its words. Everything lives in the arena of the list. */
#ifndef CLIENT_SCENARIO_VARS_H
#define CLIENT_SCENARIO_VARS_H
#include <stdbool.h>

#include "base/arena.h"

struct var {
    struct var *next;
    const char *name, *value;
};

struct vars {
    struct arena *arena; /* borrowed */
    struct var *first;
};

/* Copies both; false: out of memory. */
bool vars_set(struct vars *v, const char *name, const char *value);
const char *vars_get(const struct vars *v, const char *name);
/* Letters, digits, '_' and '-', beginning with a letter. Other bytes of UTF-8 count as letters. */
bool vars_name_ok(const char *name);
/* word with every ${name} replaced. NULL when one is unknown or not closed: *ret_bad is then its name (in the
 * arena). */
const char *vars_expand(const struct vars *v, const char *word, const char **ret_bad);
#endif

/* Values of columns: by what the column means, where chukan knows it, else any that the column's rules allow.
 * Pure. Called by row.c. */
#ifndef CLIENT_GEN_VALUE_H
#define CLIENT_GEN_VALUE_H
#include "file/layout/layout.h"
#include "gen/gen.h"
#include "gen/text.h"

/* One meaning. Its values fit a column of at least these rules; a column with others gets any value. */
struct maker {
    const char *field;
    enum char_class chars;
    long min, max; /* characters; 0: the digits of a 枝番 */
    bool date;     /* YYYYMMDD */
    /* May add nothing. */
    void (*make)(const struct gen *g, const struct subject *s, struct text *out);
};

/* NULL: no meaning that this column could take. */
const struct maker *value_maker(const struct gen *g, const struct column *c);
/* Any value that the rules of the column allow. */
void value_any(const struct gen *g, const struct column *c, uint64_t *luck, struct text *out);
#endif

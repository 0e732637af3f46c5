/* Bodies of control requests; see control_body.h. */
#include "world/control_body.h"

enum { TEXTS = 1 << 20 };

enum status control_body(const char *body, const struct field *table, void *record, struct arena **ret_arena,
                         struct diag *d)
{
    *ret_arena = arena_new(TEXTS);
    field_absent(table, record);
    enum status st = *ret_arena ? json_read(body, table, record, *ret_arena, d) : ST_LIMIT;
    return st == ST_LIMIT ? diag_set(d, st, "本文", "1 MB までの値", NULL) : st;
}

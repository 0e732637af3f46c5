/* Bodies of control requests: what was not understood is refused, never skipped, because a mistyped member
 * would change what the request means ({"yokyuBango":…} would approve for all). */
#ifndef WORLD_CONTROL_BODY_H
#define WORLD_CONTROL_BODY_H
#include "base/json.h"

/* json_read (base/json.h) of a body, which may be NULL, into an arena of its own: *ret_arena, which the
 * caller frees whatever is answered; it may be NULL. */
enum status control_body(const char *body, const struct field *table, void *record, struct arena **ret_arena,
                         struct diag *d);
#endif

/* Virtual time as replies show it. Called by operations and operator actions. */
#ifndef SERVICE_AT_TEXT_H
#define SERVICE_AT_TEXT_H
#include "base/clock.h"
#include "service/op.h"

/* In the call's arena; NULL for INT64_MIN, or when the arena is used up. */
static inline const char *at_text(const struct call *c, int64_t at)
{
    char text[CLOCK_TEXT];
    if (at == INT64_MIN)
        return NULL;
    clock_text(at, text);
    return arena_strdup(c->arena, text);
}
#endif

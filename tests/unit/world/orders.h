/* The orders of the control API as a test writes them: JSON, read by the tables as server/control does. What
 * is wrong with a body is what the function answers. Included behind world/world.h, before the first call. */
#ifndef TESTS_UNIT_WORLD_ORDERS_H
#define TESTS_UNIT_WORLD_ORDERS_H
#include "world/control_body.h"
#include "world/world.h"

#define ORDER(order, text, call)                                                                             \
    struct order o;                                                                                          \
    struct arena *a;                                                                                         \
    enum status st = control_body(text, order, &o, &a, d);                                                   \
    if (st == ST_OK)                                                                                         \
        st = call;                                                                                           \
    arena_free(a);                                                                                           \
    return st

static inline enum status json_create(const char *text, struct buf *json, struct diag *d)
{
    ORDER(order_create, text, sim_world_create(&o, json, d));
}
static inline enum status json_reset(struct world *w, uint64_t generation, const char *text, struct buf *json,
                                     struct diag *d)
{
    ORDER(order_reset, text, sim_reset(w, generation, &o, json, d));
}
static inline enum status json_heal(const char *name, uint64_t epoch, const char *text, struct buf *json,
                                    struct diag *d)
{
    ORDER(order_reset, text, sim_world_heal(name, epoch, &o, json, d));
}
static inline enum status json_clock(struct world *w, uint64_t generation, const char *text, struct buf *json,
                                     struct diag *d)
{
    ORDER(order_clock, text, sim_clock_put(w, generation, &o, json, d));
}
static inline enum status json_advance(struct world *w, uint64_t generation, const char *text,
                                       struct buf *json, struct diag *d)
{
    ORDER(order_advance, text, sim_clock_advance(w, generation, &o, json, d));
}
static inline enum status json_progress(struct world *w, uint64_t generation, const char *text,
                                        struct buf *json, struct diag *d)
{
    ORDER(order_progress, text, sim_progress_put(w, generation, &o, json, d));
}
#endif

/* An operator action by its tables, as world/ runs it: its body read, its answer written. */
#ifndef TESTS_UNIT_SERVICE_HAND_H
#define TESTS_UNIT_SERVICE_HAND_H
#include "base/json.h"
#include "service/operator.h"

static inline enum status hand_run(const struct operator_action *o, struct call *c, const char *body,
                                   struct buf *json)
{
    void *req = arena_alloc(c->arena, o->request_size), *rep = arena_alloc(c->arena, o->reply_size);
    enum status st = json_read(body, o->request, req, c->arena, c->diag);
    if (st == ST_OK)
        st = o->run(c, req, rep);
    if (st == ST_OK)
        json_write(json, o->reply, rep);
    return st;
}
#endif

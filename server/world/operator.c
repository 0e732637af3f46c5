/* Operator actions of a world in the control API (DESIGN 4). */
#include <string.h>

#include "service/operator.h"
#include "world/case/tell.h"
#include "world/control_body.h"
#include "world/engine.h"

enum { ARENA = 1 << 20 };

struct operator_call {
    const struct operator_action *action;
    struct world *world;
    const void *req;
    void *rep;
    struct buf *json;          /* the answer */
    struct audit_doing *doing; /* NULL: it is not recorded */
    struct taisho asked;
};

static enum status S_operator_run(struct call *c, void *cls)
{
    struct operator_call *x = cls;
    enum status st = x->action->run(c, x->req, x->rep);
    if (status_kubun(st) == 9)
        return st;
    tell_concerns(x->world, (uint64_t)c->generation, &c->concerns);
    if (x->doing)
        x->doing->taisho = x->asked; /* it may run a second time */
    audit_acts(x->doing, x->action->reply, x->rep);
    buf_clear(x->json); /* texts of the answer live no longer than the call */
    json_write(x->json, x->action->reply, x->rep);
    return st;
}

/* "settle fugo-approve fugo-reject …" */
static enum status S_unknown(const char *action, struct diag *d)
{
    struct buf names = BUF_INIT;
    buf_adds(&names, "settle");
    for (const struct operator_action *const *o = operator_list; *o; o++)
        buf_addf(&names, " %s", (*o)->name);
    enum status st = diag_set(d, ST_NO_OPERATOR, "operator", names.data, action);
    buf_release(&names);
    return st;
}

struct settle_reply {
    int settled;
};

static enum status S_settle(struct world *w, uint64_t generation, const char *body, struct buf *json,
                            struct diag *d)
{
    static const struct field none[] = {FIELD_END};
    static const struct field reply[] = {FIELD_BOOL(struct settle_reply, "settled", settled), FIELD_END};
    struct arena *a;
    enum status st = control_body(body, none, NULL, &a, d);
    arena_free(a);
    if (st != ST_OK)
        return st;
    st = engine_settle(w, generation, "settle", d);
    json_write(json, reply, &(struct settle_reply){st == ST_OK});
    return st == ST_BUSY ? ST_OK : st;
}

/* What was sent before must have arrived, so that an approval means the same on every run. */
static enum status S_act(struct world *w, uint64_t generation, struct operator_call *x, struct diag *d)
{
    enum status st = engine_settle(w, generation, x->action->name, d);
    if (st == ST_OK)
        st = engine_write(w, generation, x->action->db, S_operator_run, NULL, x, d);
    return status_kubun(st) != 9 ? engine_settle(w, generation, x->action->name, d) : st;
}

enum status sim_operator(struct world *w, uint64_t generation, const char *action, const char *body,
                         struct buf *json, struct diag *d)
{
    if (strcmp(action, "settle") == 0)
        return S_settle(w, generation, body, json, d);
    const struct operator_action *o = operator_find(action);
    if (!o)
        return S_unknown(action, d);
    struct arena *a = NULL, *room = arena_new(ARENA);
    void *req = room ? arena_alloc(room, o->request_size) : NULL;
    struct operator_call x = {.action = o,
                              .world = w,
                              .req = req,
                              .rep = room ? arena_alloc(room, o->reply_size) : NULL,
                              .json = json};
    enum status st =
        req && x.rep ? control_body(body, o->request, req, &a, d) : diag_set(d, ST_LIMIT, action, NULL, NULL);
    x.doing = audit_doing();
    if (st == ST_OK)
        audit_acts(x.doing, o->request, req);
    if (x.doing)
        x.asked = x.doing->taisho;
    if (st == ST_OK)
        st = S_act(w, generation, &x, d);
    if (status_kubun(st) == 9)
        buf_clear(json);
    arena_free(a);
    arena_free(room);
    return st;
}

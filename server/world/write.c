/* A write on behalf of the control API; see engine.h. */
#include "world/engine.h"

enum { ARENA = 16 << 20 };

enum status engine_write(struct world *w, uint64_t generation, enum db db,
                         enum status (*run)(struct call *c, void *cls), void (*outcome)(bool kept, void *cls),
                         void *cls, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct audit_doing *doing = audit_doing();
    struct caller nobody = {.hokensha = "", .system = "", .busho = "", .user = "", .encoding = ""};
    struct call c = {.arena = a, .caller = &nobody, .diag = d, .generation = (int64_t)generation};
    const struct job what = {.db = db,
                             .call = &c,
                             .run = run,
                             .outcome = outcome,
                             .cls = cls,
                             .audit = doing ? audit_job_control : NULL,
                             .doing = doing};
    enum status st = a ? write_wait(w, &what) : ST_LIMIT;
    if (status_kubun(st) == 9 && d->status != st)
        diag_set(d, st, db_name(db), NULL, NULL);
    arena_free(a);
    return st;
}

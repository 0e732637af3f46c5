/* One write for a link file on the world's writer thread; see load.h. */
#include "world/load/load.h"

enum status load_submit(struct load *x, enum status (*run)(struct call *c, void *cls), void *cls)
{
    arena_reset(x->scratch);
    x->diag = DIAG_INIT;
    struct call c = {.arena = x->scratch, .caller = &x->caller, .diag = &x->diag, .uketsuke = x->t.uketsuke};
    enum status st = world_write_wait(x->world, x->db, &c, run, cls);
    if (st != ST_OK && x->diag.status == ST_OK)
        diag_set(&x->diag, st, NULL, NULL, NULL);
    return st;
}

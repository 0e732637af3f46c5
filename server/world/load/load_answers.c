/* Link files whose result needs answers that come after their rows were applied (struct bulk_waits): what
 * became of each row is kept in the database, the loader lets go of the file, and takes it up again when the
 * last answer has come. The result file is then written in a second way through the upload, so that refused
 * rows and repeated columns are as in any other file. See load.h. */
#include "store/torikomi_machi.h"
#include "world/load/load.h"

/* Also of a row that the layout refuses: what was decided stands, whatever layouts and codes say by then. */
enum status load_keep(struct call *c, const struct load *x, const struct fate *f, int64_t juni)
{
    struct torikomi_gyo g = {.juni = juni, .st = f->st, .message = f->message, .kagi = f->kagi};
    enum status st = torikomi_gyo_put(c->tx, x->t.uketsuke, &g);
    return st == ST_OK && g.kagi ? torikomi_expect(c->tx, x->t.uketsuke, 1) : st;
}

enum status load_answer(struct call *c, const struct load *x, struct fate *f, int64_t juni,
                        struct row_answer *ret)
{
    struct torikomi_gyo g;
    enum status st = torikomi_gyo_get(c->tx, x->t.uketsuke, juni, c->arena, &g);
    if (st != ST_OK)
        return st;
    f->st = g.st;
    f->message = g.message;
    f->kagi = g.kagi;
    if (!g.kagi)
        return ST_OK;
    *c->diag = DIAG_INIT;
    f->st = x->binding.bulk->waits->answer(c, g.kagi, ret);
    if (f->st == ST_OK)
        return ST_OK;
    return status_info(f->st)->fault != FAULT_NONE ? f->st : load_refused(c, f);
}

static enum status S_wait(struct call *c, void *cls)
{
    struct load *x = cls;
    const struct bulk_waits *waits = x->binding.bulk->waits;
    enum status st = torikomi_wait(c->tx, &x->t, c->now);
    return st == ST_OK && x->t.state == TORIKOMI_MACHI && waits->machi ? waits->machi(c, &x->t) : st;
}

enum status load_wait(struct load *x)
{
    return load_submit(x, S_wait, x);
}

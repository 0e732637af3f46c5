/* From a bound request to its reply: settle, then who calls, then a read in this thread or a
 * job for the world's writer (world/world.h owns the transactions). See request.h. After a hand-over
 * (world_settle answering PENDING, world_submit) the exchange belongs to the other thread. */
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/kept.h"
#include "soap/request.h"

/* Who is first: the thread that goes to wait, or the one that wakes it. */
enum gate { GATE_NEW, GATE_WAITING, GATE_WOKEN };

static struct kept S_kept(const struct download *file)
{
    return (struct kept){"結果ファイル", file->path, file->size, file->sha256};
}

/* To who asks for a file, one that cannot be read is as good as lost. */
static enum status S_lost(struct exchange *x)
{
    if (x->diag.status == ST_DISK)
        x->diag.status = ST_FILE_LOST;
    return x->diag.status;
}

/* The file of the reply, if it has one, is opened in the transaction that names it: afterwards the path may
 * be another generation's, or that of a new world of this name. */
static enum status S_open_file(struct exchange *x)
{
    const struct download *file = writer_file(x->op, x->rep);
    if (!file)
        return ST_OK;
    if (x->file_fd >= 0) /* it runs a second time */
        close(x->file_fd);
    const struct kept kept = S_kept(file);
    x->file_fd = kept_open(&kept, &x->diag);
    if (x->file_fd < 0)
        return S_lost(x);
    x->file = *file;
    return ST_OK;
}

/* It is what was noted of it. Outside of the transaction, for this may take a while: a reset does not wait.
 */
static enum status S_check_file(struct exchange *x, enum status st)
{
    const struct kept kept = S_kept(&x->file);
    enum status right = kept_check(&kept, x->file_fd, (struct kept_stop){0}, &x->diag);
    return right == ST_OK ? st : S_lost(x);
}

static enum status S_run(struct call *c, void *cls)
{
    struct exchange *x = cls;
    memset(x->rep, 0, x->op->reply_size);
    c->uketsuke = NULL;
    c->again = false;
    *c->diag = DIAG_INIT;
    enum status st = x->op->run(c, x->req, x->rep);
    if (arena_failed(c->arena) && status_kubun(st) != 9)
        st = diag_set(c->diag, ST_LIMIT, NULL, NULL,
                      NULL); /* what was left out of the reply must not look done */
    enum status opened = status_kubun(st) == 9 ? st : S_open_file(x);
    return opened == ST_OK ? st : opened;
}

static void S_answer(struct exchange *x, enum status st)
{
    if (status_kubun(st) != 9 && x->file.path)
        st = S_check_file(x, st);
    if (x->diag.status != st)
        x->diag = (struct diag){.status = ST_OK};
    world_over(x->world, st, &x->diag);
    x->diag.status = st;
    intake_release(x);
    if (status_kubun(st) != 9) {
        writer_reply(x, st);
        bool fits = buf_ok(&x->kit.head) && buf_ok(&x->kit.tail);
        if (fits) {
            request_ready(x, st);
            return;
        }
        diag_set(&x->diag, ST_LIMIT, "応答", NULL, NULL);
    }
    request_reply_error(x);
}

/* Who calls, now that what came before is done; and whether they may. */
static enum status S_enter(struct exchange *x)
{
    enum status st = world_enter(x->world, x->busho, x->user, x->kit.arena, &x->caller, &x->diag);
    if (st == ST_OK && x->op->role && !(x->caller.roles & x->op->role))
        st = request_fail(x, ST_NO_ROLE, "ユーザー", "この操作のロールを持つユーザー", x->caller.user);
    return st;
}

/* What came before is done (OK), or as far as it will get. OK: the operation may run. */
static enum status S_begin(struct exchange *x, enum status settled)
{
    enum status stands;
    switch (settled) {
    case ST_OK:
        return S_enter(x);
    case ST_BUSY: /* policy settleMs has passed: only the journal says so */
        x->late = true;
        return S_enter(x);
    case ST_RESET:
    case ST_STOPPING:
        return settled;
    default: /* that stands still; or did until a moment ago */
        stands = world_stands(x->world, "この要求より前の処理", &x->diag);
        return stands == ST_OK ? request_fail(x, settled, NULL, NULL, NULL) : stands;
    }
}

static void S_done(enum status st, void *cls);

static void S_submit(struct exchange *x)
{
    x->job = (struct job){.db = x->op->db, .call = &x->call, .run = S_run, .done = S_done, .cls = x};
    world_submit(x->world, &x->job);
}

/* The caller waits already. */
static void S_go_on(struct exchange *x, enum status settled)
{
    enum status st = S_begin(x, settled);
    if (st == ST_OK && (x->op->flags & OP_WRITE)) {
        S_submit(x);
        return;
    }
    S_answer(x, st == ST_OK ? world_read(x->world, x->op->db, &x->call, S_run, x) : st);
    x->wake(x->wake_cls);
}

static void S_woken(enum status st, void *cls)
{
    struct exchange *x = cls;
    x->settled = st;
    if (atomic_exchange(&x->gate, GATE_WOKEN) == GATE_WAITING)
        S_go_on(x, st);
}

static enum status S_settle(struct exchange *x, bool whole)
{
    const struct settle what = {.hokensha = x->caller.hokensha,
                                .op = x->op,
                                .req = x->req,
                                .whole = whole,
                                .generation = x->generation};
    return world_settle(x->world, &what, S_woken, x);
}

/* A write that was exempt and has found out that it depends on what is under way: once more, behind that. */
static void S_again(struct exchange *x)
{
    x->call.unsettled = x->call.again = false;
    x->diag = DIAG_INIT; /* what it met before does not count: it may find its world another one */
    atomic_store(&x->gate, GATE_WAITING);
    enum status st = S_settle(x, true);
    if (st != ST_PENDING)
        S_go_on(x, st);
}

static void S_done(enum status st, void *cls)
{
    struct exchange *x = cls;
    if (x->call.again) {
        S_again(x);
        return;
    }
    S_answer(x, st);
    x->wake(x->wake_cls);
}

/* On the caller's own thread, which has not waited. true: the reply is ready. */
static bool S_at_once(struct exchange *x, enum status settled, void (*before_wait)(void *cls), void *cls)
{
    enum status st = S_begin(x, settled);
    if (st == ST_OK && (x->op->flags & OP_WRITE)) {
        before_wait(cls); /* first: the other thread may wake the caller at once */
        S_submit(x);
        return false;
    }
    S_answer(x, st == ST_OK ? world_read(x->world, x->op->db, &x->call, S_run, x) : st);
    return true;
}

bool dispatch(struct exchange *x, void (*before_wait)(void *cls), void (*wake)(void *cls), void *cls)
{
    x->call = (struct call){.arena = x->kit.arena,
                            .caller = &x->caller,
                            .diag = &x->diag,
                            .generation = (int64_t)x->generation,
                            .unsettled = x->op->exempt != 0};
    x->wake = wake;
    x->wake_cls = cls;
    enum status st = S_settle(x, false);
    if (st != ST_PENDING)
        return S_at_once(x, st, before_wait, cls);
    before_wait(cls);
    if (atomic_exchange(&x->gate, GATE_WAITING) == GATE_WOKEN)
        S_go_on(x, x->settled);
    return false;
}

/* From a bound request to its reply: settle first if the operation wants it, then a read in this thread or a
 * job for the world's writer (service/sim/world.h owns the transactions). See request.h. After a hand-over
 * (world_settled answering false, world_submit) the exchange belongs to the other thread. */
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "soap/request.h"

/* Who is first: the thread that goes to wait, or the one that wakes it. */
enum gate { GATE_NEW, GATE_WAITING, GATE_WOKEN };

static enum status S_run(struct call *c, void *cls)
{
    struct exchange *x = cls;
    memset(x->rep, 0, x->op->reply_size);
    c->uketsuke = NULL;
    *c->diag = DIAG_INIT;
    enum status st = x->op->run(c, x->req, x->rep);
    if (arena_failed(c->arena) && status_kubun(st) != 9)
        st = diag_set(c->diag, ST_LIMIT, NULL, NULL,
                      NULL); /* what was left out of the reply must not look done */
    return st;
}

/* The file of the reply is opened before its size is told. */
static enum status S_open_file(struct exchange *x)
{
    struct stat sb;
    if (!x->file.path)
        return ST_OK;
    x->file_fd = open(x->file.path, O_RDONLY | O_CLOEXEC);
    if (x->file_fd >= 0 && fstat(x->file_fd, &sb) == 0 && sb.st_size == x->file.size)
        return ST_OK;
    x->file.path = NULL;
    return diag_set(&x->diag, ST_INTERNAL, "ファイルの読み出し", "記録した大きさのファイル", "読めません");
}

static void S_answer(struct exchange *x, enum status st)
{
    if (x->diag.status != st)
        x->diag = (struct diag){.status = st};
    intake_release(x);
    if (status_kubun(st) != 9) {
        writer_reply(x, st);
        bool fits = buf_ok(&x->kit.head) && buf_ok(&x->kit.tail);
        st = fits ? S_open_file(x) : diag_set(&x->diag, ST_LIMIT, "応答", NULL, NULL);
        if (x->diag.status == ST_OK || status_kubun(x->diag.status) != 9) {
            request_ready(x, x->diag.status);
            return;
        }
    }
    request_reply_error(x);
}

static void S_done(enum status st, void *cls)
{
    struct exchange *x = cls;
    S_answer(x, st);
    x->wake(x->wake_cls);
}

static void S_read(struct exchange *x)
{
    S_answer(x, world_read(x->world, x->op->db, &x->call, S_run, x));
}

static void S_submit(struct exchange *x)
{
    x->job = (struct job){.db = x->op->db, .call = &x->call, .run = S_run, .done = S_done, .cls = x};
    world_submit(x->world, &x->job);
}

/* Settled, and the caller waits already. */
static void S_go_on(struct exchange *x)
{
    if (x->op->flags & OP_WRITE) {
        S_submit(x);
        return;
    }
    S_read(x);
    x->wake(x->wake_cls);
}

static void S_woken(void *cls)
{
    struct exchange *x = cls;
    if (atomic_exchange(&x->gate, GATE_WOKEN) == GATE_WAITING)
        S_go_on(x);
}

bool dispatch(struct exchange *x, void (*before_wait)(void *cls), void (*wake)(void *cls), void *cls)
{
    x->call = (struct call){.arena = x->kit.arena, .caller = &x->caller, .diag = &x->diag};
    x->wake = wake;
    x->wake_cls = cls;
    bool write = x->op->flags & OP_WRITE;
    bool settled = !(x->op->flags & OP_SETTLED) || world_settled(x->world, S_woken, x);
    if (settled && !write) {
        S_read(x);
        return true;
    }
    if (atomic_load(&x->gate) == GATE_WOKEN && !write) {
        S_read(x);
        return true;
    }
    before_wait(cls); /* first: the other thread may wake the caller at once */
    if (settled)
        S_submit(x);
    else if (atomic_exchange(&x->gate, GATE_WAITING) == GATE_WOKEN)
        S_go_on(x);
    return false;
}

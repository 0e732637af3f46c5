/* The life of a call; see call.h. Settle, then who calls, then a read in this thread or a job for the world's
 * writer (world.h owns the transactions). After a hand-over (world_settle answering PENDING, world_submit)
 * the visit belongs to the other thread. */
#include "world/call.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/kept.h"
#include "service/gyomu_code.h"
#include "service/junbi.h"
#include "service/may.h"
#include "service/riyo_check.h"
#include "service/shomeisho.h"
#include "world/audit.h"
#include "world/call_fault.h"
#include "world/case/tell.h"

enum status call_fail(struct visit *v, enum status st, const char *item, const char *want, const char *have)
{
    if (v->diag.status == ST_OK)
        diag_set(&v->diag, st, item, want, have);
    return v->diag.status;
}

/* --- who and where
 * --------------------------------------------------------------------------------------------- */

/* Also of who gets no further: for the audit record, the journal and whoever watches. For as long as the
 * visit lives: the connection may be gone before. */
static void S_note_certificate(struct visit *v, const struct call_door *door)
{
    if (door->plain || !door->cert_cn)
        return;
    v->cert_cn = arena_strdup(v->arena, door->cert_cn);
    v->claim.hokensha = arena_strdup(v->arena, call_door_hokensha(door));
}

enum status call_arrive(struct visit *v, const struct call_door *door)
{
    v->way = door->way;
    v->from = door->from ? arena_strdup(v->arena, door->from) : NULL;
    S_note_certificate(v, door);
    if (door->stopping)
        return call_fail(v, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
    v->world = world_find(door->world, strlen(door->world));
    if (!v->world && world_refused(door->world, &v->diag))
        return v->diag.status;
    if (!v->world)
        return call_fail(v, ST_NO_SUCH_WORLD, "ワールド", "URL の最初の区切りに、作成済みのワールド名",
                         door->world);
    return world_arrive(v->world, door->epoch, &v->generation, &v->diag);
}

static struct cert_shown S_shown(const struct call_door *door)
{
    return (struct cert_shown){door->cert_cn, door->cert_o, door->cert_shimon, door->cert_shared};
}

enum status call_door_certificate(const struct call_door *door, struct world *w, struct diag *d)
{
    static const char *const want[] = {
        [WAY_SYSTEM] =
            "接続システムの証明書（pki/clients/システム識別子.crt と .key か .p12、" SHOMEISHO_UKETORI
            "。chukand の認証局のものでないと、Java は設定してあっても送りません）",
        [WAY_TANMATSU] =
            "統合専用端末の証明書（pki/clients/TT….crt と .key、ブラウザには .p12、" SHOMEISHO_UKETORI "）",
    };
    static const char item[] = "クライアント証明書";
    if (door->plain)
        return ST_OK;
    if (door->cert_wrong != ST_OK)
        return diag_set(d, door->cert_wrong, item, door->cert_want ? door->cert_want : want[door->way],
                        door->cert_error);
    if (!door->cert_cn)
        return diag_set(d, ST_NO_CERTIFICATE, item, want[door->way], "提示なし");
    const struct cert_shown shown = S_shown(door);
    return w ? world_certificate(w, door->way, &shown, d) : ST_OK;
}

enum status call_door_page(const struct call_door *door, struct world *w, struct diag *d)
{
    enum status st = call_door_certificate(door, w, d);
    return st == ST_OK && w && !door->plain ? world_certificate_known(w, door->way, door->cert_cn, d) : st;
}

static enum status S_keep_certificate(struct visit *v, const struct call_door *door)
{
    v->cert = S_shown(door);
    v->cert.o = v->cert.o ? arena_strdup(v->arena, v->cert.o) : NULL;
    v->cert.shimon = v->cert.shimon ? arena_strdup(v->arena, v->cert.shimon) : NULL;
    v->cert.cn = v->cert_cn;
    return arena_failed(v->arena) ? call_fail(v, ST_LIMIT, NULL, NULL, NULL) : ST_OK;
}

enum status call_certificate(struct visit *v, const struct call_door *door)
{
    struct diag why = DIAG_INIT;
    enum status st = call_door_certificate(door, v->world, &why);
    if (st != ST_OK) {
        v->caller.system = v->cert_cn; /* for the journal */
        st = call_fail(v, st, why.item, why.want, why.have);
        v->told = tell_login(v, door->cert_cn, NULL);
        return st;
    }
    return door->plain ? ST_OK : S_keep_certificate(v, door);
}

/* Who calls, now that what came before is done; and whether they may. */
static enum status S_enter(struct visit *v)
{
    enum status st = call_login_still(v);
    if (st == ST_OK)
        st = world_enter(v->world, v->busho, v->user, v->arena, &v->caller, &v->diag);
    if (st == ST_OK && v->caller.shoki && !(v->op->flags & OP_SHOKI))
        st = call_fail(v, ST_PASSWORD_SHOKI, "パスワード", "kanri.passwordHenko で変更したパスワード",
                       "初期パスワード");
    if (st == ST_OK) /* before the right: what it needs may be a step that comes first */
        st = junbi(&v->caller, v->op->sosa, &v->diag);
    return st == ST_OK ? may(&v->caller, v->op->sosa, NULL, &v->diag) : st;
}

/* --- the file of a reply
 * --------------------------------------------------------------------------------------- */

/* A field at the top of the reply; one at most. */
static const struct download *S_file(const struct op *op, const void *rep)
{
    for (const struct field *f = op->reply; f && f->element; f++)
        if (f->kind == F_FILE) {
            const void *at = (const char *)rep + f->offset;
            const struct download *file = at;
            return download_is(file) ? file : NULL;
        }
    return NULL;
}

static struct kept S_kept(const struct download *file)
{
    return (struct kept){"結果ファイル", file->path, file->size, file->sha256};
}

/* To who asks for a file, one that cannot be read is as good as lost. */
static enum status S_lost(struct visit *v)
{
    if (status_disk(v->diag.status))
        v->diag.status = ST_FILE_LOST;
    return v->diag.status;
}

/* Opened in the transaction that names it: afterwards the path may be another generation's, or that of a new
 * world of this name. */
static enum status S_open_file(struct visit *v)
{
    const struct download *file = S_file(v->op, v->rep);
    if (!file)
        return ST_OK;
    v->file = *file;
    if (!file->path)
        return ST_OK;
    if (v->file_fd >= 0) /* it runs a second time */
        close(v->file_fd);
    const struct kept kept = S_kept(file);
    v->file_fd = kept_open(&kept, &v->diag);
    return v->file_fd < 0 ? S_lost(v) : ST_OK;
}

/* It is what was noted of it. Outside of the transaction, for this may take a while: a reset does not wait.
 */
static enum status S_check_file(struct visit *v, enum status st)
{
    const struct kept kept = S_kept(&v->file);
    enum status right = kept_check(&kept, v->file_fd, NULL, &v->diag);
    return right == ST_OK ? st : S_lost(v);
}

/* --- run
 * ------------------------------------------------------------------------------------------------------- */

/* Others may have had their turn since it entered, and one of them may have changed who may call. */
static enum status S_turn(struct visit *v)
{
    return v->login.masters == world_masters(v->world) ? ST_OK : S_enter(v);
}

static enum status S_run(struct call *c, void *cls)
{
    struct visit *v = cls;
    memset(v->rep, 0, v->op->reply_size);
    c->uketsuke = NULL;
    c->again = false;
    c->concerns = (struct concerns){0};
    c->keikoku = (struct findings){0};
    *c->diag = DIAG_INIT;
    enum status st = S_turn(v);
    if (st != ST_OK)
        return st;
    if (!(v->op->flags & OP_BY_KIND))
        st = riyo_check(c, v->op->sosa); /* here, for a warning is of the answer */
    if (st == ST_OK)
        st = gyomu_request(c, v->op, v->req, &v->ours);
    if (st == ST_OK)
        st = v->op->run(c, v->ours, v->rep);
    if (arena_failed(c->arena) &&
        status_kubun(st) != 9) /* what was left out of the reply must not look done */
        st = diag_set(c->diag, ST_LIMIT, NULL, NULL, NULL);
    enum status opened = status_kubun(st) == 9 ? st : S_open_file(v);
    return opened == ST_OK ? st : opened;
}

/* It is done, and told: what is left is to say it in the caller's 業務コード. */
static enum status S_theirs(struct visit *v, enum status st)
{
    void *rep = status_kubun(st) == 9 ? v->rep : gyomu_reply(&v->call, v->op, v->rep);
    if (!rep)
        return diag_set(&v->diag, ST_LIMIT, "応答", NULL, NULL);
    v->rep = rep;
    return st;
}

static void S_delayed(enum status st, void *cls)
{
    struct visit *v = cls;
    (void)st; /* whatever became of the world meanwhile, this had come of the call */
    v->done(v, S_theirs(v, v->diag.status));
}

static void S_end(struct visit *v, enum status st)
{
    if (status_kubun(st) != 9 && v->file.path)
        st = S_check_file(v, st);
    if (v->diag.status != st)
        v->diag = DIAG_INIT;
    world_over(v->world, st, &v->diag);
    v->diag.status = st;
    /* what was refused on purpose is no step of anybody's */
    const int64_t told = call_fault_refused(v) ? 0 : tell_call(v, st);
    v->told = told ? told : v->told;
    if (!call_fault_after(v, &st, S_delayed))
        v->done(v, S_theirs(v, st));
}

/* What came before is done (OK), or as far as it will get. OK: the operation may run. */
static enum status S_begin(struct visit *v, enum status settled)
{
    enum status stands;
    switch (settled) {
    case ST_OK:
        return S_enter(v);
    case ST_BUSY: /* policy settleMs has passed: only the journal says so */
        v->late = true;
        return S_enter(v);
    case ST_RESET:
    case ST_STOPPING:
        return settled;
    default: /* that stands still; or did until a moment ago */
        stands = world_stands(v->world, "この要求より前の処理", &v->diag);
        return stands == ST_OK ? call_fail(v, settled, NULL, NULL, NULL) : stands;
    }
}

static void S_settle(struct visit *v, bool whole);

static void S_done(enum status st, void *cls)
{
    struct visit *v = cls;
    if (!v->call.again) {
        S_end(v, st);
        return;
    }
    /* a write that was exempt has found out that it depends on what is under way: once more, behind that */
    v->call.unsettled = v->call.again = false;
    v->diag = DIAG_INIT; /* what it met before does not count: it may find its world another one */
    S_settle(v, true);
}

static void S_slept(enum status st, void *cls);

static void S_woken(enum status settled, void *cls)
{
    struct visit *v = cls;
    enum status st = S_begin(v, settled);
    if (st == ST_OK && (st = call_fault_before(v, S_slept)) == ST_PENDING)
        return;
    if (st == ST_OK && (v->op->flags & OP_WRITE)) {
        v->job = (struct job){.db = v->op->db,
                              .call = &v->call,
                              .run = S_run,
                              .done = S_done,
                              .cls = v,
                              .audit = audit_job_call,
                              .disk_full = v->fault.number && v->fault.kind == MOGI_DISK_FULL,
                              .disk_ms = v->fault.kind == MOGI_DISK_SLOW ? v->fault.ms : 0};
        world_submit(v->world, &v->job);
        return;
    }
    S_end(v, st == ST_OK ? world_read(v->world, v->op->db, &v->call, S_run, v) : st);
}

static void S_settle(struct visit *v, bool whole)
{
    const struct settle what = {.hokensha = v->caller.hokensha,
                                .op = v->op,
                                .req = v->req,
                                .whole = whole,
                                .generation = v->generation};
    enum status st = world_settle(v->world, &what, S_woken, v);
    if (st != ST_PENDING)
        S_woken(st, v);
}

/* A delay that was ordered has passed: as if the call came now. */
static void S_slept(enum status st, void *cls)
{
    if (st == ST_OK)
        S_settle(cls, false);
    else
        S_woken(st, cls);
}

/* The login has ended; what else is wrong with the call is told behind it. */
static void S_called(struct visit *v, enum status st)
{
    if (st != ST_OK) {
        v->done(v, st);
        return;
    }
    v->call = (struct call){.arena = v->arena,
                            .caller = &v->caller,
                            .diag = &v->diag,
                            .generation = (int64_t)v->generation,
                            .unsettled = v->op->exempt != 0};
    S_settle(v, false);
}

void call_start(struct visit *v)
{
    if (v->login.open)
        call_login_end(v, S_called);
    else
        S_called(v, v->diag.status);
}

void call_leave(struct visit *v)
{
    if (v->file_fd >= 0)
        close(v->file_fd);
    v->file_fd = -1;
    world_leave(&v->caller);
    if (v->world)
        world_release(v->world);
    v->world = NULL;
}

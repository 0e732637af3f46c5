/* file.upload: takes a link file in (2.12.2 ①, 2.13.2). The answer means that the file and its receipt are
 * kept; the rows are worked on later, by the policy of 一括登録. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/bango.h"
#include "base/file.h"
#include "base/kept.h"
#include "service/messages.h"
#include "service/online.h"
#include "service/junbi.h"
#include "service/may.h"
#include "service/riyo_check.h"
#include "service/unyo/file_kaishi.h"

struct request {
    const char *shubetsu, *file_mei;
    const struct upload *naiyo;
};

struct reply {
    int64_t size;
    const char *sha256;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "shubetsu", shubetsu),
    FIELD_TEXT_AS(struct request, "fileMei", file_mei, FIELD_TAISHO),
    FIELD_FILE(struct request, "naiyo", naiyo),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_INT(struct reply, "size", size),
    FIELD_TEXT(struct reply, "sha256", sha256),
    FIELD_END,
};

static enum status S_check(struct call *c, const struct request *r)
{
    const struct bulk *bulk = r->shubetsu ? bulk_find(r->shubetsu) : NULL;
    if (!bulk)
        return online_unknown_kind(c, r->shubetsu);
    const struct may_about about = {.tokutei = bulk->tokutei ? bulk->shubetsu : NULL};
    enum status st = junbi(c->caller, bulk->sosa, c->diag);
    if (st == ST_OK)
        st = may(c->caller, bulk->sosa, &about, c->diag);
    if (st == ST_OK)
        st = riyo_check(c, bulk->sosa);
    if (st == ST_OK)
        st = online_file_name(c, r->shubetsu, r->file_mei);
    if (st != ST_OK)
        return st;
    if (!r->naiyo || r->naiyo->size <= 0)
        return diag_set(c->diag, ST_FILE_EMPTY, "内容", "1行以上のファイル", "0バイト");
    return ST_OK;
}

/* From the intake's own name to the receipt's, durably: the commit that follows promises the file. */
static enum status S_take(struct call *c, const struct upload *up, const char *name)
{
    char *path = arena_printf(c->arena, "%s/%s", c->spool, name);
    if (!path)
        return ST_LIMIT;
    if (rename(up->path, path) < 0)
        return file_failed(c->diag, "内容", "保存できるファイル", errno);
    ((struct upload *)up)->taken = 1; /* the one thing run() may tell the owner (op.h) */
    kept_note(path);
    int dir = open(c->spool, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = dir < 0 ? -1 : fsync(dir);
    if (dir >= 0)
        close(dir);
    return rc == 0 ? ST_OK : file_failed(c->diag, "内容", "保存できるフォルダー", errno);
}

static enum status S_receipt(struct call *c, const struct request *r, struct uketsuke *u,
                             struct uketsuke_next *ret_as)
{
    enum status st = unyo_uketsuke_next(c->tx, c->caller->hokensha, ret_as);
    if (st != ST_OK)
        return st;
    const char *no = bango_text(c->arena, BANGO_UKETSUKE, bango_base(c->caller->hokensha) + ret_as->nth);
    *u = (struct uketsuke){
        .id = ret_as->id,
        .uketsuke = no,
        .hokensha = c->caller->hokensha,
        .system = c->caller->system,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .roles = (int64_t)c->caller->rights.sosa,
        .encoding = c->caller->encoding,
        .shubetsu = r->shubetsu,
        .file_mei = r->file_mei,
        .sha256 = r->naiyo->sha256,
        .size = r->naiyo->size,
        .path = no ? arena_printf(c->arena, "%s.in", no) : NULL,
        .result_path = no ? arena_printf(c->arena, "%s-kekka%s", no, file_suffix(r->file_mei)) : NULL,
        .matsu = c->policy->work[WORK_IKKATSU].how == PROGRESS_MANUAL,
        .uketsuke_at = c->now,
    };
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct uketsuke u;
    struct uketsuke_next as;
    enum status st = S_check(c, r);
    if (st == ST_OK)
        st = S_receipt(c, r, &u, &as);
    if (st == ST_OK)
        st = unyo_uketsuke_insert(c->tx, &as, &u);
    if (st == ST_OK && !u.matsu)
        st = file_kaishi(c, &u, message_due(c, WORK_IKKATSU));
    if (st == ST_OK)
        st = S_take(c, r->naiyo, u.path);
    if (st != ST_OK)
        return st;
    c->uketsuke = u.uketsuke;
    *(struct reply *)rep = (struct reply){u.size, arena_strdup(c->arena, u.sha256)};
    return ST_OK;
}

const struct op op_file_upload = {
    .service = "file",
    .name = "upload",
    .db = DB_UNYO,
    .flags = OP_WRITE | OP_BY_KIND,
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,
    .exempt_why = "a receipt depends on nothing but who sends; the file itself waits for what came before it",
    .sosa = SOSA_NONE, /* that of the kind: S_check */
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

/* The upload as it was accepted, or not any more; see load.h. Whoever sent it is not to blame for what became
 * of it here, so this is told before anything looks into the file. */
#include <stdio.h>
#include <unistd.h>

#include "base/kept.h"
#include "store/unyo_uketsuke.h"
#include "world/load/load.h"

struct receipt {
    struct uketsuke u;
    bool found;
};

static enum status S_receipt(struct call *c, void *cls)
{
    struct receipt *r = cls;
    return unyo_uketsuke_find(c->tx, c->uketsuke, c->arena, &r->u, &r->found);
}

enum status load_lost(struct load *x)
{
    const struct diag was = x->diag;
    char item[2 * sizeof was.item];
    int64_t rows = x->t.state == TORIKOMI_KAITO ? x->t.total : x->t.ok_count + x->t.err_count;
    snprintf(item, sizeof item, "%s（はじめの%lld行は処理済み）", was.item, (long long)rows);
    return rows ? diag_set(&x->diag, was.status, item, was.want, was.have) : was.status;
}

enum status load_verify(struct load *x)
{
    struct receipt r = {.found = false};
    struct call c = {.arena = x->arena, .caller = &x->caller, .diag = &x->diag, .uketsuke = x->uketsuke};
    enum status st = world_read(x->world, DB_UNYO, &c, S_receipt, &r);
    if (st != ST_OK || !r.found) /* without a receipt nothing was promised of it */
        return st;
    const struct kept k = {"受付ファイル", arena_printf(x->arena, "%s/%s", x->spool, x->t.path), r.u.size,
                           r.u.sha256};
    if (!k.path)
        return diag_set(&x->diag, ST_LIMIT, "受付ファイル", "メモリ", "不足");
    int fd = kept_open(&k, &x->diag);
    st = fd < 0 ? x->diag.status : kept_check(&k, fd, world_loader_ends(x->world), &x->diag);
    if (fd >= 0)
        close(fd);
    return st == ST_FILE_LOST ? load_lost(x) : st;
}

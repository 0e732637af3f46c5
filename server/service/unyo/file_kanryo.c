/* Message fileKanryo: the 中間サーバー (副本) or the administration (部署, ユーザー) has brought a file to
 * its end (2.12.2, 2.13.2). */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "file/layout/layout.h"
#include "service/messages.h"
#include "store/unyo_uketsuke.h"

/* Of a kind with passwords nothing of what was sent stays behind its end: nobody reads the file again,
 * whatever becomes of this transaction, for who sent the message has committed that. */
static enum status S_forget(struct call *c, const char *uketsuke)
{
    struct uketsuke u;
    bool found = false;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st != ST_OK || !found || !layouts_himitsu(u.shubetsu))
        return st;
    const char *path = arena_printf(c->arena, "%s/%s", c->spool, u.path);
    if (!path)
        return ST_LIMIT;
    return unlink(path) == 0 || errno == ENOENT
               ? ST_OK
               : file_failed(c->diag, "受付ファイル", "消せるファイル", errno);
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_file_kanryo *b = body;
    const struct uketsuke u = {
        .uketsuke = b->uketsuke,
        .jotai = b->jotai,
        .kanryo_at = b->at,
        .gyo = b->gyo,
        .seijo = b->seijo,
        .ijo = b->ijo,
        .result_path = b->result_path,
        .result_size = b->result_size,
        .result_sha256 = b->result_sha256,
        .status_name = b->status,
        .item = b->item,
        .want = b->want,
        .have = b->have,
        .keikoku_path = b->keikoku_path,
        .keikoku_size = b->keikoku_size,
        .keikoku_sha256 = b->keikoku_sha256,
    };
    enum status st = S_forget(c, b->uketsuke);
    if (st == ST_OK)
        st = unyo_uketsuke_kanryo(c->tx, &u);
    return st == ST_OK && b->keikoku ? unyo_keikoku_add(c->tx, b->uketsuke, b->keikoku, b->at) : st;
}

const struct message message_file_kanryo = {
    .kind = "fileKanryo",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    MESSAGE_BODY(file_kanryo),
    .going = GOING_FILES | GOING_MASTERS,
    .apply = S_apply,
};

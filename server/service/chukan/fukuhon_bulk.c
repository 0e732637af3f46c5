/* Link files of 副本 (2.13.2): a row of a chunk, and the end of a file, which 運用支援環境 hears of by
 * fileKanryo. */
#include "service/chukan/fukuhon.h"
#include "store/outbox.h"
#include "store/torikomi.h"

enum status fukuhon_bulk_row(struct call *c, const struct fukuhon_kind *kind, const void *row,
                             struct row_kekka *out)
{
    int64_t bango = 0;
    const char *edaban;
    memcpy(&edaban, (const char *)row + kind->fields[COLUMN_EDABAN].offset, sizeof edaban);
    enum status st = fukuhon_apply(c, kind, row, &bango);
    if (st == ST_OK)
        out->edaban = edaban;
    return st;
}

enum status fukuhon_done(struct call *c, const struct torikomi *t)
{
    bool halted = t->state == TORIKOMI_CHUSHI;
    struct buf json = BUF_INIT;
    buf_addc(&json, '{');
    buf_json_member(&json, "uketsuke", t->uketsuke);
    buf_json_member(&json, "jotai", halted ? "処理中止" : "処理完了");
    buf_json_int(&json, "at", c->now);
    buf_json_int(&json, "gyo", t->total);
    buf_json_int(&json, "seijo", t->ok_count);
    buf_json_int(&json, "ijo", t->err_count);
    buf_json_member(&json, "resultPath", t->result_path);
    buf_json_int(&json, "resultSize", t->out_offset);
    buf_json_member(&json, "resultSha256", t->result_sha256);
    if (halted) {
        buf_json_member(&json, "status", status_info(t->halt.status)->name);
        buf_json_member(&json, "item", t->halt.item);
        buf_json_member(&json, "want", t->halt.want);
        buf_json_member(&json, "have", t->halt.have);
    }
    buf_addc(&json, '}');
    enum status st = buf_ok(&json) ? outbox_put(c->tx, "fileKanryo", json.data, c->now) : ST_LIMIT;
    buf_release(&json);
    return st;
}

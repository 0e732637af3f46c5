/* What the files of the messages share; see messages.h. */
#include "service/messages.h"

#include <string.h>

#include "store/outbox.h"
#include "store/torikomi_machi.h"

static enum status S_put(struct call *c, const char *kind, const char *json, int64_t due, bool ato)
{
    const struct message *m = message_find(kind);
    if (!m)
        return ST_INTERNAL;
    if (due <= c->now)
        c->going |= m->going ? m->going : GOING_MESSAGES;
    const struct outbox_item item = {
        .due = due, .kind = kind, .json = json, .hokensha = c->work_of ? c->work_of : "", .ato = ato};
    return outbox_put(c->tx, &item);
}

enum status message_put(struct call *c, const char *kind, const char *json, int64_t due)
{
    return S_put(c, kind, json, due, false);
}

enum status message_put_ato(struct call *c, const char *kind, const char *json, int64_t due)
{
    return S_put(c, kind, json, due, true);
}

enum status message_status(const char *name)
{
    for (int st = 0; st < ST_COUNT; st++)
        if (strcmp(status_info((enum status)st)->name, name) == 0)
            return (enum status)st;
    return ST_INTERNAL;
}

const char *message_asks_many(struct call *c, const char *json)
{
    (void)c, (void)json;
    return "";
}

/* The message falls due when the file may be taken, so there is nothing more to wait for. */
enum status file_uketsuke_apply(struct call *c, const char *json)
{
    struct torikomi t;
    enum status st = torikomi_read(c->tx, json, c->arena, &t);
    if (st != ST_OK)
        return st;
    t.due = c->now;
    return torikomi_put(c->tx, &t);
}

enum status file_kanryo_send(struct call *c, const struct torikomi *t)
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
    enum status st = buf_ok(&json) ? message_put(c, "fileKanryo", json.data, c->now) : ST_LIMIT;
    buf_release(&json);
    return st;
}

enum status file_answered(struct call *c, const char *uketsuke, int64_t n)
{
    bool last = false;
    enum status st = torikomi_answered(c->tx, uketsuke, n, c->now, &last);
    if (last)
        c->going |= GOING_FILES;
    return st;
}

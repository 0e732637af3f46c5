/* What the files of the messages share; see messages.h. */
#include "service/messages.h"

#include <string.h>

#include "base/json.h"
#include "store/outbox.h"
#include "store/torikomi_keikoku.h"
#include "store/torikomi_machi.h"

bool message_may_go(const struct message *m)
{
    return m->to == DB_UNYO || m->to == DB_GAIBU || !field_kojin_bango(m->body);
}

static enum status S_put(struct call *c, const char *kind, const void *body, int64_t due, bool ato)
{
    const struct message *m = message_find(kind);
    if (!m || !message_may_go(m))
        return diag_set(c->diag, ST_INTERNAL, "電文の種類と宛先", NULL, NULL);
    if (due <= c->now)
        c->going |= m->going ? m->going : GOING_MESSAGES;
    struct buf json = BUF_INIT;
    json_write(&json, m->body, body);
    const struct outbox_item item = {
        .due = due, .kind = kind, .json = json.data, .hokensha = c->work_of ? c->work_of : "", .ato = ato};
    enum status st = buf_ok(&json) ? outbox_put(c->tx, &item) : ST_LIMIT;
    buf_release(&json);
    return st;
}

enum status message_put(struct call *c, const char *kind, const void *body, int64_t due)
{
    return S_put(c, kind, body, due, false);
}

enum status message_put_ato(struct call *c, const char *kind, const void *body, int64_t due)
{
    return S_put(c, kind, body, due, true);
}

/* NULL: c->diag tells. */
static const void *S_read(const struct message *m, struct call *c, const char *json)
{
    void *body = arena_alloc(c->arena, m->size ? m->size : 1);
    enum status st = body ? json_read(json, m->body, body, c->arena, c->diag) : ST_LIMIT;
    const struct field *rows = field_rows(m->body);
    if (st == ST_OK && rows && !*(const char **)(void *)((char *)body + rows->offset))
        st = diag_set(c->diag, ST_INTERNAL, rows->element, "配列", "なし");
    if (st != ST_OK)
        c->diag->status = st == ST_CONTROL ? ST_INTERNAL : st;
    return st == ST_OK ? body : NULL;
}

enum status message_apply(const struct message *m, struct call *c, const char *json)
{
    const void *body = S_read(m, c, json);
    return body ? m->apply(c, body) : c->diag->status;
}

enum status message_sent(const struct message *m, struct call *c, const char *json)
{
    const void *body = S_read(m, c, json);
    return body ? m->sent(c, body) : c->diag->status;
}

const char *message_asks(const struct message *m, struct call *c, const char *json)
{
    const void *body = m->asks ? S_read(m, c, json) : NULL;
    return body ? m->asks(c, body) : m->asks ? "" : NULL;
}

enum status message_status(const char *name)
{
    for (int st = 0; st < ST_COUNT; st++)
        if (strcmp(status_info((enum status)st)->name, name) == 0)
            return (enum status)st;
    return ST_INTERNAL;
}

const char *message_asks_many(struct call *c, const void *body)
{
    (void)c, (void)body;
    return "";
}

/* The message falls due when the file may be taken, so there is nothing more to wait for. */
enum status file_uketsuke_apply(struct call *c, const void *body)
{
    const struct body_file_uketsuke *b = body;
    const struct torikomi t = {
        .uketsuke = b->uketsuke,
        .shubetsu = b->shubetsu,
        .hokensha = b->hokensha,
        .system = b->system,
        .busho = b->busho,
        .user = b->user,
        .roles = b->roles,
        .path = b->path,
        .result_path = b->result_path,
        .encoding = b->encoding,
        .at = b->at,
        .due = c->now,
        .jun = b->jun,
    };
    return torikomi_put(c->tx, &t);
}

enum status file_kanryo_send(struct call *c, const struct torikomi *t)
{
    bool halted = t->state == TORIKOMI_CHUSHI;
    struct body_file_kanryo b = {
        .uketsuke = t->uketsuke,
        .jotai = halted ? "処理中止" : "処理完了",
        .at = c->now,
        .gyo = t->total,
        .seijo = t->ok_count,
        .ijo = t->err_count,
        .result_path = t->result_path,
        .result_size = t->out_offset,
        .result_sha256 = t->result_sha256,
        .status = halted ? status_info(t->halt.status)->name : NULL,
        .item = halted ? t->halt.item : NULL,
        .want = halted ? t->halt.want : NULL,
        .have = halted ? t->halt.have : NULL,
        .keikoku_path = t->keikoku_path,
        .keikoku_size = t->keikoku_path ? t->keikoku_size : INT64_MIN,
        .keikoku_sha256 = t->keikoku_sha256,
        .keikoku = t->keikoku_kensu,
    };
    return message_put(c, "fileKanryo", &b, c->now);
}

enum status file_answered(struct call *c, const char *uketsuke, int64_t n)
{
    bool last = false;
    enum status st = torikomi_answered(c->tx, uketsuke, n, c->now, &last);
    if (last)
        c->going |= GOING_FILES;
    return st;
}

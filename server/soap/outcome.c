/* What became of an exchange: the reply stands, and its event is told (world/event.h). See request.h. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "soap/request.h"
#include "world/event.h"

static void S_note_unchecked(const struct exchange *x, char *note, size_t cap)
{
    size_t n = strlen(note);
    if (x->token.unchecked[0])
        snprintf(note + n, cap - n, "%sヘッダーで確かめていないもの: %s", n ? "、" : "", x->token.unchecked);
}

static void S_note_charset(const struct exchange *x, char *note, size_t cap)
{
    const struct parser *p = &x->kit.parser;
    if (x->charset.name) /* decided: the parser is this request's */
        charset_note(&x->charset, (struct str){p->first, p->first_n}, note, cap);
}

static void S_note_late(const struct exchange *x, char *note, size_t cap)
{
    size_t n = strlen(note);
    if (x->v.late)
        snprintf(note + n, cap - n, "%s前の処理の終わりを settleMs まで待ち、待たずに実行", n ? "、" : "");
}

/* Rules that warn, each code once, in the order found. */
static void S_note_keikoku(const struct exchange *x, char *note, size_t cap)
{
    const struct findings *found = &x->v.call.keikoku;
    size_t n = strlen(note);
    for (int i = 0, told = 0; n < cap && i < found->n; i++) {
        enum status st = found->list[i].diag.status;
        bool again = false;
        for (int k = 0; k < i && !again; k++)
            again = found->list[k].diag.status == st;
        if (!again)
            n += (size_t)snprintf(note + n, cap - n, "%s%s",
                                  told++ ? " "
                                  : n    ? "、警告 "
                                         : "警告 ",
                                  status_info(st)->code);
    }
}

static enum status S_tell(struct exchange *x, const char *note, bool again, struct diag *unkept)
{
    struct event e = {.world = x->v.world,
                      .visit = &x->v,
                      .status = x->status,
                      .method = x->method,
                      .world_name = x->world,
                      .service = x->service ? x->service->name : x->place,
                      .op = x->v.op ? x->v.op->name : NULL,
                      .system = x->v.caller.system,
                      .code = status_info(x->status)->code,
                      .uketsuke = status_kubun(x->status) == 9 ? NULL : x->v.call.uketsuke,
                      .busho = x->v.busho,
                      .user = x->v.user,
                      .from = x->v.from,
                      .path = x->path,
                      .shomeisho = x->v.cert_cn,
                      .content_type = x->content_type,
                      .soap_action = x->soap_action,
                      .fault = x->v.fault.number ? &x->v.fault : NULL,
                      .why = status_kubun(x->status) == 9 ? &x->v.diag : NULL,
                      .note = note,
                      .again = again,
                      .http = x->unread ? 0 : x->http,
                      .us = clock_real_us() - x->began_us,
                      .bytes_in = x->bytes_in,
                      .bytes_out = x->unread || !x->http ? 0 : (int64_t)exchange_reply_size(x),
                      .unkept = unkept};
    e.many = !again && x->heard.unwanted && status_kubun(x->status) != 9;
    if (!again && !e.many)
        heard_tell(x, &e);
    return event_tell(&e);
}

/* What was read is not told to anybody when nobody could find that it was. */
static void S_unrecorded(struct exchange *x, const struct diag *unkept)
{
    x->ready = false;
    x->v.diag = *unkept;
    request_reply_error(x);
}

void request_ready(struct exchange *x, enum status st)
{
    const struct status_info *info = status_info(st);
    char text[800] = "", action[500] = "";
    x->status = st;
    x->http = status_kubun(st) == 9 && info->fault != FAULT_NONE ? fault_http(x) : 200;
    if (x->wrong_http)
        x->http = x->wrong_http;
    x->http = simulate_http(x, x->http);
    struct buf why = BUF_INIT;
    if (status_kubun(st) == 9)
        rule_refusal_text(&x->v.diag, &x->v.call.keikoku, &why);
    str_show(text, sizeof text, str_of(why.data ? why.data : ""));
    buf_release(&why);
    action_note(x, action, sizeof action);
    S_note_charset(x, action, sizeof action);
    S_note_unchecked(x, action, sizeof action);
    S_note_late(x, action, sizeof action);
    intake_note(x, action, sizeof action);
    if (status_kubun(st) != 9)
        S_note_keikoku(x, action, sizeof action);
    fault_clean(action);
    x->ready = true;
    char note[sizeof text + sizeof action + 4]; /* what else there is to say of a refusal may be why */
    snprintf(note, sizeof note, "%s%s%s", text, *text && *action ? " / " : "", action);
    struct diag unkept = DIAG_INIT;
    if (S_tell(x, *note ? note : NULL, false, &unkept) != ST_OK)
        S_unrecorded(x, &unkept);
    else
        simulate_reply(x);
}

void request_reply_error(struct exchange *x)
{
    struct diag passed = DIAG_INIT;
    request_denied(x);
    action_claim(x);
    bind_claim(x);
    if (x->v.generation && world_still(x->v.world, x->v.generation, &passed) != ST_OK)
        x->v.diag = passed; /* whatever else is wrong with it */
    x->v.file = (struct download){0};
    buf_clear(&x->kit.tail);
    fault_clean(x->v.diag.item);
    fault_clean(x->v.diag.want);
    fault_clean(x->v.diag.have);
    if (status_info(x->v.diag.status)->fault != FAULT_NONE || !x->v.op)
        fault_write(x);
    else
        writer_reply(x, x->v.diag.status);
    request_ready(x, x->v.diag.status);
}

void exchange_unread(struct exchange *x, enum status st, const char *why)
{
    if (x->ready && (exchange_fate(x) == FATE_HALF || exchange_fate(x) == FATE_RESET))
        return; /* that was the fault, and is told */
    if (x->ready) {
        S_tell(x, why ? why : "応答を送り終える前に、接続が切れました", true, NULL);
        return;
    }
    x->unread = true;
    request_fail(x, st, "要求の本文", "終わりまで届いた本文", why ? why : "接続が切れました");
    request_reply_error(x);
}

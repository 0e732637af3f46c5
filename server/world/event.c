/* Where an event goes; see event.h. */
#include "world/event.h"

#include "base/english.h"
#include "base/lang.h"
#include "base/log.h"
#include "base/str.h"
#include "world/audit.h"
#include "world/case/tell.h"
#include "world/engine.h"
#include "world/fault.h"
#include "world/metrics.h"
#include "world/world.h"

enum { NAME = 80, NOTE = 800 };

struct both {
    const struct event *event;
    const struct journal_entry *row;
};

static const char *S_word(const char *s)
{
    return s && *s ? s : "-";
}

/* Masked; the journal has it in Japanese, the log in the language of who runs the daemon. */
static void S_note(const struct event *e, char out[NOTE])
{
    struct buf text = BUF_INIT;
    if (lang_english)
        english_message(S_word(e->code), e->note, &text);
    str_show(out, NOTE, lang_english && buf_ok(&text) ? (struct str){text.data, text.len} : str_of(e->note));
    buf_release(&text);
}

static void S_log(const struct event *e, const char *mogi)
{
    char world[NAME], service[NAME], note[NOTE] = ""; /* a client chose these */
    str_mask(world, sizeof world, str_of(S_word(e->world_name)));
    str_mask(service, sizeof service, str_of(S_word(e->service)));
    if (e->note)
        S_note(e, note);
    log_line(LOG_INFO, "%s %s %s %s %s http=%d us=%lld in=%lld out=%lld%s%s%s%s%s%s", S_word(e->method),
             world, service, S_word(e->op), S_word(e->code), e->http, (long long)e->us,
             (long long)e->bytes_in, (long long)e->bytes_out, e->from ? " " : "", e->from ? e->from : "",
             mogi ? lang_tr(" 模擬 ", " simulated ") : "", mogi ? mogi : "", *note ? " " : "", note);
}

/* For whoever watches a world: what was refused, where somebody knows whose it was. */
static int64_t S_refused(struct world *w, const struct event *e)
{
    const bool wanted = status_kubun(e->status) == 9 && !e->again && (e->visit || e->shomeisho);
    return wanted ? tell_refused(w, e) : 0;
}

/* Into the journal of every world: what came before anybody could say which it meant. */
static void S_one(struct world *w, const void *cls)
{
    const struct both *b = cls;
    struct journal_entry row = *b->row;
    const int64_t told = S_refused(w, b->event);
    row.told = told ? told : row.told;
    world_journal(w, &row);
}

enum status event_tell(const struct event *e)
{
    char mogi[FAULT_MARK];
    enum status st = audit_event(e);
    if (st != ST_OK)
        return st;
    if (e->fault)
        fault_mark(e->fault, mogi);
    const struct journal_entry row = {.service = e->service,
                                      .op = e->op,
                                      .system = e->system,
                                      .code = e->code,
                                      .uketsuke = e->uketsuke,
                                      .busho = e->busho,
                                      .user = e->user,
                                      .note = e->note,
                                      .method = e->method,
                                      .path = e->path,
                                      .cert = e->shomeisho,
                                      .content_type = e->content_type,
                                      .soap_action = e->soap_action,
                                      .item = e->why ? e->why->item : NULL,
                                      .want = e->why ? e->why->want : NULL,
                                      .have = e->why ? e->why->have : NULL,
                                      .mogi = e->fault ? mogi : NULL,
                                      .request = e->request,
                                      .reply = e->reply,
                                      .many = e->many,
                                      .refused = status_kubun(e->status) == 9,
                                      .told = e->visit ? e->visit->told : 0,
                                      .http = e->http,
                                      .us = e->us,
                                      .bytes_in = e->bytes_in,
                                      .bytes_out = e->bytes_out};
    const struct both both = {e, &row};
    if (e->world)
        S_one(e->world, &both);
    else if (e->everywhere || e->path) /* a path without a world may be anybody's, too */
        worlds_each(S_one, &both);
    if (e->world && e->got && e->system)
        tell_page(e->world, e->system, e->got, e->service);
    if (!e->again)
        metrics_count(S_word(e->service), S_word(e->op), S_word(e->code), e->us, e->bytes_in, e->bytes_out);
    S_log(e, e->fault ? mogi : NULL);
    return ST_OK;
}

/* Shared by the one-call commands; see session.h. */
#include "wire/session.h"

#include <stdio.h>
#include <string.h>

#include "base/english.h"
#include "say.h"

int session_open(struct session *s, int argc, char **argv, const struct extra *extras)
{
    *s = (struct session){0};
    int bad = options_parse(&s->o, argc, argv, extras);
    return bad ? bad : session_connect(s);
}

int session_connect(struct session *s)
{
    int bad = target_from(&s->t, &s->o);
    if (bad)
        return bad;
    s->http = http_new();
    return s->http ? EXIT_FINE : say_failed("%s", tr("メモリが足りません", "out of memory"));
}

void session_close(struct session *s)
{
    http_free(s->http);
    s->http = NULL;
}

static const char *S_kubun_text(int kubun)
{
    return kubun == 1 ? tr("正常", "done") : kubun == 2 ? tr("処理中", "in progress") : tr("異常", "refused");
}

static void S_print_text(const struct reply *r, struct buf *out)
{
    if (r->fault) {
        node_print(r->root, false, out);
        return;
    }
    buf_addf(out, "%s %d %s\n%s %s\n%s ", tr("処理結果区分  ", "result    "), r->kubun,
             S_kubun_text(r->kubun), tr("コード        ", "code      "), r->code,
             tr("メッセージ    ", "message   "));
    english_message(r->code, r->message, out);
    buf_addc(out, '\n');
    const char *uketsuke = node_text(node_child(r->root, "kekka"), "uketsukeBango");
    if (uketsuke)
        buf_addf(out, "%s %s\n", tr("受付番号      ", "receipt   "), uketsuke);
    struct node rest = *r->root;
    if (rest.child && strcmp(rest.child->name, "kekka") == 0)
        rest.child = rest.child->next;
    node_print(&rest, false, out);
}

static void S_say_keikoku(const struct reply *r)
{
    struct buf lines = BUF_INIT;
    reply_keikoku(r, "", &lines);
    fflush(stdout);
    fputs(lines.len ? lines.data : "", stderr);
    buf_release(&lines);
}

int session_print(const struct session *s, const struct reply *r)
{
    struct buf out = BUF_INIT;
    switch (s->o.format) {
    case FORMAT_TEXT:
        reply_jotai(r);
        S_print_text(r, &out);
        break;
    case FORMAT_JSON:
        node_json(r->root, &out);
        buf_addc(&out, '\n');
        break;
    case FORMAT_RAW:
        buf_add(&out, r->raw.data, r->raw.len);
        buf_addc(&out, '\n');
        break;
    }
    fwrite(out.data ? out.data : "", 1, out.len, stdout);
    buf_clear(&out);
    if (s->o.format == FORMAT_TEXT) /* the other forms have them in what they print */
        S_say_keikoku(r);
    int status = r->kubun == 9 ? EXIT_FAILED : EXIT_FINE;
    if (status) {
        reply_why(r, &out);
        say_failed("%s", out.data ? out.data : "");
    }
    buf_release(&out);
    return status;
}

int session_call(struct session *s, const struct soap_request *q)
{
    struct reply r;
    int status = soap_call(s->http, &s->t, q, &r) ? session_print(s, &r) : say_failed("%s", r.error);
    reply_release(&r);
    return status;
}

/* Rows and exchanges for a person; see journal.h. */
#include "journal.h"

#include <string.h>

#include "base/buf.h"
#include "base/english.h"
#include "base/str.h"
#include "say.h"

static const char *S_text(const struct node *row, const char *name)
{
    const char *s = node_text(row, name);
    return s ? s : "";
}

/* In the language of who reads it: a note begins as the text of its code, other members may be a word that
 * the daemon has for it. */
static void S_said(const struct node *row, const char *name, const char *text, struct buf *out)
{
    struct buf b = BUF_INIT;
    if (strcmp(name, "note") == 0)
        english_message(S_text(row, "code"), text, &b);
    else
        english_word(text, strlen(text), &b);
    buf_adds(out, buf_ok(&b) && b.data ? b.data : text);
    buf_release(&b);
}

/* What was asked for: an operation, or a method and its path. */
static void S_asked(const struct node *row, struct buf *out)
{
    const char *service = S_text(row, "service"), *op = S_text(row, "op"), *path = S_text(row, "path");
    if (*op)
        buf_addf(out, "%s.%s", service, op);
    else if (*path)
        buf_addf(out, "%s %s", S_text(row, "method"), path);
    else
        buf_addf(out, "%s", *service ? service : tr("接続", "connection"));
}

static const char *S_http(const struct node *row)
{
    const char *http = S_text(row, "http");
    return strcmp(http, "0") != 0 ? http : *S_text(row, "method") ? tr("応答なし", "no reply") : "-";
}

enum { SECOND = 19 }; /* "2017-05-08T09:00:00", of what may have a zone behind */

static void S_line(const struct node *row, struct buf *out)
{
    const char *system = S_text(row, "system"), *code = S_text(row, "code"), *real = S_text(row, "realAt");
    buf_addf(out, "%4s %.19s ", S_text(row, "seq"), S_text(row, "at"));
    if (*real && strncmp(real, S_text(row, "at"), SECOND) != 0)
        buf_addf(out, "(%.19s) ", real);
    S_asked(row, out);
    buf_addf(out, " %s", *system ? system : "-");
    if (*S_text(row, "user"))
        buf_addf(out, " %s/%s", S_text(row, "busho"), S_text(row, "user"));
    buf_addf(out, " %s %s", S_http(row), *code ? code : "-");
    if (*S_text(row, "uketsukeBango"))
        buf_addf(out, " %s", S_text(row, "uketsukeBango"));
    if (*S_text(row, "mogi"))
        buf_addf(out, tr(" 模擬 %s", " simulated %s"), S_text(row, "mogi"));
    if (*S_text(row, "note")) {
        buf_addc(out, ' ');
        S_said(row, "note", S_text(row, "note"), out);
    }
    buf_addc(out, '\n');
}

/* What a caller sent does nothing to the terminal. */
static void S_put(struct buf *said, FILE *out)
{
    if (said->data && buf_ok(said)) {
        str_plain(said->data);
        fputs(said->data, out);
    }
    buf_release(said);
}

void journal_line(const struct node *row, FILE *out)
{
    struct buf said = BUF_INIT;
    S_line(row, &said);
    S_put(&said, out);
}

/* --- one exchange -----------------------------------------------------------------------------------------
 */

static const struct {
    const char *name, *ja, *en;
} labels[] = {
    {"at", "仮想時刻", "virtual time"},
    {"realAt", "実時刻", "real time"},
    {"method", "メソッド", "method"},
    {"path", "パス", "path"},
    {"service", "サービス", "service"},
    {"op", "操作", "operation"},
    {"contentType", "Content-Type", "Content-Type"},
    {"soapAction", "SOAPAction", "SOAPAction"},
    {"cert", "証明書", "certificate"},
    {"system", "システム", "system"},
    {"busho", "部署", "department"},
    {"user", "ユーザー", "user"},
    {"http", "HTTP", "HTTP"},
    {"code", "コード", "code"},
    {"uketsukeBango", "受付番号", "receipt"},
    {"item", "項目", "item"},
    {"want", "期待", "want"},
    {"have", "実際", "have"},
    {"note", "内容", "note"},
    {"us", "マイクロ秒", "microseconds"},
    {"mogi", "障害の模擬", "fault on purpose"},
};

static void S_body(const struct node *row, const char *name, const char *title, const char *bytes,
                   struct buf *out)
{
    const struct node *body = node_child(row, name);
    const char *text = body ? S_text(body, "text") : "";
    buf_addf(out, tr("\n%s（%s バイト%s）\n", "\n%s (%s bytes%s)\n"), title, bytes,
             body && strcmp(S_text(body, "cut"), "true") == 0 ? tr("、途中まで", ", cut") : "");
    S_said(row, name, text, out);
    buf_adds(out, *text && text[strlen(text) - 1] != '\n' ? "\n" : "");
}

static bool S_of_request(const char *name)
{
    return strcmp(name, "http") == 0 || strcmp(name, "us") == 0;
}

void journal_show(const struct node *row, FILE *out)
{
    struct buf said = BUF_INIT;
    buf_addf(&said, tr("番号: %s（世代 %s）\n", "number: %s (generation %s)\n"), S_text(row, "seq"),
             S_text(row, "generation"));
    const bool asked = *S_text(row, "method");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (*S_text(row, labels[i].name) && (asked || !S_of_request(labels[i].name))) {
            buf_addf(&said, "%s: ", tr(labels[i].ja, labels[i].en));
            S_said(row, labels[i].name, S_text(row, labels[i].name), &said);
            buf_addc(&said, '\n');
        }
    if (asked) {
        S_body(row, "request", tr("要求の本文", "request"), S_text(row, "bytesIn"), &said);
        S_body(row, "reply", tr("応答の本文", "reply"), S_text(row, "bytesOut"), &said);
    } else {
        buf_adds(&said, tr("\n（連携ファイルの取込みの終わりです。要求ではないので、本文はありません）\n",
                           "\n(the end of a link file's work: no request, so there are no bodies)\n"));
    }
    S_put(&said, out);
}

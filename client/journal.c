/* Rows and exchanges for a person; see journal.h. */
#include "journal.h"

#include <stdlib.h>
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
static void S_said(const struct node *row, const char *name, const char *text, FILE *out)
{
    struct buf b = BUF_INIT;
    if (strcmp(name, "note") == 0)
        english_message(S_text(row, "code"), text, &b);
    else
        english_word(text, strlen(text), &b);
    fputs(buf_ok(&b) && b.data ? b.data : text, out);
    buf_release(&b);
}

/* What was asked for: an operation, or a method and its path. */
static void S_asked(const struct node *row, FILE *out)
{
    const char *service = S_text(row, "service"), *op = S_text(row, "op"), *path = S_text(row, "path");
    if (*op)
        fprintf(out, "%s.%s", service, op);
    else if (*path)
        fprintf(out, "%s %s", S_text(row, "method"), path);
    else
        fprintf(out, "%s", *service ? service : tr("接続", "connection"));
}

void journal_line(const struct node *row, FILE *out)
{
    const char *http = S_text(row, "http"), *system = S_text(row, "system"), *code = S_text(row, "code");
    fprintf(out, "%4s %.19s ", S_text(row, "seq"), S_text(row, "at"));
    S_asked(row, out);
    fprintf(out, " %s", *system ? system : "-");
    if (*S_text(row, "user"))
        fprintf(out, " %s/%s", S_text(row, "busho"), S_text(row, "user"));
    fprintf(out, " %s %s", strcmp(http, "0") == 0 ? tr("応答なし", "no reply") : http, *code ? code : "-");
    if (*S_text(row, "uketsukeBango"))
        fprintf(out, " %s", S_text(row, "uketsukeBango"));
    if (*S_text(row, "note")) {
        putc(' ', out);
        S_said(row, "note", S_text(row, "note"), out);
    }
    putc('\n', out);
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
};

static void S_body(const struct node *row, const char *name, const char *title, const char *bytes, FILE *out)
{
    const struct node *body = node_child(row, name);
    const char *text = body ? S_text(body, "text") : "";
    char *plain = strdup(text);
    fprintf(out, tr("\n%s（%s バイト%s）\n", "\n%s (%s bytes%s)\n"), title, bytes,
            body && strcmp(S_text(body, "cut"), "true") == 0 ? tr("、途中まで", ", cut") : "");
    if (plain) {
        str_plain(plain);
        S_said(row, name, plain, out);
        fputs(*plain && plain[strlen(plain) - 1] != '\n' ? "\n" : "", out);
    }
    free(plain);
}

void journal_show(const struct node *row, FILE *out)
{
    fprintf(out, tr("番号: %s（世代 %s）\n", "number: %s (generation %s)\n"), S_text(row, "seq"),
            S_text(row, "generation"));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (*S_text(row, labels[i].name)) {
            fprintf(out, "%s: ", tr(labels[i].ja, labels[i].en));
            S_said(row, labels[i].name, S_text(row, labels[i].name), out);
            putc('\n', out);
        }
    S_body(row, "request", tr("要求の本文", "request"), S_text(row, "bytesIn"), out);
    S_body(row, "reply", tr("応答の本文", "reply"), S_text(row, "bytesOut"), out);
}

/* Verbs that make one SOAP call: as, tanmatsu, call, refuse, await. */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "run.h"

/* What a download has answered (operator shomeisho-download), as files of its own; 0: certificate, 1: key. */
static bool S_put_text(struct run *r, const char *label, int what)
{
    static const char *const names[] = {"crt", "key"};
    bool absent, unnumbered;
    struct diag d = DIAG_INIT;
    const char *text = run_value(r, label, names[what], &absent),
               *bango = text ? run_value(r, label, "bango", &unnumbered) : NULL;
    if (!bango)
        return false;
    if (absent || unnumbered)
        return run_why(r, "「%s」は電子証明書のダウンロードの応答ではありません", label);
    snprintf(r->t.paths[what], sizeof r->t.paths[what], "%s/shomeisho-%s.%s", r->work, bango, names[what]);
    return file_write(r->t.paths[what], 0600, text, strlen(text), &d) == ST_OK ||
           run_why(r, "%s: %s", r->t.paths[what], d.have);
}

/* A label, or the number of one that a label had before. */
static bool S_shomeisho(struct run *r, const char *label)
{
    if (str_all_digits(str_of(label))) {
        snprintf(r->t.paths[0], sizeof r->t.paths[0], "%s/shomeisho-%s.crt", r->work, label);
        snprintf(r->t.paths[1], sizeof r->t.paths[1], "%s/shomeisho-%s.key", r->work, label);
        return true;
    }
    return S_put_text(r, label, 0) && S_put_text(r, label, 1);
}

/* password=…, cert=SYSTEM (whose certificate is shown instead), soap=1.1|1.2. */
static bool S_as_option(struct run *r, const char *word)
{
    const char *value = strchr(word, '=') + 1;
    if (strncmp(word, "soap=", 5) == 0 && (strcmp(value, "1.1") == 0 || strcmp(value, "1.2") == 0)) {
        r->t.version = strcmp(value, "1.1") == 0 ? 11 : 12;
        return true;
    }
    const char *copy = arena_strdup(r->arena, value);
    if (!copy)
        return run_why(r, "メモリが足りません");
    if (strncmp(word, "password=", 9) == 0) {
        r->t.password = copy;
        return true;
    }
    if (strncmp(word, "shomeisho=", 10) == 0)
        return r->plain ? run_why(r, "shomeisho= は平文のポートでは使えません") : S_shomeisho(r, copy);
    if (strncmp(word, "cert=", 5) != 0 || !r->data)
        return run_why(r,
                       "「%s」は password=、cert=システム識別子、shomeisho=ラベルか証明書番号、soap=1.1|1.2 "
                       "のどれでもありません",
                       word);
    snprintf(r->t.paths[0], sizeof r->t.paths[0], "%s/pki/clients/%s.crt", r->data, copy);
    snprintf(r->t.paths[1], sizeof r->t.paths[1], "%s/pki/clients/%s.key", r->data, copy);
    return true;
}

/* The words behind the first: 部署 and ユーザー, and options. */
static bool S_words(struct run *r, const struct statement *s, const char **argv, const char *names[2])
{
    int n = 0;
    for (int i = 1; i < s->argc; i++)
        if (!strchr(argv[i], '=') && (n == 2 || !(names[n++] = arena_strdup(r->arena, argv[i]))))
            return run_why(r, "語が多すぎます: %s", argv[i]);
    return true;
}

static bool S_options(struct run *r, const struct statement *s, const char **argv, const char *names[2])
{
    for (int i = 1; i < s->argc; i++)
        if (strchr(argv[i], '=') && !S_as_option(r, argv[i]))
            return false;
    r->t.busho = names[0];
    r->t.user = names[1];
    return true;
}

static bool S_do_as(struct run *r, const struct statement *s, const char **argv)
{
    const char *names[2] = {"B001", "u001"};
    snprintf(r->system, sizeof r->system, "%s", argv[0]);
    if (!S_words(r, s, argv, names))
        return false;
    target_as(&r->t, r->system, r->data, r->plain);
    return S_options(r, s, argv, names);
}

const struct verb verb_as = {
    .name = "as",
    .kind = VERB_FORM,
    .min = 1,
    .max = 6,
    .usage = "システム識別子 [部署 ユーザー] [password=…] [cert=システム識別子] "
             "[shomeisho=ラベルか証明書番号] [soap=1.1|1.2]",
    .run = S_do_as,
};

static bool S_do_tanmatsu(struct run *r, const struct statement *s, const char **argv)
{
    const char *names[2] = {"B001", "u001"};
    snprintf(r->system, sizeof r->system, "%s", argv[0]);
    if (!S_words(r, s, argv, names))
        return false;
    target_at(&r->t, r->system, names[1], r->data, r->plain);
    return S_options(r, s, argv, names);
}

const struct verb verb_tanmatsu = {
    .name = "tanmatsu",
    .kind = VERB_FORM,
    .min = 1,
    .max = 6,
    .usage = "統合専用端末 [部署 ユーザー] [password=…] [cert=証明書の名前] [shomeisho=ラベルか証明書番号] "
             "[soap=1.1|1.2]",
    .run = S_do_tanmatsu,
};

/* Calls SERVICE.OPERATION with the fields that follow it; false after run_why when there is no SOAP reply. */
static bool S_call(struct run *r, const char **argv, int argc, struct reply *reply)
{
    char service[64];
    const char *dot = strchr(argv[0], '.');
    if (!r->t.system)
        return run_why(r, "先に as システム識別子 か tanmatsu 統合専用端末 を書いてください");
    if (!dot || dot == argv[0] || (size_t)(dot - argv[0]) >= sizeof service)
        return run_why(r, "「%s」は サービス.操作 の形ではありません", argv[0]);
    snprintf(service, sizeof service, "%.*s", (int)(dot - argv[0]), argv[0]);
    struct soap_request q = {.service = service,
                             .op = dot + 1,
                             .fields = argv + 1,
                             .field_count = (size_t)(argc - 1),
                             .result_fd = -1};
    r->t.world = r->world;
    return soap_call(r->http, &r->t, &q, reply) || run_why(r, "%s: %s", argv[0], reply->error);
}

/* Gives the reply to the label; false after run_why. */
static bool S_take(struct run *r, const char *name, struct reply *reply)
{
    struct label *l = run_label(r, name);
    if (!l)
        return run_why(r, "メモリが足りません");
    run_take_reply(l, reply);
    return true;
}

static bool S_accepted(struct run *r, const char *op, const struct reply *reply)
{
    if (reply->kubun != 9)
        return true;
    struct buf text = BUF_INIT;
    reply_why(reply, &text);
    run_why(r, "%s が受け付けられません: %s（拒否を確かめるには refuse を使います）", op,
            text.data ? text.data : "");
    buf_release(&text);
    return false;
}

static bool S_do_call(struct run *r, const struct statement *s, const char **argv)
{
    struct reply reply = {0};
    bool ok = S_call(r, argv + 1, s->argc - 1, &reply) && S_accepted(r, argv[1], &reply) &&
              S_take(r, argv[0], &reply);
    reply_release(&reply);
    return ok;
}

const struct verb verb_call = {
    .name = "call",
    .kind = VERB_ACT,
    .min = 2,
    .max = -1,
    .def = 1,
    .usage = "ラベル サービス.操作 [項目=値]…",
    .run = S_do_call,
};

static bool S_do_refuse(struct run *r, const struct statement *s, const char **argv)
{
    struct reply reply = {0};
    bool ok = S_call(r, argv + 2, s->argc - 2, &reply);
    if (ok && (reply.kubun != 9 || strcmp(reply.code, argv[1]) != 0))
        ok = run_why(r, "%s: 期待: %s による拒否、実際: %s%s %s", argv[2], argv[1],
                     reply.fault ? "SOAP Fault " : "", reply.code, reply.message);
    ok = ok && S_take(r, argv[0], &reply);
    reply_release(&reply);
    return ok;
}

const struct verb verb_refuse = {
    .name = "refuse",
    .kind = VERB_CHECK,
    .min = 3,
    .max = -1,
    .def = 1,
    .usage = "ラベル コード サービス.操作 [項目=値]…",
    .run = S_do_refuse,
};

static bool S_do_await(struct run *r, const struct statement *s, const char **argv)
{
    int64_t until = clock_real_us() + (int64_t)r->timeout * 1000000;
    struct reply reply = {0};
    bool ok;
    for (int ms = 10;; ms = ms < 250 ? ms * 2 : 500) {
        reply_release(&reply);
        ok = S_call(r, argv + 1, s->argc - 1, &reply) && S_accepted(r, argv[1], &reply);
        if (!ok || reply.kubun != 2)
            break;
        if (clock_real_us() > until) {
            ok = run_why(
                r,
                "%s は %d 秒待っても処理中のままです（時計が止まっているか、手動の進行になっていませんか）",
                argv[1], r->timeout);
            break;
        }
        poll(NULL, 0, ms);
    }
    ok = ok && S_take(r, argv[0], &reply);
    reply_release(&reply);
    return ok;
}

const struct verb verb_await = {
    .name = "await",
    .kind = VERB_ACT,
    .min = 2,
    .max = -1,
    .def = 1,
    .usage = "ラベル サービス.操作 [項目=値]…",
    .run = S_do_await,
};

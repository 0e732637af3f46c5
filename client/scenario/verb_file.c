/* Verbs about link files: upload, wait, result, save. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "run.h"
#include "wire/session.h"

enum { TEMPLATE_MAX = 256 << 20 };

/* The words after the file: inline, name=…, refuse=…. */
struct upload_words {
    bool inline_file;
    const char *name, *refuse;
};

static bool S_words(struct run *r, const struct statement *s, const char **argv, struct upload_words *u)
{
    const char *slash = strrchr(argv[2], '/');
    *u = (struct upload_words){.name = slash ? slash + 1 : argv[2]};
    for (int i = 3; i < s->argc; i++) {
        if (strcmp(argv[i], "inline") == 0)
            u->inline_file = true;
        else if (strncmp(argv[i], "name=", 5) == 0)
            u->name = argv[i] + 5;
        else if (strncmp(argv[i], "refuse=", 7) == 0)
            u->refuse = argv[i] + 7;
        else
            return run_why(r, "「%s」は inline、name=名前、refuse=コード のどれでもありません", argv[i]);
    }
    return true;
}

/* The reply must be what the scenario says: accepted, or refused with its code. */
static bool S_judge(struct run *r, const struct upload_words *u, const struct reply *reply)
{
    bool refused = reply->kubun == 9;
    if (u->refuse ? refused && strcmp(reply->code, u->refuse) == 0 : !refused)
        return true;
    struct buf text = BUF_INIT;
    reply_why(reply, &text);
    if (u->refuse)
        run_why(r, "upload: 期待: %s による拒否、実際: %s", u->refuse, text.data ? text.data : "");
    else
        run_why(r, "upload が受け付けられません: %s", text.data ? text.data : "");
    buf_release(&text);
    return false;
}

static bool S_do_upload(struct run *r, const struct statement *s, const char **argv)
{
    struct upload_words u;
    if (!r->t.system)
        return run_why(r, "先に as システム識別子 か tanmatsu 統合専用端末 を書いてください");
    const char *path = S_words(r, s, argv, &u) ? run_path(r, s, argv[2]) : NULL;
    if (!path)
        return false;
    const char *fields[] = {arena_printf(r->arena, "shubetsu=%s", argv[1]),
                            arena_printf(r->arena, "fileMei=%s", u.name),
                            arena_printf(r->arena, "naiyo=@%s", path)};
    struct progress progress = {.title = u.name, .unit = "B"};
    struct soap_request q = {.service = "file",
                             .op = "upload",
                             .fields = fields,
                             .field_count = 3,
                             .inline_file = u.inline_file,
                             .result_fd = -1,
                             .progress = &progress};
    struct reply reply = {0};
    struct label *l = run_label(r, argv[0]);
    if (!l || !fields[0] || !fields[1] || !fields[2])
        return run_why(r, "メモリが足りません");
    r->t.world = r->world;
    bool ok = soap_call(r->http, &r->t, &q, &reply) || run_why(r, "upload: %s", reply.error);
    if (ok && S_judge(r, &u, &reply)) {
        snprintf(l->shubetsu, sizeof l->shubetsu, "%s", argv[1]);
        l->uketsuke[0] = 0;
        l->result = NULL;
        run_take_reply(l, &reply);
    } else {
        ok = false;
    }
    reply_release(&reply);
    return ok;
}

const struct verb verb_upload = {
    .name = "upload",
    .kind = VERB_ACT,
    .min = 3,
    .max = 6,
    .def = 1,
    .usage = "ラベル 種別 ファイル [inline] [name=名前] [refuse=コード]",
    .run = S_do_upload,
};

static bool S_do_wait(struct run *r, const struct statement *s, const char **argv)
{
    char error[1400];
    struct reply reply;
    struct label *l = run_find(r, argv[0]);
    bool halted = s->argc > 1 && strcmp(argv[1], "処理中止") == 0;
    if (!l)
        return false;
    r->t.world = r->world;
    bool ok = session_wait(r->http, &r->t, l->uketsuke, r->timeout, &reply, error, sizeof error) == 0 ||
              run_why(r, "%s", error);
    if (ok && (reply.kubun == 9) != halted) {
        struct buf text = BUF_INIT;
        reply_why(&reply, &text);
        ok = run_why(r, "%s: 期待: %s、実際: %s", l->uketsuke, halted ? "処理中止" : "処理完了",
                     text.data ? text.data : "");
        buf_release(&text);
    }
    if (ok)
        run_take_reply(l, &reply);
    reply_release(&reply);
    return ok;
}

const struct verb verb_wait = {
    .name = "wait",
    .kind = VERB_ACT,
    .min = 1,
    .max = 2,
    .use = 1,
    .usage = "ラベル [処理完了|処理中止]",
    .run = S_do_wait,
};

/* How the rows of a file of an answer are laid out. */
static const char *S_layout(const struct label *l, const struct statement *s, const char **argv)
{
    if (s->argc > 1)
        return argv[1];
    return strcmp(l->shubetsu, "kanyushaToroku") == 0 ? "kanyushaKekka" : "fukuhonKekka";
}

/* A file without warnings has none to fetch. */
static bool S_none(bool keikoku, const struct reply *reply)
{
    return keikoku && reply->kubun == 9 && strcmp(reply->code, "F40004") == 0;
}

static bool S_do_result(struct run *r, const struct statement *s, const char **argv)
{
    char error[1400];
    struct reply reply;
    struct label *l = run_find(r, argv[0]);
    if (!l)
        return false;
    const char *layout = S_layout(l, s, argv);
    bool keikoku = strcmp(layout, "keikoku") == 0;
    const char *shurui = keikoku ? "keikoku" : "kekka";
    char *path = arena_printf(r->arena, "%s/%s-%s.csv", r->work, shurui, l->name);
    if (!path)
        return run_why(r, "メモリが足りません");
    if (!keikoku)
        l->result = path;
    r->t.world = r->world;
    bool ok = session_result(r->http, &r->t, l->uketsuke, shurui, path, &reply, error, sizeof error) ||
              run_why(r, "%s", error);
    bool none = ok && S_none(keikoku, &reply);
    if (ok && !none && reply.kubun != 1) {
        struct buf text = BUF_INIT;
        reply_why(&reply, &text);
        ok = run_why(r, "%sを取得できません: %s", keikoku ? "警告のファイル" : "処理結果ファイル",
                     text.data ? text.data : "");
        buf_release(&text);
    }
    reply_release(&reply);
    return ok && (none || table_load(r, l, path, layout, keikoku ? "keikoku" : "row"));
}

const struct verb verb_result = {
    .name = "result",
    .kind = VERB_ACT,
    .min = 1,
    .max = 2,
    .use = 1,
    .usage = "ラベル [レイアウト名]、または ラベル keikoku",
    .run = S_do_result,
};

static bool S_do_save(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    struct label *l = run_find(r, argv[0]);
    struct buf copy = BUF_INIT;
    struct diag d = DIAG_INIT;
    if (!l)
        return false;
    bool ok = true;
    if (l->result && file_read(l->result, TEMPLATE_MAX, &copy, &d) != ST_OK)
        ok = run_why(r, "%s を読めません: %s", l->result, d.have);
    const struct buf *what = l->result ? &copy : &l->raw;
    if (ok && file_write(argv[1], 0600, what->data ? what->data : "", what->len, &d) != ST_OK)
        ok = run_why(r, "%s に書き込めません: %s", argv[1], d.have);
    buf_release(&copy);
    return ok;
}

const struct verb verb_save = {
    .name = "save",
    .kind = VERB_ACT,
    .min = 2,
    .max = 2,
    .use = 1,
    .usage = "ラベル ファイル",
    .run = S_do_save,
};

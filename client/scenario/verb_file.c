/* Verbs about link files: upload, wait, result, fill, save. */
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
        run_why(r, "upload: 期待 %s による拒否、実際 %s", u->refuse, text.data ? text.data : "");
    else
        run_why(r, "upload が受け付けられません: %s", text.data ? text.data : "");
    buf_release(&text);
    return false;
}

static bool S_do_upload(struct run *r, const struct statement *s, const char **argv)
{
    struct upload_words u;
    if (!r->t.system)
        return run_why(r, "先に as システム識別子 を書いてください");
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
        ok = run_why(r, "%s: 期待 %s、実際 %s", l->uketsuke, halted ? "処理中止" : "処理完了",
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

static bool S_do_result(struct run *r, const struct statement *s, const char **argv)
{
    char error[1400];
    struct reply reply;
    struct label *l = run_find(r, argv[0]);
    if (!l)
        return false;
    l->result = arena_printf(r->arena, "%s/result-%s.csv", r->work, l->name);
    if (!l->result)
        return run_why(r, "メモリが足りません");
    r->t.world = r->world;
    bool ok = session_result(r->http, &r->t, l->uketsuke, l->result, &reply, error, sizeof error) ||
              run_why(r, "%s", error);
    if (ok && reply.kubun != 1) {
        struct buf text = BUF_INIT;
        reply_why(&reply, &text);
        ok = run_why(r, "処理結果ファイルを取得できません: %s", text.data ? text.data : "");
        buf_release(&text);
    }
    reply_release(&reply);
    const char *layout = s->argc > 1                                  ? argv[1]
                         : strcmp(l->shubetsu, "kanyushaToroku") == 0 ? "kanyushaKekka"
                                                                      : "fukuhonKekka";
    return ok && table_load(r, l, l->result, layout);
}

const struct verb verb_result = {
    .name = "result",
    .kind = VERB_ACT,
    .min = 1,
    .max = 2,
    .use = 1,
    .usage = "ラベル [レイアウト名]",
    .run = S_do_result,
};

/* The 枝番 that the labels' result rows give the 整理番号; NULL after run_why. */
static const char *S_edaban(struct run *r, const struct statement *s, const char **argv, const char *key)
{
    for (int i = 3; i < s->argc; i++) {
        struct label *l = run_find(r, argv[i]);
        if (!l)
            return NULL;
        for (const struct node *row = l->root->child; row; row = row->next) {
            const char *seiri = strcmp(row->name, "row") == 0 ? node_text(row, "seiriBango") : NULL;
            const char *edaban = seiri && strcmp(seiri, key) == 0 ? node_text(row, "edaban") : NULL;
            if (edaban)
                return edaban;
        }
    }
    run_why(r, "整理番号 %s の枝番は、指定した結果のどれにもありません", key);
    return NULL;
}

/* Copies the template, each {eda:整理番号} replaced; the rest stays byte for byte, whatever its encoding. */
static bool S_fill(struct run *r, const struct statement *s, const char **argv, const struct buf *in,
                   struct buf *out)
{
    static const char mark[] = "{eda:";
    const char *p = in->data, *end = in->data + in->len;
    while (p < end) {
        const char *at = memmem(p, (size_t)(end - p), mark, sizeof mark - 1);
        const char *stop = at ? memchr(at, '}', (size_t)(end - at)) : NULL;
        char key[32];
        if (!stop) {
            buf_add(out, p, (size_t)(end - p));
            return true;
        }
        snprintf(key, sizeof key, "%.*s", (int)(stop - at - 5), at + 5);
        const char *edaban = S_edaban(r, s, argv, key);
        if (!edaban)
            return false;
        buf_add(out, p, (size_t)(at - p));
        buf_adds(out, edaban);
        p = stop + 1;
    }
    return true;
}

static bool S_do_fill(struct run *r, const struct statement *s, const char **argv)
{
    struct buf in = BUF_INIT, out = BUF_INIT;
    struct diag d = DIAG_INIT;
    if (strcmp(argv[2], "from") != 0)
        return run_why(r, "3 語目は from です");
    const char *from = run_path(r, s, argv[1]);
    const char *to = arena_printf(r->arena, "%s/%s", r->work, argv[0]);
    bool ok = from && to && !strchr(argv[0], '/');
    if (from && !ok)
        run_why(r, "出力「%s」はフォルダを含まない名前にしてください", argv[0]);
    if (ok && file_read(from, TEMPLATE_MAX, &in, &d) != ST_OK)
        ok = run_why(r, "%s を読めません: %s", from, d.have);
    ok = ok && (!in.len || S_fill(r, s, argv, &in, &out));
    if (ok && (!buf_ok(&out) || file_write(to, 0600, out.data ? out.data : "", out.len, &d) != ST_OK))
        ok = run_why(r, "%s に書き込めません: %s", to, d.have);
    buf_release(&in);
    buf_release(&out);
    return ok;
}

const struct verb verb_fill = {
    .name = "fill",
    .kind = VERB_ACT,
    .min = 4,
    .max = -1,
    .use = 4,
    .use_rest = true,
    .usage = "出力 ひな形 from ラベル…",
    .run = S_do_fill,
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

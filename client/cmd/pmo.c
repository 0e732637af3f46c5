/* chukan pmo: Digital PMO (1.6) as an insurer has it: what it has to register and has, the documents there,
 * how its files were taken (2.13.2); registers by hand, or what the run would have it register. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "json_body.h"
#include "say.h"
#include "watched.h"
#include "wire/control.h"
#include "wire/remote.h"

struct pmo_options {
    struct options o;
    const char *hokensha, *jiko, *form, *out;
    bool run, undo;
};

enum { TAIL = CONTROL_PATH - 700 }; /* behind the name of a world */

/* --- what there is -----------------------------------------------------------------------------------------
 */

/* hyo: which table of GET …/pmo. */
static bool S_tail(const struct pmo_options *u, const char *hyo, char tail[TAIL])
{
    snprintf(tail, TAIL, "/pmo?hyo=%s", hyo);
    return watched_argument(tail, TAIL, "hokensha", u->hokensha) &&
           watched_argument(tail, TAIL, "format", strcmp(u->form, "csv") == 0 ? "csv" : "json");
}

static bool S_get(const struct pmo_options *u, const char *tail, struct control_reply *r)
{
    char path[CONTROL_PATH];
    struct http *h = http_new();
    control_path(path, u->o.world, tail);
    bool ok = h && control_do(h, u->o.control, "GET", path, NULL, u->o.timeout, r);
    if (!ok)
        say_failed("%s", h ? r->error : tr("メモリが足りません", "out of memory"));
    http_free(h);
    return ok;
}

static int S_text(const struct pmo_options *u, const char *tail)
{
    struct control_reply r = {0};
    struct buf text = BUF_INIT;
    int status = EXIT_FAILED;
    if (S_get(u, tail, &r)) {
        node_print(r.root, true, &text);
        status =
            buf_ok(&text) ? remote_put(&text, u->out) : say_failed(tr("メモリが足りません", "out of memory"));
    }
    buf_release(&text);
    control_release(&r);
    return status;
}

static int S_show(const struct pmo_options *u, const char *hyo)
{
    char tail[TAIL];
    if (!S_tail(u, hyo, tail))
        return say_usage(tr("--hokensha が長すぎます", "too long a --hokensha"));
    return strcmp(u->form, "text") == 0 ? S_text(u, tail) : remote_fetch(&u->o, tail, u->out);
}

static int S_list(const struct pmo_options *u)
{
    return S_show(u, "toroku");
}

static int S_docs(const struct pmo_options *u)
{
    return S_show(u, "bunsho");
}

static int S_result(const struct pmo_options *u)
{
    return S_show(u, "kekka");
}

/* --- what is registered ------------------------------------------------------------------------------------
 */

static const struct node *S_find(const struct node *root, const char *list, const char *jiko)
{
    for (const struct node *n = root ? root->child : NULL; n; n = n->next) {
        const char *its = node_text(n, "jiko"), *mei = node_text(n, "mei");
        if (strcmp(n->name, list) == 0 && its && mei && (strcmp(its, jiko) == 0 || strcmp(mei, jiko) == 0))
            return n;
    }
    return NULL;
}

/* Members of what would be registered, of those that the matter takes. */
static void S_members(const struct node *teian, const char *shurui, struct buf *body)
{
    static const char *const takes[][6] = {
        {"進捗", "zumi", "zen"}, {"完了日", "ymd"}, {"結果", "ymd", "fileSu", "gyoSu", "seijoSu", "ijoSu"}};
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++)
        for (size_t k = 1; strcmp(takes[i][0], shurui) == 0 && k < 6 && takes[i][k]; k++)
            if (node_text(teian, takes[i][k]))
                buf_json_member(body, takes[i][k], node_text(teian, takes[i][k]));
}

/* What the run would have it register; not before all is done. false after saying why. */
static bool S_of_run(const struct pmo_options *u, struct buf *body)
{
    char tail[TAIL];
    struct control_reply r = {0};
    bool ok = S_tail(u, "toroku", tail) && S_get(u, tail, &r);
    const struct node *row = ok ? S_find(r.root, "toroku", u->jiko) : NULL,
                      *teian = ok ? S_find(r.root, "teian", u->jiko) : NULL;
    const char *shurui = row ? node_text(row, "shurui") : NULL,
               *zumi = teian ? node_text(teian, "zumi") : NULL;
    const bool done = teian && (strcmp(shurui, "進捗") == 0 || node_text(teian, "ymd"));
    if (done) {
        S_members(teian, shurui, body);
        buf_json_member(body, "jikko", node_text(r.root, "run"));
    } else if (teian) {
        say_failed(tr("「%s」はまだ終わっていません（合格 %s、テストケース %s）",
                      "%s is not completed: %s passed, of %s test cases"),
                   u->jiko, zumi ? zumi : "-", zumi ? node_text(teian, "zen") : "-");
    } else if (ok) {
        say_failed(tr("「%s」には実行からの案がありません", "there is nothing of a run for %s"), u->jiko);
    }
    control_release(&r);
    return done;
}

/* own: an object that is not closed yet; more: one whose members follow. */
static int S_post(const struct pmo_options *u, const struct buf *own, const struct buf *more)
{
    struct buf body = BUF_INIT;
    buf_adds(&body, own->data ? own->data : "");
    if (more->len > 2)
        buf_addf(&body, ",%.*s", (int)more->len - 2, more->data + 1);
    buf_addc(&body, '}');
    int status = buf_ok(&body) && buf_ok(own) && buf_ok(more)
                     ? remote_world(&u->o, "POST", "/operator/pmo-toroku", body.data)
                     : say_failed(tr("メモリが足りません", "out of memory"));
    buf_release(&body);
    return status;
}

static int S_set(const struct pmo_options *u)
{
    const char *const *words = (const char *const *)u->o.rest + 1;
    const int n = u->o.rest_count - 1;
    struct buf own = BUF_INIT, more = BUF_INIT;
    if (!u->hokensha || !u->jiko || (n > 0) + u->run + u->undo > 1)
        return say_usage(
            tr("--hokensha 番号 --jiko 事項 に、項目=値…、--run、--undo のどれかを添えてください",
               "give --hokensha N --jiko MATTER with ITEM=VALUE…, --run or --undo"));
    const int wrong = n > 0 && words[0][0] == '{' ? 0 : json_body(&more, words, n);
    if (wrong >= 0) {
        buf_release(&more);
        return say_usage(tr("「%s」は 項目=値 ではありません", "\"%s\" is not ITEM=VALUE"), words[wrong]);
    }
    buf_addc(&own, '{');
    buf_json_member(&own, "hokensha", u->hokensha);
    buf_json_member(&own, "jiko", u->jiko);
    if (u->undo)
        buf_json_member(&own, "jotai", "未");
    int status = u->run && !S_of_run(u, &own) ? EXIT_FAILED : S_post(u, &own, &more);
    buf_release(&own);
    buf_release(&more);
    return status;
}

/* --- the command -------------------------------------------------------------------------------------------
 */

static const struct verb {
    const char *name;
    int (*run)(const struct pmo_options *u);
} verbs[] = {{"list", S_list}, {"docs", S_docs}, {"result", S_result}, {"set", S_set}};

/* Of set, whose answer is no table, no CSV. */
static bool S_form(struct pmo_options *u, bool set)
{
    const bool json = strcmp(u->form, "json") == 0;
    u->o.format = json ? FORMAT_JSON : FORMAT_TEXT;
    return json || strcmp(u->form, "text") == 0 || (!set && strcmp(u->form, "csv") == 0);
}

static bool S_fits(const struct pmo_options *u, bool set)
{
    return set ? !u->out : u->o.rest_count < 2 && !u->jiko && !u->run && !u->undo;
}

static int S_run(int argc, char **argv)
{
    struct pmo_options u = {.form = "text"};
    const struct extra extras[] = {{"hokensha", EXTRA_TEXT, &u.hokensha},
                                   {"jiko", EXTRA_TEXT, &u.jiko},
                                   {"run", EXTRA_FLAG, &u.run},
                                   {"undo", EXTRA_FLAG, &u.undo},
                                   {"format", EXTRA_TEXT, &u.form},
                                   {"out", EXTRA_TEXT, &u.out},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (status)
        return status;
    const char *name = u.o.rest_count ? u.o.rest[0] : "list";
    const bool set = strcmp(name, "set") == 0;
    if (!S_form(&u, set))
        return say_usage(
            set ? tr("--format は text か json です", "--format is text or json")
                : tr("--format は text、json、csv のどれかです", "--format is text, json or csv"));
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0 && S_fits(&u, set))
            return verbs[i].run(&u);
    return say_usage(
        tr("pmo の後は list・docs・result・set のどれか 1 つです（--jiko・--run・--undo は set "
           "だけ、--out は set のほか）",
           "pmo takes one of list, docs, result, set; --jiko, --run, --undo are of set, --out of "
           "the others"));
}

static const struct sub subs[] = {
    {"list", "--hokensha 番号", "--hokensha N", "登録すること、期限、登録したもの、実行からの案（既定）",
     "what is to be registered, by when, what is, what the run would have (default)"},
    {"docs", "", NULL, "文書・ツール・マスター・お知らせの一覧", "documents, tools, masters, notices"},
    {"result", "--hokensha 番号", "--hokensha N", "送ったファイルの種別ごとの結果（2.13.2）",
     "how the files that were sent were taken, by kind (2.13.2)"},
    {"set", "--hokensha 番号 --jiko 事項 項目=値…|--run|--undo",
     "--hokensha N --jiko MATTER ITEM=VALUE…|--run|--undo", "登録・訂正・取消",
     "registers, corrects, takes back"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_pmo = {
    .name = "pmo",
    .usage = "[--world W]",
    .ja = "Digital PMO に登録することと、登録したもの",
    .en = "what is to be registered at the Digital PMO, and what is",
    .more =
        "  --hokensha 番号    だれの登録か\n"
        "  --jiko 事項        set: 登録事項。list の名前か日本語の名称\n"
        "  項目=値            set: 予定は kara と made、進捗は zumi と zen、完了日は ymd（既定はきょう）、\n"
        "                     結果は ymd（同）、fileSu、gyoSu、seijoSu、ijoSu。日付は 8 桁\n"
        "  --run              set: list にある実行からの案を登録する\n"
        "  --undo             set: 登録を取り消す\n"
        "  --format 形式      text（既定）、json、csv\n"
        "  --out F            ファイルに書く\n",
    .more_en =
        "  --hokensha N       whose\n"
        "  --jiko MATTER      set: its name, as list has it, or that in Japanese\n"
        "  ITEM=VALUE         set: kara and made of a plan, zumi and zen of progress, ymd (default: today) "
        "of a completion,\n"
        "                     ymd, fileSu, gyoSu, seijoSu and ijoSu of a result; days of 8 digits\n"
        "  --run              set: registers what list has of the run\n"
        "  --undo             set: takes back what is registered\n"
        "  --format FORM      text (default), json, csv\n"
        "  --out F            writes a file\n",
    .run = S_run,
    .subs = subs,
};

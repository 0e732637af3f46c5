/* Verbs of the control port: world, reset, clock, progress, fault, operator, digest, same, differ, restart.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "clock_body.h"
#include "json_body.h"
#include "run.h"

/* One request about the present world; its answer becomes the label. false after run_why. */
static bool S_control(struct run *r, const char *method, const char *tail, const char *body,
                      const char *label)
{
    char path[CONTROL_PATH];
    struct control_reply reply;
    struct label *l = run_label(r, label);
    control_path(path, r->world, tail);
    bool ok = control_do(r->http, r->control, method, path, body, r->timeout, &reply);
    if (!ok)
        run_why(r, "%s %s: %s", method, path, reply.error);
    else if (l)
        run_take_control(l, &reply);
    control_release(&reply);
    return ok && (l || run_why(r, "メモリが足りません"));
}

static bool S_do_world(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    const char *name = arena_strdup(r->arena, argv[0]);
    if (!name)
        return run_why(r, "メモリが足りません");
    r->world = name;
    return vars_set(&r->vars, "world", name);
}

const struct verb verb_world = {
    .name = "world",
    .kind = VERB_FORM,
    .min = 1,
    .max = 1,
    .usage = "ワールド名",
    .run = S_do_world,
};

static bool S_do_reset(struct run *r, const struct statement *s, const char **argv)
{
    struct buf body = BUF_INIT;
    reset_body(&body, argv, (size_t)s->argc);
    bool ok =
        buf_ok(&body) ? S_control(r, "POST", "/reset", body.data, "reset") : run_why(r, "メモリが足りません");
    buf_release(&body);
    return ok;
}

const struct verb verb_reset = {
    .name = "reset",
    .kind = VERB_ACT,
    .max = -1,
    .answers = true,
    .usage = "[残すもの…]",
    .run = S_do_reset,
};

static const char *S_judge_clock(const struct statement *s)
{
    static const char *const alone[] = {"freeze", "run", NULL}, *const with[] = {"set", "advance", NULL};
    for (int i = 0; alone[i]; i++)
        if (strcmp(s->argv[0], alone[i]) == 0)
            return s->argc == 1 ? NULL : "freeze と run に値は要りません";
    for (int i = 0; with[i]; i++)
        if (strcmp(s->argv[0], with[i]) == 0)
            return s->argc == 2 ? NULL : "set と advance には値が要ります";
    return "freeze, run, set, advance のどれかです";
}

static bool S_do_clock(struct run *r, const struct statement *s, const char **argv)
{
    struct clock_request q;
    if (!clock_request(&q, argv[0], s->argc > 1 ? argv[1] : NULL))
        return run_why(r, "「%s」は日時（2017-05-08T09:00:00）でも秒数でもありません", argv[1]);
    return S_control(r, q.method, q.tail, q.body, "clock");
}

const struct verb verb_clock = {
    .name = "clock",
    .kind = VERB_ACT,
    .min = 1,
    .max = 2,
    .answers = true,
    .usage = "freeze | run | set 日時 | advance 秒または日時",
    .judge = S_judge_clock,
    .run = S_do_clock,
};

static const char *S_judge_progress(const struct statement *s)
{
    bool number = s->argc == 3 && (str_all_digits(str_of(s->argv[2])) || strstr(s->argv[2], "${"));
    if (strcmp(s->argv[1], "immediate") == 0)
        return s->argc == 2 ? NULL : "immediate に値は要りません";
    if (strcmp(s->argv[1], "time") == 0)
        return number ? NULL : "time には仮想の秒数が要ります";
    if (strcmp(s->argv[1], "manual") == 0)
        return s->argc == 2 || number ? NULL : "manual の値は照会の回数です";
    return "immediate, time, manual のどれかです";
}

static bool S_do_progress(struct run *r, const struct statement *s, const char **argv)
{
    struct buf body = BUF_INIT;
    const char *n = s->argc > 2 ? argv[2] : "0";
    if (!str_all_digits(str_of(n)) || strlen(n) > 12)
        return run_why(r, "「%s」は数ではありません", n);
    buf_addc(&body, '{');
    buf_json_key(&body, argv[0]);
    buf_addc(&body, '{');
    buf_json_member(&body, "how", argv[1]);
    if (strcmp(argv[1], "immediate") != 0)
        buf_json_int(&body, strcmp(argv[1], "time") == 0 ? "seconds" : "polls", strtoll(n, NULL, 10));
    buf_adds(&body, "}}");
    bool ok = S_control(r, "PUT", "/progress", body.data, "progress");
    buf_release(&body);
    return ok;
}

const struct verb verb_progress = {
    .name = "progress",
    .kind = VERB_ACT,
    .min = 2,
    .max = 3,
    .answers = true,
    .usage = "ikkatsu|fugo|shokai|juki immediate | time 秒 | manual [回数]",
    .judge = S_judge_progress,
    .run = S_do_progress,
};

/* The words of an order, each 名前=値; false: that one is not. What is a number by its name is one. */
static bool S_fault_word(struct buf *body, const char *word)
{
    static const char *const numbers[] = {"gyo", "nth", "times", "ms", "http", NULL};
    char name[20];
    const char *eq = strchr(word, '=');
    size_t n = eq ? (size_t)(eq - word) : 0;
    if (!n || n >= sizeof name)
        return false;
    memcpy(name, word, n);
    name[n] = 0;
    int i = 0;
    while (numbers[i] && strcmp(numbers[i], name) != 0)
        i++;
    if (!numbers[i])
        buf_json_member(body, name, eq + 1);
    else if (str_all_digits(str_of(eq + 1)) && strlen(eq + 1) < 16)
        buf_json_int(body, name, strtoll(eq + 1, NULL, 10));
    else
        return false;
    return true;
}

static bool S_fault_add(struct run *r, const char **argv, int n)
{
    struct buf body = BUF_INIT;
    int i = 1;
    buf_addc(&body, '{');
    buf_json_member(&body, "kind", argv[0]);
    while (i < n && S_fault_word(&body, argv[i]))
        i++;
    buf_addc(&body, '}');
    bool ok = buf_ok(&body) || run_why(r, "メモリが足りません");
    if (i < n)
        ok = run_why(r, "「%s」は 名前=値 でないか、値が数ではありません", argv[i]);
    ok = ok && S_control(r, "POST", "/faults", body.data, "fault");
    buf_release(&body);
    return ok;
}

static bool S_do_fault(struct run *r, const struct statement *s, const char **argv)
{
    const bool drop = strcmp(argv[0], "drop") == 0, list = strcmp(argv[0], "list") == 0;
    if (drop || list)
        return S_control(r, drop ? "DELETE" : "GET", "/faults", NULL, "fault");
    return S_fault_add(r, argv, s->argc);
}

static const char *S_judge_fault(const struct statement *s)
{
    if (strcmp(s->argv[0], "drop") == 0 || strcmp(s->argv[0], "list") == 0)
        return s->argc == 1 ? NULL : "drop と list に値は要りません";
    for (int i = 1; i < s->argc; i++)
        if (!strchr(s->argv[i], '=') && !strstr(s->argv[i], "${"))
            return "障害の種類の後は 名前=値 です";
    return NULL;
}

const struct verb verb_fault = {
    .name = "fault",
    .kind = VERB_ACT,
    .min = 1,
    .max = -1,
    .answers = true,
    .usage = "種類 [名前=値…] | list | drop",
    .judge = S_judge_fault,
    .run = S_do_fault,
};

/* It must be refused with that code. */
static bool S_refused(struct run *r, const char *tail, const char *body, const char *code)
{
    char path[CONTROL_PATH], want[40];
    struct control_reply reply;
    control_path(path, r->world, tail);
    snprintf(want, sizeof want, " %s ", code);
    bool done = control_do(r->http, r->control, "POST", path, body, r->timeout, &reply);
    bool ok = !done && strstr(reply.error, want);
    if (!ok)
        run_why(r, "%s: 期待: %s による拒否、実際: %s", path, code, done ? "正常" : reply.error);
    control_release(&reply);
    return ok;
}

static bool S_do_operator(struct run *r, const struct statement *s, const char **argv)
{
    struct buf body = BUF_INIT;
    char tail[500], action[400];
    http_segment(action, sizeof action, argv[0]);
    snprintf(tail, sizeof tail, "/operator/%s", action);
    const char *last = argv[s->argc - 1];
    const char *refuse = s->argc > 1 && strncmp(last, "refuse=", 7) == 0 ? last + 7 : NULL;
    int wrong = json_body(&body, argv + 1, s->argc - (refuse ? 2 : 1));
    bool ok;
    if (wrong >= 0)
        ok = run_why(r, "「%s」は 名前=値 でも JSON でもありません", argv[1 + wrong]);
    else if (refuse)
        ok = S_refused(r, tail, body.data, refuse);
    else
        ok = S_control(r, "POST", tail, body.data, "operator");
    buf_release(&body);
    return ok;
}

const struct verb verb_operator = {
    .name = "operator",
    .kind = VERB_ACT,
    .min = 1,
    .max = -1,
    .answers = true,
    .usage = "操作 [名前=値… | JSON] [refuse=コード]",
    .run = S_do_operator,
};

/* Copies the answer of /digest into the report: it outlives the labels. */
static bool S_mark(struct run *r, const char *name, const struct node *root)
{
    struct mark *m = arena_alloc(r->arena, sizeof *m);
    const char *hex = node_text(root, "digest");
    if (!m || !hex)
        return run_why(r, "digest の応答に digest がありません");
    const struct node *tables = node_child(root, "tables");
    int n = 0;
    for (const struct node *t = tables ? tables->child : NULL; t; t = t->next)
        n++;
    m->name = arena_strdup(r->arena, name);
    m->hex = arena_strdup(r->arena, hex);
    m->tables = arena_array(r->arena, (size_t)n, sizeof *m->tables);
    for (const struct node *t = tables ? tables->child : NULL; t && m->tables; t = t->next)
        m->tables[m->table_count++] = (struct mark_table){arena_strdup(r->arena, t->name),
                                                          arena_strdup(r->arena, t->text ? t->text : "")};
    if (arena_failed(r->arena))
        return run_why(r, "メモリが足りません");
    if (r->pass->last_mark)
        r->pass->last_mark->next = m;
    else
        r->pass->marks = m;
    r->pass->last_mark = m;
    return true;
}

static bool S_do_digest(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    if (report_mark(r->pass, argv[0]))
        return run_why(r, "ダイジェスト「%s」は既にあります", argv[0]);
    if (!S_control(r, "GET", "/digest", NULL, "digest"))
        return false;
    struct label *l = run_find(r, "digest");
    return l && S_mark(r, argv[0], l->root);
}

const struct verb verb_digest = {
    .name = "digest",
    .kind = VERB_ACT,
    .min = 1,
    .max = 1,
    .answers = true,
    .usage = "名前",
    .run = S_do_digest,
};

static bool S_compare(struct run *r, const char **argv, bool want_same)
{
    const struct mark *a = report_mark(r->pass, argv[0]), *b = report_mark(r->pass, argv[1]);
    if (!a || !b)
        return run_why(r, "ダイジェスト「%s」はまだありません", a ? argv[1] : argv[0]);
    struct buf differing = BUF_INIT;
    bool same = report_same(a, b, &differing);
    if (same != want_same)
        run_why(r, want_same ? "%s と %s が一致しません: %s" : "%s と %s は異なるはずですが一致します%s",
                argv[0], argv[1], differing.data ? differing.data : "");
    buf_release(&differing);
    return same == want_same;
}

static bool S_do_same(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    return S_compare(r, argv, true);
}

const struct verb verb_same = {
    .name = "same",
    .kind = VERB_CHECK,
    .min = 2,
    .max = 2,
    .usage = "ダイジェスト名 ダイジェスト名",
    .run = S_do_same,
};

static bool S_do_differ(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    return S_compare(r, argv, false);
}

const struct verb verb_differ = {
    .name = "differ",
    .kind = VERB_CHECK,
    .min = 2,
    .max = 2,
    .usage = "ダイジェスト名 ダイジェスト名",
    .run = S_do_differ,
};

static bool S_do_restart(struct run *r, const struct statement *s, const char **argv)
{
    (void)s;
    (void)argv;
    char error[1500];
    if (!r->daemon)
        return run_why(r, "restart は自分で起動した chukand にだけ使えます（--against では使えません）");
    if (!daemon_restart(r->daemon, error, sizeof error))
        return run_why(r, "chukand を起動し直せません: %s", error);
    r->url = r->daemon->url;
    r->control = r->daemon->control;
    r->t.url = r->url;
    return true;
}

const struct verb verb_restart = {
    .name = "restart",
    .kind = VERB_ACT,
    .usage = "",
    .run = S_do_restart,
};

/* Running scenarios; see runner.h. */
#include "runner.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/str.h"
#include "guard.h"
#include "observed.h"
#include "run.h"
#include "say.h"

/* What is run: a file, or the drive of a test case. */
struct origin {
    const char *path;          /* of the file, or of the case's */
    const struct test_case *c; /* NULL: a file */
    const char *lot, *world;   /* a scenario runs in the lot's own world */
};

static bool S_presets(const struct runner *r, struct vars *v, const struct origin *from)
{
    bool ok = vars_set(v, "lot", from->lot) && vars_set(v, "world", from->world);
    for (size_t i = 0; i < r->lets.n && ok; i++) {
        const char *eq = strchr(r->lets.items[i], '=');
        char name[100];
        snprintf(name, sizeof name, "%.*s", eq ? (int)(eq - r->lets.items[i]) : 0, r->lets.items[i]);
        ok = vars_set(v, name, eq ? eq + 1 : "");
    }
    return ok;
}

/* The drive with the lot's values before it, so that its lines have the numbers of the case's file. */
static bool S_parse(const struct test_case *c, const char *lot, const struct vars *v, struct script *ret)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "include ../scenarios/%s.inc\n", lot);
    for (int line = 2; line < c->drive_line; line++)
        buf_addc(&text, '\n');
    buf_adds(&text, c->drive);
    bool ok = buf_ok(&text) && script_parse(ret, c->dir, file_base(c->path), text.data, v);
    buf_release(&text);
    return ok;
}

/* Reads it with what is known before its first line. */
static bool S_read(const struct runner *r, const struct origin *from, struct arena *a, struct script *ret)
{
    struct vars v = {a, NULL};
    bool ok = S_presets(r, &v, from) &&
              (from->c ? S_parse(from->c, from->lot, &v, ret) : script_read(ret, from->path, &v));
    if (!ok) {
        fflush(stdout);
        fputs(ret->errors.data ? ret->errors.data : "", stderr);
        say_failed(tr("%s に %d か所のエラーがあります", "%s: %d errors"), from->path, ret->error_count);
    }
    return ok;
}

/* It would not be alone in its world any more, or disturb the others. */
static bool S_alone(const struct test_case *c, const struct script *s)
{
    static const char *const banned[] = {"restart", "world"};
    for (size_t i = 0; i < s->count; i++)
        for (size_t k = 0; k < sizeof banned / sizeof *banned; k++)
            if (strcmp(s->list[i].verb->name, banned[k]) == 0) {
                say_failed(tr("%s:%d: テストケースに %s は書けません", "%s:%d: no %s in a test case"),
                           file_base(c->path), s->list[i].line, banned[k]);
                return false;
            }
    return true;
}

static bool S_check(const struct runner *r, const struct origin *from)
{
    struct script s = {0};
    struct arena *a = arena_new(1 << 20);
    bool ok = a && S_read(r, from, a, &s) && (!from->c || S_alone(from->c, &s));
    script_release(&s);
    arena_free(a);
    return ok;
}

bool runner_check(const struct runner *r, const char *path, const char *world)
{
    return S_check(r, &(struct origin){path, NULL, world, world});
}

bool runner_check_case(const struct runner *r, const struct test_case *c, int lot)
{
    char name[16];
    snprintf(name, sizeof name, "lot%d", lot);
    return S_check(r, &(struct origin){c->path, c, name, name});
}

/* The statement's words with variables replaced, then its function. */
static bool S_run(struct run *run, const struct statement *s)
{
    const char *argv[ARGS_MAX + 1];
    for (int i = 0; i < s->argc; i++) {
        const char *bad = "";
        argv[i] = vars_expand(&run->vars, s->argv[i], &bad);
        if (!argv[i])
            return run_why(run, "変数 ${%s} には値がありません", bad);
    }
    argv[s->argc] = NULL;
    bool ok = s->verb->run(run, s, argv);
    if (ok && s->verb->kind == VERB_ACT)
        run->step->acts++;
    else if (ok && s->verb->kind == VERB_CHECK)
        run->step->checks++;
    return ok;
}

static void S_fail(struct run *run, const struct statement *s)
{
    char line[400];
    const char *text = s->text + strspn(s->text, " \t");
    str_show(line, sizeof line, str_of(text));
    run->step->state = STEP_FAILED;
    run->step->why = arena_printf(run->arena, "%s:%d: %s\n  %s", s->file, s->line,
                                  run->why.data ? run->why.data : "", line);
    run->pass->failed = true;
}

/* Ends the present step: its time, its line on the terminal. What stands before the first `step` (title, let)
 * is told only when something happened there. */
static void S_end_step(struct run *run, int64_t since)
{
    struct step *s = run->step;
    if (!s)
        return;
    s->us = clock_real_us() - since;
    if (run->pass->steps == s && s->state == STEP_PASSED && !s->acts && !s->checks && !s->notes) {
        run->pass->steps = run->pass->last_step = NULL;
        return;
    }
    if (run->quiet)
        return;
    report_print_step(s);
    fflush(stdout);
}

static bool S_is_step(const struct statement *s)
{
    return strcmp(s->verb->name, "step") == 0;
}

/* After a failure the steps that are left are told as not done. */
static void S_skip(struct run *run, struct report *report, const struct script *script, size_t from)
{
    for (size_t i = from; i < script->count; i++) {
        const struct statement *s = &script->list[i];
        struct step *step = S_is_step(s) ? report_step(report, run->pass, s->argv[0]) : NULL;
        if (!step)
            continue;
        step->state = STEP_SKIPPED;
        if (!run->quiet)
            report_print_step(step);
    }
}

static const char *S_title(const struct script *script, const char *otherwise)
{
    for (size_t i = 0; i < script->count; i++)
        if (strcmp(script->list[i].verb->name, "title") == 0)
            return script->list[i].argv[0];
    return otherwise;
}

static void S_statements(struct run *run, struct report *report, const struct script *script)
{
    struct progress bar = {.title = tr("実行中", "running"), .unit = tr("文", " statements")};
    int64_t since = clock_real_us();
    for (size_t i = 0; i < script->count; i++) {
        const struct statement *s = &script->list[i];
        if (S_is_step(s) || !run->step) {
            bool first = S_is_step(s);
            progress_end(&bar);
            S_end_step(run, since);
            since = clock_real_us();
            run->step = report_step(report, run->pass, first ? s->argv[0] : "準備");
            if (first || !run->step)
                continue;
        }
        if (!run->quiet)
            progress_show(&bar, (int64_t)i, (int64_t)script->count);
        if (!S_run(run, s)) {
            S_fail(run, s);
            if (run->go_on) {
                buf_clear(&run->why);
                continue;
            }
            progress_end(&bar);
            S_end_step(run, since);
            S_skip(run, report, script, i + 1);
            return;
        }
    }
    progress_end(&bar);
    S_end_step(run, since);
}

static bool S_connect(struct runner *r, struct run *run, const struct origin *from)
{
    *run = (struct run){.url = r->url,
                        .control = r->control,
                        .data = r->data,
                        .plain = r->plain,
                        .timeout = r->timeout,
                        .daemon = r->daemon,
                        .quiet = r->quiet,
                        .go_on = r->go_on,
                        .fixtures = r->fixtures,
                        .world = from->world,
                        .lot = from->lot,
                        .arena = r->report->arena,
                        .vars = {r->report->arena, NULL}};
    if (r->daemon) {
        run->url = r->daemon->url;
        run->control = r->daemon->control;
        run->data = r->daemon->data;
    }
    run->t = (struct target){.url = run->url,
                             .world = from->world,
                             .busho = "B001",
                             .user = "u001",
                             .version = r->soap ? r->soap : 12,
                             .timeout = r->timeout};
    run->http = r->http;
    return S_presets(r, &run->vars, from);
}

static bool S_pass(struct runner *r, const struct origin *from, int repeat)
{
    struct script script = {0};
    struct run run;
    char work[600];
    if (!workdir_make(work, sizeof work)) {
        say_failed(tr("作業フォルダーを作れません", "cannot make a folder"));
        return false;
    }
    bool ok = S_connect(r, &run, from) && S_read(r, from, r->report->arena, &script);
    if (ok) {
        run.work = work;
        run.pass = report_pass(r->report, from->path, from->lot, repeat);
        ok = run.pass != NULL;
    }
    if (ok) {
        const char *title = from->c ? from->c->title : S_title(&script, run.pass->file);
        run.pass->title = from->c ? arena_printf(r->report->arena, "%s %s", from->c->id, title)
                                  : arena_strdup(r->report->arena, title);
        if (!r->quiet)
            report_print_title(run.pass, r->report->repeats);
        S_statements(&run, r->report, &script);
    }
    run_drop_labels(&run);
    buf_release(&run.why);
    script_release(&script);
    guard_forget(work);
    workdir_remove(work);
    return ok;
}

bool runner_pass(struct runner *r, const char *path, const char *world, int repeat)
{
    return S_pass(r, &(struct origin){path, NULL, world, world}, repeat);
}

/* --- cases: each in a world of its own --------------------------------------------------------------------
 */

struct world_body {
    const char *name, *fixture, *start;
};

static const struct field world_body[] = {
    FIELD_TEXT(struct world_body, "name", name), FIELD_TEXT(struct world_body, "fixture", fixture),
    FIELD_TEXT_AS(struct world_body, "start", start, FIELD_LEFT_OUT), FIELD_END};

static bool S_control(struct runner *r, const char *method, const char *path, const char *body)
{
    struct control_reply reply = {0};
    const char *base = r->daemon ? r->daemon->control : r->control;
    bool ok = control_do(r->http, base, method, path, body, r->timeout, &reply);
    if (!ok)
        say_failed("%s", reply.error);
    control_release(&reply);
    return ok;
}

static bool S_make_world(struct runner *r, const char *world, const char *lot, const char *start)
{
    struct buf body = BUF_INIT;
    json_write(&body, world_body, &(struct world_body){world, lot, start});
    bool ok = buf_ok(&body) && S_control(r, "POST", "/_sim/worlds", body.data);
    buf_release(&body);
    return ok;
}

/* --- what the daemon saw of a case -------------------------------------------------------------------------
 */

struct seen {
    const struct runner *r;
    const struct test_case *c;
    int lot;
    const char *world;
    struct buf why; /* what is wrong; empty: nothing */
};

/* GET …/TAIL of the world into *ret, which the caller releases. */
static bool S_ask(struct seen *x, const char *tail, struct control_reply *ret)
{
    char path[CONTROL_PATH];
    control_path(path, x->world, tail);
    const char *base = x->r->daemon ? x->r->daemon->control : x->r->control;
    bool ok = control_do(x->r->http, base, "GET", path, NULL, x->r->timeout, ret);
    if (!ok)
        buf_adds(&x->why, ret->error);
    return ok;
}

static void S_write(struct seen *x, const char *suffix, const struct buf *text)
{
    char path[900];
    struct diag d = DIAG_INIT;
    snprintf(path, sizeof path, "%.600s/%d-%s.%s", x->r->seen, x->lot, x->c->id, suffix);
    if (file_write(path, 0644, text->data, text->len, &d) != ST_OK)
        buf_addf(&x->why, "%s: %s", path, d.have);
}

/* Into the folder: the report, the digest, and the record that the report was made from, if we know where the
 * daemon's data are. */
static void S_keep(struct seen *x, const struct buf *report)
{
    char path[900], record[900];
    struct control_reply digest;
    S_write(x, "json", report);
    if (S_ask(x, "/digest", &digest))
        S_write(x, "digest", &digest.raw);
    control_release(&digest);
    const char *data = x->r->daemon ? x->r->daemon->data : x->r->data;
    snprintf(path, sizeof path, "%.600s/%d-%s.log", x->r->seen, x->lot, x->c->id);
    snprintf(record, sizeof record, "%.600s/worlds/%.40s/case/run-1.log", data ? data : "", x->world);
    unlink(path);
    if (data && !file_copy(record, path))
        buf_addf(&x->why, "%s: %s", path, FILE_CAUSE(errno));
}

/* Only what was passed is compared; what is wrong is asked for when something is. */
static void S_compare(struct seen *x, bool exact)
{
    struct control_reply reply;
    char tail[60];
    snprintf(tail, sizeof tail, "/report?lot=%d&exact=%d", x->lot, exact);
    buf_clear(&x->why);
    if (S_ask(x, tail, &reply))
        observed_check(reply.root, x->c, &x->why);
    control_release(&reply);
    if (x->why.len && exact)
        S_compare(x, false);
}

static void S_look(struct seen *x)
{
    struct control_reply reply;
    char tail[60];
    snprintf(tail, sizeof tail, "/report?lot=%d&case=%s", x->lot, x->c->id);
    if (S_ask(x, tail, &reply))
        S_keep(x, &reply.raw);
    control_release(&reply);
}

/* It is the case, and what it includes, and nothing else that was passed: else the pass has failed. */
static void S_observed(struct runner *r, const struct test_case *c, int lot, const char *world)
{
    struct seen x = {r, c, lot, world, BUF_INIT};
    struct pass *pass = r->report->last;
    if (r->seen)
        S_look(&x);
    else
        S_compare(&x, true);
    struct step *step =
        pass->failed || !x.why.len ? NULL : report_step(r->report, pass, "chukand から見えたこと");
    if (step) {
        step->state = STEP_FAILED;
        step->why = arena_strdup(r->report->arena, x.why.data);
        pass->failed = true;
    }
    buf_release(&x.why);
}

bool runner_case(struct runner *r, const struct test_case *c, int lot, int repeat)
{
    char name[16], world[40], path[CONTROL_PATH];
    snprintf(name, sizeof name, "lot%d", lot);
    snprintf(world, sizeof world, "t%x-%d%d-%.20s", (unsigned)getpid() & 0xFFFFF, lot, repeat % 10, c->id);
    control_path(path, world, "");
    if (!S_make_world(r, world, name, c->start))
        return false;
    bool ok = S_pass(r, &(struct origin){c->path, c, name, world}, repeat);
    if (ok && c->observe)
        S_observed(r, c, lot, world);
    return S_control(r, "DELETE", path, NULL) && ok;
}

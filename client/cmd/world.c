/* chukan world list|create|reset|drop|save|restore|keep|snapshots. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "cmd/command.h"
#include "json_body.h"
#include "wire/control.h"
#include "wire/remote.h"
#include "say.h"

struct world_options {
    const char *fixture, *seed, *start, *as;
    struct words keep;
};

struct create_body {
    const char *name, *fixture, *start;
    int64_t seed;
};

static const struct field create_body[] = {FIELD_TEXT(struct create_body, "name", name),
                                           FIELD_TEXT(struct create_body, "fixture", fixture),
                                           FIELD_TEXT_AS(struct create_body, "start", start, FIELD_LEFT_OUT),
                                           FIELD_INT(struct create_body, "seed", seed), FIELD_END};

static int S_create(const struct options *o, const struct world_options *w, const char *name)
{
    struct buf body = BUF_INIT;
    size_t n = w->seed ? strlen(w->seed) : 1;
    if (w->seed && (!str_all_digits(str_of(w->seed)) || n == 0 || n > 18 || strtoll(w->seed, NULL, 10) < 1))
        return say_usage(tr("--seed には 1 以上の整数が必要です。実際は「%s」",
                            "--seed wants a whole number from 1, have \"%s\""),
                         w->seed);
    json_write_given(
        &body, create_body,
        &(struct create_body){name, w->fixture, w->start, w->seed ? strtoll(w->seed, NULL, 10) : INT64_MIN});
    int status = buf_ok(&body) ? remote_do(o, "POST", "/_sim/worlds", body.data) : EXIT_FAILED;
    buf_release(&body);
    return status;
}

/* Nobody who begins anew with the data need think of the report. */
static void S_cases_gone(const struct control_reply *r)
{
    const struct node *cleared = node_child(r->root, "cleared");
    const char *kiroku = cleared ? node_text(cleared, "kiroku") : NULL,
               *kinyu = cleared ? node_text(cleared, "kinyu") : NULL;
    if (kiroku && kinyu && strcmp(kiroku, "0") != 0)
        printf(
            tr("テストケースの記録 %s 件（報告への記入 %s 件も）と、その判定が消えました。--keep tracker "
               "なら残ります\n",
               "the record of test cases is gone, %s entries (%s of them put into the report by hand), and "
               "what it was judged to be; --keep tracker keeps it\n"),
            kiroku, kinyu);
}

static int S_reset(const struct options *o, const struct world_options *w)
{
    struct buf body = BUF_INIT;
    char path[CONTROL_PATH];
    struct control_reply r;
    struct http *h = http_new();
    control_path(path, o->world, "/reset");
    reset_body(&body, w->keep.items, w->keep.n);
    if (!h || !buf_ok(&body)) {
        buf_release(&body);
        http_free(h);
        return say_failed(tr("メモリが足りません", "out of memory"));
    }
    bool ok = control_do(h, o->control, "POST", path, body.data, o->timeout, &r);
    int status = control_print(&r, ok, (int)o->format);
    if (ok && o->format == FORMAT_TEXT)
        S_cases_gone(&r);
    control_release(&r);
    http_free(h);
    buf_release(&body);
    return status;
}

static const struct field name_body[] = {FIELD_TEXT(struct create_body, "name", name), FIELD_END};
static const struct field fixture_body[] = {FIELD_TEXT(struct create_body, "fixture", fixture), FIELD_END};

static int S_save(const struct options *o, const struct world_options *w, const char *name)
{
    struct buf body = BUF_INIT;
    (void)w;
    json_write(&body, name_body, &(struct create_body){.name = name});
    int status = buf_ok(&body) ? remote_world(o, "POST", "/snapshots", body.data) : EXIT_FAILED;
    buf_release(&body);
    return status;
}

/* What is done with one that was saved. */
static int S_saved(const struct options *o, const char *name, const char *what, const char *body)
{
    char quoted[400], tail[500];
    if (!http_segment(quoted, sizeof quoted, name))
        return say_usage(tr("スナップショットの名前が長すぎます", "too long a snapshot's name"));
    snprintf(tail, sizeof tail, "/snapshots/%s/%s", quoted, what);
    return remote_world(o, "POST", tail, body);
}

static int S_restore(const struct options *o, const struct world_options *w, const char *name)
{
    (void)w;
    return S_saved(o, name, "restore", "{}");
}

static int S_keep(const struct options *o, const struct world_options *w, const char *name)
{
    struct buf body = BUF_INIT;
    if (!w->as)
        return say_usage(tr("--as に fixtures/worlds の新しい名前を指定してください",
                            "give --as, a new name in fixtures/worlds"));
    json_write(&body, fixture_body, &(struct create_body){.fixture = w->as});
    int status = buf_ok(&body) ? S_saved(o, name, "keep", body.data) : EXIT_FAILED;
    buf_release(&body);
    return status;
}

/* Of the world that --world names. */
static const struct {
    const char *name;
    int (*run)(const struct options *o, const struct world_options *w, const char *snapshot);
} snapshots[] = {{"save", S_save}, {"restore", S_restore}, {"keep", S_keep}};

static int S_do(struct options *o, const struct world_options *w)
{
    const char *what = o->rest_count ? o->rest[0] : "list";
    const char *name = o->rest_count > 1 ? o->rest[1] : NULL;
    if (strcmp(what, "list") == 0 && !name)
        return remote_do(o, "GET", "/_sim/worlds", NULL);
    if (strcmp(what, "snapshots") == 0 && !name)
        return remote_world(o, "GET", "/snapshots", NULL);
    if (o->rest_count > 2 || strcmp(what, "list") == 0 || strcmp(what, "snapshots") == 0)
        return say_usage(tr("引数が多すぎます", "too many arguments"));
    if (!name && strcmp(what, "reset") != 0)
        return say_usage(tr("名前を指定してください", "give a name"));
    for (size_t i = 0; i < sizeof snapshots / sizeof *snapshots; i++)
        if (strcmp(what, snapshots[i].name) == 0)
            return snapshots[i].run(o, w, name);
    if (name)
        o->world = name;
    if (strcmp(what, "create") == 0)
        return S_create(o, w, name);
    if (strcmp(what, "reset") == 0)
        return S_reset(o, w);
    if (strcmp(what, "drop") == 0)
        return remote_world(o, "DELETE", "", NULL);
    return say_usage(
        tr("list, create, reset, drop, save, restore, keep, snapshots のどれかです。実際は「%s」",
           "wants list, create, reset, drop, save, restore, keep or snapshots, have \"%s\""),
        what);
}

static int S_run(int argc, char **argv)
{
    struct options o;
    struct world_options w = {0};
    const struct extra extras[] = {{"fixture", EXTRA_TEXT, &w.fixture}, {"seed", EXTRA_TEXT, &w.seed},
                                   {"start", EXTRA_TEXT, &w.start},     {"as", EXTRA_TEXT, &w.as},
                                   {"keep", EXTRA_LIST, &w.keep},       {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&o, argc, argv, extras);
    if (!status)
        status = S_do(&o, &w);
    words_release(&w.keep);
    return status;
}

static const struct sub subs[] = {
    {"list", "", NULL, "一覧（既定）", "the list (default)"},
    {"create", "名前 --fixture 名前 [--seed N] [--start 日時]",
     "NAME --fixture NAME [--seed N] [--start TIME]", "作成する", "makes one"},
    {"reset", "[名前] [--keep …]", "[NAME] [--keep …]", "初期化する", "begins it anew"},
    {"drop", "名前", "NAME", "削除する", "drops it"},
    {"save", "名前 [--world W]", "NAME [--world W]", "途中の状態をその名前で保存する",
     "saves its state by that name"},
    {"restore", "名前 [--world W]", "NAME [--world W]", "保存した状態に戻す",
     "back to a state that was saved"},
    {"keep", "名前 --as 名前 [--world W]", "NAME --as NAME [--world W]", "保存した状態を初期データにする",
     "makes a fixture of a state that was saved"},
    {"snapshots", "[--world W]", NULL, "保存した状態の一覧", "the states that were saved"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_world = {
    .name = "world",
    .usage = "",
    .ja = "ワールドを一覧・作成・初期化・削除する。途中の状態を保存して戻す、初期データにする",
    .en = "list, create, reset, drop worlds; save and restore snapshots of one, or keep one as a fixture",
    .more = "  --fixture 名前     create: もとになる fixtures/worlds の名前\n"
            "  --seed N           create: 種\n"
            "  --start 日時       create: 時計が始まる仮想の日時\n"
            "  --as 名前          keep: fixtures/worlds の新しいフォルダーの名前\n"
            "  --keep clock|seed|journal|…  reset: 残すもの（繰り返せる）\n",
    .more_en = "  --fixture NAME     create: from this one of fixtures/worlds\n"
               "  --seed N           create: its seed\n"
               "  --start TIME       create: virtual time at which its clock begins\n"
               "  --as NAME          keep: name of the new folder in fixtures/worlds\n"
               "  --keep clock|seed|journal|…  reset: what is to stay, may be repeated\n",
    .run = S_run,
    .subs = subs,
};

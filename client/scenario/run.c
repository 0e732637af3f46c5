/* Labels, paths and values of a scenario being run; see run.h. */
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

bool run_why(struct run *r, const char *fmt, ...)
{
    char text[2000], masked[1600];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    /* A scenario may hold 個人番号 in its variables; a report may not (DESIGN 2.1). */
    str_show(masked, sizeof masked, str_of(text));
    buf_adds(&r->why, masked);
    return false;
}

struct label *run_label(struct run *r, const char *name)
{
    for (struct label *l = r->labels; l; l = l->next)
        if (strcmp(l->name, name) == 0)
            return l;
    struct label *l = arena_alloc(r->arena, sizeof *l);
    const char *copy = arena_strdup(r->arena, name);
    if (!l || !copy)
        return NULL;
    l->name = copy;
    l->next = r->labels;
    r->labels = l;
    return l;
}

struct label *run_find(struct run *r, const char *name)
{
    for (struct label *l = r->labels; l; l = l->next)
        if (strcmp(l->name, name) == 0 && l->root)
            return l;
    run_why(r, "ラベル「%s」にはまだ応答がありません", name);
    return NULL;
}

static void S_empty(struct label *l)
{
    arena_free(l->arena);
    buf_release(&l->raw);
    l->arena = NULL;
    l->root = NULL;
}

void run_take_reply(struct label *l, struct reply *reply)
{
    S_empty(l);
    l->arena = reply->arena;
    l->root = reply->root;
    l->raw = reply->raw;
    const char *uketsuke = node_text(node_child(l->root, "kekka"), "uketsukeBango");
    if (uketsuke)
        snprintf(l->uketsuke, sizeof l->uketsuke, "%s", uketsuke);
    reply->arena = NULL;
    reply->raw = BUF_INIT;
    reply->root = NULL;
}

void run_take_control(struct label *l, struct control_reply *reply)
{
    S_empty(l);
    l->arena = reply->arena;
    l->root = reply->root;
    l->raw = reply->raw;
    reply->arena = NULL;
    reply->raw = BUF_INIT;
    reply->root = NULL;
}

void run_drop_labels(struct run *r)
{
    for (struct label *l = r->labels; l; l = l->next)
        S_empty(l);
    r->labels = NULL;
}

const char *run_path(struct run *r, const struct statement *s, const char *name)
{
    const char *fixtures = r->fixtures ? r->fixtures : ".", *lot = r->lot ? r->lot : r->world;
    const char *at[] = {
        arena_printf(r->arena, "%s/%s", r->work, name),
        arena_printf(r->arena, "%s/%s", s->dir, name),
        arena_printf(r->arena, "%s/worlds/%s/%s", fixtures, lot, name),
        arena_printf(r->arena, "%s/%s", fixtures, name),
    };
    if (name[0] == '/')
        return name;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        if (at[i] && access(at[i], R_OK) == 0)
            return at[i];
    run_why(r, "ファイル「%s」がありません（作業フォルダー、%s、%s/worlds/%s、%s を探しました）", name,
            s->dir, fixtures, lot, fixtures);
    return NULL;
}

const char *run_value(struct run *r, const char *label, const char *path, bool *ret_absent)
{
    struct label *l = run_find(r, label);
    const char *text = "";
    if (!l)
        return NULL;
    enum node_found found = node_value(l->root, path, r->arena, &text);
    *ret_absent = found == NODE_ABSENT;
    if (found != NODE_BAD_PATH)
        return text;
    run_why(r, "パス「%s」の書き方が正しくありません", path);
    return NULL;
}

/* Trees of what came back, and the paths into them; see node.h. */
#include "node.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/str.h"
#include "columns.h"
#include "file/case/koto.h"
#include "file/case/label.h"

enum { MAX_FILTERS = 4 };

struct node *node_add(struct arena *a, struct node *parent, const char *name, const char *text)
{
    struct node *n = arena_alloc(a, sizeof *n);
    if (!n)
        return NULL;
    n->name = name;
    n->text = text && *text ? text : NULL;
    if (!parent)
        return n;
    if (parent->last)
        parent->last->next = n;
    else
        parent->child = n;
    parent->last = n;
    return n;
}

const struct node *node_child(const struct node *parent, const char *name)
{
    for (const struct node *n = parent ? parent->child : NULL; n; n = n->next)
        if (strcmp(n->name, name) == 0)
            return n;
    return NULL;
}

const char *node_text(const struct node *parent, const char *name)
{
    const struct node *n = node_child(parent, name);
    return n ? n->text : NULL;
}

/* One step of a path: name, then [key=value]… or [number]. */
struct step {
    struct str name;
    struct {
        struct str key, value;
    } filter[MAX_FILTERS];
    int filters;
    long index; /* 0: any */
};

/* Reads one selector after '['; answers what follows ']', or NULL. */
static const char *S_selector(const char *p, struct step *s)
{
    const char *end = strchr(p, ']');
    if (!end || end == p)
        return NULL;
    const char *eq = memchr(p, '=', (size_t)(end - p));
    if (!eq) {
        char *stop;
        s->index = strtol(p, &stop, 10);
        return stop == end && s->index > 0 ? end + 1 : NULL;
    }
    if (eq == p || s->filters == MAX_FILTERS)
        return NULL;
    s->filter[s->filters].key = (struct str){p, (size_t)(eq - p)};
    s->filter[s->filters++].value = (struct str){eq + 1, (size_t)(end - eq - 1)};
    return end + 1;
}

/* Reads one step; answers the rest of the path ("" at the end), or NULL when it cannot be read. */
static const char *S_step(const char *p, struct step *s)
{
    *s = (struct step){0};
    size_t n = strcspn(p, ".[]()= ");
    if (!n)
        return NULL;
    s->name = (struct str){p, n};
    p += n;
    while (*p == '[')
        if (!(p = S_selector(p + 1, s)))
            return NULL;
    if (*p == '.')
        return p[1] ? p + 1 : NULL;
    return *p ? NULL : p;
}

static bool S_chosen(const struct node *n, const struct step *s)
{
    if (!str_is(s->name, n->name))
        return false;
    for (int i = 0; i < s->filters; i++) {
        const struct node *c = n->child;
        while (c && !str_is(s->filter[i].key, c->name))
            c = c->next;
        if (!str_eq(s->filter[i].value, str_of(c ? c->text : NULL)))
            return false;
    }
    return true;
}

struct hits {
    long count;
    const struct node *first;
};

static bool S_walk(const struct node *parent, const char *path, struct hits *h)
{
    struct step s;
    const char *rest = S_step(path, &s);
    if (!rest)
        return false;
    long at = 0;
    for (const struct node *n = parent->child; n; n = n->next) {
        if (!S_chosen(n, &s) || (++at != s.index && s.index))
            continue;
        if (*rest) {
            if (!S_walk(n, rest, h))
                return false;
        } else {
            h->count++;
            if (!h->first)
                h->first = n;
        }
    }
    return true;
}

/* The path inside count(…), in the arena; NULL when it is no count. */
static const char *S_counted(const char *path, struct arena *a)
{
    size_t n = strlen(path);
    if (strncmp(path, "count(", 6) != 0 || path[n - 1] != ')')
        return NULL;
    return arena_strndup(a, path + 6, n - 7);
}

enum node_found node_value(const struct node *root, const char *path, struct arena *a, const char **ret)
{
    const char *inner = S_counted(path, a);
    struct hits h = {0};
    if (!node_path_ok(path) || !S_walk(root, inner ? inner : path, &h))
        return NODE_BAD_PATH;
    if (inner) {
        const char *text = arena_printf(a, "%ld", h.count);
        if (!text)
            return NODE_ABSENT;
        *ret = text;
        return NODE_FOUND;
    }
    if (!h.first)
        return NODE_ABSENT;
    *ret = h.first->text ? h.first->text : "";
    return NODE_FOUND;
}

bool node_path_ok(const char *path)
{
    struct arena *a = arena_new(4096);
    if (!a)
        return false;
    const char *inner = S_counted(path, a), *p = inner ? inner : path;
    struct step s;
    do
        p = S_step(p, &s);
    while (p && *p);
    arena_free(a);
    return p != NULL;
}

static bool S_repeats(const struct node *parent, const struct node *n)
{
    static const char *const lists[] = {"item", "komoku", "row", "worlds", "entries", NULL};
    for (int i = 0; lists[i]; i++)
        if (strcmp(n->name, lists[i]) == 0)
            return true;
    int seen = 0;
    for (const struct node *c = parent->child; c; c = c->next)
        seen += strcmp(c->name, n->name) == 0;
    return seen > 1;
}

/* A row of a list: only leaves below it, so that it fits a line. */
static bool S_is_row(const struct node *parent, const struct node *n)
{
    if (!n->child || !S_repeats(parent, n))
        return false;
    for (const struct node *c = n->child; c; c = c->next)
        if (c->child)
            return false;
    return true;
}

/* Who reads Japanese reads what a name means. */
static const char *S_label(const struct node *n, bool control)
{
    const unsigned of = (control ? LABEL_CONTROL : 0) | (n->child ? LABEL_GROUP : 0);
    const char *mei = lang_english ? NULL : label_mei(n->name, of);
    return mei ? mei : n->name;
}

/* 項目 of a record are {mei, atai}: the name of one is a value. */
static const char *S_said(const struct node *parent, const struct node *n)
{
    const bool names = strcmp(parent->name, "komoku") == 0 && strcmp(n->name, "mei") == 0;
    const char *mei = names && !lang_english ? koto_mei(n->text) : NULL;
    return mei ? mei : n->text;
}

/* Where the values of n's leaves stand. */
static int S_at(const struct node *n, bool control)
{
    int at = lang_english ? 20 : 14; /* as the lines of session.c that stand before them */
    for (const struct node *c = n->child; c; c = c->next) {
        const int wide = c->child ? 0 : columns_of(S_label(c, control));
        at = wide > at ? wide : at;
    }
    return at;
}

static void S_row(const struct node *row, bool control, struct buf *out)
{
    for (const struct node *d = row->child; d; d = d->next)
        if (d->text)
            buf_addf(out, "  %s=%s", S_label(d, control), S_said(row, d));
    buf_addc(out, '\n');
}

static void S_print(const struct node *n, int depth, bool control, struct buf *out)
{
    const int at = S_at(n, control);
    for (const struct node *c = n->child; c; c = c->next) {
        const char *label = S_label(c, control);
        buf_addf(out, "%*s%s", depth * 2, "", label);
        if (S_is_row(n, c)) {
            S_row(c, control, out);
        } else if (c->child) {
            buf_addc(out, '\n');
            S_print(c, depth + 1, control, out);
        } else {
            buf_addf(out, "%*s %s\n", at - columns_of(label), "", c->text ? c->text : "");
        }
    }
}

void node_print(const struct node *n, bool control, struct buf *out)
{
    const size_t from = out->len;
    S_print(n, 0, control, out);
    if (buf_ok(out) && out->data)
        str_plain(out->data + from);
}

static void S_json_value(const struct node *n, struct buf *out)
{
    if (n->child)
        node_json(n, out);
    else
        buf_json_str(out, n->text ? n->text : "");
}

static bool S_seen_before(const struct node *parent, const struct node *n)
{
    return node_child(parent, n->name) != n;
}

void node_json(const struct node *n, struct buf *out)
{
    buf_addc(out, '{');
    for (const struct node *c = n->child; c; c = c->next) {
        if (S_seen_before(n, c))
            continue;
        buf_json_key(out, c->name);
        if (!S_repeats(n, c)) {
            S_json_value(c, out);
            continue;
        }
        buf_addc(out, '[');
        for (const struct node *d = c; d; d = d->next) {
            if (strcmp(d->name, c->name) != 0)
                continue;
            if (d != c)
                buf_addc(out, ',');
            S_json_value(d, out);
        }
        buf_addc(out, ']');
    }
    buf_addc(out, '}');
}

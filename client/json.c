/* The control port's JSON as nodes, see json.h. */
#include "json.h"

#include <string.h>

#include "base/json.h"

enum { MAX_DEPTH = 32, VALUES_MAX = 1 << 30 };

/* An open object or array: its children follow it. */
struct level {
    int64_t id;
    struct node *into; /* where its values go */
    const char *name;  /* of its values, when it is an array; NULL for an object */
};

struct reader {
    struct arena *a;
    struct node *root;
    struct level open[MAX_DEPTH];
    int depth;
};

static bool S_see(struct reader *r, const struct json_value *item)
{
    while (r->depth && r->open[r->depth - 1].id != item->parent)
        r->depth--;
    bool object = strcmp(item->type, "object") == 0, array = strcmp(item->type, "array") == 0;
    if (!r->depth) {
        r->open[r->depth++] = (struct level){item->id, r->root, NULL};
        return object && item->parent == -1;
    }
    const struct level *up = &r->open[r->depth - 1];
    const char *name = up->name ? up->name : arena_strdup(r->a, item->key);
    struct node *into = up->into;
    if (!object && !array) {
        const char *text = item->text ? arena_strdup(r->a, item->text) : NULL;
        return strcmp(item->type, "null") == 0 || (name && text && node_add(r->a, into, name, text));
    }
    if (object)
        into = name ? node_add(r->a, into, name, NULL) : NULL;
    if (!into || !name || r->depth == MAX_DEPTH)
        return false;
    r->open[r->depth++] = (struct level){item->id, into, array ? name : NULL};
    return true;
}

struct node *json_nodes(struct arena *a, const char *text)
{
    struct reader r = {.a = a, .root = node_add(a, NULL, "", NULL)};
    struct arena *room = arena_new(VALUES_MAX); /* the values go when they have become nodes */
    struct json_values all;
    bool ok = r.root && room && json_values(text, room, &all);
    for (size_t i = 0; ok && i < all.n; i++)
        ok = S_see(&r, &all.items[i]);
    arena_free(room);
    return ok && r.depth ? r.root : NULL;
}

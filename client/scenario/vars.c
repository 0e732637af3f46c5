/* Variables; see vars.h. */
#include "vars.h"

#include <string.h>

#include "base/buf.h"

bool vars_set(struct vars *v, const char *name, const char *value)
{
    struct var *at = v->first;
    while (at && strcmp(at->name, name) != 0)
        at = at->next;
    const char *copy = arena_strdup(v->arena, value);
    if (!copy)
        return false;
    if (!at) {
        at = arena_alloc(v->arena, sizeof *at);
        const char *key = arena_strdup(v->arena, name);
        if (!at || !key)
            return false;
        at->name = key;
        at->next = v->first;
        v->first = at;
    }
    at->value = copy;
    return true;
}

const char *vars_get(const struct vars *v, const char *name)
{
    for (const struct var *at = v->first; at; at = at->next)
        if (strcmp(at->name, name) == 0)
            return at->value;
    return NULL;
}

bool vars_name_ok(const char *name)
{
    for (const char *p = name; *p; p++) {
        unsigned char c = (unsigned char)*p;
        bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (p == name || !((c >= '0' && c <= '9') || c == '_' || c == '-')))
            return false;
    }
    return *name;
}

/* One ${name} at p; answers what follows it, or NULL with *ret_bad set. */
static const char *S_one(const struct vars *v, const char *p, struct buf *out, const char **ret_bad)
{
    const char *end = strchr(p, '}');
    char *name = arena_strndup(v->arena, p + 2, end ? (size_t)(end - p - 2) : strlen(p + 2));
    const char *value = name && end ? vars_get(v, name) : NULL;
    if (!value) {
        *ret_bad = name ? name : "";
        return NULL;
    }
    buf_adds(out, value);
    return end + 1;
}

const char *vars_expand(const struct vars *v, const char *word, const char **ret_bad)
{
    if (!strstr(word, "${"))
        return word;
    struct buf out = BUF_INIT;
    const char *done = NULL, *p = word;
    while (p && *p) {
        const char *next = strstr(p, "${");
        buf_add(&out, p, next ? (size_t)(next - p) : strlen(p));
        p = next ? S_one(v, next, &out, ret_bad) : "";
    }
    if (p && buf_ok(&out))
        done = arena_strndup(v->arena, out.data, out.len);
    buf_release(&out);
    return done;
}

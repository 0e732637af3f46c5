/* A valid tree -> the operation's C struct, by its field table (base/field.h). Texts stay in the tree, which
 * lives as long as the exchange. See request.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "soap/request.h"

static bool S_is(const xmlNode *n, const char *ns, const char *local)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, local) == 0 && n->ns &&
           strcmp((const char *)n->ns->href, ns) == 0;
}

/* The element's text: one node, because comments are not in the tree and pieces are joined. */
static const char *S_text(const xmlNode *n)
{
    const xmlNode *t = n->children;
    return t && t->type == XML_TEXT_NODE && t->content ? (const char *)t->content : "";
}

static enum status S_fields(struct exchange *x, const xmlNode *parent, const struct field *fields, char *to);

static enum status S_int(struct exchange *x, const xmlNode *n, int64_t *ret)
{
    const char *s = S_text(n);
    char *end;
    errno = 0;
    long long v = strtoll(s, &end, 10);
    bool any = end != s;
    while (*end && strchr(" \t\r\n", *end))
        end++;
    if (!any || *end || errno)
        return request_fail(x, ST_SCHEMA, (const char *)n->name, "整数", s);
    *ret = v;
    return ST_OK;
}

static enum status S_list(struct exchange *x, const xmlNode *first, const struct field *f, struct list *l)
{
    size_t n = 0;
    for (const xmlNode *c = first; c; c = c->next)
        n += S_is(c, x->service->ns, f->element);
    char *item = l->items = arena_array(x->kit.arena, n, f->size);
    if (!item)
        return request_fail(x, ST_LIMIT, f->element, NULL, NULL);
    l->n = n;
    enum status st = ST_OK;
    for (const xmlNode *c = first; c && st == ST_OK; c = c->next)
        if (S_is(c, x->service->ns, f->element)) {
            st = S_fields(x, c, f->sub, item);
            item += f->size;
        }
    return st;
}

/* A group that is absent: its numbers must not look like zero. */
static void S_absent(const struct field *fields, char *to)
{
    for (const struct field *f = fields; f && f->element; f++)
        if (f->kind == F_INT)
            *(int64_t *)(void *)(to + f->offset) = INT64_MIN;
        else if (f->kind == F_GROUP)
            S_absent(f->sub, to + f->offset);
}

static enum status S_field(struct exchange *x, const xmlNode *n, const struct field *f, char *at)
{
    switch (f->kind) {
    case F_TEXT:
        if (n)
            *(const char **)(void *)at = S_text(n);
        return ST_OK;
    case F_INT:
        *(int64_t *)(void *)at = INT64_MIN;
        return n ? S_int(x, n, (int64_t *)(void *)at) : ST_OK;
    case F_GROUP:
        if (n)
            return S_fields(x, n, f->sub, at);
        S_absent(f->sub, at);
        return ST_OK;
    case F_LIST:
        return n ? S_list(x, n, f, (struct list *)(void *)at) : ST_OK;
    case F_FILE:
        if (n)
            *(struct upload **)(void *)at = &x->upload;
        return ST_OK;
    case F_BOOL: /* these are of JSON alone */
    case F_TEXTS:
    case F_ROWS:
    case F_OBJECT:
        return ST_INTERNAL;
    }
    return ST_OK;
}

static enum status S_fields(struct exchange *x, const xmlNode *parent, const struct field *fields, char *to)
{
    enum status st = ST_OK;
    for (const struct field *f = fields; f && f->element && st == ST_OK; f++) {
        const xmlNode *n = parent->children;
        while (n && !S_is(n, x->service->ns, f->element))
            n = n->next;
        st = S_field(x, n, f, to + f->offset);
    }
    return st;
}

static const xmlNode *S_child(const xmlNode *parent, const char *ns, const char *local)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (S_is(n, ns, local))
            return n;
    return NULL;
}

enum status bind_irai(struct exchange *x, xmlNodePtr payload)
{
    const xmlNode *irai = S_child(payload, x->service->ns, "irai");
    const xmlNode *busho = irai ? S_child(irai, NS_COMMON, "busho") : NULL;
    const xmlNode *user = irai ? S_child(irai, NS_COMMON, "user") : NULL;
    if (!busho || !user)
        return request_fail(x, ST_SCHEMA, "irai", "依頼元部署とユーザー", "ありません");
    x->v.busho = S_text(busho);
    x->v.user = S_text(user);
    return ST_OK;
}

void bind_claim(struct exchange *x)
{
    const xmlNode *payload = x->env.irai ? envelope_payload(x) : NULL;
    const xmlNode *irai = payload ? S_child(payload, x->service->ns, "irai") : NULL;
    const xmlNode *busho = irai ? S_child(irai, NS_COMMON, "busho") : NULL;
    const xmlNode *user = irai ? S_child(irai, NS_COMMON, "user") : NULL;
    x->v.claim.busho = busho ? S_text(busho) : NULL;
    x->v.claim.user = user ? S_text(user) : NULL;
}

enum status bind_request(struct exchange *x, xmlNodePtr payload)
{
    x->v.req = arena_alloc(x->kit.arena, x->v.op->request_size);
    x->v.rep = arena_alloc(x->kit.arena, x->v.op->reply_size);
    if (!x->v.req || !x->v.rep)
        return request_fail(x, ST_LIMIT, NULL, NULL, NULL);
    return S_fields(x, payload, x->v.op->request, x->v.req);
}

/* Worlds whose data cannot be opened, or whose fixture is wrong: each with the reasons, until a reset or a
 * drop heals it. Calls to them are told the first, GET /_sim/worlds lists them. Filled at start by worlds.c.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "world/engine.h"

struct refused {
    struct refused *next;
    char name[WORLD_NAME];
    char *fixture; /* NULL: not known */
    struct diag why;
    char *reasons; /* JSON; NULL: there is but that one */
};

struct why {
    const char *code, *item, *want, *have, *reasons;
};
struct broken {
    const char *name;
    struct why broken;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct refused *first; /* in order of name */

/* Where it is, or would be. Needs lock. */
static struct refused **S_find(const char *name)
{
    struct refused **at = &first;
    while (*at && strcmp((*at)->name, name) < 0)
        at = &(*at)->next;
    return at;
}

static bool S_is(const struct refused *r, const char *name)
{
    return r && strcmp(r->name, name) == 0;
}

void reasons_json(const struct diags *all, struct buf *json)
{
    static const struct field reason[] = {FIELD_TEXT(struct why, "item", item),
                                          FIELD_TEXT(struct why, "want", want),
                                          FIELD_TEXT(struct why, "have", have), FIELD_END};
    buf_addc(json, '[');
    for (size_t i = 0; i < all->n; i++) {
        const struct diag *d = &all->list[i];
        json_item(json, reason, &(struct why){.item = d->item, .want = d->want, .have = d->have});
    }
    if (all->more)
        json_item(json, reason, &(struct why){.item = "", .want = "", .have = "ほかにもあります"});
    buf_addc(json, ']');
}

static char *S_reasons(const struct diags *all)
{
    struct buf json = BUF_INIT;
    if (!all || !all->n)
        return NULL;
    reasons_json(all, &json);
    char *text = buf_ok(&json) ? strdup(json.data) : NULL;
    buf_release(&json);
    return text;
}

static void S_free(struct refused *r)
{
    free(r->fixture);
    free(r->reasons);
    free(r);
}

void refused_put(const char *name, const char *fixture, const struct diag *why)
{
    struct refused *r = calloc(1, sizeof *r);
    if (!r)
        return;
    snprintf(r->name, sizeof r->name, "%s", name);
    r->fixture = fixture ? strdup(fixture) : NULL;
    r->why = *why;
    r->why.all = NULL;
    r->reasons = S_reasons(why->all);
    refused_forget(name);
    pthread_mutex_lock(&lock);
    struct refused **at = S_find(name);
    r->next = *at;
    *at = r;
    pthread_mutex_unlock(&lock);
}

void refused_forget(const char *name)
{
    pthread_mutex_lock(&lock);
    struct refused **at = S_find(name), *r = *at;
    if (S_is(r, name)) {
        *at = r->next;
        S_free(r);
    }
    pthread_mutex_unlock(&lock);
}

void refused_clear(void)
{
    while (first)
        refused_forget(first->name);
}

char *refused_fixture(const char *name)
{
    pthread_mutex_lock(&lock);
    const struct refused *r = *S_find(name);
    char *fixture = S_is(r, name) && r->fixture ? strdup(r->fixture) : NULL;
    pthread_mutex_unlock(&lock);
    return fixture;
}

bool world_refused(const char *name, struct diag *d)
{
    pthread_mutex_lock(&lock);
    const struct refused *r = *S_find(name);
    bool is = S_is(r, name);
    if (is) {
        struct diags *all = d->all;
        *d = r->why;
        d->all = all;
    }
    pthread_mutex_unlock(&lock);
    return is;
}

static const struct field why[] = {
    FIELD_TEXT(struct why, "code", code),
    FIELD_TEXT(struct why, "item", item),
    FIELD_TEXT(struct why, "want", want),
    FIELD_TEXT(struct why, "have", have),
    {"reasons", F_ROWS, offsetof(struct why, reasons), 0, NULL, FIELD_LEFT_OUT, NULL},
    FIELD_END};
static const struct field broken[] = {FIELD_TEXT(struct broken, "name", name),
                                      FIELD_GROUP(struct broken, "broken", broken, why), FIELD_END};

void refused_list(struct buf *json, const char *after, const char *before)
{
    pthread_mutex_lock(&lock);
    for (const struct refused *r = first; r; r = r->next) {
        if ((after && strcmp(r->name, after) <= 0) || (before && strcmp(r->name, before) >= 0))
            continue;
        const struct broken b = {
            r->name, {status_info(r->why.status)->code, r->why.item, r->why.want, r->why.have, r->reasons}};
        json_item(json, broken, &b);
    }
    pthread_mutex_unlock(&lock);
}

void worlds_refused(const char *before, struct buf *json)
{
    pthread_mutex_lock(&lock);
    for (const struct refused *r = first; r; r = r->next)
        buf_addf(json, "%s%s\"%s\"%s", r == first ? before : ",", r == first ? "[" : "", r->name,
                 r->next ? "" : "]");
    pthread_mutex_unlock(&lock);
}

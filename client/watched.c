/* Reading the daemon's report; see watched.h. */
#include "watched.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"

static bool S_asked(const struct watched *w, const char *id, const char *item)
{
    char word[WORD];
    for (size_t i = 0; w->asked && i < w->asked->n; i++)
        for (const char *list = w->asked->items[i]; words_next(&list, word);)
            if (strcmp(word, id) == 0 || strcmp(word, item) == 0)
                return true;
    return !w->asked || !w->asked->n;
}

static struct watched_case *S_case(struct watched *w, const char *id)
{
    for (int i = 0; i < w->n; i++)
        if (strcmp(w->cases[i].id, id) == 0)
            return &w->cases[i];
    if (w->n == WATCHED_CASES)
        return NULL;
    struct watched_case *c = &w->cases[w->n++];
    snprintf(c->id, sizeof c->id, "%s", id);
    return c;
}

static void S_read(struct watched *w, void (*changed)(const struct watched_case *c, void *cls), void *cls)
{
    w->passed = 0;
    for (const struct node *n = w->reply.root->child; n; n = n->next) {
        void (*tell)(const struct node *) = strcmp(n->name, "refused") == 0  ? w->refused
                                            : strcmp(n->name, "warned") == 0 ? w->warned
                                                                             : NULL;
        const char *at = tell ? node_text(n, "realAt") : NULL;
        if (at && strcmp(at, w->since) >= 0)
            tell(n);
        const char *id = strcmp(n->name, "cases") == 0 ? node_text(n, "id") : NULL;
        const char *hantei = id ? node_text(n, "hantei") : NULL, *item = id ? node_text(n, "item") : NULL;
        struct watched_case *c = hantei && item && S_asked(w, id, item) ? S_case(w, id) : NULL;
        if (!c)
            continue;
        c->node = n;
        bool other = strcmp(c->hantei, hantei) != 0;
        snprintf(c->hantei, sizeof c->hantei, "%s", hantei);
        w->passed += strcmp(hantei, "合格") == 0;
        if (other && changed)
            changed(c, cls);
    }
}

/* The record has begun anew: what is passed again is told again. */
static void S_begin_anew(struct watched *w)
{
    if (w->seen < w->size)
        for (int i = 0; i < w->n; i++)
            w->cases[i].hantei[0] = 0;
    w->size = w->seen;
}

bool watched_argument(char *path, size_t cap, const char *name, const char *value)
{
    size_t n = strlen(path);
    if (!value)
        return true;
    n += (size_t)snprintf(path + n, cap - n, "&%s=", name);
    return n < cap && http_quote(path + n, cap - n, value);
}

static bool S_path(const struct watched *w, int wait_ms, char path[CONTROL_PATH])
{
    char since[24], timeout[24];
    bool waits = w->seen >= 0;
    snprintf(since, sizeof since, "%lld", waits ? (long long)w->seen : 0);
    snprintf(timeout, sizeof timeout, "%d", wait_ms);
    control_path(path, w->world, "/report?format=json");
    return watched_argument(path, CONTROL_PATH, "lot", w->lot) &&
           watched_argument(path, CONTROL_PATH, "hokensha", w->hokensha) &&
           watched_argument(path, CONTROL_PATH, "since", waits || w->refused ? since : NULL) &&
           watched_argument(path, CONTROL_PATH, "timeout", waits ? timeout : NULL);
}

bool watched_look(struct watched *w, int wait_ms, void (*changed)(const struct watched_case *c, void *cls),
                  void *cls)
{
    char path[CONTROL_PATH];
    if (!S_path(w, wait_ms, path)) {
        w->error = tr("ワールド、ロット、保険者番号のどれかが長すぎます", "too long a world, lot or insurer");
        return false;
    }
    control_release(&w->reply);
    w->reply = (struct control_reply){.http = 0};
    for (int i = 0; i < w->n; i++) /* they lay in it */
        w->cases[i].node = NULL;
    if (!w->http && !(w->http = http_new())) {
        w->error = tr("メモリが足りません", "out of memory");
        return false;
    }
    if (!control_do(w->http, w->control, "GET", path, NULL, w->timeout + wait_ms / 1000, &w->reply)) {
        w->error = w->reply.error;
        w->seen = -1;
        return w->reply.http == 503 && strstr(w->error, "C90001"); /* reset meanwhile: it goes on anew */
    }
    const char *seen = node_text(w->reply.root, "seen");
    w->seen = seen ? strtoll(seen, NULL, 10) : 0;
    S_begin_anew(w);
    S_read(w, changed, cls);
    return true;
}

/* It is an ID or an item of the last answer. */
static bool S_known(const struct watched *w, const char *word)
{
    for (const struct node *c = w->reply.root->child; c; c = c->next) {
        const char *id = strcmp(c->name, "cases") == 0 ? node_text(c, "id") : NULL;
        const char *item = id ? node_text(c, "item") : NULL;
        if (item && (strcmp(id, word) == 0 || strcmp(item, word) == 0))
            return true;
    }
    return false;
}

const char *watched_unknown(const struct watched *w, char room[WORD])
{
    for (size_t i = 0; w->asked && i < w->asked->n; i++)
        for (const char *list = w->asked->items[i]; words_next(&list, room);)
            if (!S_known(w, room))
                return room;
    return NULL;
}

void watched_release(struct watched *w)
{
    control_release(&w->reply);
    http_free(w->http);
}

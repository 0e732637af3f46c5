/* The table of a world, opened when there is something to record; see audit.h. */
#include "world/audit.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "file/audit/verify.h"
#include "world/engine.h"

static struct {
    pthread_mutex_t lock;
    char *path; /* DATA/audit.key */
    struct hmac key;
    bool taken;
} key = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct audit own; /* the daemon's */

/* NULL with *d: it cannot be had. Made when it is first needed. */
static const struct hmac *S_key(struct diag *d)
{
    pthread_mutex_lock(&key.lock);
    if (!key.taken && key.path)
        key.taken = audit_key_take(key.path, &key.key, d) == ST_OK;
    bool ok = key.taken;
    pthread_mutex_unlock(&key.lock);
    if (!ok) /* callers have no use for its path */
        snprintf(d->item, sizeof d->item, "監査記録の鍵");
    return ok ? &key.key : NULL;
}

void audit_init(struct audit *a, char *dir)
{
    *a = (struct audit){.log = AUDIT_LOG_INIT, .dir = dir, .most = AUDIT_BYTES_USUAL, .texts = BUF_INIT};
    pthread_mutex_init(&a->lock, NULL);
}

void audit_end(struct audit *a)
{
    pthread_mutex_lock(&a->lock);
    a->ended = true; /* nobody opens it any more, and puts it among those that are synced */
    pthread_mutex_unlock(&a->lock);
    behind_leave(&a->sync);
    pthread_mutex_lock(&a->lock);
    audit_log_close(&a->log);
    pthread_mutex_unlock(&a->lock);
}

void audit_release(struct audit *a)
{
    audit_end(a);
    pthread_mutex_destroy(&a->lock);
    buf_release(&a->texts);
    free(a->entries);
    free(a->dir);
    a->entries = NULL;
    a->dir = NULL;
}

void audit_daemon(const char *data)
{
    if (data) {
        free(own.dir);
        free(key.path);
        audit_init(&own, path_join(data, "audit"));
        own.kuiki = 1;
        key.path = path_join(data, "audit.key");
        key.taken = false;
    } else if (key.path && !own.ended) { /* connections may still be told of: it stands, ended */
        audit_end(&own);
        behind_stop();
    }
}

struct audit *audit_of(struct world *w)
{
    return w ? &w->audit : &own;
}

/* Needs its lock. */
enum status audit_open_locked(struct world *w, struct audit *a, int64_t at, struct diag *d)
{
    if (a->log.dir)
        return a->log.kuiki == a->kuiki ? ST_OK
                                        : audit_log_next(&a->log, a->kuiki, "ワールドの次の世代", at, d);
    const struct hmac *k = S_key(d);
    enum status st = !k        ? d->status
                     : !a->dir ? diag_set(d, ST_LIMIT, "監査記録", "メモリ", "不足")
                               : audit_log_open(&a->log, a->dir, k, a->most, a->kuiki, at, d);
    if (st != ST_OK) /* a file that cannot be used stops no start here */
        return d->status = status_disk(st) || st == ST_LIMIT ? st : ST_DISK;
    a->log.lost = a->lost;
    a->lost = 0;
    audit_opened(a);
    if (a->log.missing)
        say_named(w ? w->name : "監査記録",
                  "監査記録に欠けがあります（chukan audit verify で確かめてください）");
    return ST_OK;
}

/* Needs its lock. Whoever runs the daemon hears when it begins to fail, and when it goes on: not when no more
 * than a refusal was recorded. */
enum status audit_add_locked(struct world *w, struct audit *a, const struct audit_text *t,
                             enum audit_room room, struct diag *d)
{
    enum status st = audit_open_locked(w, a, t->nichiji, d);
    if (st == ST_OK)
        st = audit_log_add(&a->log, t, room, d);
    else
        a->lost += room == AUDIT_LAST && !t->kagi;
    bool again = st == ST_OK && a->told && audit_log_roomy(&a->log);
    if (st != ST_OK && !a->told)
        say_named(w ? w->name : "監査記録", "監査記録に書き込めません。読み出しの要求は断ります");
    else if (again)
        say_named(w ? w->name : "監査記録", "監査記録に再び書き込んでいます");
    a->told = st != ST_OK || (a->told && !again);
    if (st == ST_OK && !a->dirty)
        behind_stir();
    a->dirty = a->dirty || st == ST_OK;
    return st;
}

static enum status S_append(struct world *w, struct audit *a, const struct audit_text *t,
                            enum audit_room room, struct diag *d)
{
    pthread_mutex_lock(&a->lock);
    bool ended = a->ended;
    enum status st = ended ? ST_OK : audit_add_locked(w, a, t, room, d);
    pthread_mutex_unlock(&a->lock);
    /* of a world that was dropped while it answered */
    return ended && w ? S_append(NULL, &own, t, room, d) : st;
}

enum status audit_append(struct world *w, const struct audit_row *r, enum audit_room room, struct diag *d)
{
    char text[AUDIT_TEXT];
    const struct audit_text t = {r->nichiji, r->kagi, audit_row_text(r, text), text};
    return S_append(w, audit_of(w), &t, room, d);
}

/* --- generations ------------------------------------------------------------------------------------------
 */

void audit_goes_on(struct world *w, uint64_t generation, const char *why)
{
    struct audit *a = &w->audit;
    struct diag ignored = DIAG_INIT;
    int64_t now = world_now(w);
    pthread_mutex_lock(&a->lock);
    a->most = a->log.most = w->policy.kansa_saidai;
    bool next = a->kuiki && a->kuiki != (int64_t)generation && a->dir && !a->ended &&
                (a->log.dir || audit_there(a->dir));
    if (next && audit_open_locked(w, a, now, &ignored) == ST_OK) /* what fails is tried again with a record */
        audit_log_next(&a->log, (int64_t)generation, why, now, &ignored);
    a->kuiki = (int64_t)generation;
    a->dirty = a->dirty || next;
    memset(a->low, 0, sizeof a->low);
    pthread_mutex_unlock(&a->lock);
}

/* --- worlds that were dropped -----------------------------------------------------------------------------
 */

/* The number behind the last '-' of a name; 0: it has none. */
static long S_number(const char *name)
{
    const char *dash = strrchr(name, '-');
    return dash ? strtol(dash + 1, NULL, 10) : 0;
}

/* The highest number. Those up to `gone` go. */
static long S_formers(const char *dir, long gone)
{
    long high = 0;
    DIR *at = opendir(dir);
    for (struct dirent *e; at && (e = readdir(at));) {
        long number = S_number(e->d_name);
        char *path = number > 0 && number <= gone ? path_join(dir, e->d_name) : NULL;
        if (path)
            remove_tree(path);
        free(path);
        high = number > high ? number : high;
    }
    if (at)
        closedir(at);
    return high;
}

/* The head goes first: a table without one is told of, the other way round none is missed. */
static bool S_former(const char *from, const char *to)
{
    char *head = audit_head_path(from), *head_to = audit_head_path(to);
    bool ok = head && head_to && (rename(head, head_to) == 0 || errno == ENOENT) && rename(from, to) == 0;
    free(head);
    free(head_to);
    return ok;
}

void audit_keep_former(const struct world *w)
{
    char *to = NULL, *dir = path_join(w->options->data, "audit-former");
    struct diag ignored = DIAG_INIT;
    long number;
    if (dir && w->audit.dir && audit_there(w->audit.dir) && file_mkdir(dir, &ignored) == ST_OK &&
        asprintf(&to, "%s/%s-%ld", dir, w->name, number = S_formers(dir, 0) + 1) > 0) {
        if (!S_former(w->audit.dir, to))
            say_named(w->name, "監査記録を audit-former に残せません");
        else
            file_sync_parent(to);
        S_formers(dir, number - w->options->audit_former);
        free(to);
    }
    free(dir);
}

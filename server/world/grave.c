/* The grave; see grave.h. */
#include "world/grave.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "world/turn.h"

enum { OPEN_MOST = 64 }; /* stores that wait for their closing: each holds descriptors */

struct burial {
    struct burial *next;
    struct store *store; /* may be NULL */
    char *path;          /* may be NULL: the folder stays */
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t rested;
    char *dir;
    unsigned long long next; /* under lock: number of the next place */
    struct burial *first, **end;
    int open; /* stores in the list */
    bool busy, ending;
} grave = {.lock = PTHREAD_MUTEX_INITIALIZER, .rested = PTHREAD_COND_INITIALIZER, .end = &grave.first};

static void S_free(struct burial *b)
{
    store_close(b->store);
    free(b->path);
    free(b);
}

/* The thread; it ends when nothing is left. */
static void *S_work(void *cls)
{
    (void)cls;
    pthread_mutex_lock(&grave.lock);
    while (grave.first && !grave.ending) {
        struct burial *b = grave.first;
        grave.first = b->next;
        if (!grave.first)
            grave.end = &grave.first;
        grave.open -= b->store != NULL;
        pthread_mutex_unlock(&grave.lock);
        turn_wait(TURN_BURIAL);
        store_close(b->store);
        b->store = NULL;
        turn_wait(TURN_BURIAL);
        if (b->path)
            remove_tree(b->path);
        S_free(b);
        pthread_mutex_lock(&grave.lock);
    }
    grave.busy = false;
    pthread_cond_broadcast(&grave.rested);
    pthread_mutex_unlock(&grave.lock);
    return NULL;
}

/* Needs lock. Without a thread the rest waits for the next burial, or for the next start. */
static void S_wake(void)
{
    pthread_t t;
    pthread_attr_t detached;
    if (grave.busy || grave.ending)
        return;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    grave.busy = pthread_create(&t, &detached, S_work, NULL) == 0;
    pthread_attr_destroy(&detached);
}

/* Takes both over. */
static void S_add(struct store *s, char *path)
{
    struct burial *b = malloc(sizeof *b);
    pthread_mutex_lock(&grave.lock);
    bool many = s && grave.open >= OPEN_MOST;
    if (b && !many) {
        *b = (struct burial){.store = s, .path = path};
        *grave.end = b;
        grave.end = &b->next;
        grave.open += s != NULL;
        S_wake();
    }
    pthread_mutex_unlock(&grave.lock);
    if (b && !many)
        return;
    free(b);
    store_close(s);
    if (many)
        S_add(NULL, path);
    else
        free(path);
}

char *grave_place(struct diag *d)
{
    char *path = NULL;
    pthread_mutex_lock(&grave.lock);
    bool open = grave.dir != NULL;
    if (open && asprintf(&path, "%s/%llu", grave.dir, grave.next++) < 0)
        path = NULL;
    if (open)
        mkdir(grave.dir, 0700); /* somebody may have removed it */
    pthread_mutex_unlock(&grave.lock);
    if (!open)
        diag_set(d, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
    else if (!path)
        diag_set(d, ST_LIMIT, "grave", "メモリ", "不足");
    return path;
}

bool grave_bury_store(struct store *s, const char *path)
{
    struct diag ignored = DIAG_INIT;
    char *place = grave_place(&ignored);
    store_forsake(s);
    bool moved = place && rename(path, place) == 0;
    if (!moved) {
        free(place);
        place = NULL;
    }
    if (s || place)
        S_add(s, place);
    struct stat sb;
    return moved || (lstat(path, &sb) < 0 && errno == ENOENT);
}

bool grave_bury(const char *path)
{
    return grave_bury_store(NULL, path);
}

/* Numbers go on behind those that are there. */
static void S_leftovers(void)
{
    DIR *at = opendir(grave.dir);
    for (struct dirent *e; at && (e = readdir(at));) {
        char *path = e->d_name[0] != '.' ? path_join(grave.dir, e->d_name) : NULL;
        unsigned long long n = strtoull(e->d_name, NULL, 10);
        if (n >= grave.next && n < ULLONG_MAX)
            grave.next = n + 1;
        if (path)
            S_add(NULL, path);
    }
    if (at)
        closedir(at);
}

enum status grave_open(const char *data, struct diag *d)
{
    char *dir = path_join(data, "grave");
    enum status st = dir ? file_mkdir(dir, d) : diag_set(d, ST_LIMIT, "grave", "メモリ", "不足");
    if (st != ST_OK) {
        free(dir);
        return st;
    }
    grave.dir = dir;
    grave.ending = false;
    grave.next = 1;
    S_leftovers();
    return ST_OK;
}

void grave_close(void)
{
    pthread_mutex_lock(&grave.lock);
    grave.ending = true;
    while (grave.busy)
        pthread_cond_wait(&grave.rested, &grave.lock);
    struct burial *list = grave.first;
    grave.first = NULL;
    grave.end = &grave.first;
    grave.open = 0;
    free(grave.dir);
    grave.dir = NULL;
    pthread_mutex_unlock(&grave.lock);
    for (struct burial *next; list; list = next) {
        next = list->next;
        S_free(list);
    }
}

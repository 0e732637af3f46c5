/* The set of worlds of a daemon: opened at start, created and dropped by the control API; see world.h. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "service/control_body.h"
#include "service/sim/engine.h"

static struct {
    pthread_mutex_t lock;
    struct world *first; /* in order of name */
    struct worlds_options options;
    pthread_mutex_t changing; /* one creates or drops at a time: both work on folders by name */
} set = {.lock = PTHREAD_MUTEX_INITIALIZER, .changing = PTHREAD_MUTEX_INITIALIZER};

/* A name stands in every URL: it must not be able to hold a 個人番号 (DESIGN 2.1). */
static bool S_name_ok(const char *s)
{
    size_t n = strlen(s);
    char masked[WORLD_NAME];
    if (n == 0 || n >= WORLD_NAME)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!(islower((unsigned char)s[i]) || isdigit((unsigned char)s[i]) ||
              ((s[i] == '-' || s[i] == '_') && i)))
            return false;
    str_mask(masked, sizeof masked, str_of(s));
    return strcmp(masked, s) == 0;
}

static struct world *S_alloc(const char *name, const char *fixture)
{
    struct world *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    char *worlds = path_join(set.options.data, "worlds");
    snprintf(w->name, sizeof w->name, "%s", name);
    w->dir = worlds ? path_join(worlds, name) : NULL;
    w->fixture = strdup(fixture);
    w->options = &set.options;
    w->check_invariants = set.options.check_invariants;
    atomic_init(&w->refs, 1);
    w->begun = world_epoch_next();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->resetting, NULL);
    pthread_rwlock_init(&w->gate, NULL);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, &monotonic);
    pthread_cond_init(&w->rested, &monotonic);
    pthread_cond_init(&w->load_work, &monotonic);
    pthread_condattr_destroy(&monotonic);
    free(worlds);
    if (w->dir && w->fixture && journal_init(&w->journal))
        return w;
    world_release(w);
    return NULL;
}

static void S_stop(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->load_work);
    pthread_cond_broadcast(&w->rested);
    pthread_mutex_unlock(&w->lock);
    if (w->threads) {
        pthread_join(w->loader, NULL);
        pthread_join(w->writer, NULL);
    }
    w->threads = false;
}

void world_release(struct world *w)
{
    if (!w || atomic_fetch_sub(&w->refs, 1) != 1)
        return;
    store_close(w->store);
    store_close(w->spare_store);
    kanri_set_release(w->kanri);
    lanes_release(&w->lanes);
    journal_free(&w->journal);
    pthread_mutex_destroy(&w->resetting);
    pthread_rwlock_destroy(&w->gate);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->rested);
    pthread_cond_destroy(&w->load_work);
    free(w->dir);
    free(w->fixture);
    free(w);
}

static enum status S_threads(struct world *w, struct diag *d)
{
    int rc = pthread_create(&w->writer, NULL, writer_main, w);
    if (rc == 0 && (rc = pthread_create(&w->loader, NULL, loader_main, w)) != 0) {
        pthread_mutex_lock(&w->lock);
        w->stop = true;
        pthread_cond_broadcast(&w->work);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->writer, NULL);
    }
    w->threads = rc == 0;
    return rc == 0 ? ST_OK : diag_set(d, ST_SETUP, w->name, "スレッドの開始", FILE_CAUSE(rc));
}

/* Which fixture a world of this data folder is made from, kept beside it. */
static enum status S_keep_fixture(const struct world *w, struct diag *d)
{
    char *path = path_join(w->dir, "fixture");
    enum status st = path ? file_write(path, 0600, w->fixture, strlen(w->fixture), d) : ST_LIMIT;
    free(path);
    return st;
}

/* Opens (or begins) one world and puts it into the set. */
static enum status S_add(const char *name, const char *fixture, uint64_t seed, struct diag *d)
{
    struct world *w = S_alloc(name, fixture);
    if (!w)
        return diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    enum status st = file_mkdir(w->dir, d);
    if (st == ST_OK)
        st = S_keep_fixture(w, d);
    if (st == ST_OK)
        st = baseline_ready(w, d);
    if (st == ST_OK)
        st = life_open(w, d);
    if (st == ST_OK && seed) {
        st = keep_seed(w->store, seed);
        w->policy.seed = seed;
    }
    if (st == ST_OK)
        st = S_threads(w, d);
    if (st != ST_OK) {
        struct diag cause = *d;
        world_release(w);
        return diag_setf(d, st == ST_DISK ? ST_SETUP : st, cause.item, cause.want, "ワールド %s: %s", name,
                         cause.have);
    }
    pthread_mutex_lock(&set.lock);
    struct world **at = &set.first;
    while (*at && strcmp((*at)->name, name) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
    pthread_mutex_unlock(&set.lock);
    return ST_OK;
}

/* Calls add for each folder name in dir, in no order (the set sorts). */
static enum status S_each_folder(const char *dir,
                                 enum status (*add)(const char *dir, const char *name, struct diag *d),
                                 struct diag *d)
{
    DIR *at = opendir(dir);
    enum status st = ST_OK;
    if (!at)
        return errno == ENOENT ? ST_OK : diag_set(d, ST_SETUP, dir, "読めるフォルダ", FILE_CAUSE(errno));
    for (struct dirent *e; st == ST_OK && (e = readdir(at));)
        if (e->d_name[0] != '.' && S_name_ok(e->d_name))
            st = add(dir, e->d_name, d);
    closedir(at);
    return st;
}

static bool S_known(const char *name)
{
    struct world *w = world_find(name, strlen(name));
    world_release(w);
    return w;
}

static enum status S_add_kept(const char *dir, const char *name, struct diag *d)
{
    struct buf fixture = BUF_INIT;
    char *folder = path_join(dir, name), *path = folder ? path_join(folder, "fixture") : NULL;
    struct diag ignored = DIAG_INIT;
    enum status st = ST_OK;
    /* a folder without the note was never a whole world */
    if (!S_known(name) && path && file_read(path, 4096, &fixture, &ignored) == ST_OK && fixture.data) {
        st = S_add(name, fixture.data, 0, d);
    }
    buf_release(&fixture);
    free(path);
    free(folder);
    return st;
}

static enum status S_add_fixture(const char *dir, const char *name, struct diag *d)
{
    if (S_known(name))
        return ST_OK;
    char *fixture = path_join(dir, name);
    enum status st = fixture ? S_add(name, fixture, 0, d) : ST_LIMIT;
    free(fixture);
    return st;
}

enum status worlds_open(const struct worlds_options *o, struct diag *d)
{
    set.options = *o;
    char *worlds = path_join(o->data, "worlds"), *fixtures = path_join(o->fixtures, "worlds");
    enum status st = worlds && fixtures ? file_mkdir(worlds, d) : ST_LIMIT;
    /* every folder of fixtures/worlds is a world; then those that test runs had created */
    if (st == ST_OK)
        st = S_each_folder(fixtures, S_add_fixture, d);
    if (st == ST_OK && !set.first)
        st = diag_set(d, ST_SETUP, fixtures, "world.xml のあるフォルダ", "ありません");
    if (st == ST_OK)
        st = S_each_folder(worlds, S_add_kept, d);
    free(worlds);
    free(fixtures);
    if (st != ST_OK)
        worlds_close();
    return st;
}

void worlds_close(void)
{
    pthread_mutex_lock(&set.lock);
    struct world *list = set.first;
    set.first = NULL;
    pthread_mutex_unlock(&set.lock);
    for (struct world *next; list; list = next) {
        next = list->next;
        S_stop(list);
        world_release(list);
    }
}

struct world *world_find(const char *name, size_t n)
{
    pthread_mutex_lock(&set.lock);
    struct world *w = set.first;
    while (w && (strncmp(w->name, name, n) != 0 || w->name[n]))
        w = w->next;
    if (w)
        atomic_fetch_add(&w->refs, 1);
    pthread_mutex_unlock(&set.lock);
    return w;
}

enum status worlds_each_system(void (*fn)(const char *system, const char *hokensha, void *cls), void *cls)
{
    pthread_mutex_lock(&set.lock);
    for (struct world *w = set.first; w; w = w->next) {
        struct kanri_set *kanri = kanri_set_hold(w);
        for (size_t i = 0; i < kanri->tables.system_n; i++)
            fn(kanri->tables.system[i].system, kanri->tables.system[i].hokensha, cls);
        kanri_set_release(kanri);
    }
    pthread_mutex_unlock(&set.lock);
    return ST_OK;
}

enum status sim_worlds_list(struct buf *json)
{
    buf_adds(json, "{\"worlds\":[");
    pthread_mutex_lock(&set.lock);
    for (struct world *w = set.first; w; w = w->next) {
        buf_json_key(json, NULL);
        pthread_mutex_lock(&w->lock);
        char now[CLOCK_TEXT];
        clock_text(clock_now(&w->clock), now);
        buf_addc(json, '{');
        buf_json_member(json, "name", w->name);
        buf_json_member(json, "lot", w->manifest.lot);
        buf_json_int(json, "generation", (int64_t)w->generation);
        buf_json_member(json, "now", now);
        buf_addc(json, '}');
        pthread_mutex_unlock(&w->lock);
    }
    pthread_mutex_unlock(&set.lock);
    buf_adds(json, "]}");
    return ST_OK;
}

/* A world is there as a whole or not at all. */
static enum status S_create(const char *name, const char *fixture, uint64_t seed, struct diag *d)
{
    struct stat sb;
    char *worlds = path_join(set.options.data, "worlds"), *dir = worlds ? path_join(worlds, name) : NULL;
    enum status st = ST_OK;
    if (!dir)
        st = diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    else if (stat(fixture, &sb) != 0 || !S_ISDIR(sb.st_mode))
        st = diag_set(d, ST_CONTROL, "fixture", "fixtures/worlds にあるフォルダの名前",
                      strrchr(fixture, '/') + 1);
    else {
        remove_tree(dir); /* what a killed create or drop left */
        if ((st = S_add(name, fixture, seed, d)) != ST_OK)
            remove_tree(dir);
    }
    free(dir);
    free(worlds);
    return st;
}

enum status sim_world_create(const char *body, struct buf *json, struct diag *d)
{
    char *name = json_text(body, "$.name", NULL), *from = json_text(body, "$.fixture", NULL);
    char *seed = json_text(body, "$.seed", NULL), *end = NULL;
    char *worlds = path_join(set.options.fixtures, "worlds"), *fixture = NULL;
    int64_t number = seed ? strtoll(seed, &end, 10) : 0;
    enum status st = control_body(body, "name:text fixture:text seed:integer", d);
    pthread_mutex_lock(&set.changing);
    if (st != ST_OK)
        goto out;
    if (!name || !S_name_ok(name))
        st = diag_set(d, ST_CONTROL, "name",
                      "英小文字・数字・-・_ の 1〜32 文字（12 桁以上の数字を含まない JSON の文字列）",
                      name ? name : "なし");
    else if (!from || !S_name_ok(from))
        st = diag_set(d, ST_CONTROL, "fixture", "fixtures/worlds にあるフォルダの名前", from ? from : "なし");
    else if (seed && (*end || number < 1))
        st = diag_set(d, ST_CONTROL, "seed", "1 以上の整数", seed);
    else if (S_known(name))
        st = diag_set(d, ST_CONTROL, "name", "まだないワールドの名前", name);
    else if (!worlds || !(fixture = path_join(worlds, from)))
        st = diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    else
        st = S_create(name, fixture, (uint64_t)number, d);
out:
    pthread_mutex_unlock(&set.changing);
    if (st == ST_OK) {
        buf_addc(json, '{');
        buf_json_member(json, "name", name);
        buf_json_member(json, "fixture", from);
        buf_addc(json, '}');
    }
    free(name);
    free(from);
    free(seed);
    free(worlds);
    free(fixture);
    return st;
}

/* First the notes: without them a start takes the rest of the folder, if we die here, for a leftover. */
static void S_remove(const struct world *w)
{
    static const char *const notes[] = {"fixture", "current"};
    for (int i = 0; i < 2; i++) {
        char *path = path_join(w->dir, notes[i]);
        if (path)
            unlink(path);
        free(path);
    }
    remove_tree(w->dir);
}

enum status sim_world_drop(const char *name, struct buf *json, struct diag *d)
{
    pthread_mutex_lock(&set.changing);
    pthread_mutex_lock(&set.lock);
    struct world **at = &set.first;
    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next;
    struct world *w = *at;
    if (w)
        *at = w->next;
    pthread_mutex_unlock(&set.lock);
    if (w) {
        S_stop(w);
        pthread_mutex_lock(&w->resetting); /* one in flight still makes folders */
        S_remove(w);                       /* open databases live on until the last request lets go */
        pthread_mutex_unlock(&w->resetting);
        world_release(w);
    }
    pthread_mutex_unlock(&set.changing);
    if (!w)
        return diag_set(d, ST_NO_SUCH_WORLD, "world", "あるワールドの名前", name);
    buf_addc(json, '{');
    buf_json_member(json, "dropped", name);
    buf_addc(json, '}');
    return ST_OK;
}

/* The set of worlds of a daemon, and how it is opened at start; see world.h. Created, dropped, healed:
 * create.c. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/lang.h"
#include "world/access.h"
#include "world/beside.h"
#include "world/engine.h"
#include "world/grave.h"

static struct {
    pthread_mutex_t lock;
    struct world *first; /* in order of name */
    struct worlds_options options;
} set = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct world *world_new(const char *name, const char *fixture)
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
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    tracker_init(&w->tracker, w->dir);
    audit_init(&w->audit, w->dir ? path_join(w->dir, "audit") : NULL);
    judge_init(&w->judge);
    faults_init(&w->faults);
    pthread_mutex_init(&w->advancing, NULL);
    pthread_mutex_init(&w->resetting, NULL);
    pthread_rwlockattr_t writers;
    pthread_rwlockattr_init(&writers);
    /* a reset or a drop gets its turn however many read */
    pthread_rwlockattr_setkind_np(&writers, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&w->gate, &writers);
    pthread_rwlockattr_destroy(&writers);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, &monotonic);
    pthread_cond_init(&w->rested, &monotonic);
    pthread_cond_init(&w->load_work, &monotonic);
    pthread_condattr_destroy(&monotonic);
    free(worlds);
    journal_init(&w->journal, w->name, w->dir ? path_join(w->dir, "journal") : NULL);
    if (w->dir && w->fixture)
        return w;
    world_release(w);
    return NULL;
}

void world_stop(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    atomic_store(&w->judge.stop, true);
    atomic_store(&w->loader_ends, true);
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->load_work);
    pthread_cond_broadcast(&w->rested);
    pthread_mutex_unlock(&w->lock);
    if (w->threads) {
        pthread_join(w->loader, NULL);
        pthread_join(w->writer, NULL);
        access_ends(w);
    }
    w->threads = false;
    audit_catch_up(w);
    audit_end(&w->audit);
    journal_end(&w->journal);
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
    tracker_close(&w->tracker);
    audit_release(&w->audit);
    judge_release(&w->judge);
    faults_release(&w->faults);
    pthread_mutex_destroy(&w->resetting);
    pthread_mutex_destroy(&w->advancing);
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
        atomic_store(&w->loader_ends, true);
        pthread_cond_broadcast(&w->work);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->writer, NULL);
    }
    w->threads = rc == 0;
    return rc == 0 ? ST_OK : diag_set(d, ST_SETUP, w->name, "スレッドの開始", FILE_CAUSE(rc));
}

enum status world_start(struct world *w, struct diag *d)
{
    enum status st = S_threads(w, d);
    if (st != ST_OK)
        return st;
    pthread_mutex_lock(&set.lock);
    struct world **at = &set.first;
    while (*at && strcmp((*at)->name, w->name) < 0)
        at = &(*at)->next;
    w->next = *at;
    *at = w;
    pthread_mutex_unlock(&set.lock);
    return ST_OK;
}

struct world *worlds_take(const char *name)
{
    pthread_mutex_lock(&set.lock);
    struct world **at = &set.first;
    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next;
    struct world *w = *at;
    if (w)
        *at = w->next;
    pthread_mutex_unlock(&set.lock);
    return w;
}

char *worlds_fixture(const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/worlds/%s", set.options.fixtures, name) < 0 ? NULL : path;
}

/* A name stands in every URL: it must not be able to hold a 個人番号 (DESIGN 2.1). */
bool world_name_ok(const char *s)
{
    size_t n = strlen(s);
    char masked[WORLD_NAME];
    if (n == 0 || n >= WORLD_NAME)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!(islower((unsigned char)s[i]) || isdigit((unsigned char)s[i]) ||
              ((s[i] == '-' || s[i] == '_') && i)))
            return false;
    str_mask_row(masked, sizeof masked, str_of(s));
    return strcmp(masked, s) == 0;
}

/* --- the start --------------------------------------------------------------------------------------------
 */

struct opening {
    bool again;        /* worlds were made in this data folder at a start before */
    struct diag first; /* why the first one that did not start did not */
    struct diags *all; /* room for all that is wrong with the present one */
};

/* There is no generation of it: it begins from its fixture. At a first start that is what is to be; later
 * somebody may miss what was there. */
static enum status S_make(const struct opening *o, struct world *w, const struct manifest *m, struct diag *d)
{
    struct stat sb;
    struct buf text = BUF_INIT;
    bool folder = lstat(w->dir, &sb) == 0;
    struct beginning b; /* what it was created with is its own still, and m has it */
    enum status st = hajime_of(w, &b, d);
    if (st == ST_OK)
        st = baseline_first(w, m, w->baseline, d);
    if (st == ST_OK)
        st = life_make(w, &b, m, d);
    if (st != ST_OK || !o->again)
        return st;
    buf_addf(&text,
             folder ? lang_tr("データフォルダーの worlds/%s に世代がないので、初期データから新しく作りました",
                              "worlds/%s of the data folder has no generation; made anew from the fixture")
                    : lang_tr("データフォルダーの worlds/%s がないので、初期データから新しく作りました",
                              "the data folder has no worlds/%s; made anew from the fixture"),
             w->name);
    if (buf_ok(&text))
        world_say(w, text.data);
    buf_release(&text);
    return st;
}

/* *ret_data: there is something of it in the data folder. *ret_left: there is not, and its fixture says that
 * nobody is to find it there at a start: it is for who creates one. */
static enum status S_open(const struct opening *o, struct world *w, bool *ret_data, bool *ret_left,
                          struct diag *d)
{
    struct remains r;
    struct manifest *m = malloc(sizeof *m);
    enum status st = m ? life_find(w, &r, d) : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    *ret_data = !m || st != ST_OK || r.present;
    if (st == ST_OK)
        st = baseline_read(w, m, w->baseline, d);
    *ret_left = st == ST_OK && !r.present && !m->kido;
    if (*ret_left)
        goto out;
    if (st == ST_OK && !r.present) {
        st = S_make(o, w, m, d);
        r.present = 1;
    }
    if (st == ST_OK)
        st = life_open(w, r.present, m, d);
    if (st == ST_OK)
        life_keep_fixture(w);
    if (st == ST_OK)
        st = world_start(w, d);
out:
    free(m);
    return st;
}

/* Nothing of the world's own is wrong with it: another start may do. */
static bool S_passes(enum status st)
{
    return status_disk(st) || st == ST_LIMIT || st == ST_BUSY || st == ST_STOPPING;
}

static void S_say(const char *name, enum status st, const struct diag *d)
{
    struct diag why = *d;
    struct buf text = BUF_INIT;
    why.status = st;
    diag_say(&why, &text);
    if (buf_ok(&text))
        say_named(name, text.data);
    buf_release(&text);
}

/* What cannot be opened, and what was never made because its fixture is wrong, is refused. d: of the first
 * one only. */
static void S_leave_out(struct opening *o, const char *name, const char *fixture, bool data,
                        const struct diag *d)
{
    struct diag why = {.all = d->all};
    const bool folder = d->status == ST_FIXTURE;
    enum status st = data && !folder && !S_passes(d->status) ? ST_WORLD_BROKEN : d->status;
    diag_setf(&why, st, d->item, d->want, "ワールド %s: %s", name, d->have);
    why.status = st;
    if (data || folder)
        refused_put(name, fixture, &why);
    why.all = NULL;
    if (o->first.status == ST_OK)
        o->first = why;
    for (size_t i = 0; d->all && i < d->all->n; i++)
        S_say(name, st, &d->all->list[i]);
    if (!d->all || !d->all->n)
        S_say(name, st, d);
}

static void S_add(struct opening *o, const char *name, const char *fixture)
{
    *o->all = (struct diags){.n = 0};
    struct diag d = {.all = o->all};
    bool data = false, left = false;
    struct world *w = world_new(name, fixture);
    enum status st = w ? S_open(o, w, &data, &left, &d) : diag_set(&d, ST_LIMIT, name, "メモリ", "不足");
    if (st == ST_OK && !left)
        return;
    if (!left)
        S_leave_out(o, name, fixture, data, &d);
    world_release(w);
}

/* Calls add for each name in dir that a world can have, in no order (the set sorts). */
static enum status S_each_name(const char *dir,
                               void (*add)(struct opening *o, const char *dir, const char *name),
                               struct opening *o, struct diag *d)
{
    DIR *at = opendir(dir);
    if (!at)
        return diag_set(d, file_status(errno), file_tail(dir), "読めるフォルダー", FILE_CAUSE(errno));
    for (struct dirent *e; (e = readdir(at));)
        if (world_name_ok(e->d_name))
            add(o, dir, e->d_name);
    closedir(at);
    return ST_OK;
}

bool world_known(const char *name)
{
    struct diag ignored = DIAG_INIT;
    struct world *w = world_find(name, strlen(name));
    world_release(w);
    return w || world_refused(name, &ignored);
}

/* What its folder notes as its fixture: malloc'ed, *d says why there is none. The folder of that name among
 * the fixtures takes the place of one that is not where it was. */
static char *S_noted(const char *name, struct diag *d)
{
    struct buf note = BUF_INIT;
    struct stat sb;
    char *worlds = path_join(set.options.data, "worlds"), *folder = worlds ? path_join(worlds, name) : NULL,
         *path = folder ? path_join(folder, "fixture") : NULL, *fixture = NULL;
    if (path && file_read(path, 4096, &note, d) == ST_OK && note.len)
        fixture = stat(note.data, &sb) == 0 ? strdup(note.data) : worlds_fixture(file_base(note.data));
    buf_release(&note);
    free(path);
    free(folder);
    free(worlds);
    return fixture;
}

/* One that test runs had created. A folder with neither the note nor a generation was never a whole world. */
static void S_add_kept(struct opening *o, const char *dir, const char *name)
{
    struct remains r;
    struct diag d = DIAG_INIT, ignored = DIAG_INIT;
    (void)dir;
    struct world *w = world_known(name) ? NULL : world_new(name, "");
    char *fixture = w ? S_noted(name, &d) : NULL;
    if (fixture) {
        S_add(o, name, fixture);
    } else if (w && (life_find(w, &r, &ignored) != ST_OK || r.present)) {
        diag_set(&d, ST_WORLD_BROKEN, "fixture", "初期データのフォルダー",
                 d.have[0] ? d.have : "空のファイルです");
        S_leave_out(o, name, NULL, true, &d);
    }
    world_release(w);
    free(fixture);
}

/* A world of that name may have been created from another fixture since (S_add_kept). */
static void S_add_fixture(struct opening *o, const char *dir, const char *name)
{
    struct diag ignored = DIAG_INIT;
    char *fixture = path_join(dir, name), *noted = S_noted(name, &ignored);
    bool created = noted && strcmp(file_base(noted), name) != 0;
    if (fixture && !created && !world_known(name))
        S_add(o, name, fixture);
    free(noted);
    free(fixture);
}

/* No world is made without its image, and the folder of the images stays. */
static bool S_again(const char *data)
{
    struct stat sb;
    char *images = path_join(data, "baseline");
    bool again = images && stat(images, &sb) == 0;
    free(images);
    return again;
}

enum status worlds_open(const struct worlds_options *o, struct diag *d)
{
    struct opening opening = {
        .again = S_again(o->data), .first = DIAG_INIT, .all = malloc(sizeof *opening.all)};
    struct diag unread = DIAG_INIT;
    set.options = *o;
    audit_daemon(o->data);
    char *worlds = path_join(o->data, "worlds"), *fixtures = path_join(o->fixtures, "worlds");
    enum status st = worlds && fixtures && opening.all ? file_mkdir(worlds, d)
                                                       : diag_set(d, ST_LIMIT, "data", "メモリ", "不足");
    if (st == ST_OK)
        st = grave_open(o->data, d);
    /* every folder of fixtures/worlds is a world; then those that test runs had created */
    if (st == ST_OK) {
        beside_sweep(fixtures);
        S_each_name(fixtures, S_add_fixture, &opening, &unread);
        st = S_each_name(worlds, S_add_kept, &opening, d);
    }
    if (st == ST_OK && !set.first) {
        *d = opening.first.status != ST_OK ? opening.first : unread;
        if (d->status == ST_OK)
            diag_set(d, ST_SETUP, file_tail(fixtures), "world.xml のあるフォルダー", "ありません");
        const bool setup = d->status == ST_WORLD_BROKEN || status_disk(d->status) || d->status == ST_FIXTURE;
        st = d->status = setup ? ST_SETUP : d->status;
    } else if (st == ST_OK && unread.status != ST_OK) {
        say_named(file_tail(fixtures), unread.have);
    }
    free(opening.all);
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
        world_stop(list);
        world_release(list);
    }
    refused_clear();
    grave_close();
    audit_daemon(NULL);
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

void worlds_each(void (*tell)(struct world *w, const void *what), const void *what)
{
    pthread_mutex_lock(&set.lock);
    for (struct world *w = set.first; w; w = w->next)
        tell(w, what);
    pthread_mutex_unlock(&set.lock);
}

struct living {
    const char *name, *lot;
    int64_t generation;
    const char *now;
};
struct worlds_reply {
    const char *worlds;
};

static const struct field living[] = {
    FIELD_TEXT(struct living, "name", name), FIELD_TEXT(struct living, "lot", lot),
    FIELD_INT(struct living, "generation", generation), FIELD_TEXT(struct living, "now", now), FIELD_END};

/* The list is of two forms, living and refused (refused.c), in the order of their names. */
enum status sim_worlds_list(struct buf *json)
{
    static const struct field reply[] = {
        FIELD_ROWS(struct worlds_reply, "worlds", worlds, struct living, living), FIELD_END};
    const char *after = NULL;
    struct buf list = BUF_INIT;
    buf_addc(&list, '[');
    pthread_mutex_lock(&set.lock);
    for (struct world *w = set.first; w; after = w->name, w = w->next) {
        refused_list(&list, after, w->name);
        pthread_mutex_lock(&w->lock);
        char now[CLOCK_TEXT];
        clock_text(clock_now(&w->clock), now);
        const struct living one = {w->name, w->manifest.policy.lot, (int64_t)w->generation, now};
        json_item(&list, living, &one);
        pthread_mutex_unlock(&w->lock);
    }
    refused_list(&list, after, NULL);
    pthread_mutex_unlock(&set.lock);
    buf_addc(&list, ']');
    enum status st = buf_ok(&list) ? ST_OK : ST_LIMIT;
    if (st == ST_OK)
        json_write(json, reply, &(struct worlds_reply){list.data});
    buf_release(&list);
    return st;
}

/* Snapshots (DESIGN 3): copies of a generation under names, kept beside the generations in the world's folder
 * until it is dropped. Saving takes the files as they are while nothing is written; restoring begins a new
 * generation with them, as a reset does with the baseline: what was sent to the one before never lands. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "store/image.h"
#include "world/case/tell.h"
#include "world/grave.h"
#include "world/snapshot.h"

enum { SNAPSHOTS = 256 };

static const char NOTE[] = "snapshot";
static const char want_name[] = "英小文字・数字・-・_ の 1〜32 文字（12 桁以上の数字を含まない）";

static const struct field snapshot_note[] = {FIELD_TEXT(struct snapshot_note, "name", name),
                                             FIELD_TEXT(struct snapshot_note, "at", at),
                                             FIELD_TEXT(struct snapshot_note, "kiroku", kiroku),
                                             FIELD_INT(struct snapshot_note, "generation", generation),
                                             FIELD_INT(struct snapshot_note, "bytes", bytes),
                                             FIELD_END};

/* As it is listed. */
static const struct field snapshot_shown[] = {FIELD_TEXT(struct snapshot_note, "name", name),
                                              FIELD_TEXT(struct snapshot_note, "at", at),
                                              FIELD_INT(struct snapshot_note, "generation", generation),
                                              FIELD_INT(struct snapshot_note, "bytes", bytes), FIELD_END};

static enum status S_memory(struct diag *d, const char *item)
{
    return diag_set(d, ST_LIMIT, item, "メモリ", "不足");
}

/* --- save -------------------------------------------------------------------------------------------------
 */

/* What a restore is to find in the databases besides what they hold. */
static enum status S_keep_clock(struct world *w, const struct vclock *now, struct diag *d)
{
    struct tx *tx = tx_writer(w->store, DB_KANRI);
    if (clock_stands(w->store, now))
        return ST_OK;
    enum status st = tx_begin(tx);
    if (st == ST_OK)
        st = keep_clock(w, now);
    if (st == ST_OK)
        st = tx_commit(tx);
    else
        tx_rollback(tx);
    return st == ST_OK ? st : diag_set(d, st, "kanri.db", "書き込めるデータベース", tx_error(tx));
}

static enum status S_put_note(const char *dir, const struct snapshot_note *n, struct copies *c,
                              struct diag *d)
{
    struct buf text = BUF_INIT;
    char *path = path_join(dir, NOTE);
    json_write(&text, snapshot_note, n);
    enum status st = path && buf_ok(&text) ? ST_OK : S_memory(d, NOTE);
    if (st == ST_OK && !copies_text(c, path, text.data, text.len))
        st = file_unusable(path, d);
    buf_release(&text);
    free(path);
    return st;
}

/* place: where it is built. */
static enum status S_build(const char *from, const char *place, struct snapshot_note *n, struct diag *d)
{
    struct copies c = COPIES_INIT;
    enum status st = store_copy(from, place, &c, &n->bytes, d);
    if (st == ST_OK)
        st = S_put_note(place, n, &c, d);
    if (st == ST_OK && !(copies_folder(&c, place) && copies_end(&c)))
        st = file_unusable(place, d);
    copies_drop(&c);
    return st;
}

/* From where it was built into its place. An older one of that name changes places with it in one step, so
 * that one of them is there whenever we die, and then goes; where the file system cannot, it goes first. */
static bool S_place(const char *place, const char *dir)
{
    bool changed = renameat2(AT_FDCWD, place, AT_FDCWD, dir, RENAME_EXCHANGE) == 0;
    if (!changed && errno != ENOENT)
        grave_bury(dir);
    if (!changed && rename(place, dir) < 0)
        return false;
    if (file_sync_parent(dir) < 0) { /* what fails has changed nothing */
        int err = errno;
        renameat2(AT_FDCWD, dir, AT_FDCWD, place, changed ? RENAME_EXCHANGE : 0);
        errno = err;
        return false;
    }
    if (changed)
        grave_bury(place);
    return true;
}

static enum status S_move(const struct world *w, const char *place, const char *name, struct diag *d)
{
    char *all = snapshot_dir(w, NULL), *dir = snapshot_dir(w, name);
    enum status st = all && dir ? file_mkdir(all, d) : S_memory(d, name);
    if (st == ST_OK && !S_place(place, dir))
        st = file_unusable(dir, d);
    free(all);
    free(dir);
    return st;
}

/* Room for what a note says. */
struct note_texts {
    char at[CLOCK_TEXT], kiroku[48];
};

/* The world rests. */
static enum status S_save(struct world *w, struct note_texts *room, struct snapshot_note *n, struct diag *d)
{
    char *place = grave_place(d), *from = life_dir(w, w->generation);
    pthread_mutex_lock(&w->lock);
    const struct vclock clock = w->clock;
    pthread_mutex_unlock(&w->lock);
    clock_text(clock_now(&clock), room->at);
    snprintf(room->kiroku, sizeof room->kiroku, "%llu-%lld", (unsigned long long)w->generation,
             (long long)tracker_real_us());
    n->at = room->at;
    n->kiroku = room->kiroku;
    n->generation = (int64_t)w->generation;
    tell_state(w, w->generation, KOTO_SAVED, n->kiroku);
    enum status st = !place ? d->status : !from ? S_memory(d, n->name) : S_keep_clock(w, &clock, d);
    if (st == ST_OK)
        st = S_build(from, place, n, d);
    if (st == ST_OK)
        st = S_move(w, place, n->name, d);
    if (st != ST_OK && place)
        remove_tree(place);
    free(place);
    free(from);
    return st;
}

struct snapshot_reply {
    const char *world, *snapshot, *at;
    int64_t generation, bytes, us;
};

/* Of both: generation is that which was saved, or that which has begun. */
static const struct field snapshot_reply[] = {FIELD_TEXT(struct snapshot_reply, "world", world),
                                              FIELD_TEXT(struct snapshot_reply, "snapshot", snapshot),
                                              FIELD_TEXT(struct snapshot_reply, "at", at),
                                              FIELD_INT(struct snapshot_reply, "generation", generation),
                                              FIELD_INT(struct snapshot_reply, "bytes", bytes),
                                              FIELD_INT(struct snapshot_reply, "us", us),
                                              FIELD_END};

static void S_tell(const struct world *w, const struct snapshot_note *n, int64_t generation, int64_t began,
                   struct buf *json)
{
    const struct snapshot_reply r = {w->name, n->name, n->at, generation, n->bytes, clock_real_us() - began};
    json_write(json, snapshot_reply, &r);
}

enum status sim_snapshot_save(struct world *w, uint64_t generation, const struct order_snapshot *o,
                              struct buf *json, struct diag *d)
{
    struct snapshot_note n = {.name = o->name};
    struct note_texts room;
    bool loading;
    if (!o->name || !world_name_ok(o->name))
        return diag_set(d, ST_CONTROL, "name", want_name, o->name ? o->name : "なし");
    enum status st = engine_claim(w, generation, "snapshots", d);
    int64_t began = clock_real_us();
    if (st == ST_OK) {
        engine_pause(w, &loading);
        st = S_save(w, &room, &n, d);
        ready_want(w, st == ST_OK ? n.name : "", n.bytes);
        engine_resume(w, false);
    }
    if (st == ST_OK)
        S_tell(w, &n, n.generation, began, json);
    pthread_mutex_unlock(&w->resetting);
    return st;
}

/* --- restore ----------------------------------------------------------------------------------------------
 */

enum status snapshot_find(const struct world *w, const char *name, struct arena *a, struct snapshot_note *n,
                          struct diag *d)
{
    struct buf text = BUF_INIT;
    struct stat sb;
    char *dir = world_name_ok(name) ? snapshot_dir(w, name) : NULL, *path = dir ? path_join(dir, NOTE) : NULL;
    enum status st = ST_OK;
    field_absent(snapshot_note, n);
    if (!path || stat(dir, &sb) < 0)
        st = diag_set(d, ST_NO_SUCH_SNAPSHOT, "スナップショット", "GET …/snapshots にある名前", name);
    else if (file_read(path, SNAPSHOT_NOTE, &text, d) != ST_OK || !text.data ||
             json_read(text.data, snapshot_note, n, a, d) != ST_OK || !n->at)
        st = diag_set(d, ST_WORLD_BROKEN, "スナップショット", "保存したままのフォルダー", name);
    buf_release(&text);
    free(dir);
    free(path);
    return st;
}

/* A copy beside, and the note that will point to it. */
static enum status S_copy(const struct world *w, const char *from, const char *place, struct diag *d)
{
    struct copies c = COPIES_INIT;
    enum status st = store_copy(from, place, &c, NULL, d);
    if (st == ST_OK && !(life_point_ahead(w, w->generation + 1, &c) && copies_end(&c))) {
        st = file_unusable(place, d);
        life_point_back(w, w->generation + 1);
    }
    copies_drop(&c);
    if (st != ST_OK)
        remove_tree(place);
    return st;
}

/* The copy that lies ready, and the note. */
static enum status S_take_ready(struct world *w, const char *next, struct diag *d)
{
    struct copies c = COPIES_INIT;
    char *ready = ready_dir(w);
    enum status st = ready ? ST_OK : S_memory(d, "ready");
    if (st == ST_OK && !(life_point_ahead(w, w->generation + 1, &c) && copies_end(&c))) {
        st = file_unusable(ready, d);
        life_point_back(w, w->generation + 1);
    }
    copies_drop(&c);
    if (st == ST_OK && rename(ready, next) < 0)
        st = file_unusable(next, d);
    free(ready);
    return st;
}

/* The folder that lies ready for a reset goes, when there is no room but for one of them. */
static enum status S_fit(struct world *w, const char *from, const char *place, const char *next,
                         struct diag *d)
{
    enum status st = S_copy(w, from, place, d);
    if (st != ST_DISK)
        return st;
    ready_forget(w);
    life_forget_spare(w);
    remove_tree(next);
    *d = DIAG_INIT;
    return S_copy(w, from, place, d);
}

static void S_clear(struct world *w, const char *next)
{
    life_bury(w, w->generation + 1, w->spare_store);
    w->spare_store = NULL;
    remove_tree(next); /* where it could not be buried */
}

/* The folder of the next generation, where one for a reset may lie ready: that is removed behind. */
static enum status S_take(struct world *w, const char *name, const char *next, struct diag *d)
{
    if (ready_has(w, name)) {
        S_clear(w, next);
        if (S_take_ready(w, next, d) == ST_OK)
            return ST_OK;
        ready_forget(w); /* the snapshot itself may be sound */
        remove_tree(next);
        *d = DIAG_INIT;
    }
    char *from = snapshot_dir(w, name), *place = grave_place(d);
    enum status st = !place ? d->status : from ? S_fit(w, from, place, next, d) : S_memory(d, name);
    if (st == ST_OK) {
        S_clear(w, next);
        if (rename(place, next) < 0)
            st = file_unusable(next, d);
    }
    if (st != ST_OK && place)
        remove_tree(place);
    free(from);
    free(place);
    return st;
}

/* Nothing is left of it on failure. */
static enum status S_open(struct world *w, const char *name, const char *dir, struct store **ret,
                          struct diag *d)
{
    enum status st = S_take(w, name, dir, d);
    if (st != ST_OK)
        return st;
    struct store *store = NULL;
    st = store_open(dir, &store, d);
    if (st == ST_OK)
        st = life_sweep_spool(store, d);
    if (st == ST_OK) {
        *ret = store;
        return ST_OK;
    }
    store_close(store);
    life_point_back(w, w->generation + 1);
    remove_tree(dir);
    return st;
}

/* A copy that lay ready may have been damaged meanwhile: then another one. */
static enum status S_begin(struct world *w, const char *name, struct store **ret, struct diag *d)
{
    char *dir = life_dir(w, w->generation + 1);
    bool ready = ready_has(w, name);
    enum status st = dir ? S_open(w, name, dir, ret, d) : S_memory(d, name);
    if (st != ST_OK && ready && dir) {
        ready_forget(w);
        *d = DIAG_INIT;
        st = S_open(w, name, dir, ret, d);
    }
    free(dir);
    return st;
}

/* The world rests; on failure the old generation stays in place. */
static enum status S_swap(struct world *w, const char *name, const char *kiroku, const struct manifest *m,
                          struct diag *d)
{
    struct heir h = {.manifest = m, .stood = true, .restored = kiroku && *kiroku ? kiroku : "-"};
    int64_t jobs;
    enum status st = S_begin(w, name, &h.store, d);
    if (st != ST_OK)
        return st;
    if ((st = life_inherit(&h, d)) == ST_OK)
        clients_certify(w, h.kanri);
    return life_succeed(w, &h, st, &jobs, d);
}

/* Under resetting. */
static enum status S_restore(struct world *w, const char *name, const struct snapshot_note *n, struct diag *d)
{
    struct manifest *m = malloc(sizeof *m);
    bool loading;
    if (!m)
        return S_memory(d, w->name);
    engine_pause(w, &loading);
    pthread_mutex_lock(&w->lock);
    *m = w->manifest; /* that of the snapshot, unless the fixture has changed since */
    pthread_mutex_unlock(&w->lock);
    enum status st = S_swap(w, name, n->kiroku, m, d);
    ready_want(w, name, n->bytes);
    engine_resume(w, st == ST_OK);
    free(m);
    return st;
}

enum status sim_snapshot_restore(struct world *w, uint64_t generation, const char *name, struct buf *json,
                                 struct diag *d)
{
    struct arena *a = arena_new(SNAPSHOT_NOTE * 4);
    struct snapshot_note n;
    enum status st = engine_claim(w, generation, "restore", d);
    int64_t began = clock_real_us();
    if (st == ST_OK)
        st = a ? snapshot_find(w, name, a, &n, d) : S_memory(d, name);
    if (st == ST_OK)
        st = S_restore(w, name, &n, d);
    if (st == ST_OK) {
        n.name = name;
        S_tell(w, &n, (int64_t)w->generation, began, json);
    }
    pthread_mutex_unlock(&w->resetting);
    arena_free(a);
    return st;
}

/* --- list -------------------------------------------------------------------------------------------------
 */

static int S_by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of what lies there, in order; malloc'ed. */
static size_t S_names(const struct world *w, char *names[SNAPSHOTS])
{
    size_t n = 0;
    char *all = snapshot_dir(w, NULL);
    DIR *at = all ? opendir(all) : NULL;
    for (struct dirent *e; at && n < SNAPSHOTS && (e = readdir(at));)
        if (world_name_ok(e->d_name) && (names[n] = strdup(e->d_name)))
            n++;
    if (at)
        closedir(at);
    free(all);
    qsort(names, n, sizeof *names, S_by_name);
    return n;
}

enum status sim_snapshots(struct world *w, struct buf *json, struct diag *d)
{
    char *names[SNAPSHOTS];
    struct arena *a = arena_new(1 << 20);
    struct diag ignored = DIAG_INIT;
    if (!a)
        return S_memory(d, "snapshots");
    pthread_mutex_lock(&w->resetting); /* none comes or goes meanwhile */
    size_t n = S_names(w, names);
    buf_adds(json, "{\"snapshots\":[");
    for (size_t i = 0, told = 0; i < n; i++) {
        struct snapshot_note note;
        if (snapshot_find(w, names[i], a, &note, &ignored) == ST_OK) {
            buf_adds(json, told++ ? "," : "");
            json_write(json, snapshot_shown, &note);
        }
        free(names[i]);
    }
    buf_adds(json, "]}");
    pthread_mutex_unlock(&w->resetting);
    arena_free(a);
    return ST_OK;
}

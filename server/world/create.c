/* Worlds that come and go while the daemon runs: created from a fixture, dropped, and healed when they were
 * refused at start (DESIGN 3). One at a time, because all of it works on folders by name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "world/engine.h"
#include "world/grave.h"

static pthread_mutex_t changing = PTHREAD_MUTEX_INITIALIZER;

/* --- create -----------------------------------------------------------------------------------------------
 */

/* What was kept has begun: with work in flight at its time, and numbers by its seed. */
static enum status S_begun(const struct beginning *b, struct diag *d)
{
    static const char want[] =
        "スナップショットから保存した初期データでは指定しないこと（続きから始まります）";
    char text[CLOCK_TEXT];
    if (b->start != INT64_MIN) {
        clock_text(b->start, text);
        return diag_set(d, ST_CONTROL, "start", want, text);
    }
    return b->seed ? diag_setf(d, ST_CONTROL, "seed", want, "%llu", (unsigned long long)b->seed) : ST_OK;
}

/* A world is there as a whole or not at all. */
static enum status S_create(struct world *w, const struct beginning *b, struct diag *d)
{
    struct manifest *m = malloc(sizeof *m);
    enum status st =
        m ? baseline_read(w, m, w->baseline, d) : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    if (st == ST_OK && fixture_kept(m))
        st = S_begun(b, d);
    if (st == ST_OK)
        st = baseline_first(w, m, w->baseline, d);
    if (st == ST_OK)
        st = life_make(w, b, m, d);
    if (st == ST_OK) {
        hajime_take(b, m);
        w->created = true;
        st = life_open(w, 1, m, d);
        if (st == ST_OK)
            st = clients_issue(w, w->kanri, d);
        if (st == ST_OK)
            st = world_start(w, d);
        if (st != ST_OK) {
            store_forsake(w->store);
            grave_bury(w->dir);
        }
    }
    free(m);
    return st;
}

/* Where it was looked for: --fixtures may be another than the caller means. */
static enum status S_no_folder(const char *fixture, struct diag *d)
{
    char want[sizeof d->want];
    const char *base = file_base(fixture);
    snprintf(want, sizeof want, "%.*s にあるフォルダーの名前", (int)(base - fixture - 1), fixture);
    return diag_set(d, ST_CONTROL, "fixture", want, base);
}

static enum status S_create_from(const char *name, const char *fixture, const struct beginning *b,
                                 struct diag *d)
{
    struct stat sb;
    struct diag cause = {.all = d->all};
    if (stat(fixture, &sb) != 0 || !S_ISDIR(sb.st_mode))
        return S_no_folder(fixture, d);
    struct world *w = world_new(name, fixture);
    enum status st = w ? S_create(w, b, &cause) : diag_set(&cause, ST_LIMIT, name, "メモリ", "不足");
    if (st == ST_OK)
        return ST_OK;
    world_release(w);
    return diag_setf(d, st, cause.item, cause.want, "%s（ワールド %s）", cause.have, name);
}

/* Under changing. */
static enum status S_create_asked(const struct order_create *b, struct diag *d)
{
    if (!b->name || !world_name_ok(b->name))
        return diag_set(d, ST_CONTROL, "name",
                        "英小文字・数字・-・_ の 1〜32 文字（12 桁以上の数字を含まない JSON の文字列）",
                        b->name ? b->name : "なし");
    if (!b->fixture || !world_name_ok(b->fixture))
        return diag_set(d, ST_CONTROL, "fixture", "fixtures/worlds にあるフォルダーの名前",
                        b->fixture ? b->fixture : "なし");
    if (b->seed != INT64_MIN && b->seed < 1)
        return diag_setf(d, ST_CONTROL, "seed", "1 以上の整数", "%lld", (long long)b->seed);
    int64_t start = b->start ? clock_parse(b->start) : INT64_MIN;
    if (b->start && start == INT64_MIN)
        return diag_set(d, ST_CONTROL, "start", "日時（2017-05-08T09:00:00）", b->start);
    if (world_known(b->name))
        return diag_set(d, ST_CONTROL, "name",
                        "まだないワールドの名前（使えないワールドは、初期化か削除で直します）", b->name);
    char *fixture = worlds_fixture(b->fixture);
    const struct beginning with = {b->seed == INT64_MIN ? 0 : (uint64_t)b->seed, start};
    enum status st = fixture ? S_create_from(b->name, fixture, &with, d)
                             : diag_set(d, ST_LIMIT, b->name, "メモリ", "不足");
    free(fixture);
    return st;
}

/* No epoch is looked at: a generation begins here, and none that is there, or was, is touched. */
enum status sim_world_create(const struct order_create *o, struct buf *json, struct diag *d)
{
    pthread_mutex_lock(&changing);
    enum status st = S_create_asked(o, d);
    pthread_mutex_unlock(&changing);
    if (st == ST_OK)
        json_write(json, order_create,
                   &(struct order_create){.name = o->name, .fixture = o->fixture, .seed = INT64_MIN});
    return st;
}

/* --- drop -------------------------------------------------------------------------------------------------
 */

/* Where it cannot be renamed it goes in its place: first the notes, without which a start takes the rest, if
 * we die here, for no whole world. */
static void S_remove(const char *dir)
{
    static const char *const notes[] = {"fixture", "current"};
    for (int i = 0; i < 2; i++) {
        char *path = path_join(dir, notes[i]);
        if (path)
            unlink(path);
        free(path);
    }
    remove_tree(dir);
}

static enum status S_bury(const char *dir, struct diag *d)
{
    struct stat sb;
    if (!grave_bury(dir))
        S_remove(dir);
    file_sync_parent(dir); /* before what is in it is gone for good */
    return lstat(dir, &sb) < 0 ? ST_OK
                               : diag_set(d, ST_DISK, file_tail(dir), "削除できるフォルダー", "残っています");
}

/* Requests in flight still read its databases, which live on until the last one lets go; none is opened any
 * more. Under resetting: a reset in flight still makes folders, and the request may belong to what it ends.
 */
static enum status S_drop(struct world *w, uint64_t epoch, struct diag *d)
{
    uint64_t generation;
    pthread_mutex_lock(&w->resetting);
    enum status st = world_arrive(w, epoch, &generation, d);
    if (st == ST_OK) {
        world_release(worlds_take(w->name));
        world_stop(w);
        pthread_rwlock_wrlock(&w->gate);
        store_forsake(w->store);
        store_forsake(w->spare_store);
        audit_keep_former(w);
        st = S_bury(w->dir, d);
        pthread_rwlock_unlock(&w->gate);
    }
    pthread_mutex_unlock(&w->resetting);
    return st;
}

static enum status S_drop_refused(const char *name, struct diag *d)
{
    struct world *w = world_new(name, "");
    if (w)
        audit_keep_former(w);
    enum status st = w ? S_bury(w->dir, d) : diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    if (st == ST_OK)
        refused_forget(name);
    world_release(w);
    return st;
}

struct drop_reply {
    const char *dropped;
};

enum status sim_world_drop(const char *name, uint64_t epoch, struct buf *json, struct diag *d)
{
    static const struct field reply[] = {FIELD_TEXT(struct drop_reply, "dropped", dropped), FIELD_END};
    struct diag ignored = DIAG_INIT;
    pthread_mutex_lock(&changing);
    struct world *w = world_find(name, strlen(name));
    enum status st = w ? S_drop(w, epoch, d)
                     : world_refused(name, &ignored)
                         ? S_drop_refused(name, d)
                         : diag_set(d, ST_NO_SUCH_WORLD, "world", "あるワールドの名前", name);
    world_release(w);
    pthread_mutex_unlock(&changing);
    if (st == ST_OK)
        json_write(json, reply, &(struct drop_reply){name});
    return st;
}

/* --- heal -------------------------------------------------------------------------------------------------
 */

/* A next generation beside what lies there; nothing is lost until it is the present one. */
static enum status S_next(struct world *w, const struct manifest *m, uint64_t next, unsigned keep,
                          struct diag *d)
{
    struct heir h = {
        .manifest = m, .stood = fixture_kept(m), .run = keep & KEEP_TRACKER ? RUN_NEXT : RUN_FIRST};
    enum status st = life_begin(w, next, m, &h.store, d);
    if (st != ST_OK)
        return st;
    st = life_inherit(&h, d);
    if (st == ST_OK)
        tracker_intend(&w->tracker, next, h.run, NULL);
    if (st == ST_OK)
        st = life_point(w, next, d);
    if (st != ST_OK) {
        kanri_set_release(h.kanri);
        life_bury(w, next, h.store);
        return st;
    }
    clients_certify(w, h.kanri);
    life_adopt(w, &h, next);
    life_keep_fixture(w);
    return ST_OK;
}

/* A folder where the note `current` belongs would stay in its way. */
static enum status S_note_place(const struct world *w, struct diag *d)
{
    struct stat sb;
    char *path = path_join(w->dir, "current");
    enum status st = path ? ST_OK : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    if (path && lstat(path, &sb) == 0 && S_ISDIR(sb.st_mode))
        grave_bury(path);
    free(path);
    return st;
}

static enum status S_heal(struct world *w, unsigned keep, struct diag *d)
{
    struct remains r;
    struct diag ignored = DIAG_INIT;
    struct manifest *m = malloc(sizeof *m);
    enum status st = m ? ST_OK : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    life_find(w, &r, &ignored);
    if (st == ST_OK)
        st = S_note_place(w, d);
    if (st == ST_OK)
        st = baseline_read(w, m, w->baseline, d);
    if (st == ST_OK)
        st = baseline_ensure(w, m, w->baseline, d);
    if (st == ST_OK)
        st = file_mkdir(w->dir, d);
    uint64_t next = (r.present > r.highest ? r.present : r.highest) + 1;
    if (st == ST_OK)
        st = S_next(w, m, next, keep, d);
    if (st == ST_OK) {
        life_sweep(w, next); /* before the loader makes another one */
        st = world_start(w, d);
    }
    if (st == ST_OK)
        refused_forget(w->name);
    free(m);
    return st;
}

/* What can be kept of a world whose data cannot be read. */
static enum status S_heal_keeps(const struct order_reset *o, unsigned *ret, struct diag *d)
{
    enum status st = reset_keeps(o, ret, d);
    if (st == ST_OK && (*ret & (KEEP_CLOCK | KEEP_PROGRESS | KEEP_SEED)))
        st = diag_set(d, ST_CONTROL, "keep", "journal・faults・tracker だけ",
                      "使えないワールドから時計・進み方・シードは引き継げません");
    return st;
}

static enum status S_heal_named(const char *name, unsigned keep, struct buf *json, struct diag *d)
{
    struct diag why = DIAG_INIT;
    char *fixture = refused_fixture(name);
    struct world *w = fixture ? world_new(name, fixture) : NULL;
    enum status st = ST_OK;
    int64_t began = clock_real_us();
    if (!fixture && world_refused(name, &why)) {
        why.all = d->all;
        *d = why; /* it is not known what to make: only a drop helps */
        st = why.status;
    } else {
        st = w ? S_heal(w, keep, d) : diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    }
    if (st == ST_OK) {
        pthread_mutex_lock(&w->lock);
        int64_t generation = (int64_t)w->generation;
        pthread_mutex_unlock(&w->lock);
        /* of what lay there nothing can be counted */
        reset_tell(json, name, generation, "", &(struct reset_cleared){0}, clock_real_us() - began);
    } else {
        world_release(w);
    }
    free(fixture);
    return st;
}

enum status sim_world_heal(const char *name, uint64_t epoch, const struct order_reset *o, struct buf *json,
                           struct diag *d)
{
    struct diag why = DIAG_INIT;
    uint64_t generation = 0;
    unsigned keep = 0;
    pthread_mutex_lock(&changing);
    struct world *w = world_find(name, strlen(name)); /* healed by another meanwhile */
    enum status st = w ? world_arrive(w, epoch, &generation, d)
                     : world_refused(name, &why)
                         ? S_heal_keeps(o, &keep, d)
                         : diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", name);
    if (st == ST_OK && !w)
        st = S_heal_named(name, keep, json, d);
    pthread_mutex_unlock(&changing);
    if (st == ST_OK && w)
        st = sim_reset(w, generation, o, json, d);
    world_release(w);
    return st;
}

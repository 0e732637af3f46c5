/* A snapshot kept as a fixture folder (DESIGN 3): fixtures/worlds/NAME, whose worlds begin with what was
 * saved. It is built beside (beside.h) and renamed into its place as a whole. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "store/image.h"
#include "world/beside.h"
#include "world/snapshot.h"

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "keep", "メモリ", "不足");
}

/* --- what is in it ----------------------------------------------------------------------------------------
 */

/* That of world.xml (or of the daemon) is no part of the databases, and another's there. */
static enum status S_seed(struct store *s, const struct manifest *m, struct diag *d)
{
    struct heir h = {.manifest = m, .store = s};
    enum status st = life_inherit(&h, d);
    kanri_set_release(h.kanri);
    if (st == ST_OK && (st = keep_seed(s, h.policy.seed)) != ST_OK)
        diag_set(d, st, "kanri.db", "書き込めるデータベース", tx_error(tx_writer(s, DB_KANRI)));
    return st;
}

/* The store of a snapshot is opened once, so that its logs come home and nothing lies in its spool that no
 * row knows: worlds begin with the image as it is. m: with the seed of the world. */
static enum status S_image(const char *snapshot, const char *image, const struct manifest *m, struct diag *d)
{
    struct store *s = NULL;
    enum status st = store_copy(snapshot, image, NULL, NULL, d);
    if (st == ST_OK)
        st = store_open(image, &s, d);
    if (st == ST_OK)
        st = life_sweep_spool(s, d);
    if (st == ST_OK)
        st = S_seed(s, m, d);
    store_close(s);
    return st == ST_OK ? store_fold(image, d) : st;
}

/* Of the fixture as it is now, with the seed that the world has from it. */
static enum status S_manifest(struct world *w, struct manifest *ret, struct diag *d)
{
    enum status st = fixture_manifest(w->fixture, ret, d);
    pthread_mutex_lock(&w->lock);
    ret->policy.seed = w->manifest.policy.seed;
    pthread_mutex_unlock(&w->lock);
    return st;
}

static enum status S_build(struct world *w, const char *name, const char *dir, struct diag *d)
{
    struct manifest *m = malloc(sizeof *m);
    char *snapshot = snapshot_dir(w, name), *image = path_join(dir, "image");
    enum status st = m && snapshot && image ? S_manifest(w, m, d) : S_memory(d);
    if (st == ST_OK)
        st = S_image(snapshot, image, m, d);
    if (st == ST_OK)
        st = fixture_keep(w->fixture, m, dir, d);
    if (st == ST_OK && file_sync_parent(image) < 0)
        st = file_unusable(dir, d);
    free(m);
    free(snapshot);
    free(image);
    return st;
}

/* --- keep -------------------------------------------------------------------------------------------------
 */

static enum status S_taken(const char *fixture, struct diag *d)
{
    return diag_set(d, ST_CONTROL, "fixture", "fixtures/worlds にまだない名前", fixture);
}

static enum status S_move(const char *dir, const char *place, const char *fixture, struct diag *d)
{
    if (rename(dir, place) < 0)
        return errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR ? S_taken(fixture, d)
                                                                         : file_unusable(place, d);
    if (file_sync_parent(place) == 0)
        return ST_OK;
    int err = errno;
    rename(place, dir); /* what fails has left nothing */
    errno = err;
    return file_unusable(place, d);
}

/* Under resetting: the snapshot stays as it is. */
static enum status S_keep(struct world *w, const char *name, const char *fixture, struct diag *d)
{
    struct stat sb;
    int lock = -1;
    char *fixtures = path_join(w->options->fixtures, "worlds"), *place = worlds_fixture(fixture), *dir = NULL;
    enum status st = fixtures && place ? ST_OK : S_memory(d);
    if (st == ST_OK && lstat(place, &sb) == 0)
        st = S_taken(fixture, d);
    if (st == ST_OK) {
        beside_sweep(fixtures);
        dir = beside_new(fixtures, &lock, d);
        st = dir ? S_build(w, name, dir, d) : d->status;
    }
    if (st == ST_OK)
        st = S_move(dir, place, fixture, d);
    if (st != ST_OK && dir)
        remove_tree(dir);
    if (lock >= 0)
        close(lock);
    free(fixtures);
    free(place);
    free(dir);
    return st;
}

struct keep_reply {
    const char *world, *snapshot, *at, *fixture;
    int64_t us;
};

static const struct field keep_reply[] = {
    FIELD_TEXT(struct keep_reply, "world", world), FIELD_TEXT(struct keep_reply, "snapshot", snapshot),
    FIELD_TEXT(struct keep_reply, "at", at),       FIELD_TEXT(struct keep_reply, "fixture", fixture),
    FIELD_INT(struct keep_reply, "us", us),        FIELD_END};

enum status sim_snapshot_keep(struct world *w, uint64_t generation, const char *name,
                              const struct order_keep *o, struct buf *json, struct diag *d)
{
    struct arena *a = arena_new(SNAPSHOT_NOTE * 4);
    struct snapshot_note n;
    if (!o->fixture || !world_name_ok(o->fixture)) {
        arena_free(a);
        return diag_set(d, ST_CONTROL, "fixture",
                        "英小文字・数字・-・_ の 1〜32 文字（12 桁以上の数字を含まない）",
                        o->fixture ? o->fixture : "なし");
    }
    enum status st = engine_claim(w, generation, "keep", d);
    int64_t began = clock_real_us();
    if (st == ST_OK)
        st = a ? snapshot_find(w, name, a, &n, d) : S_memory(d);
    if (st == ST_OK)
        st = S_keep(w, name, o->fixture, d);
    pthread_mutex_unlock(&w->resetting);
    if (st == ST_OK)
        json_write(json, keep_reply,
                   &(struct keep_reply){w->name, name, n.at, o->fixture, clock_real_us() - began});
    arena_free(a);
    return st;
}

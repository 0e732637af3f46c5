/* Generations of a world: each is a folder gen-N with its own databases and spool; the file `current` says
 * which one lives. A reset makes the next one from the baseline image and points to it; the old one is
 * removed behind. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "service/sim/engine.h"
#include "store/meta.h"
#include "store/unyo_uketsuke.h"

char *life_dir(const struct world *w, uint64_t generation)
{
    char name[32];
    snprintf(name, sizeof name, "gen-%llu", (unsigned long long)generation);
    return path_join(w->dir, name);
}

enum status life_point(const struct world *w, uint64_t generation, struct diag *d)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%llu\n", (unsigned long long)generation);
    char *path = path_join(w->dir, "current");
    enum status st = path ? file_write(path, 0600, text, (size_t)n, d) : ST_LIMIT;
    free(path);
    return st;
}

/* The generation that `current` names; 0 when there is none yet. A note that is there but says nothing is
 * refused: the sweep would take every generation for a leftover. */
static enum status S_present(const struct world *w, uint64_t *ret, struct diag *d)
{
    unsigned long long n = 0;
    struct buf text = BUF_INIT;
    char *path = path_join(w->dir, "current");
    enum status st = path ? ST_OK : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    bool there = path && access(path, F_OK) == 0;
    if (there)
        st = file_read(path, 64, &text, d);
    if (st == ST_OK && text.data)
        n = strtoull(text.data, NULL, 10);
    if (st == ST_OK && there && n == 0)
        st = diag_set(d, ST_SETUP, file_tail(path), "世代の番号", "読めません");
    buf_release(&text);
    free(path);
    *ret = n;
    return st;
}

/* Folders of other generations are what a killed reset left behind. */
static void S_sweep(const struct world *w, uint64_t present)
{
    DIR *at = opendir(w->dir);
    for (struct dirent *e; at && (e = readdir(at));)
        if (strncmp(e->d_name, "gen-", 4) == 0 && strtoull(e->d_name + 4, NULL, 10) != present) {
            char *path = path_join(w->dir, e->d_name);
            if (path)
                remove_tree(path);
            free(path);
        }
    if (at)
        closedir(at);
}

bool life_prepare(struct world *w, uint64_t generation)
{
    struct diag ignored = DIAG_INIT;
    char *dir = life_dir(w, generation);
    store_close(w->spare_store); /* one that no reset took */
    w->spare_store = NULL;
    bool ok = dir && baseline_copy(w, dir, &ignored) == ST_OK &&
              store_open(dir, &w->spare_store, &ignored) == ST_OK;
    memcpy(w->spare_of, w->baseline, sizeof w->spare_of);
    free(dir);
    return ok;
}

enum status life_begin(struct world *w, uint64_t generation, struct store **ret, struct diag *d)
{
    bool ready = w->spare == generation && w->spare_store && strcmp(w->spare_of, w->baseline) == 0;
    if (ready) {
        *ret = w->spare_store;
        w->spare_store = NULL;
        return ST_OK;
    }
    store_close(w->spare_store); /* made from fixtures that have changed since */
    w->spare_store = NULL;
    char *dir = life_dir(w, generation);
    enum status st = dir ? baseline_copy(w, dir, d) : ST_LIMIT;
    if (st == ST_OK)
        st = store_open(dir, ret, d);
    free(dir);
    return st;
}

enum status keep_clock(struct world *w, const struct vclock *c)
{
    char text[96];
    snprintf(text, sizeof text, "%d %lld %lld", c->frozen, (long long)clock_now(c), (long long)time(NULL));
    return meta_put(tx_writer(w->store, DB_KANRI), "clock", text);
}

enum status keep_seed(struct store *s, uint64_t seed)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    return meta_put(tx_writer(s, DB_KANRI), "seed", text);
}

/* The clock as kept; a running one has gone on while the daemon was down. */
static void S_clock(struct world *w, const char *kept)
{
    struct vclock c = {.frozen = w->manifest.frozen, .at = w->manifest.start};
    int frozen;
    long long at, wall;
    if (kept && sscanf(kept, "%d %lld %lld", &frozen, &at, &wall) == 3) {
        long long gone = frozen ? 0 : (long long)time(NULL) - wall;
        c = (struct vclock){.frozen = frozen, .at = at + (gone > 0 ? gone : 0)};
    }
    c.real_at = clock_real_us() / 1000000;
    w->clock = c;
}

static void S_progress(struct world *w, enum work work, const char *kept)
{
    int how;
    long long seconds, polls;
    if (kept && sscanf(kept, "%d %lld %lld", &how, &seconds, &polls) == 3)
        w->policy.work[work] = (struct progression){(enum progress)how, seconds, polls};
}

enum status life_adopt(struct world *w, struct store *s, struct diag *d)
{
    struct arena *a = arena_new(1 << 16);
    struct tx *tx = tx_writer(s, DB_KANRI);
    struct kanri_set *set = NULL;
    static const char *const keys[] = {"clock",      "seed",       "progress.0",
                                       "progress.1", "progress.2", "progress.3"};
    enum { CLOCK, SEED, PROGRESS, KEYS = sizeof keys / sizeof *keys };
    _Static_assert(KEYS == PROGRESS + WORK_COUNT, "a progression of each work is kept");
    const char *kept[KEYS] = {NULL};
    enum status st = a ? ST_OK : ST_LIMIT;
    for (int i = 0; i < KEYS && st == ST_OK; i++)
        st = meta_get(tx, keys[i], a, &kept[i]);
    st = st == ST_OK ? kanri_set_read(s, &set, d)
                     : diag_set(d, st, "kanri.db", "読めるデータベース", tx_error(tx));
    if (st != ST_OK) {
        arena_free(a);
        return st;
    }
    pthread_mutex_lock(&w->lock);
    w->policy = w->manifest.policy;
    if (kept[SEED])
        w->policy.seed = strtoull(kept[SEED], NULL, 10);
    S_clock(w, kept[CLOCK]);
    for (int i = 0; i < WORK_COUNT; i++)
        S_progress(w, (enum work)i, kept[PROGRESS + i]);
    w->next_due = INT64_MAX;
    w->carry_stuck_us = w->load_stuck_us = w->load_again_us = w->look_us = 0;
    lanes_drop(&w->lanes, GOING_ALL);
    lanes_add(&w->lanes, "", GOING_ALL, 0); /* until the outboxes have been looked into */
    w->jun = INT64_MAX;
    w->stir = true;
    pthread_mutex_unlock(&w->lock);
    arena_free(a);
    kanri_set_put(w, set);
    w->kanri_stale = false;
    w->store = s;
    return ST_OK;
}

/* Uploads whose call never ended; nobody was told of them. */
static enum status S_sweep_spool(struct store *s)
{
    struct tx *tx = tx_writer(s, DB_UNYO);
    return uketsuke_sweep(tx, store_spool(s));
}

enum status life_open(struct world *w, struct diag *d)
{
    struct store *s = NULL;
    uint64_t present;
    enum status st = S_present(w, &present, d);
    if (st != ST_OK)
        return st;
    S_sweep(w, present);
    if (present) {
        char *dir = life_dir(w, present);
        st = dir ? store_open(dir, &s, d) : ST_LIMIT;
        free(dir);
    } else {
        present = 1;
        st = life_begin(w, present, &s, d);
        if (st == ST_OK)
            st = life_point(w, present, d);
    }
    w->generation = w->live = present;
    if (st == ST_OK)
        st = S_sweep_spool(s);
    if (st == ST_OK)
        st = life_adopt(w, s, d);
    if (st != ST_OK)
        store_close(s);
    return st;
}

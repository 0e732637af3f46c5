/* Generations of a world: each is a folder gen-N with its own databases and spool; the file `current` says
 * which one lives. A reset makes the next one from the baseline image and points to it; the old one is
 * buried. A generation that exists is opened as it is or refused with what it lacks: nothing is made anew for
 * it. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lang.h"
#include "store/unyo_uketsuke.h"
#include "world/engine.h"
#include "world/grave.h"

/* --- the folder -------------------------------------------------------------------------------------------
 */

char *life_dir(const struct world *w, uint64_t generation)
{
    char name[32];
    snprintf(name, sizeof name, "gen-%llu", (unsigned long long)generation);
    return path_join(w->dir, name);
}

static enum status S_note(const char *dir, const char *name, const char *text, struct diag *d)
{
    char *path = path_join(dir, name);
    enum status st =
        path ? file_write(path, 0600, text, strlen(text), d) : diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    free(path);
    return st;
}

/* The note `current` as it will be. At a start it is swept with what file_write leaves. */
static char *S_ahead(const struct world *w, uint64_t generation)
{
    char *path = NULL;
    return asprintf(&path, "%s/current.tmp-%llu", w->dir, (unsigned long long)generation) < 0 ? NULL : path;
}

bool life_point_ahead(const struct world *w, uint64_t generation, struct copies *c)
{
    char text[32], *path = S_ahead(w, generation);
    int n = snprintf(text, sizeof text, "%llu\n", (unsigned long long)generation);
    if (path)
        unlink(path);
    bool ok = path && copies_text(c, path, text, (size_t)n);
    free(path);
    return ok;
}

void life_point_back(const struct world *w, uint64_t generation)
{
    char *path = S_ahead(w, generation);
    if (path)
        unlink(path);
    free(path);
}

static bool S_point_now(const struct world *w, uint64_t generation)
{
    char *ahead = S_ahead(w, generation), *path = path_join(w->dir, "current");
    bool ok = ahead && path && rename(ahead, path) == 0 && file_sync_parent(path) == 0;
    free(ahead);
    free(path);
    return ok;
}

enum status life_point(const struct world *w, uint64_t generation, struct diag *d)
{
    char text[32];
    if (S_point_now(w, generation))
        return ST_OK;
    snprintf(text, sizeof text, "%llu\n", (unsigned long long)generation);
    return S_note(w->dir, "current", text, d);
}

void life_keep_fixture(const struct world *w)
{
    struct buf kept = BUF_INIT;
    struct diag d = DIAG_INIT;
    char *path = path_join(w->dir, "fixture");
    bool same =
        path && file_read(path, 4096, &kept, &d) == ST_OK && kept.data && strcmp(kept.data, w->fixture) == 0;
    if (!same && S_note(w->dir, "fixture", w->fixture, &d) != ST_OK)
        world_say(w, lang_tr("初期データのフォルダーを fixture に書けません",
                             "the folder of the fixture cannot be noted in the file fixture"));
    buf_release(&kept);
    free(path);
}

/* A number that a generation can have; 0: text is none. */
static uint64_t S_number(const char *text)
{
    size_t n = strspn(text, "0123456789");
    bool ends = !text[n] || strcmp(text + n, "\n") == 0;
    return ends && n && n <= 18 ? strtoull(text, NULL, 10) : 0;
}

/* What passes (a failing disk, too few descriptors) is no damage. */
static enum status S_unread(enum status st)
{
    return status_disk(st) || st == ST_LIMIT ? st : ST_WORLD_BROKEN;
}

/* Sees the generations whose folders are there. */
static enum status S_each(const struct world *w, void (*see)(void *cls, uint64_t n, const char *path),
                          void *cls, struct diag *d)
{
    DIR *at = opendir(w->dir);
    if (!at)
        return errno == ENOENT ? ST_OK
                               : diag_set(d, S_unread(file_status(errno)), w->name, "読めるフォルダー",
                                          FILE_CAUSE(errno));
    for (struct dirent *e; (e = readdir(at));) {
        uint64_t n = strncmp(e->d_name, "gen-", 4) == 0 ? S_number(e->d_name + 4) : 0;
        char *path = n ? path_join(w->dir, e->d_name) : NULL;
        if (path)
            see(cls, n, path);
        free(path);
    }
    closedir(at);
    return ST_OK;
}

static void S_count(void *cls, uint64_t n, const char *path)
{
    struct remains *r = cls;
    (void)path;
    if (n > r->highest)
        r->highest = n;
}

enum status life_find(const struct world *w, struct remains *ret, struct diag *d)
{
    static const char item[] = "current", want[] = "今の世代の番号";
    struct buf text = BUF_INIT;
    struct diag why = DIAG_INIT;
    struct stat sb;
    *ret = (struct remains){0};
    enum status st = S_each(w, S_count, ret, d);
    char *path = path_join(w->dir, "current"), *dir = NULL;
    if (!path)
        st = diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    if (st != ST_OK)
        goto out;
    bool none = lstat(path, &sb) < 0 && errno == ENOENT;
    if (none) {
        if (ret->highest)
            st = diag_set(d, ST_WORLD_BROKEN, item, want, "ファイルがありません");
        goto out;
    }
    st = file_read(path, 64, &text, &why);
    ret->present = st == ST_OK && text.data ? S_number(text.data) : 0;
    if (!ret->present)
        st = diag_set(d, S_unread(st), item, want, st == ST_OK ? "読めない内容です" : why.have);
    else if (!(dir = life_dir(w, ret->present)))
        st = diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    else if (stat(dir, &sb) < 0 || !S_ISDIR(sb.st_mode))
        st = diag_set(d, ST_WORLD_BROKEN, file_base(dir), "今の世代のフォルダー", "ありません");
out:
    buf_release(&text);
    free(path);
    free(dir);
    return st;
}

static void S_bury_other(void *cls, uint64_t n, const char *path)
{
    if (n != *(const uint64_t *)cls && !grave_bury(path))
        remove_tree(path); /* at the start there is time */
}

/* What a daemon that was killed left beside the present generation. */
void life_sweep(const struct world *w, uint64_t present)
{
    struct diag ignored = DIAG_INIT;
    S_each(w, S_bury_other, &present, &ignored);
    DIR *at = opendir(w->dir);
    for (struct dirent *e; at && (e = readdir(at));)
        if (strncmp(e->d_name, "current.tmp-", 12) == 0 || file_temporary(e->d_name))
            unlinkat(dirfd(at), e->d_name, 0);
    if (at)
        closedir(at);
    char *ready = ready_dir(w);
    if (ready)
        remove_tree(ready);
    free(ready);
}

/* --- a generation -----------------------------------------------------------------------------------------
 */

static bool S_image_stands(struct world *w)
{
    struct diag ignored = DIAG_INIT;
    char image[BASELINE_PATH];
    struct manifest *m = malloc(sizeof *m);
    /* of fixtures that have changed since, the reset itself makes the image */
    bool ok = m && baseline_read(w, m, image, &ignored) == ST_OK && strcmp(image, w->baseline) == 0 &&
              baseline_ensure(w, m, image, &ignored) == ST_OK;
    free(m);
    return ok;
}

void life_forget_spare(struct world *w)
{
    store_forsake(w->spare_store);
    store_close(w->spare_store);
    w->spare_store = NULL;
}

bool life_prepare(struct world *w, uint64_t generation)
{
    struct diag ignored = DIAG_INIT;
    char *dir = life_dir(w, generation);
    life_forget_spare(w); /* one that no reset took */
    bool ok = dir && S_image_stands(w) && baseline_copy(w->baseline, dir, &ignored) == ST_OK &&
              store_open(dir, &w->spare_store, &ignored) == ST_OK;
    memcpy(w->spare_of, w->baseline, sizeof w->spare_of);
    if (!ok && dir)
        remove_tree(dir); /* also a copy that cannot be opened */
    free(dir);
    return ok;
}

static enum status S_copy(const struct world *w, const char *dir, struct store **ret, struct diag *d)
{
    enum status st = baseline_copy(w->baseline, dir, d);
    return st == ST_OK ? store_open(dir, ret, d) : st;
}

enum status life_begin(struct world *w, uint64_t generation, const struct manifest *m, struct store **ret,
                       struct diag *d)
{
    char *dir = life_dir(w, generation);
    bool ready = dir && w->spare == generation && w->spare_store && strcmp(w->spare_of, w->baseline) == 0 &&
                 store_there(dir);
    if (ready) {
        *ret = w->spare_store;
        w->spare_store = NULL;
        free(dir);
        return ST_OK;
    }
    life_forget_spare(w); /* made from fixtures that have changed since */
    enum status st = dir ? S_copy(w, dir, ret, d) : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    /* the image is damaged, and nothing but its bytes tells; or somebody has just been at it */
    enum status image = st == ST_WORLD_BROKEN ? baseline_again(w, m, w->baseline, d)
                        : st == ST_SETUP      ? baseline_ensure(w, m, w->baseline, d)
                                              : ST_DISK;
    if (st != ST_OK && image == ST_OK)
        st = S_copy(w, dir, ret, d);
    if (st != ST_OK && dir)
        remove_tree(dir);
    free(dir);
    return st;
}

void life_bury(const struct world *w, uint64_t generation, struct store *s)
{
    char *dir = life_dir(w, generation);
    if (dir)
        grave_bury_store(s, dir); /* one that stays is swept at the next start */
    else
        store_close(s);
    free(dir);
}

enum status life_sweep_spool(struct store *s, struct diag *d)
{
    struct tx *tx = tx_writer(s, DB_UNYO);
    enum status st = uketsuke_sweep(tx, store_spool(s));
    return st == ST_OK ? ST_OK : diag_set(d, st, "spool", "片付けられるフォルダー", tx_error(tx));
}

enum status life_open(struct world *w, uint64_t present, const struct manifest *m, struct diag *d)
{
    struct heir h = {.manifest = m};
    struct diag why = DIAG_INIT;
    char *dir = life_dir(w, present);
    enum status st =
        dir ? store_open(dir, &h.store, &why) : diag_set(&why, ST_LIMIT, w->name, "メモリ", "不足");
    if (st == ST_OK)
        st = life_sweep_spool(h.store, &why);
    if (st == ST_OK)
        st = life_inherit(&h, &why);
    if (st == ST_OK) {
        char restored[TRACKER_NO]; /* what a daemon that died has left to do */
        h.run = tracker_intended(&w->tracker, present, restored);
        h.restored = *restored ? restored : NULL;
        life_adopt(w, &h, present);
        audit_take_up(w);
        life_sweep(w, present);
    } else {
        char item[sizeof why.item + 32];
        snprintf(item, sizeof item, "%s/%s", dir ? file_base(dir) : "", why.item);
        diag_set(d, st, item, why.want, why.have);
        store_close(h.store);
    }
    free(dir);
    return st;
}

/* --- a world ----------------------------------------------------------------------------------------------
 */

/* Of a kept one: a clock that runs has not gone on since it was kept. */
static enum status S_stood(const char *dir, const struct manifest *m, struct diag *d)
{
    struct heir h = {.manifest = m, .stood = true};
    enum status st = store_open(dir, &h.store, d);
    if (st == ST_OK)
        st = life_inherit(&h, d);
    if (st == ST_OK)
        st = audit_forget(h.store);
    kanri_set_release(h.kanri);
    store_close(h.store);
    return st;
}

enum status life_make(struct world *w, const struct beginning *b, const struct manifest *m, struct diag *d)
{
    char *place = grave_place(d), *first = place ? path_join(place, "gen-1") : NULL;
    enum status st = !place  ? d->status
                     : first ? file_mkdir(place, d)
                             : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    if (st == ST_OK)
        st = S_note(place, "fixture", w->fixture, d);
    if (st == ST_OK)
        st = baseline_copy(w->baseline, first, d);
    if (st == ST_OK)
        st = hajime_keep(b, place, d);
    if (st == ST_OK && fixture_kept(m))
        st = S_stood(first, m, d);
    if (st == ST_OK)
        st = S_note(place, "current", "1\n", d);
    if (st == ST_OK) {
        grave_bury(w->dir); /* what is no world, or was put there by hand */
        bool moved = rename(place, w->dir) == 0;
        if (!moved || file_sync_parent(w->dir) < 0)
            st = diag_set(d, file_status(errno), w->name, "書き込めるフォルダー", FILE_CAUSE(errno));
        if (st != ST_OK && moved && !grave_bury(w->dir)) /* a start would take it for a world */
            remove_tree(w->dir);
    }
    if (st != ST_OK && place)
        remove_tree(place);
    free(place);
    free(first);
    return st;
}

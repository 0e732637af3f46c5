/* Baseline images: a fixture folder compiled once into four databases (or those that were kept there), by the
 * digest of what it was made of. A world begins and is reset by copying the image (DESIGN 3), so the cost is
 * that of the fixture. One that is not what was compiled any more is compiled again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/lang.h"
#include "store/image.h"
#include "world/engine.h"
#include "world/fixture/manifest.h"
#include "world/grave.h"

enum { TABLE_BYTES = 1 << 30 };

/* For writing while an image is put into its place: two worlds may be of one fixture. */
static pthread_rwlock_t images = PTHREAD_RWLOCK_INITIALIZER;

static enum status S_unread(const char *path, struct diag *d)
{
    int err = errno;
    return diag_set(d, file_status(err), file_tail(path), "読めるファイル", FILE_CAUSE(err));
}

/* Whoever stops the daemon waits for what is read. */
static enum status S_table_size(const char *path, struct diag *d)
{
    struct stat sb;
    return stat(path, &sb) == 0 && sb.st_size > TABLE_BYTES
               ? diag_setf(d, ST_SETUP, file_tail(path), "1 GiB までの CSV", "%lld バイト",
                           (long long)sb.st_size)
               : ST_OK;
}

static enum status S_digest(const char *fixture, const struct manifest *m, char hex[65], struct diag *d)
{
    unsigned char sum[32];
    struct sha256 *h = sha256_new();
    if (!h)
        return diag_set(d, ST_LIMIT, fixture, "メモリ", "不足");
    store_fingerprint(sum);
    sha256_add(h, sum, sizeof sum);
    enum status st = ST_OK;
    char *xml = path_join(fixture, "world.xml");
    if (!xml || !sha256_add_file(h, xml))
        st = S_unread(xml ? xml : fixture, d);
    for (int i = 0; i < m->table_count && st == ST_OK; i++)
        if ((st = S_table_size(m->tables[i].path, d)) == ST_OK && !sha256_add_file(h, m->tables[i].path))
            st = S_unread(m->tables[i].path, d);
    free(xml);
    sha256_end(h, sum);
    hex_text(sum, 16, hex);
    return st;
}

/* Of a folder whose world.xml is wrong: what is wrong with its tables, as well. Nobody will log in there, so
 * that passwords cost as little as can be. */
static void S_tables(const struct world *w, struct manifest *m, struct diag *d)
{
    struct diag unused = DIAG_INIT;
    m->policy.password_kosuto = 1;
    char *place = fixture_kept(m) ? NULL : grave_place(&unused);
    if (place && store_create(place, &unused) == ST_OK)
        fixture_compile(m, place, w->options->stops, d);
    if (place)
        remove_tree(place);
    free(place);
}

/* What is wrong with the folder is no damage of the world's, nor of the daemon's. */
static enum status S_of_fixture(enum status st, struct diag *d)
{
    if (st == ST_SETUP)
        st = d->status = ST_FIXTURE;
    return st;
}

enum status baseline_read(const struct world *w, struct manifest *m, char image[BASELINE_PATH],
                          struct diag *d)
{
    char hex[65];
    *m = (struct manifest){.table_count = 0};
    enum status st = fixture_manifest(w->fixture, m, d);
    if (st == ST_SETUP && diag_hears(d)) {
        struct diag rest = {.status = st, .all = d->all};
        S_tables(w, m, &rest);
    }
    if (st == ST_OK)
        st = S_digest(w->fixture, m, hex, d);
    if ((st = S_of_fixture(st, d)) == ST_OK &&
        snprintf(image, BASELINE_PATH, "%s/baseline/%s", w->options->data, hex) >= BASELINE_PATH)
        st = diag_set(d, ST_SETUP, file_tail(w->options->data), "600 バイト以下のパス", "長すぎます");
    if (st == ST_OK && w->options->seed)
        m->policy.seed = w->options->seed;
    return st == ST_OK ? hajime_read(w, m, d) : st;
}

/* place: nothing is there. */
static enum status S_fill(const struct world *w, const struct manifest *m, const char *place, struct diag *d)
{
    if (fixture_kept(m))
        return S_of_fixture(fixture_take(w->fixture, m, place, d), d);
    enum status st = store_create(place, d);
    return st == ST_OK ? S_of_fixture(fixture_compile(m, place, w->options->stops, d), d) : st;
}

/* Fills a folder in the grave and renames it into its place, so that an image is whole or absent. */
static enum status S_compile(const struct world *w, const struct manifest *m, const char *image,
                             struct diag *d)
{
    char *place = grave_place(d), *parent = path_join(w->options->data, "baseline");
    enum status st = !place   ? d->status
                     : parent ? file_mkdir(parent, d)
                              : diag_set(d, ST_LIMIT, w->fixture, "メモリ", "不足");
    if (st == ST_OK)
        st = S_fill(w, m, place, d);
    if (st == ST_OK)
        st = store_seal(place, d);
    if (st == ST_OK) {
        grave_bury(image);
        if (rename(place, image) < 0)
            st = file_unusable(image, d);
    }
    if (st != ST_OK && place)
        remove_tree(place);
    free(place);
    free(parent);
    return st;
}

static void S_say_damaged(const struct world *w, const struct diag *why)
{
    struct buf text = BUF_INIT;
    buf_addf(&text,
             lang_tr("初期データのベースラインを作り直します。%s: %s",
                     "the baseline of the fixture is made anew. %s: %s"),
             why->item, why->have);
    if (buf_ok(&text))
        world_say(w, text.data);
    buf_release(&text);
}

enum status baseline_ensure(const struct world *w, const struct manifest *m, const char *image,
                            struct diag *d)
{
    struct diag why = DIAG_INIT;
    pthread_rwlock_rdlock(&images);
    enum status st = store_sealed(image, &why);
    pthread_rwlock_unlock(&images);
    if (st == ST_OK)
        return ST_OK;
    pthread_rwlock_wrlock(&images);
    if (store_sealed(image, &why) != ST_OK) { /* and nobody else has done it meanwhile */
        if (access(image, F_OK) == 0)
            S_say_damaged(w, &why);
        st = S_compile(w, m, image, d);
    } else {
        st = ST_OK;
    }
    pthread_rwlock_unlock(&images);
    return st;
}

enum status baseline_first(const struct world *w, const struct manifest *m, const char *image, struct diag *d)
{
    enum status st = S_of_fixture(fixture_look(w->fixture, m, d), d);
    return st == ST_OK ? baseline_ensure(w, m, image, d) : st;
}

enum status baseline_again(const struct world *w, const struct manifest *m, const char *image, struct diag *d)
{
    S_say_damaged(w, d);
    pthread_rwlock_wrlock(&images);
    enum status st = S_compile(w, m, image, d);
    pthread_rwlock_unlock(&images);
    return st;
}

enum status baseline_copy(const char *image, const char *dir, struct diag *d)
{
    remove_tree(dir);
    pthread_rwlock_rdlock(&images);
    enum status st = store_copy(image, dir, NULL, NULL, d);
    pthread_rwlock_unlock(&images);
    if (st != ST_OK)
        remove_tree(dir); /* what little room there is, is needed */
    return st;
}

/* Zip files: the directory judged, entries unpacked, and packed again; an input is such a file. */
#include "file/form/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_name.h"
#include "drive/fuzz.h"

enum { LIMIT = 1 << 20, ROOM = 1 << 20, AT = 1494200000 };

static struct arena *arena;

/* The entries and what is in them, one behind the other; and the files that they were unpacked to. */
struct unpacked {
    struct buf log;
    struct zipfile_item items[ZIPFILE_ENTRIES];
    int n;
};

static enum status S_entry(struct zipfile *z, const struct zipfile_entry *e, struct unpacked *u,
                           struct diag *d)
{
    char name[16];
    struct diag unread = DIAG_INIT;
    if (!file_name_safe(e->name))
        fuzz_fail("the name of an entry is not safe");
    fuzz_legible(e->name);
    snprintf(name, sizeof name, "%d", u->n);
    const char *path = arena_strdup(arena, fuzz_at(name));
    enum status st = path ? zipfile_extract(z, e, path, NULL, d) : ST_LIMIT;
    if (st != ST_OK)
        return st;
    buf_addf(&u->log, "%s %lld\n", e->name, (long long)e->size);
    size_t before = u->log.len;
    if (file_read(path, LIMIT, &u->log, &unread) != ST_OK || u->log.len - before != (size_t)e->size)
        fuzz_fail("%s: %zu bytes of %lld", e->name, u->log.len - before, (long long)e->size);
    u->items[u->n++] = (struct zipfile_item){e->name, path};
    return ST_OK;
}

static enum status S_unpack(const char *path, struct unpacked *u, struct diag *d)
{
    struct zipfile *z;
    struct zipfile_entry *e;
    int n = 0;
    buf_clear(&u->log);
    u->n = 0;
    enum status st = zipfile_open(path, LIMIT, arena, &z, &e, &n, d);
    if (st == ST_OK && (n < 1 || n > ZIPFILE_ENTRIES))
        fuzz_fail("%d entries", n);
    for (int i = 0; i < n && st == ST_OK; i++)
        st = S_entry(z, &e[i], u, d);
    if (n)
        zipfile_close(z);
    fuzz_told(st, d);
    return st;
}

static void S_run(const char *p, size_t n)
{
    static struct unpacked first, second;
    struct diag d = DIAG_INIT;
    arena_reset(arena);
    fuzz_file(p, n);
    fuzz_short = 0;
    enum status st = S_unpack(fuzz_path(), &first, &d);
    if (st != ST_OK || first.log.len > 4096 || n % 4) /* what is packed is synced, which takes its time */
        return;
    const char *to = arena_strdup(arena, fuzz_at("again.zip"));
    if (zipfile_make(to, first.items, first.n, AT, NULL, &d) != ST_OK)
        fuzz_fail("not packed: %s %s %s", d.item, d.want, d.have);
    if (S_unpack(to, &second, &d) != ST_OK)
        fuzz_fail("packed and not read: %s %s %s", d.item, d.want, d.have);
    fuzz_same_buf("packed again", &first.log, &second.log);
}

static void S_open(void)
{
    arena = arena_new(ROOM);
}

static void S_text(const char *path, const char *text, size_t times)
{
    FILE *f = fopen(path, "w");
    for (size_t i = 0; f && i < times; i++)
        fputs(text, f);
    if (!f || fclose(f) != 0)
        fuzz_fail("%s: not written", path);
}

static void S_seeds(void)
{
    struct diag d = DIAG_INIT;
    static const char *const names[] = {"kanyushaToroku_1.csv", "資格.xml", "b.CSV", "c.zip"};
    char *in = strdup(fuzz_at("in")), *to = strdup(fuzz_at("seed.zip"));
    struct zipfile_item items[4];
    for (int n = 1; n <= 4; n++) {
        S_text(in, n % 2 ? "1,06139992\r\n" : "1234567890", n == 1 ? 100 : 1);
        items[n - 1] = (struct zipfile_item){names[n - 1], in};
        if (zipfile_make(to, items, n, AT, NULL, &d) != ST_OK)
            fuzz_fail("%s %s %s", d.item, d.want, d.have);
        fuzz_seed_file("", to);
    }
    /* stored, with a name in CP932 and without the mark of UTF-8 */
    static const char stored[] =
        "PK\3\4\x14\0\0\0\0\0\0\0\x21\0\x43\xBE\xB7\xE8\1\0\0\0\1\0\0\0\6\0\0\0\x8E\x91.csva"
        "PK\1\2\x14\0\x14\0\0\0\0\0\0\0\x21\0\x43\xBE\xB7\xE8\1\0\0\0\1\0\0\0\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        "\0\0\x8E\x91.csv"
        "PK\5\6\0\0\0\0\1\0\1\0\x34\0\0\0\x25\0\0\0\0\0";
    fuzz_seed(stored, sizeof stored - 1);
    free(in);
    free(to);
}

static const char *const words[] = {"PK\3\4", "PK\1\2", "PK\5\6", "PK\6\6", "PK\6\7",   "PK\7\x08",
                                    ".csv",   ".xml",   ".zip",   "../",    "\x8E\x91", NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 700, 2000, words};

/* What harnesses share, and libFuzzer's way in; see fuzz.h. */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/legible.h"

enum { SHOWN = 500 /* bytes of what differs */ };

struct fuzz_seeds fuzz_seeds;

/* --- seeds ------------------------------------------------------------------------------------------------
 */

void fuzz_seed(const void *p, size_t n)
{
    struct fuzz_seeds *s = &fuzz_seeds;
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        s->items = realloc(s->items, s->cap * sizeof *s->items);
    }
    s->items[s->n] = BUF_INIT;
    buf_add(&s->items[s->n++], p, n < fuzz.most ? n : fuzz.most);
}

void fuzz_seed_file(const char *lead, const char *path)
{
    struct buf b = BUF_INIT;
    struct diag d = DIAG_INIT;
    buf_adds(&b, lead);
    if (file_read(path, 16 << 20, &b, &d) != ST_OK)
        fuzz_fail("%s: %s", path, d.have);
    fuzz_seed(b.data, b.len);
    buf_release(&b);
}

void fuzz_seed_folder(const char *lead, const char *dir, const char *end)
{
    struct dirent **list = NULL;
    int n = scandir(dir, &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", dir, list[i]->d_name);
        if (str_ends(str_of(list[i]->d_name), end))
            fuzz_seed_file(lead, path);
        free(list[i]);
    }
    free(list);
    if (n < 0)
        fuzz_fail("%s: no folder", dir);
}

/* --- verdicts ---------------------------------------------------------------------------------------------
 */

void fuzz_fail(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("fuzz: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    abort();
}

void fuzz_legible(const char *text)
{
    char out[4096];
    if (str_utf8_len(str_of(text)) < 0)
        fuzz_fail("no UTF-8: %s", text);
    legible(out, sizeof out, str_of(text));
    if (strcmp(out, text) != 0)
        fuzz_fail("not legible: %s", out);
}

void fuzz_told(enum status st, const struct diag *d)
{
    if (st == ST_OK)
        return;
    if (d->status != st)
        fuzz_fail("answers %s, but tells of %s", status_info(st)->name, status_info(d->status)->name);
    fuzz_legible(d->item);
    fuzz_legible(d->want);
    fuzz_legible(d->have);
    if (!d->item[0] && !d->want[0] && !d->have[0])
        fuzz_fail("%s: of nothing", status_info(st)->name);
    if (d->want[0] && strcmp(d->want, d->have) == 0)
        fuzz_fail("%s: %s: wanted and had: %s", status_info(st)->name, d->item, d->want);
}

void fuzz_same(enum status a, const struct diag *da, enum status b, const struct diag *db)
{
    if (a != b)
        fuzz_fail("%s (%s, %s, %s), then %s (%s, %s, %s)", status_info(a)->name, da->item, da->want, da->have,
                  status_info(b)->name, db->item, db->want, db->have);
    if (a != ST_OK && (strcmp(da->item, db->item) != 0 || strcmp(da->want, db->want) != 0 ||
                       strcmp(da->have, db->have) != 0))
        fuzz_fail("%s: %s / %s / %s, then %s / %s / %s", status_info(a)->name, da->item, da->want, da->have,
                  db->item, db->want, db->have);
}

void fuzz_same_buf(const char *what, const struct buf *a, const struct buf *b)
{
    size_t at = 0;
    while (at < a->len && at < b->len && a->data[at] == b->data[at])
        at++;
    if (a->len != b->len || at < a->len)
        fuzz_fail("%s: %zu and %zu bytes differ from byte %zu on: \"%.*s\" and \"%.*s\"", what, a->len,
                  b->len, at, a->len - at < SHOWN ? (int)(a->len - at) : SHOWN, a->len ? a->data + at : "",
                  b->len - at < SHOWN ? (int)(b->len - at) : SHOWN, b->len ? b->data + at : "");
}

/* --- inputs -----------------------------------------------------------------------------------------------
 */

unsigned char fuzz_byte(const char **p, size_t *n)
{
    unsigned char c = *n ? (unsigned char)**p : 0;
    *p += *n > 0;
    *n -= *n > 0;
    return c;
}

char *fuzz_text(const char **p, size_t *n, char end)
{
    static struct buf text;
    const char *at = memchr(*p, end, *n);
    size_t len = at ? (size_t)(at - *p) : *n;
    buf_clear(&text);
    buf_add(&text, *p, len);
    buf_addc(&text, 0);
    *p += len + (at != NULL);
    *n -= len + (at != NULL);
    return text.data;
}

static int file_fd = -1;

int fuzz_file(const char *p, size_t n)
{
    if (file_fd < 0)
        file_fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (file_fd < 0 || ftruncate(file_fd, 0) != 0 || pwrite(file_fd, p, n, 0) != (ssize_t)n ||
        lseek(file_fd, 0, SEEK_SET) != 0)
        fuzz_fail("no file in memory");
    return file_fd;
}

size_t fuzz_short;

/* In the place of the library's. */
ssize_t read(int fd, void *to, size_t n)
{
    return syscall(SYS_read, fd, to, fuzz_short && fd == file_fd && fuzz_short < n ? fuzz_short : n);
}

const char *fuzz_path(void)
{
    static char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file_fd);
    return path;
}

static char dir[64];

static void S_drop(void)
{
    remove_tree(dir);
}

const char *fuzz_at(const char *name)
{
    static char paths[4][128];
    static int at;
    if (!dir[0]) {
        snprintf(dir, sizeof dir, "%s/chukan-fuzz-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (!mkdtemp(dir) || atexit(S_drop) != 0)
            fuzz_fail("%s: no folder", dir);
    }
    char *path = paths[at++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", dir, name);
    return path;
}

/* --- libFuzzer --------------------------------------------------------------------------------------------
 */

static void S_put(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0)
        fuzz_fail("%s: not written", path);
}

/* DIR/0000 … are the seeds, DIR.words the words as libFuzzer reads them, DIR.most its -max_len. */
static void S_write(const char *to)
{
    char path[512], most[24];
    int digits = snprintf(most, sizeof most, "%zu\n", fuzz.most);
    snprintf(path, sizeof path, "%s.most", to);
    S_put(path, most, (size_t)digits);
    snprintf(path, sizeof path, "%s.words", to);
    FILE *f = fopen(path, "w");
    for (const char *const *w = fuzz.words; f && w && *w; w++) {
        fputc('"', f);
        for (const char *c = *w; *c; c++)
            fprintf(f, "\\x%02X", (unsigned char)*c);
        fputs("\"\n", f);
    }
    if (!f || fclose(f) != 0)
        fuzz_fail("%s: not written", path);
    for (size_t i = 0; i < fuzz_seeds.n; i++) {
        snprintf(path, sizeof path, "%s/%04zu", to, i);
        S_put(path, fuzz_seeds.items[i].data, fuzz_seeds.items[i].len);
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* NAME --seeds DIR: writes them, and that is all. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    fuzz.open();
    if (*argc == 3 && strcmp((*argv)[1], "--seeds") == 0) {
        fuzz.seeds();
        S_write((*argv)[2]);
        exit(0);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    if (n <= fuzz.most)
        fuzz.run((const char *)p, n);
    return 0;
}

/* Is the upload still what was accepted? Its copy in the spool outlives the daemon, and disks and operators
 * reach it meanwhile; the receipt knows size and sum. See load.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "csv/load.h"
#include "store/unyo_uketsuke.h"

/* Files that are older than the process were accepted by one before it. */
static struct timespec began;

__attribute__((constructor)) static void S_began(void)
{
    clock_gettime(CLOCK_REALTIME, &began);
}

/* On a loader thread: files whose sum it has found to be right. Files take turns, and not each turn should
 * begin with reading all of it. */
enum { REMEMBERED = 8 };
static _Thread_local struct {
    int64_t generation;
    char uketsuke[24];
} right[REMEMBERED];
static _Thread_local int next_right;

static bool S_known(const struct load *x)
{
    for (int i = 0; i < REMEMBERED; i++)
        if (right[i].generation == x->generation && strcmp(right[i].uketsuke, x->t.uketsuke) == 0)
            return true;
    return false;
}

static void S_remember(const struct load *x)
{
    right[next_right].generation = x->generation;
    size_t n = strnlen(x->t.uketsuke, sizeof right[0].uketsuke - 1);
    memcpy(right[next_right].uketsuke, x->t.uketsuke, n);
    right[next_right].uketsuke[n] = 0;
    next_right = (next_right + 1) % REMEMBERED;
}

struct receipt {
    struct load *load;
    struct uketsuke u;
    bool found;
};

static enum status S_receipt(struct call *c, void *cls)
{
    struct receipt *r = cls;
    return unyo_uketsuke_find(c->tx, r->load->t.uketsuke, r->load->arena, &r->u, &r->found);
}

static enum status S_lost(struct load *x, int64_t size, const char *have)
{
    char want[100];
    snprintf(want, sizeof want, "受け付けたときのままのファイル（%lld バイト）", (long long)size);
    return diag_set(&x->diag, ST_FILE_LOST, x->t.path, want, have);
}

static bool S_earlier(const struct stat *sb)
{
    return sb->st_ctim.tv_sec < began.tv_sec ||
           (sb->st_ctim.tv_sec == began.tv_sec && sb->st_ctim.tv_nsec < began.tv_nsec);
}

static enum status S_compare(struct load *x, const struct uketsuke *u, int fd)
{
    struct stat sb;
    char have[65];
    if (fstat(fd, &sb) != 0)
        return diag_set(&x->diag, ST_DISK, x->t.path, "読めるファイル", FILE_CAUSE(errno));
    if (sb.st_size != u->size) {
        snprintf(have, sizeof have, "%lld バイト", (long long)sb.st_size);
        return S_lost(x, u->size, have);
    }
    if (!S_earlier(&sb) || S_known(x))
        return ST_OK;
    enum status st = load_sha256(x, x->t.path, fd, sb.st_size, have);
    if (st == ST_OK && strcmp(have, u->sha256) != 0)
        return S_lost(x, u->size, "中身が変わっています（SHA-256 が違います）");
    if (st == ST_OK)
        S_remember(x);
    return st;
}

enum status load_kept(struct load *x)
{
    struct receipt r = {.load = x};
    struct call c = {.arena = x->arena, .caller = &x->caller, .diag = &x->diag};
    enum status st = world_read(x->world, DB_UNYO, &c, S_receipt, &r);
    if (st != ST_OK || !r.found)
        return st;
    const char *path = arena_printf(x->arena, "%s/%s", x->spool, x->t.path);
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 && path && errno == ENOENT)
        return S_lost(x, r.u.size, "ファイルがありません");
    if (fd < 0)
        return diag_set(&x->diag, ST_DISK, x->t.path, "読めるファイル", FILE_CAUSE(errno));
    st = S_compare(x, &r.u, fd);
    close(fd);
    return st;
}

/* The note `hajime` in the folder of a world: the start and the seed it was created with, where they are not
 * those of its fixture. They belong to the world, not to one of its generations, so that a reset goes back to
 * them; see engine.h. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "world/engine.h"

static const char name[] = "hajime";

enum status hajime_keep(const struct beginning *b, const char *dir, struct diag *d)
{
    char text[80];
    if (b->start == INT64_MIN && !b->seed)
        return ST_OK;
    int n = snprintf(text, sizeof text, "start=%" PRId64 " seed=%" PRIu64 "\n", b->start, b->seed);
    char *path = path_join(dir, name);
    enum status st =
        path ? file_write(path, 0600, text, (size_t)n, d) : diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    free(path);
    return st;
}

void hajime_take(const struct beginning *b, struct manifest *m)
{
    if (b->start != INT64_MIN)
        m->start = b->start;
    if (b->seed)
        m->policy.seed = b->seed;
}

/* Of text as hajime_keep writes it. */
static bool S_parse(const char *text, struct beginning *ret)
{
    int end = 0;
    return sscanf(text, "start=%" SCNd64 " seed=%" SCNu64 "\n%n", &ret->start, &ret->seed, &end) == 2 &&
           end && !text[end];
}

enum status hajime_of(const struct world *w, struct beginning *ret, struct diag *d)
{
    static const char want[] = "作成したときの開始日時とシード";
    struct buf text = BUF_INIT;
    struct diag why = DIAG_INIT;
    struct stat sb;
    char *path = path_join(w->dir, name);
    enum status st = path ? ST_OK : diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    *ret = (struct beginning){.start = INT64_MIN};
    if (path && lstat(path, &sb) < 0 && errno == ENOENT)
        goto out;
    if (st == ST_OK && (st = file_read(path, 80, &text, &why)) != ST_OK)
        diag_set(d, st, name, want, why.have);
    else if (st == ST_OK && !(text.data && S_parse(text.data, ret)))
        st = diag_set(d, ST_WORLD_BROKEN, name, want, "読めない内容です");
out:
    buf_release(&text);
    free(path);
    return st;
}

enum status hajime_read(const struct world *w, struct manifest *m, struct diag *d)
{
    struct beginning b;
    enum status st = hajime_of(w, &b, d);
    if (st == ST_OK)
        hajime_take(&b, m);
    return st;
}

/* The account of accesses to 住基ネット; see access.h. */
#include "world/access.h"

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/legible.h"
#include "store/access_check.h"
#include "world/engine.h"
#include "world/metrics.h"

static const char *S_file(void)
{
    const char *file = getenv("CHUKAND_ACCESSES");
    return file && *file ? file : NULL;
}

/* One write, so that lines of many daemons do not mix. */
static void S_line(struct world *w, const struct store *s, const char *what)
{
    struct buf line = BUF_INIT;
    char *spool = realpath(store_spool(s), NULL), folder[PATH_MAX];
    int fd = open(S_file(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    legible(folder, sizeof folder, str_of(spool ? dirname(spool) : "?"));
    buf_addf(&line, "%s %s\n", what, folder);
    if (fd < 0 || !buf_ok(&line) || write(fd, line.data, line.len) != (ssize_t)line.len)
        world_say(w, lang_tr("CHUKAND_ACCESSES のファイルに書けません",
                             "the file of CHUKAND_ACCESSES cannot be written"));
    if (fd >= 0)
        close(fd);
    buf_release(&line);
    free(spool);
}

/* What has no counterpart is told; how many that are. */
static int S_wrong(const struct world *w, const struct access_count *n, struct buf *wrong)
{
    int lines = 0;
    if (n->kaito != w->asked)
        buf_addf(wrong, "juki: asked %lld, answered %lld\n", (long long)w->asked, (long long)n->kaito);
    for (size_t i = 0; i < wrong->len; i++)
        lines += wrong->data[i] == '\n';
    if (lines)
        say_broken(w->name, wrong->data);
    return lines;
}

static void S_account(struct world *w, struct store *s, bool begins)
{
    struct access_count n;
    struct buf wrong = BUF_INIT, what = BUF_INIT;
    const bool read = access_check(tx_writer(s, DB_UNYO), tx_writer(s, DB_GAIBU), &n, &wrong) == ST_OK;
    if (begins)
        w->asked = read ? n.kaito : 0;
    if (read)
        buf_addf(&what, "%s %lld %lld %lld %lld %lld %lld %lld %d", begins ? "begin" : "end",
                 (long long)w->asked, (long long)n.kaito, (long long)n.kiroku, (long long)n.todokazu,
                 (long long)n.seikyu, (long long)n.kaeri, (long long)n.yen, S_wrong(w, &n, &wrong));
    if (S_file())
        S_line(w, s, read && buf_ok(&what) ? what.data : "lost");
    buf_release(&wrong);
    buf_release(&what);
}

void access_begins(struct world *w, struct store *s)
{
    w->asked = 0;
    if (S_file() || w->check_invariants)
        S_account(w, s, true);
}

void access_asked(struct world *w, int64_t n)
{
    char what[40];
    if (!n)
        return;
    metrics_juki(n);
    w->asked += n;
    snprintf(what, sizeof what, "asked %lld", (long long)w->asked);
    if (S_file())
        S_line(w, w->store, what);
}

void access_ends(struct world *w)
{
    if (S_file() || w->check_invariants)
        S_account(w, w->store, false);
}

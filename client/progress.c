/* Progress on a terminal; see progress.h. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum { WIDTH = 30, EVERY_US = 100000 };

static void S_amount(char *out, size_t cap, const char *unit, int64_t n)
{
    if (unit[0] != 'B' || unit[1])
        snprintf(out, cap, "%lld%s", (long long)n, unit);
    else if (n < 1024 * 1024)
        snprintf(out, cap, "%.1f KiB", (double)n / 1024);
    else
        snprintf(out, cap, "%.1f MiB", (double)n / (1024 * 1024));
}

void progress_show(struct progress *p, int64_t done, int64_t total)
{
    int64_t now = clock_real_us();
    if (!isatty(STDERR_FILENO) || (p->drawn && now - p->shown_at < EVERY_US))
        return;
    p->shown_at = now;
    p->drawn = 1;
    char have[32], want[32], bar[WIDTH + 1];
    S_amount(have, sizeof have, p->unit, done);
    if (total <= 0) {
        fprintf(stderr, "\r%s %s\033[K", p->title, have);
        return;
    }
    S_amount(want, sizeof want, p->unit, total);
    int full = (int)(done >= total ? WIDTH : done * WIDTH / total);
    for (int i = 0; i < WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[WIDTH] = 0;
    fprintf(stderr, "\r%s [%s] %3d%% %s / %s\033[K", p->title, bar, (int)(done * 100 / total), have, want);
}

void progress_end(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = 0;
}

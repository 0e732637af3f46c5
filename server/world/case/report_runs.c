/* What the earlier runs of a case came to, in words; see report.h. */
#include <string.h>

#include "world/case/report.h"

void report_runs(const struct report_case *c, struct buf *out)
{
    const struct report_run *run = c->runs.items;
    bool other = false;
    for (size_t i = 0; i < c->runs.n; i++)
        other = other || strcmp(run[i].hantei, c->jido) != 0 ||
                strcmp(run[i].why ? run[i].why : "", c->why && run[i].why ? c->why : "") != 0;
    for (size_t i = 0; other && i < c->runs.n; i++) {
        buf_addf(out, "%s%lld 回目 %s", i ? "、" : "", (long long)run[i].run, run[i].hantei);
        if (run[i].why)
            buf_addf(out, "（%s）", run[i].why);
    }
}

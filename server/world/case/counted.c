/* How much a run of the record has; see tracker.h. */
#include <sys/mman.h>
#include <unistd.h>

#include "world/case/tracker.h"

static void S_log(const struct run_log *log, struct tracker_count *ret)
{
    const char *map = log->size ? mmap(NULL, log->size, PROT_READ, MAP_SHARED, log->fd, 0) : MAP_FAILED;
    if (map == MAP_FAILED)
        return;
    for (size_t at = block_next(map, 0, log->size); at != BLOCK_NONE;) {
        const struct block_head *b = block_at(map, at);
        const struct fact_head *first = (const void *)(b + 1);
        ret->kiroku += b->count;
        ret->kinyu += b->count && first->koto == KOTO_NOTE; /* one of them is a block of its own */
        at = block_next(map, at + b->size, log->size);
    }
    munmap((void *)(uintptr_t)map, log->size);
}

void tracker_count(struct tracker *t, struct tracker_count *ret)
{
    struct diag unread = DIAG_INIT;
    struct run_log log;
    *ret = (struct tracker_count){0};
    if (tracker_hold(t, 0, &log, &unread) != ST_OK || log.fd < 0)
        return;
    S_log(&log, ret);
    close(log.fd);
}

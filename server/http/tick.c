/* The guard's time; see tick.h. */
#include "http/tick.h"

#include <time.h>

int64_t tick_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int tick_wait(int epoll, struct epoll_event *ret, int max, int ms)
{
    return epoll_wait(epoll, ret, max, ms);
}

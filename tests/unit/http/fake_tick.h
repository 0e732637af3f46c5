/* http/tick.h for tests of http/: the guard's time stands still until the test lets it go, and then a second
 * of it is a hundredth of ours. So nothing that a test sends before comes too late, however busy the machine
 * is. Included by one test program each. */
#ifndef TESTS_UNIT_HTTP_FAKE_TICK_H
#define TESTS_UNIT_HTTP_FAKE_TICK_H
#include <stdatomic.h>
#include <stdbool.h>

#include "http/tick.h"

enum { FAKE_FASTER = 100, FAKE_STILL_MS = 10 };
static atomic_bool fake_time_goes;
static atomic_int_least64_t fake_time = 1000000;

int64_t tick_ms(void)
{
    return fake_time;
}

int tick_wait(int epoll, struct epoll_event *ret, int max, int ms)
{
    bool goes = fake_time_goes && ms > 0;
    int n = epoll_wait(epoll, ret, max, ms < 0 ? ms : goes ? ms / FAKE_FASTER : FAKE_STILL_MS);
    if (goes && n == 0)
        fake_time += ms;
    return n;
}
#endif

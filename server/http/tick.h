/* The guard's time, and how it waits for it to pass: apart, so that a test of the guard has a time of its
 * own. Called by guard.c. */
#ifndef HTTP_TICK_H
#define HTTP_TICK_H
#include <stdint.h>
#include <sys/epoll.h>

/* Milliseconds since some moment. */
int64_t tick_ms(void);
/* epoll_wait; ms less than 0: until something happens. */
int tick_wait(int epoll, struct epoll_event *ret, int max, int ms);
#endif

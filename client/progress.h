/* One line on stderr that shows how far long work has come; nothing at all unless stderr is a terminal. */
#ifndef CLIENT_PROGRESS_H
#define CLIENT_PROGRESS_H
#include <stdint.h>

struct progress {
    const char *title; /* borrowed */
    const char *unit;  /* "B" prints bytes as KiB, MiB; anything else is a count */
    int64_t shown_at;  /* real microseconds of the last drawing */
    int drawn;         /* 1: the line is on the screen */
};

/* total 0: unknown. Draws at most ten times a second. */
void progress_show(struct progress *p, int64_t done, int64_t total);
/* Wipes the line. */
void progress_end(struct progress *p);
#endif

/* Bytes that come through a pipe, some at once and then one by one, written by a thread of their own
 * (S_feed's argument). */
#ifndef TESTS_UNIT_FILE_FORM_FEED_H
#define TESTS_UNIT_FILE_FORM_FEED_H
#include <stddef.h>
#include <unistd.h>

struct feed {
    int fd; /* closed at the end */
    const char *p;
    size_t n, at_once; /* 0: one by one from the first */
};

static void *S_feed(void *cls)
{
    const struct feed *f = cls;
    for (size_t at = 0, n = f->at_once ? f->at_once : 1; at < f->n; at += n, n = 1)
        if (write(f->fd, f->p + at, n) != (ssize_t)n)
            break;
    close(f->fd);
    return NULL;
}
#endif

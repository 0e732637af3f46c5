/* Bytes that come through a pipe one by one, written by a thread of their own (S_feed's argument). */
#ifndef TESTS_UNIT_FILE_FORM_FEED_H
#define TESTS_UNIT_FILE_FORM_FEED_H
#include <stddef.h>
#include <unistd.h>

struct feed {
    int fd; /* closed at the end */
    const char *p;
    size_t n;
};

static void *S_feed(void *cls)
{
    struct feed *f = cls;
    for (size_t i = 0; i < f->n; i++)
        if (write(f->fd, f->p + i, 1) != 1)
            break;
    close(f->fd);
    return NULL;
}
#endif

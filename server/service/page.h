/* A list that is answered a page at a time: it reads one more than it shows, which tells whether more follow.
 * Called by the operations and operator actions that list. */
#ifndef SERVICE_PAGE_H
#define SERVICE_PAGE_H
#include <stddef.h>
#include <stdint.h>

#include "base/bango.h"
#include "base/diag.h"

enum {
    PAGE_MOST = 1000,    /* [A] of one reply; the XSDs of the services that list say it, too */
    PAGE_BYTES = 2 << 20 /* of a list whose items may be long: with so many read, no further one */
};

/* How many to read. kensu: how many are asked for; INT64_MIN: it is not said. */
static inline int64_t page_limit(int64_t kensu)
{
    return (kensu == INT64_MIN ? PAGE_MOST : kensu) + 1;
}

/* The same of an operator action, whose number is a text; NULL: it is not said. */
static inline enum status page_limit_of(struct diag *d, const char *kensu, int64_t *ret)
{
    const int64_t n = kensu ? bango_digits(kensu, strlen("1000")) : PAGE_MOST;
    if (n < 1 || n > PAGE_MOST)
        return diag_set(d, ST_CONTROL, "kensu", "1～1000 の整数", kensu);
    *ret = page_limit(n);
    return ST_OK;
}

/* *n were read; *n: how many of them are shown. Answers tsuzuki: 1 when more follow. */
static inline int64_t page_cut(size_t *n, int64_t limit)
{
    const int64_t more = *n == (size_t)limit;
    *n -= (size_t)more;
    return more;
}
#endif

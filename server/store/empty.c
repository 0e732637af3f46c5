/* Empty databases, made once; see empty.h. */
#include "store/empty.h"

#include <pthread.h>

#include "base/file.h"

enum { EMPTY_MAX = 4 << 20 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct buf made[DB_COUNT]; /* as the file is; kept as long as the process is there */

bool empty_write(enum db db, const char *path)
{
    struct diag ignored = DIAG_INIT; /* who makes it anew will tell */
    pthread_mutex_lock(&lock);
    bool ok = made[db].len && file_write(path, 0600, made[db].data, made[db].len, &ignored) == ST_OK;
    pthread_mutex_unlock(&lock);
    return ok;
}

void empty_keep(enum db db, const char *path)
{
    struct diag ignored = DIAG_INIT;
    pthread_mutex_lock(&lock);
    if (!made[db].len && (file_read(path, EMPTY_MAX, &made[db], &ignored) != ST_OK || !buf_ok(&made[db])))
        buf_release(&made[db]);
    pthread_mutex_unlock(&lock);
}

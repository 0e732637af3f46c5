/* A file that was kept for somebody must be what was noted of it: its size, its sha256. One that this process
 * has written or has found to be right is known again by what the system tells of it (inode, size, times of
 * change), so that it is not read again. Thread-safe. Called by file.upload, world/load/loader and
 * world/call. */
#ifndef BASE_KEPT_H
#define BASE_KEPT_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

struct kept {
    const char *mei; /* what a person calls it, before its name in the diag: 受付ファイル */
    const char *path;
    int64_t size;
    const char *sha256; /* lower case hex; NULL: only the size was noted */
};
/* A descriptor of the file, which has that size; else -1: FILE_LOST when it is gone, no file or of another
 * size; BUSY when nothing more can be opened just now; DISK when it is there, but cannot be read. */
int kept_open(const struct kept *k, struct diag *d);
/* What kept_open has opened has that sha256, too: OK, FILE_LOST, DISK, RESET, LIMIT. stop: NULL, or looked at
 * between pieces; true ends it with RESET. */
enum status kept_check(const struct kept *k, int fd, const atomic_bool *stop, struct diag *d);
/* What lies at path now is right: this process has just written and summed it. */
void kept_note(const char *path);
/* Sum of the first size bytes: OK, DISK (cannot be read, or is shorter), RESET, LIMIT; item for the diag. */
enum status kept_sum(int fd, int64_t size, const atomic_bool *stop, char ret[65], const char *item,
                     struct diag *d);
#endif

/* Folders beside; see beside.h. */
#include "world/beside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

static const char BESIDE[] = ".keep-"; /* no world has such a name */

/* Who builds in it holds a lock of the folder, which goes when he dies. -1: somebody does, or errno tells. */
static int S_hold(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

void beside_sweep(const char *fixtures)
{
    DIR *at = opendir(fixtures);
    for (struct dirent *e; at && (e = readdir(at));) {
        char *dir = strncmp(e->d_name, BESIDE, strlen(BESIDE)) == 0 ? path_join(fixtures, e->d_name) : NULL;
        int fd = dir ? S_hold(dir) : -1;
        if (fd >= 0) {
            remove_tree(dir);
            close(fd);
        }
        free(dir);
    }
    if (at)
        closedir(at);
}

char *beside_new(const char *fixtures, int *ret_lock, struct diag *d)
{
    char *dir = NULL;
    if (asprintf(&dir, "%s/%sXXXXXX", fixtures, BESIDE) < 0) {
        diag_set(d, ST_LIMIT, "fixtures", "メモリ", "不足");
        return NULL;
    }
    bool made = mkdtemp(dir);
    if (made && (*ret_lock = S_hold(dir)) >= 0)
        return dir;
    int err = errno;
    diag_set(d, file_status(err), file_tail(fixtures),
             "書き込めるフォルダー（chukand の --fixtures の worlds）", FILE_CAUSE(err));
    if (made)
        remove_tree(dir);
    free(dir);
    return NULL;
}

/* Throw-away folders; see daemon.h. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon.h"
#include "guard.h"

bool workdir_make(char *out, size_t cap)
{
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(out, cap, "%s/chukan-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (n <= 0 || (size_t)n >= cap || !mkdtemp(out))
        return false;
    guard_folder(out);
    return true;
}

/* Empties the folder behind fd, which it closes. Links are removed, not followed. */
static void S_empty(int fd)
{
    DIR *at = fdopendir(fd);
    if (!at) {
        close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(at));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        int sub = openat(dirfd(at), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (sub >= 0)
            S_empty(sub);
        unlinkat(dirfd(at), e->d_name, sub >= 0 ? AT_REMOVEDIR : 0);
    }
    closedir(at);
}

void workdir_remove(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        S_empty(fd);
    rmdir(path);
}

/* Files and pipes as one; see input.h. */
#include "check/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

int check_temporary(struct diag *d)
{
    const char *tmp = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/chukan-check-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    else
        file_failed(d, "作業用のファイル（環境変数 TMPDIR の場所）", "作れるファイル", errno);
    return fd;
}

/* A disk that is full takes a part, and says nothing then. */
static bool S_put(int fd, const char *p, size_t n)
{
    errno = 0;
    return write(fd, p, n) == (ssize_t)n;
}

/* All that comes through the pipe. Answers the file it is in, at its start; -1: why, in d. */
static int S_spooled(int from, struct diag *d)
{
    char block[1 << 16];
    ssize_t n = 0;
    int fd = check_temporary(d);
    while (fd >= 0 && (n = read(from, block, sizeof block)) != 0)
        if (n > 0 ? !S_put(fd, block, (size_t)n) : errno != EINTR)
            break;
    if (n != 0 && fd >= 0) {
        file_failed(d, n < 0 ? "ファイル" : "作業用のファイル（環境変数 TMPDIR の場所）",
                    n < 0 ? "読めるファイル" : "書き込めるディスク", n < 0 || errno ? errno : ENOSPC);
        close(fd);
        return -1;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* What has no name is told by how it begins. */
static const char *S_form(int fd)
{
    char p[64];
    const ssize_t n = pread(fd, p, sizeof p, 0);
    const bool zip = n >= 4 && memcmp(p, "PK\3\4", 4) == 0;
    ssize_t i = 0;
    while (i < n && (strchr(" \t\r\n\xEF\xBB\xBF\xFE\xFF", p[i]))) /* with NUL: of UTF-16, too */
        i++;
    return zip ? "-.zip" : i < n && p[i] == '<' ? "-.xml" : "-.csv";
}

static bool S_has_form(const char *base)
{
    const char *dot = strrchr(base, '.');
    return dot &&
           (strcasecmp(dot, ".csv") == 0 || strcasecmp(dot, ".xml") == 0 || strcasecmp(dot, ".zip") == 0);
}

/* A FIFO is waited for until somebody writes there, as every program does; opened once, for who writes would
 * be left alone between. */
static bool S_is_pipe(const char *path)
{
    struct stat s;
    return strcmp(path, "-") == 0 || (stat(path, &s) == 0 && S_ISFIFO(s.st_mode));
}

static int S_open_pipe(const char *path)
{
    return strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                  : open(path, O_RDONLY | O_CLOEXEC);
}

enum status check_input(const char *path, struct check_input *ret, struct diag *d)
{
    const bool pipe = S_is_pipe(path);
    const int from = pipe ? S_open_pipe(path) : file_open(path);
    const char *base = file_base(path);
    if (from < 0)
        return file_failed(d, "ファイル", "読めるファイル", errno);
    const int fd = pipe ? S_spooled(from, d) : from;
    if (pipe)
        close(from);
    if (fd < 0)
        return d->status;
    if (pipe && !S_has_form(base))
        base = S_form(fd);
    *ret = (struct check_input){fd, base, pipe};
    return ST_OK;
}

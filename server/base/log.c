/* The log; see log.h. */
#include "base/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int fd = STDERR_FILENO;
static char *file;

static int S_open(const char *path)
{
    int n = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (n < 0)
        return -1;
    pthread_mutex_lock(&lock);
    if (fd != STDERR_FILENO)
        close(fd);
    fd = n;
    pthread_mutex_unlock(&lock);
    return 0;
}

int log_open(const char *path)
{
    if (!path)
        return 0;
    free(file);
    file = strdup(path);
    return file ? S_open(file) : -1;
}

int log_reopen(void)
{
    return file ? S_open(file) : 0;
}

void log_line(enum log_level level, const char *fmt, ...)
{
    static const char *const mark[] = {"BUG", "WARN", "INFO", "TRACE"};
    char raw[2048], line[2200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(raw, sizeof raw, fmt, ap);
    va_end(ap);
    time_t now = time(NULL);
    struct tm tm;
    localtime_r(&now, &tm);
    size_t n = strftime(line, 64, "%Y-%m-%dT%H:%M:%S ", &tm);
    n += (size_t)snprintf(line + n, 8, "%s ", mark[level]);
    n += str_mask(line + n, sizeof line - n - 1, str_of(raw));
    for (size_t i = 0; i < n; i++) /* what a caller sent must not look like a line of its own */
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = ' ';
    line[n++] = '\n';
    pthread_mutex_lock(&lock);
    ssize_t wrote = write(fd, line, n);
    pthread_mutex_unlock(&lock);
    (void)wrote; /* a log that cannot be written has nobody to tell */
}

/* The log; see log.h. */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t grown = PTHREAD_COND_INITIALIZER, stopped = PTHREAD_COND_INITIALIZER;
static int fd = STDERR_FILENO;
static char *file;
static uint64_t most; /* 0: it grows */
static bool told;     /* that it cannot be begun anew */

/* Lines of ordinary calls are kept for a moment and written together (between log_start and log_stop). */
enum { KEEP_MS = 100 };
static char keep[64 * 1024];
static size_t kept;
static bool running;
static pthread_t flusher;

/* "2026-11-23T02:04:27 ", made once a second in each thread. */
static const char *S_now(void)
{
    static _Thread_local time_t last;
    static _Thread_local char text[32];
    time_t now = time(NULL);
    if (now != last) {
        struct tm tm;
        localtime_r(&now, &tm);
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S ", &tm);
        last = now;
    }
    return text;
}

/* A log that cannot be written has nobody to tell. Needs lock. */
static void S_write(const char *p, size_t n)
{
    ssize_t wrote = n ? write(fd, p, n) : 0;
    (void)wrote;
}

static bool S_is_full(struct stat *is)
{
    return most && file && fstat(fd, is) == 0 && S_ISREG(is->st_mode) && (uint64_t)is->st_size >= most;
}

/* The file, be it reached by a link, becomes FILE.1, unless somebody else has moved or begun it. -1: errno.
 */
static int S_put_away(const struct stat *is)
{
    char real[PATH_MAX], old[PATH_MAX];
    struct stat there;
    if (!realpath(file, real) || stat(real, &there) != 0)
        return errno == ENOENT ? 0 : -1;
    if (there.st_dev != is->st_dev || there.st_ino != is->st_ino)
        return 0;
    if (snprintf(old, sizeof old, "%s.1", real) >= (int)sizeof old) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return rename(real, old);
}

/* What fails is tried again with the next lines, and until then they go where they went. Needs lock. */
static void S_begin_anew(const struct stat *is)
{
    int n = S_put_away(is) == 0 ? open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640) : -1;
    if (n >= 0) {
        close(fd);
        fd = n;
    } else if (!told) {
        char text[200];
        int len =
            snprintf(text, sizeof text, "%sWARN ログを回せません (--log の FILE を FILE.1 に): errno %d\n",
                     S_now(), errno);
        S_write(text, (size_t)len);
    }
    told = n < 0;
}

/* Writes out what is kept. Needs lock. */
static void S_flush(void)
{
    struct stat is;
    S_write(keep, kept);
    if (kept && S_is_full(&is))
        S_begin_anew(&is);
    kept = 0;
}

static int S_open(const char *path)
{
    int n = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (n < 0)
        return -1;
    pthread_mutex_lock(&lock);
    S_flush();
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

void log_most(uint64_t bytes)
{
    pthread_mutex_lock(&lock);
    most = bytes;
    pthread_mutex_unlock(&lock);
}

static void *S_flusher(void *cls)
{
    pthread_mutex_lock(&lock);
    while (running) {
        if (!kept) {
            pthread_cond_wait(&grown, &lock);
            continue;
        }
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += KEEP_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        while (running && pthread_cond_timedwait(&stopped, &lock, &until) == 0)
            ;
        S_flush();
    }
    pthread_mutex_unlock(&lock);
    return cls;
}

void log_start(void)
{
    pthread_mutex_lock(&lock);
    running = true;
    running = pthread_create(&flusher, NULL, S_flusher, NULL) == 0;
    pthread_mutex_unlock(&lock);
}

void log_stop(void)
{
    pthread_mutex_lock(&lock);
    bool was = running;
    running = false;
    pthread_cond_signal(&grown);
    pthread_cond_signal(&stopped);
    S_flush();
    pthread_mutex_unlock(&lock);
    if (was)
        pthread_join(flusher, NULL);
}

static void S_put(enum log_level level, const char *line, size_t n)
{
    pthread_mutex_lock(&lock);
    if (n > sizeof keep - kept)
        S_flush();
    memcpy(keep + kept, line, n);
    kept += n;
    if (!running || level != LOG_INFO)
        S_flush();
    else if (kept == n)
        pthread_cond_signal(&grown);
    pthread_mutex_unlock(&lock);
}

/* Whoever reads the log reads UTF-8; what a caller sent need not be. */
static void S_readable(char *p, size_t n)
{
    if (str_utf8_len((struct str){p, n}) >= 0)
        return;
    for (size_t i = 0, len; i < n; i += len)
        if (!(len = str_char((struct str){p + i, n - i})))
            p[i] = '?', len = 1;
}

void log_line(enum log_level level, const char *fmt, ...)
{
    static const char *const mark[] = {"BUG ", "WARN ", "INFO ", "TRACE "};
    char raw[2048], line[2200];
    va_list ap;
    va_start(ap, fmt);
    int len = vsnprintf(raw, sizeof raw, fmt, ap);
    va_end(ap);
    const char *now = S_now();
    size_t n = strlen(now), m = strlen(mark[level]);
    memcpy(line, now, n);
    memcpy(line + n, mark[level], m);
    n += m;
    if (len < 0)
        raw[0] = 0;
    else if ((size_t)len >= sizeof raw)
        str_end_cut(raw, sizeof raw);
    n += str_show(line + n, sizeof line - n - 1, str_of(raw));
    for (size_t k = 0; k < n; k++) /* what a caller sent must not look like a line of its own */
        if ((unsigned char)line[k] < 0x20 || line[k] == 0x7F)
            line[k] = ' ';
    S_readable(line, n);
    line[n++] = '\n';
    S_put(level, line, n);
}

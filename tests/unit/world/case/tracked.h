/* A tracker's log as a file of one unit test. */
#ifndef TESTS_UNIT_WORLD_CASE_TRACKED_H
#define TESTS_UNIT_WORLD_CASE_TRACKED_H
#include <fcntl.h>
#include <sys/stat.h>

#include "world/case/log.h"

static inline void S_setup(void)
{
    log_open();
}

static inline void S_teardown(void)
{
    log_drop();
}

static inline int64_t S_file(uint32_t run)
{
    char *path = tracker_path(&log_tracker, run, "log");
    struct stat s;
    int64_t size = stat(path, &s) == 0 ? s.st_size : -1;
    free(path);
    return size;
}

/* The file of the first run, to be read or damaged. */
static inline int S_fd(int flags)
{
    char *path = tracker_path(&log_tracker, 1, "log");
    int fd = open(path, flags);
    ck_assert_int_ge(fd, 0);
    free(path);
    return fd;
}

static inline void S_reopen(void)
{
    tracker_close(&log_tracker);
    tracker_init(&log_tracker, temp_dir);
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag), ST_OK);
}

static inline enum put_fate S_put_one(enum koto koto)
{
    log_begin(&(struct seen){0});
    log_fact(&(struct seen){.koto = koto});
    return tracker_put(&log_tracker, &log_block, PUT_CHANGE);
}
#endif

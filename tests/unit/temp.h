/* A temporary folder for one unit test, removed with what is in it. */
#ifndef TESTS_UNIT_TEMP_H
#define TESTS_UNIT_TEMP_H
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char temp_dir[64];

static inline int temp_remove_one(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
    (void)sb, (void)type, (void)ftw;
    return remove(path);
}

static inline void temp_make_in(const char *parent)
{
    snprintf(temp_dir, sizeof temp_dir, "%s/chukan-XXXXXX", parent);
    if (!mkdtemp(temp_dir))
        exit(2);
}

/* Where tests/run.sh says, unless that makes the paths long. */
static inline void temp_make(void)
{
    const char *told = getenv("TMPDIR");
    temp_make_in(told && *told && strlen(told) < sizeof temp_dir / 2 ? told : "/tmp");
}

/* In memory where there is such a place: for tests that open many databases and cut no power. */
static inline void temp_make_light(void)
{
    temp_make_in(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

static inline void temp_drop(void)
{
    nftw(temp_dir, temp_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* temp_dir/name; the last four results of a thread stay valid. */
static inline const char *temp_path(const char *name)
{
    static _Thread_local char paths[4][256];
    static _Thread_local int at;
    char *p = paths[at++ % 4];
    snprintf(p, sizeof paths[0], "%s/%s", temp_dir, name);
    return p;
}
#endif

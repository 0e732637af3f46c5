/* Worlds of paper for the tests of what lies on the disk: lot8 and lot9 in a temporary folder, writes that
 * leave a row of meta in unyo.db, a loader that the test may play, and what was said to the log. Included by
 * one test program each. */
#ifndef TESTS_UNIT_WORLD_LOT9_H
#define TESTS_UNIT_WORLD_LOT9_H
#include <check.h>
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/json.h"
#include "store/meta.h"
#include "made.h"
#include "world/engine.h"
#include "world/paper.h"
#include "world/turn.h"
#include "world/world.h"

static struct world *w; /* lot9; NULL while it is refused */
static struct worlds_options options;
static pthread_mutex_t said_lock = PTHREAD_MUTEX_INITIALIZER;
static char said[4096]; /* all of it, a line each */

void say_named(const char *world, const char *text)
{
    pthread_mutex_lock(&said_lock);
    size_t n = strlen(said);
    snprintf(said + n, sizeof said - n, "%s: %s\n", world, text);
    pthread_mutex_unlock(&said_lock);
}

void say_broken(const char *world, const char *text)
{
    (void)world;
    ck_abort_msg("%s", text);
}

static inline bool lot9_said(const char *part)
{
    pthread_mutex_lock(&said_lock);
    bool has = strstr(said, part);
    pthread_mutex_unlock(&said_lock);
    return has;
}

static inline void lot9_hush(void)
{
    pthread_mutex_lock(&said_lock);
    said[0] = 0;
    pthread_mutex_unlock(&said_lock);
}

__attribute__((format(printf, 1, 2))) static inline void lot9_shell(const char *fmt, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    ck_assert_msg(system(text) == 0, "%s", text);
}

static inline enum status lot9_open_as(struct diag *d)
{
    *d = DIAG_INIT;
    enum status st = worlds_open(&options, d);
    w = st == ST_OK ? world_find("lot9", 4) : NULL;
    return st;
}

static inline void lot9_open(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_msg(lot9_open_as(&d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
}

static inline void lot9_close(void)
{
    world_release(w);
    w = NULL;
    worlds_close();
}

/* With another fixture: from the start, for the loader reads it as soon as there is a world. */
static inline void lot9_setup_on(struct paper other)
{
    static char data[128], fix[128];
    temp_make_light();
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    lot9_shell("mkdir -p %s %s/worlds/lot8 %s/worlds/lot9 && touch %s/worlds/lot8/world.xml "
               "%s/worlds/lot9/world.xml",
               data, fix, fix, fix, fix);
    paper = other;
    options = (struct worlds_options){.data = data, .fixtures = fix};
    said[0] = 0;
    signal(SIGXFSZ, SIG_IGN);
    lot9_open();
    ck_assert_ptr_nonnull(w);
}

static inline void lot9_setup(void)
{
    lot9_setup_on((struct paper){S_manifest, S_compile, S_load});
}

static inline void lot9_teardown(void)
{
    lot9_close();
    turns_seed(0);
    temp_drop();
}

static inline enum status lot9_put_run(struct call *c, void *cls)
{
    return meta_put(c->tx, cls, "1");
}

static inline enum status lot9_put_in(struct world *x, const char *key)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_write_wait(x, DB_UNYO, &c, lot9_put_run, (void *)(uintptr_t)key);
    arena_free(a);
    return st;
}

static inline enum status lot9_get_run(struct call *c, void *cls)
{
    const char *v = NULL;
    enum status st = meta_get(c->tx, cls, c->arena, &v);
    return st == ST_OK && !v ? ST_UKETSUKE_NONE : st;
}

static inline bool lot9_has_in(struct world *x, const char *key)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_read(x, DB_UNYO, &c, lot9_get_run, (void *)(uintptr_t)key);
    arena_free(a);
    return st == ST_OK;
}

static inline enum status lot9_put(const char *key)
{
    return lot9_put_in(w, key);
}

static inline bool lot9_has(const char *key)
{
    return lot9_has_in(w, key);
}

/* The answer of a control call is JSON and holds a text. */
static inline void lot9_json(enum status got, enum status want, struct buf *json, const char *part)
{
    ck_assert_msg(got == want, "%s for %s", status_info(got)->name, status_info(want)->name);
    if (status_kubun(got) != 9)
        ck_assert_msg(json_strict(json->data), "%s", json->data);
    if (part)
        ck_assert_msg(json->data && strstr(json->data, part), "%s not in %s", part, json->data);
    buf_release(json);
}

static inline bool lot9_there(const char *path)
{
    struct stat sb;
    return lstat(temp_path(path), &sb) == 0;
}

/* Nothing but this is in a folder of the temporary one ("" for nothing); names in order, with a space behind
 * each. */
static inline void lot9_folder(const char *path, const char *want)
{
    struct dirent **list;
    char have[2000] = "";
    int n = scandir(temp_path(path), &list, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (list[i]->d_name[0] != '.') {
            size_t at = strlen(have);
            snprintf(have + at, sizeof have - at, "%s ", list[i]->d_name);
        }
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    ck_assert_msg(strcmp(have, want) == 0, "%s: %s instead of %s", path, have, want);
}

/* Files may not grow beyond this any more, as on a full disk; RLIM_INFINITY: there is room again. Holds for
 * root. */
static inline void lot9_room(rlim_t bytes)
{
    struct rlimit r;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &r), 0);
    r.rlim_cur = bytes;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &r), 0);
}

static inline int lot9_run(Suite *suite)
{
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
#endif

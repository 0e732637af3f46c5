/* The cases of this daemon; see bench.h. */
#include "world/case/bench.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/file.h"

enum { MEMORY = 64 << 20 };

static struct {
    pthread_mutex_t lock;
    struct arena *arena;
    struct cases cases;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

static enum status S_read(const char *fixtures, const char *schema, struct diag *d)
{
    struct arena *a = arena_new(MEMORY);
    char *dir = path_join(fixtures, "cases");
    enum status st = a && dir ? cases_read(dir, schema, NULL, 0, a, &all.cases, d)
                              : diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
    free(dir);
    if (st == ST_OK)
        all.arena = a;
    else
        arena_free(a);
    return st;
}

enum status bench_cases(const char *fixtures, const char *schema, const struct cases **ret, struct diag *d)
{
    pthread_mutex_lock(&all.lock);
    enum status st = all.arena ? ST_OK : S_read(fixtures, schema, d);
    pthread_mutex_unlock(&all.lock);
    *ret = &all.cases;
    return st;
}

/* A world that has nothing but a tracker, for what is told of calls and rows: read back as facts. */
#ifndef TESTS_UNIT_WORLD_CASE_TOLD_H
#define TESTS_UNIT_WORLD_CASE_TOLD_H
#include <check.h>
#include <unistd.h>

#include "base/status.h"
#include "temp.h"
#include "world/case/facts.h"
#include "world/case/tell.h"
#include "world/engine.h"

enum { TOLD_AT = 1500000000 };

static struct world told_world;
static struct facts told_facts;
static struct arena *told_arena;

static inline void told_open(void)
{
    struct diag d = DIAG_INIT;
    temp_make_light();
    tracker_init(&told_world.tracker, temp_dir);
    ck_assert_int_eq(tracker_goes_on(&told_world.tracker, 1, RUN_SAME, &d), ST_OK);
    told_arena = arena_new(1 << 20);
    facts_init(&told_facts);
}

static inline void told_drop(void)
{
    facts_release(&told_facts);
    arena_free(told_arena);
    tracker_close(&told_world.tracker);
    temp_drop();
}

/* Answers how many there are by now. */
static inline size_t told_read(void)
{
    struct diag d = DIAG_INIT;
    bool any;
    struct run_log log;
    ck_assert_int_eq(tracker_hold(&told_world.tracker, 1, &log, &d), ST_OK);
    ck_assert_int_eq(facts_read(&told_facts, &log, &any, &d), ST_OK);
    close(log.fd);
    return told_facts.n;
}

/* The nth fact is of that kind, and says so much: "jotai=取得済 kaisu=1". */
static inline const struct fact *told_is(size_t nth, enum koto koto, const char *items)
{
    char text[2000] = "";
    const char *name, *value;
    ck_assert_uint_lt(nth, told_read());
    const struct fact *f = &told_facts.list[nth];
    ck_assert_str_eq(koto_kind((enum koto)f->koto)->what, koto_kind(koto)->what);
    for (size_t at = 0; fact_items(&told_facts, f, &at, &name, &value);)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s=%s", *text ? " " : "", name, value);
    ck_assert_str_eq(text, items);
    return f;
}

/* Nowhere in the log. */
static inline void told_not(const char *secret)
{
    told_read();
    ck_assert_ptr_null(memmem(told_facts.map, told_facts.size, secret, strlen(secret)));
}
#endif

/* A tracker's log of one unit test, in a folder of its own: what was seen, told in short. */
#ifndef TESTS_UNIT_WORLD_CASE_LOG_H
#define TESTS_UNIT_WORLD_CASE_LOG_H
#include <check.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/status.h"
#include "temp.h"
#include "world/case/facts.h"

enum { US = 6139992, THEM = 6139984, NOBODY = UINT32_MAX };

/* A fact, and what its block says of it. items: "jotai=取得済 no=1 why=…", as names and values. */
struct seen {
    enum koto koto;
    const char *edaban, *items, *uketsuke, *ningen;
    enum status st;
    uint32_t setai, juni, hokensha; /* hokensha 0: US; NOBODY: none */
    int64_t at;                     /* 0: the beginning */
};

static struct tracker log_tracker;
static struct facts log_facts;
static struct telling log_block = {.facts = BUF_INIT};
static struct diag log_diag;

static inline void log_open(void)
{
    log_diag = DIAG_INIT;
    temp_make_light();
    tracker_init(&log_tracker, temp_dir);
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag), ST_OK);
    facts_init(&log_facts);
}

static inline void log_drop(void)
{
    facts_release(&log_facts);
    tracker_close(&log_tracker);
    buf_release(&log_block.facts);
    temp_drop();
}

static inline void log_begin(const struct seen *s)
{
    log_block.generation = 1;
    log_block.head = (struct block_head){.hokensha = !s->hokensha            ? US
                                                     : s->hokensha == NOBODY ? 0
                                                                             : s->hokensha,
                                         .at = s->at ? s->at : clock_parse("2017-05-08T09:00:00"),
                                         .real_us = 1500000000000000};
    snprintf(log_block.head.uketsuke, sizeof log_block.head.uketsuke, "%s", s->uketsuke ? s->uketsuke : "");
    buf_clear(&log_block.facts);
}

static inline void log_items(enum koto koto, const char *items)
{
    char name[40];
    for (const char *p = items ? items : ""; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " "), at = strcspn(p, "=");
        snprintf(name, sizeof name, "%.*s", (int)at, p);
        struct str value = {p + at + 1, n - at - 1};
        if (strcmp(name, "no") == 0 || strcmp(name, "why") == 0)
            telling_item(&log_block, *name == 'n' ? TAG_NO : TAG_WHY, NULL, value);
        else
            telling_named(&log_block, koto_kind(koto), name, value);
        p += n;
    }
}

static inline void log_fact(const struct seen *s)
{
    struct fact_head *f = telling_fact(&log_block, s->koto);
    ck_assert_ptr_nonnull(f);
    f->status = (uint16_t)s->st;
    f->juni = s->juni;
    f->setai = s->setai;
    f->ningen = tracker_ningen(&log_tracker, str_of(s->ningen));
    fact_edaban(f, s->edaban);
    log_items(s->koto, s->items);
    telling_end(&log_block);
}

static inline void log_end(void)
{
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, PUT_CHANGE), PUT_STANDS);
}

static inline void log_put(const struct seen *s)
{
    log_begin(s);
    log_fact(s);
    log_end();
}

#define SEEN(k, ...) log_put(&(struct seen){.koto = KOTO_##k, __VA_ARGS__})

static inline struct run_log log_hold(uint32_t run)
{
    struct run_log log;
    ck_assert_int_eq(tracker_hold(&log_tracker, run, &log, &log_diag), ST_OK);
    return log;
}

static inline bool log_read_into(struct facts *x, struct run_log log)
{
    bool any;
    ck_assert_int_eq(facts_read(x, &log, &any, &log_diag), ST_OK);
    close(log.fd);
    return any;
}

/* All of the present run. Answers whether anything came. */
static inline bool log_read(void)
{
    return log_read_into(&log_facts, log_hold(0));
}
#endif

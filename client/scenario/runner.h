/* Runs scenarios: one pass after another, each statement in turn, each step reported. Called by cmd/run.c. */
#ifndef CLIENT_SCENARIO_RUNNER_H
#define CLIENT_SCENARIO_RUNNER_H
#include "daemon.h"
#include "file/case/case.h"
#include "report.h"
#include "words.h"

struct runner {
    /* where; url, control, data as in struct options */
    const char *url, *control, *data;
    bool plain;
    int timeout;
    int soap;
    struct daemon *daemon; /* NULL: not ours */
    const char *fixtures;
    /* what */
    struct words lets; /* NAME=VALUE of --let */
    struct report *report;
    struct http *http; /* its connections go on from one pass to the next */
    bool quiet;        /* prints nothing of what it does */
    bool go_on;        /* also after a statement that failed: what would a tester's system do? */
    const char *seen;  /* folder for what the daemon saw of each case, LOT-ID.json; NULL: it is not kept */
};

/* Reads and judges a scenario without running it; errors go to stderr. true: fine. */
bool runner_check(const struct runner *r, const char *path, const char *world);
/* The drive of a test case, for one of its lots. */
bool runner_check_case(const struct runner *r, const struct test_case *c, int lot);
/* It is driven in a world of its own, made from the lot's for this and dropped afterwards, which begins when
 * the case says. What it came to is in the report; false: the world could not be made. */
bool runner_case(struct runner *r, const struct test_case *c, int lot, int repeat);
/* One pass; what it came to is in the report. false: it could not even be read. */
bool runner_pass(struct runner *r, const char *path, const char *world, int repeat);
#endif

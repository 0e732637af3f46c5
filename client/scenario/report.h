/* What a run of scenarios came to, and its three faces: the terminal, JUnit, a page of HTML. Everything lives
 * in the report's arena. Filled by runner.c and the verbs. */
#ifndef CLIENT_SCENARIO_REPORT_H
#define CLIENT_SCENARIO_REPORT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum { REPORT_KEPT = 8 };

enum step_state { STEP_PASSED, STEP_FAILED, STEP_SKIPPED };

struct step {
    struct step *next;
    const char *title;
    enum step_state state;
    int acts, checks;  /* statements done */
    int64_t us;        /* real time taken */
    const char *why;   /* of a failure: "file:line: …"; NULL none */
    const char *notes; /* lines that `print` left; NULL none */
};

struct tally {
    struct tally *next;
    const char *name;
    int64_t n;
};

struct mark_table {
    const char *name, *hex;
};

/* A digest that was taken under a name. */
struct mark {
    struct mark *next;
    const char *name, *hex;
    struct mark_table *tables;
    int table_count;
};

struct pass {
    struct pass *next;
    const char *title, *file, *world;
    int repeat; /* from 1 */
    bool failed;
    struct step *steps, *last_step;
    struct tally *tallies, *last_tally;
    struct mark *marks, *last_mark;
};

struct report {
    struct arena *arena;
    struct pass *passes, *last;
    int repeats;                     /* how often each is run */
    struct arena *kept[REPORT_KEPT]; /* of other reports, whose passes stand here */
    int kept_count;
};

bool report_open(struct report *r);
void report_close(struct report *r);
/* NULL: out of memory. */
struct pass *report_pass(struct report *r, const char *file, const char *world, int repeat);
/* A pass of another report, at the end; and that report's arena, which this one frees with its own. */
void report_add(struct report *r, struct pass *p);
void report_keep(struct report *r, struct report *other);
struct step *report_step(struct report *r, struct pass *p, const char *title);
bool report_tally(struct report *r, struct pass *p, const char *name, int64_t n);
const struct mark *report_mark(const struct pass *p, const char *name);
/* Adds what differs between two digests to out; true: they are the same. */
bool report_same(const struct mark *a, const struct mark *b, struct buf *out);
/* Compares the digests of every later pass with those of the first one of the same scenario and world, as a
 * step of its own. */
void report_compare(struct report *r);
/* Passes that failed. */
int report_failed(const struct report *r);

/* One line of the terminal about a step; with the failure under it. */
void report_print_step(const struct step *s);
/* A whole pass that nothing was printed of yet: its steps only when it failed. */
void report_print_pass(const struct pass *p, int repeats);
/* The line that a pass begins with. */
void report_print_title(const struct pass *p, int repeats);
/* The table of tallies and digests at the end. */
void report_print_table(const struct report *r);

void report_junit(const struct report *r, struct buf *out);
void report_html(const struct report *r, struct buf *out);
#endif

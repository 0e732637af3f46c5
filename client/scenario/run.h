/* A scenario being run: connection, variables, labels, and what its report will tell. The verbs work on this.
 * Owned by runner.c; one pass = one scenario in one world once. */
#ifndef CLIENT_SCENARIO_RUN_H
#define CLIENT_SCENARIO_RUN_H
#include "wire/control.h"
#include "daemon.h"
#include "report.h"
#include "script.h"
#include "wire/soap.h"

/* What a label stands for: the last answer that was given to it. */
struct label {
    struct label *next;
    const char *name;
    struct arena *arena; /* owned; holds root */
    struct node *root;
    struct buf raw;
    char uketsuke[64]; /* of an upload; "" none */
    char shubetsu[64];
    char *result; /* path of the result file that was fetched; in the pass's arena */
};

struct run {
    struct http *http;
    struct target t;
    char system[128];                 /* or 統合専用端末 */
    const char *url, *control, *data; /* of the daemon */
    bool plain;
    int timeout;
    struct daemon *daemon;   /* NULL: somebody else's */
    bool quiet, go_on;       /* prints nothing of what it does */
    const char *fixtures;    /* folder; NULL unknown */
    const char *work;        /* throw-away folder for files */
    const char *world, *lot; /* lot: whose fixture the world was made from; itself, or NULL */
    struct arena *arena;     /* the pass's */
    struct vars vars;
    struct label *labels;
    struct pass *pass;
    struct step *step; /* the present one */
    struct buf why;    /* of the statement that failed */
};

/* Tells why the present statement fails; answers false. */
bool run_why(struct run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The label, made when it is new; NULL: out of memory. */
struct label *run_label(struct run *r, const char *name);
/* The label that was defined, or NULL after run_why. */
struct label *run_find(struct run *r, const char *name);
/* Moves an answer into a label; what it held before is freed, but a receipt number is kept. */
void run_take_reply(struct label *l, struct reply *reply);
void run_take_control(struct label *l, struct control_reply *reply);
void run_drop_labels(struct run *r);
/* Where a file that a statement names lies: work folder, the scenario's, fixtures/worlds/WORLD, fixtures. In
 * the arena; NULL after run_why. */
const char *run_path(struct run *r, const struct statement *s, const char *name);
/* The text at a path of a label: "" and *ret_absent when there is none. NULL after run_why. */
const char *run_value(struct run *r, const char *label, const char *path, bool *ret_absent);

/* table.c: rows of a result file under l->root, one node called `row` a line with its columns as the layout
 * `name` has them. */
bool table_load(struct run *r, struct label *l, const char *path, const char *name, const char *row);
#endif

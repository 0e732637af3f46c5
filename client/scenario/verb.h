/* The words of the scenario language: one table gives each verb its counts, its labels and its function.
 * Used by script.c to judge and by runner.c to run. */
#ifndef CLIENT_SCENARIO_VERB_H
#define CLIENT_SCENARIO_VERB_H
#include <stdbool.h>

struct run;
struct statement;

enum { ARGS_MAX = 40 };

/* What running a statement counts as in the report. */
enum verb_kind { VERB_FORM, VERB_ACT, VERB_CHECK };

struct verb {
    const char *name;
    enum verb_kind kind;
    int min, max;      /* words after the verb; max -1: no limit but ARGS_MAX */
    int def;           /* index of the label that it defines; -1 none */
    int use;           /* index of the first label that it uses; -1 none */
    bool use_rest;     /* every word from there on is a label */
    bool from;         /* NAME = VALUE, or NAME from LABEL PATH: the label is used in the second form only */
    const char *usage; /* words after the verb, Japanese */
    /* NULL, or why these words are wrong (Japanese); before variables are replaced. May be NULL itself. */
    const char *(*judge)(const struct statement *s);
    /* argv: words with variables replaced. false: failed, run_why() has told. */
    bool (*run)(struct run *r, const struct statement *s, const char **argv);
};

extern const struct verb verb_list[]; /* name NULL at the end */
const struct verb *verb_find(const char *name);
/* The verb that was probably meant; NULL: nothing near. */
const struct verb *verb_near(const char *name);
/* Labels that the runner fills itself: the answers of the control port. */
bool verb_builtin_label(const char *label);

/* verb_form.c */
const char *judge_let(const struct statement *s);
bool do_title(struct run *r, const struct statement *s, const char **argv);
bool do_let(struct run *r, const struct statement *s, const char **argv);
bool do_tally(struct run *r, const struct statement *s, const char **argv);
bool do_print(struct run *r, const struct statement *s, const char **argv);
/* verb_soap.c */
bool do_as(struct run *r, const struct statement *s, const char **argv);
bool do_call(struct run *r, const struct statement *s, const char **argv);
bool do_refuse(struct run *r, const struct statement *s, const char **argv);
bool do_await(struct run *r, const struct statement *s, const char **argv);
/* verb_file.c */
bool do_upload(struct run *r, const struct statement *s, const char **argv);
bool do_wait(struct run *r, const struct statement *s, const char **argv);
bool do_result(struct run *r, const struct statement *s, const char **argv);
bool do_fill(struct run *r, const struct statement *s, const char **argv);
bool do_save(struct run *r, const struct statement *s, const char **argv);
/* verb_world.c */
const char *judge_clock(const struct statement *s);
const char *judge_progress(const struct statement *s);
bool do_world(struct run *r, const struct statement *s, const char **argv);
bool do_reset(struct run *r, const struct statement *s, const char **argv);
bool do_clock(struct run *r, const struct statement *s, const char **argv);
bool do_progress(struct run *r, const struct statement *s, const char **argv);
bool do_operator(struct run *r, const struct statement *s, const char **argv);
bool do_digest(struct run *r, const struct statement *s, const char **argv);
bool do_same(struct run *r, const struct statement *s, const char **argv);
bool do_differ(struct run *r, const struct statement *s, const char **argv);
bool do_restart(struct run *r, const struct statement *s, const char **argv);
/* expect.c */
const char *judge_expect(const struct statement *s);
bool do_expect(struct run *r, const struct statement *s, const char **argv);
/* have NULL: absent. op is one that judge_expect lets through. */
bool expect_holds(const char *have, const char *op, const char *want);
#endif

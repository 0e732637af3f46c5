/* The words of the scenario language: a verb is one const struct with its counts, its labels and its
 * function, beside that function; one line of verbs.def registers it. Used by script.c to judge and by
 * runner.c to run. */
#ifndef CLIENT_SCENARIO_VERB_H
#define CLIENT_SCENARIO_VERB_H
#include <stdbool.h>

struct run;
struct statement;

enum { ARGS_MAX = 200 };

/* What running a statement counts as in the report. */
enum verb_kind { VERB_FORM, VERB_ACT, VERB_CHECK };

struct verb {
    const char *name;
    enum verb_kind kind;
    int min, max;      /* words after the verb; max -1: no limit but ARGS_MAX */
    int def;           /* which word, from 1, is the label that it defines; 0 none */
    int use;           /* which word, from 1, is the first label that it uses; 0 none */
    bool use_rest;     /* every word from there on is a label */
    bool from;         /* NAME = VALUE, or NAME from LABEL PATH: the label is used in the second form only */
    bool answers;      /* its answer fills a label of its own name, which no scenario may define */
    const char *usage; /* words after the verb, Japanese; NULL: it takes none */
    /* NULL, or why these words are wrong (Japanese); before variables are replaced. May be NULL itself. */
    const char *(*judge)(const struct statement *s);
    /* argv: words with variables replaced. false: failed, run_why() has told. */
    bool (*run)(struct run *r, const struct statement *s, const char **argv);
};

extern const struct verb *const verb_list[]; /* NULL at the end */
const struct verb *verb_find(const char *name);
/* The verb that was probably meant; NULL: nothing near. */
const struct verb *verb_near(const char *name);
/* Labels that the runner fills itself: the answers of the control port. */
bool verb_builtin_label(const char *label);

/* expect.c. have NULL: absent. op is one that verb_expect lets through. */
bool expect_holds(const char *have, const char *op, const char *want);
#endif

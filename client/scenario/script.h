/* A scenario file read into statements and judged before anything runs: unknown words, wrong counts, labels
 * and variables that nothing defines. The grammar is told in fixtures/scenarios/main-job.scn. Called by
 * runner.c. */
#ifndef CLIENT_SCENARIO_SCRIPT_H
#define CLIENT_SCENARIO_SCRIPT_H
#include "base/arena.h"
#include "base/buf.h"
#include "vars.h"
#include "verb.h"

struct statement {
    const char *file; /* base name, for messages */
    const char *dir;  /* folder of the file, for what it names */
    int line;
    const struct verb *verb;
    int argc; /* words after the verb */
    const char **argv;
    const char *text; /* the line, for messages */
};

struct script {
    struct arena *arena;
    struct statement *list; /* in the arena */
    size_t count, cap;
    struct buf errors; /* lines "file:line: …\n" for a person */
    int error_count;
};

/* Reads path (and what it includes). preset: variables that exist before the first line. true: no errors. */
bool script_read(struct script *s, const char *path, const struct vars *preset);
/* The same from text; dir and file name it. */
bool script_parse(struct script *s, const char *dir, const char *file, const char *text,
                  const struct vars *preset);
void script_release(struct script *s);
/* Splits a line into words: blanks (also full width), "quotes", # comments, {JSON to the end}. Answers how
 * many, or -1 with *ret_why set. Words live in the arena. */
int script_words(struct arena *a, const char *line, const char **words, int max, const char **ret_why);
#endif

/* What `chukan check` found, as it finds it, in one of four forms: text for people, json, csv, junit for
 * machines. Called by checker.c; each form is one file form_*.c. */
#ifndef CLIENT_CHECK_REPORT_H
#define CLIENT_CHECK_REPORT_H
#include <stdio.h>

#include "base/buf.h"
#include "check/tally.h"
#include "file/form/verify.h"
#include "file/layout/layout.h"

/* A file, or an entry of a zip, under check. */
struct check_file {
    const char *path;       /* as it was given; of an entry: ZIP/ENTRY */
    const struct layout *l; /* NULL: the kind is not known */
    const char *encoding;   /* NULL: not known */
    bool guessed;           /* the encoding was found out */
    bool all;               /* no file: what all of them together have (kakunin.h) */
};

struct check_result {
    enum status status; /* of the whole file; other than OK: refused, for why */
    struct diag why;
    struct verify_count count;
    int64_t issued;                 /* of check_file.all: 枝番 that the results have */
    struct tally *tally;            /* sorted */
    struct tally *warned, *unknown; /* the same of what warns, and of what the files cannot tell */
    bool good;                      /* the verdict: what ends the command with 0 */
};

struct report {
    FILE *out;
    char day[9];          /* YYYYMMDD: whose layouts and rules judge */
    const char *day_of;   /* whose day that is, in the language of the messages */
    int64_t max;          /* errors shown of a file */
    int64_t shown;        /* of the present one; warnings among them */
    bool strict;          /* what warns, or cannot be told, is a failure */
    int files, bad_files; /* with what all of them together have as one more: kakunin */
    bool kakunin;
    FILE *cases;    /* what waits for the end of the present file; NULL: nothing can */
    bool untold;    /* the report lacks something; said already */
    int case_count; /* how many of it */
    int passed;     /* junit: that are no failures; json: errors written */
    int skipped;    /* junit: of those, what could not be judged */
    struct buf line;
};

struct check_form {
    const char *name;
    int64_t max; /* errors shown of a file unless --max says otherwise */
    /* Each may be NULL. */
    void (*start)(struct report *r);
    void (*file)(struct report *r, const struct check_file *f);
    void (*error)(struct report *r, const struct check_file *f, int64_t line, const struct diag *d);
    /* edaban: of what the rows of the file have left at its end, line 0; else NULL. */
    void (*warning)(struct report *r, const struct check_file *f, int64_t line, const char *edaban,
                    const struct finding *w);
    void (*file_end)(struct report *r, const struct check_file *f, const struct check_result *v);
    void (*end)(struct report *r);
};

extern const struct check_form check_text, check_json, check_csv, check_junit;
/* NULL: no such form. */
const struct check_form *check_form(const char *name);
/* Writes what is in r->line, and empties it. */
void check_put(struct report *r);
/* Opens r->cases, or says why it cannot and sets r->untold. */
void check_may_wait(struct report *r);
/* The same into r->cases, which check_waited writes, and closes. */
void check_wait(struct report *r);
void check_waited(struct report *r);
#endif

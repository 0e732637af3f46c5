/* One file of gen: rows from a source through a plan, some of them spoilt, to an output. Called by cmd/gen.c.
 */
#ifndef CLIENT_GEN_FILE_H
#define CLIENT_GEN_FILE_H
#include <stdio.h>

#include "gen/output.h"
#include "gen/subjects.h"

#define GEN_STORIES_HEADER "file,line,id,hito,edaban,code,keikoku\n"

struct gen_file {
    struct decisions *decisions;
    const struct charset *cs;
    const char *dir, *broken; /* broken NULL: not */
    bool xml, zip;
    enum kind kind;
    bool diff;
    FILE
        *stories; /* what is expected of the stories' rows goes here (GEN_STORIES_HEADER); NULL: no stories */
    /* what became of it */
    char name[96];
    int64_t rows, spoilt;
    int64_t refused, warned; /* of the stories' rows: that are to be refused, taken with a warning */
};

/* SETUP, DISK: cannot be written; INTERNAL: a row that was to be good is not, diag says why. */
enum status gen_file(struct gen_file *f, struct diag *d);
#endif

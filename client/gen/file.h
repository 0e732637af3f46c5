/* One file of gen: rows from a source through a plan, some of them spoilt, to an output. Called by cmd/gen.c.
 */
#ifndef CLIENT_GEN_FILE_H
#define CLIENT_GEN_FILE_H
#include "gen/output.h"
#include "gen/subjects.h"

struct gen_file {
    struct decisions *decisions;
    const struct charset *cs;
    const char *dir, *broken; /* broken NULL: not */
    bool xml, zip;
    enum kind kind;
    bool diff;
    /* what became of it */
    char name[96];
    int64_t rows, spoilt;
};

/* SETUP, DISK: cannot be written; INTERNAL: a row that was to be good is not, diag says why. */
enum status gen_file(struct gen_file *f, struct diag *d);
#endif

/* What stands for a link file on the command line of check: a file, a FIFO, "-" for the standard input. What
 * comes through a pipe is put into a file without a name first, for a file is looked at more than once. */
#ifndef CLIENT_CHECK_INPUT_H
#define CLIENT_CHECK_INPUT_H
#include <stdbool.h>

#include "base/diag.h"

struct check_input {
    int fd;           /* a regular file at its start; owned */
    const char *base; /* its name, by whose end the form is known (.csv, .xml, .zip) */
    bool unnamed;     /* came through a pipe: base is no name that anybody gave it */
};

/* PLACE, DESCRIPTORS, DISK. The path must stay as long as base is wanted. */
enum status check_input(const char *path, struct check_input *ret, struct diag *d);
/* A file without a name in TMPDIR, so that nothing of it outlives the check; -1: why, in d. */
int check_temporary(struct diag *d);
#endif

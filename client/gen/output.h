/* One link file on its way to the disk, with the verdicts that it must get beside it (FILE.expected.csv:
 * line,code). Called by file.c. */
#ifndef CLIENT_GEN_OUTPUT_H
#define CLIENT_GEN_OUTPUT_H
#include "base/buf.h"
#include "file/form/form.h"

struct output {
    const struct form *form; /* by the path's end */
    const struct layout *l;
    const struct charset *cs;
    int fd, expected_fd; /* -1: not open */
    struct buf out, expected;
    int64_t line, rows;
};

/* note: a line about the verdicts. SETUP: the file cannot be made. */
enum status output_open(struct output *o, const struct layout *l, const struct charset *cs, const char *path,
                        const char *note, struct diag *d);
enum status output_row(struct output *o, const struct str *cells, enum status verdict, struct diag *d);
/* The last of the file, and its closing. broken: how the whole file is broken (NULL: not), see output_breaks;
 * then the verdicts are of the file alone. */
enum status output_close(struct output *o, const char *broken, struct diag *d);
/* Whether there is such a way to break a file. */
bool output_breaks(const char *broken);
#endif

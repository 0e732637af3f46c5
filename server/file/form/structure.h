/* The pass over a whole file before any of its rows counts: a file whose structure is broken is refused
 * whole, with the place (2.7.4). Called by loader.c and the client's check. */
#ifndef FILE_FORM_STRUCTURE_H
#define FILE_FORM_STRUCTURE_H
#include <stdatomic.h>

#include "file/form/form.h"

enum { ROWS_MOST = 2000000 }; /* [A] of a link file, where a world does not say otherwise */

/* A file being read from its start to its end, row by row. */
struct structure {
    const struct layout *l;
    struct source source;
    int64_t limit, rows; /* rows: header and trailer are none */
    bool first;          /* nothing has come yet */
};
/* structure_end only after OK. */
enum status structure_begin(struct structure *s, const struct form *f, const struct layout *l,
                            const struct charset *cs, int fd, int64_t row_limit, struct diag *d);
/* The next row, neither header nor trailer; the file may yet be refused. *ret_found false: it has ended as it
 * should. Statuses as below. */
enum status structure_next(struct structure *s, struct record *ret, bool *ret_found, struct diag *d);
void structure_end(struct structure *s);

/* Reads fd from its start to its end. ST_OK with *ret_rows (header and trailer are none), FILE_EMPTY,
 * FILE_STRUCTURE, FILE_CHARSET, FILE_ROWS (that of the layout or row_limit), FILE_VERSION, FILE_TRAILER;
 * RESET when *stop (NULL: never) became true. */
enum status structure_check(const struct form *f, const struct layout *l, const struct charset *cs, int fd,
                            int64_t row_limit, const atomic_bool *stop, int64_t *ret_rows, struct diag *d);
/* The same limit binds what the files of a zip hold together: FILE_ROWS. */
enum status structure_total(const struct layout *l, int64_t row_limit, int64_t rows, struct diag *d);
#endif

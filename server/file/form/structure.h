/* The pass over a whole file before any of its rows counts: a file whose structure is broken is refused
 * whole, with the place (2.7.4). Called by loader.c and the client's check. */
#ifndef FILE_FORM_STRUCTURE_H
#define FILE_FORM_STRUCTURE_H
#include "file/form/form.h"

/* Who looks on while a file is read. Each may be NULL. */
struct structure_watch {
    bool (*stop)(void *cls); /* asked now and then: true ends it with RESET */
    /* A row, neither header nor trailer; the file may yet be refused. */
    void (*row)(void *cls, const struct record *rec);
    void *cls;
};
/* Reads fd from its start to its end. ST_OK with *ret_rows (header and trailer are none), FILE_EMPTY,
 * FILE_STRUCTURE, FILE_CHARSET, FILE_ROWS (that of the layout or row_limit), FILE_VERSION, FILE_TRAILER;
 * RESET when it was stopped. */
enum status structure_check(const struct form *f, const struct layout *l, const struct charset *cs, int fd,
                            int64_t row_limit, const struct structure_watch *watch, int64_t *ret_rows,
                            struct diag *d);
#endif

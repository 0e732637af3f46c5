/* Records of a delimited file, streamed from a descriptor: decoded to UTF-8, split, unquoted. Finds whatever
 * breaks the structure of a file and tells the place; knows nothing of what the values mean. Bounded memory.
 * Called by structure.c, chunk.c and fixture.c; one thread at a time. */
#ifndef FILE_FORM_READER_H
#define FILE_FORM_READER_H
#include "base/diag.h"
#include "file/charset/charset.h"

struct reader_form {
    char delimiter;
    bool no_quotes;       /* a quote is a character like any other */
    int columns;          /* every record has so many; 0: as many as the first */
    int least;            /* or at least so many, the others being empty; 0: all */
    size_t record_limit;  /* bytes of one record in the file */
    const char *trailer;  /* a record of this and one item more is the last, and none of reader_next */
    const char *line_end; /* every record ends so; NULL: with CRLF or LF, as it likes */
    size_t block;         /* bytes read at a time; 0: 64 KB */
};

/* How the records that were read end, header and trailer among them. */
struct line_ends {
    int64_t crlf, lf, none; /* none: the end of the file, at most one */
};

struct record {
    struct str *cells; /* UTF-8, each also NUL-terminated; valid until the next reader_next */
    int n;
    int64_t line; /* on which it starts, from 1 */
};

struct reader;

/* fd stands at byte `offset` of the file (0, or an answer of reader_offset with its reader_line); it stays
 * the caller's. NULL: out of memory. */
struct reader *reader_new(const struct reader_form *form, const struct charset *cs, int fd, int64_t offset,
                          int64_t line);
void reader_free(struct reader *r);
/* ST_OK with *ret_found false at the end. FILE_STRUCTURE (ret->n has the number of items when that is what is
 * wrong, else 0), FILE_CHARSET, FILE_TRAILER (a record behind it): broken, diag has the place; ST_DISK: it
 * cannot be read. After an error only reader_free may follow. */
enum status reader_next(struct reader *r, struct record *ret, bool *ret_found, struct diag *d);
/* Byte of the file and line after the last record: where another reader may go on. */
int64_t reader_offset(struct reader *r);
int64_t reader_line(const struct reader *r);
/* Since reader_new; the reader's own. */
const struct line_ends *reader_line_ends(const struct reader *r);
/* The other item of the trailer, UTF-8; NULL: none was seen. */
const char *reader_trailer(const struct reader *r);
#endif

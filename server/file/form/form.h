/* The forms in which a link file may come, CSV and XML (2.7.4), behind one interface: its records, and the
 * records of its result file, which has the form of what was sent. A form is one line of the table in form.c.
 * Called by structure.c, chunk.c, loader.c and parts.c; a source by one thread at a time. */
#ifndef FILE_FORM_FORM_H
#define FILE_FORM_FORM_H
#include "file/form/reader.h"
#include "file/layout/layout.h"

struct form {
    const char *suffix; /* of the names of such files, lower case */
    bool angle;         /* the first character that is no blank is '<' */
    void *(*open)(const struct layout *l, const struct charset *cs, int fd, int64_t offset, int64_t line);
    void (*close)(void *reader);
    enum status (*next)(void *reader, struct record *ret, bool *ret_found, struct diag *d);
    int64_t (*offset)(void *reader);
    int64_t (*line)(void *reader);
    const char *(*trailer)(void *reader);               /* NULL: such files have no header and no trailer */
    const struct line_ends *(*line_ends)(void *reader); /* NULL: lines mean nothing */
    /* the version of l that the first record follows, when that is another one; NULL: none */
    const struct layout *(*version)(void *reader, const struct layout *l, const struct record *first,
                                    bool good);
    /* before the first record of a result file, one record, and behind the last */
    void (*start)(struct buf *out, const struct layout *l, const struct charset *cs);
    void (*record)(struct buf *out, const struct layout *l, const struct charset *cs,
                   const struct str *cells);
    void (*end)(struct buf *out, const struct layout *l, const struct charset *cs);
};

/* How a CSV of that layout is read. */
struct reader_form form_csv(const struct layout *l);
/* By the end of a file's name: XML when it is .xml (in any case), else CSV. */
const struct form *form_of(const char *file_name);
/* Does the content look like the form that the name says? fd is left at its start. FILE_STRUCTURE, FILE_XML.
 */
enum status form_check(const struct form *f, const struct charset *cs, int fd, struct diag *d);

/* The records of one file. */
struct source {
    const struct form *form;
    const struct layout *layout;
    void *reader; /* owned */
    bool header;  /* the next record is that of the names */
};
/* Goes on at offset and line, answers of a source before (0 and 1: the start). LIMIT, DISK. source_close is
 * harmless on a zeroed one. */
enum status source_open(struct source *s, const struct form *f, const struct layout *l,
                        const struct charset *cs, int fd, int64_t offset, int64_t line, struct diag *d);
void source_close(struct source *s);
/* As reader_next. */
enum status source_next(struct source *s, struct record *ret, bool *ret_found, struct diag *d);
int64_t source_offset(struct source *s);
int64_t source_line(struct source *s);
#endif

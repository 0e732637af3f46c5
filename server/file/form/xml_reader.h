/* Records of an XML link file, streamed from a descriptor: the same records as reader.h gives, from a root
 * with one element a row and children named like the columns, in their order; a child left out is an empty
 * cell. No attributes, DOCTYPE, processing instructions or deeper nesting. Bounded memory (a record, and a
 * tag or comment, have limits). Called by form.c; one thread at a time. */
#ifndef FILE_FORM_XML_READER_H
#define FILE_FORM_XML_READER_H
#include "file/form/reader.h"

enum { XML_READER_MARKUP = 32768 /* bytes of one tag or comment */, XML_READER_FIRST = 256 };

struct xml_form {
    const char *root, *row;
    const char *const *columns; /* names of a row's children, in order; the caller's */
    int n;
    size_t record_limit; /* bytes that the texts of one record have in the file */
    size_t block;        /* bytes read and parsed at a time; 0: as many as is good */
};

struct xml_reader;

/* fd stands at the file's start and stays the caller's. The first `skip` rows are read and not given out.
 * NULL: out of memory. */
struct xml_reader *xml_reader_new(const struct xml_form *form, const struct charset *cs, int fd,
                                  int64_t skip);
void xml_reader_free(struct xml_reader *r);
/* As reader_next; cells of the record are form.n, its line that of the row's start tag. FILE_XML: not well
 * formed, or not as said above; FILE_CHARSET: wrong bytes, or a declaration of another encoding. */
enum status xml_reader_next(struct xml_reader *r, struct record *ret, bool *ret_found, struct diag *d);
/* Rows given out or skipped: where another reader may go on. */
int64_t xml_reader_rows(const struct xml_reader *r);
/* Line of the last record given out; 1 before the first. */
int64_t xml_reader_line(const struct xml_reader *r);
/* Names of the children that the first row has (up to XML_READER_FIRST), known when the first record or an
 * error has come: what version of a layout a file follows. */
int xml_reader_first(const struct xml_reader *r, const char *const **ret);
#endif

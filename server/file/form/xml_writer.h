/* Result files as XML, in the insurer's encoding: the mirror of xml_reader.h. Pure; appends to a buf. Called
 * through form.c. */
#ifndef FILE_FORM_XML_WRITER_H
#define FILE_FORM_XML_WRITER_H
#include "base/buf.h"
#include "file/charset/charset.h"
#include "file/layout/layout.h"

/* The mark of the encoding, the declaration and the root's start tag. */
void xml_writer_start(struct buf *out, const struct layout *l, const struct charset *cs);
/* One row of l->n cells, on a line of its own; an empty cell is an empty element. A character that the
 * encoding does not have is written as a character reference, one that XML forbids as 〔U+XXXX〕: any XML
 * parser can read the file. */
void xml_writer_record(struct buf *out, const struct layout *l, const struct charset *cs,
                       const struct str *cells);
/* The root's end tag: once, behind the last row. */
void xml_writer_end(struct buf *out, const struct layout *l, const struct charset *cs);
#endif

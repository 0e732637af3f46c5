/* Records of a result file, in the insurer's encoding. Pure; appends to a buf. Called by loader.c. */
#ifndef FILE_FORM_WRITER_H
#define FILE_FORM_WRITER_H
#include "base/buf.h"
#include "file/charset/charset.h"
#include "file/layout/layout.h"

/* One record of l->n cells with its line end; padded and quoted where the layout wants it, quoted where the
 * value needs it. A character that the encoding does not have, or that would break a record without quotes,
 * is written as 〔U+XXXX〕, never as a silent '?'. */
void writer_record(struct buf *out, const struct layout *l, const struct charset *cs,
                   const struct str *cells);
/* What stands before the first record: the mark of the encoding and the record of names, where they have one.
 */
void writer_start(struct buf *out, const struct layout *l, const struct charset *cs);
#endif

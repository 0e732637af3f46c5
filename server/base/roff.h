/* Pages of the manual (man(7)): text as roff wants it. Called by the pages of chukan and of chukand. */
#ifndef BASE_ROFF_H
#define BASE_ROFF_H
#include "base/buf.h"

/* .TH and NAME; date and version are those of version.h */
void roff_head(struct buf *out, const char *name, int section, const char *title, const char *what);
void roff_section(struct buf *out, const char *title);
/* A term in bold, and what it means. */
void roff_term(struct buf *out, const char *term, const char *text);
/* A paragraph. */
void roff_text(struct buf *out, const char *text);
/* Lines as they are. */
void roff_lines(struct buf *out, const char *text);
#endif

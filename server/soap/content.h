/* Elements that do not stand as their parent's sequence has them: too few, too many, in another order, in
 * another place, of another namespace, of no name of ours. It is told from the XSD and from what else stands
 * there, for the library names whatever could come next, and of that the caller may need nothing
 * (INTEROP 21). Called by invalid.c. */
#ifndef SOAP_CONTENT_H
#define SOAP_CONTENT_H
#include "base/buf.h"
#include "base/libxml.h"
#include "soap/catalog.h"

/* Which of several of its name it is, 1 and on; 0: the only one. */
int content_number(const xmlNode *node);
/* Both append what was wanted and what was had. The parent ends before all that it needs has come. */
void content_missing(const struct service *s, const xmlNode *parent, struct buf *want, struct buf *have);
/* The node may not come where it does. */
void content_unexpected(const struct service *s, const xmlNode *node, struct buf *want, struct buf *have);
#endif

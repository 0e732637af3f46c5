/* What our XSDs declare, by their text, which is laid out alike throughout: the library keeps that to itself.
 * Called by invalid.c and content.c. */
#ifndef SOAP_DECLARED_H
#define SOAP_DECLARED_H
#include "base/str.h"
#include "soap/catalog.h"

/* A name in its two parts; ns "" when it has none. */
struct name {
    struct str ns, local;
};

struct name name_of(const xmlChar *local, const xmlNs *ns);
bool name_same(struct name a, struct name b);
/* The text of the XSD from where it declares a name; `tag` stands before it. NULL: nowhere. */
const char *declared(const struct service *s, struct name name, const char *tag);
/* The type of an element of a body; local.n 0 when the XSD tells none. */
struct name declared_type(const struct service *s, const xmlNode *node);

enum { DECLARED_CHILDREN = 64 /* no sequence of ours has a third of it */ };

/* One of the elements of a sequence; our XSDs have no other model. */
struct child {
    struct name name;
    bool need; /* not minOccurs="0" */
    bool many; /* maxOccurs="unbounded" */
};

/* What stands in an element of a body, in its order; 0: nothing, or the XSD does not tell. */
size_t declared_children(const struct service *s, const xmlNode *parent,
                         struct child ret[static DECLARED_CHILDREN]);
#endif

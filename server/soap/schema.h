/* XSD validation of a request's body, on its small tree, never on a stream (INTEROP, traps). All services are
 * compiled at start, as one schema that imports theirs: what they share is compiled once. Validation contexts
 * are kept by their user. Called by catalog.c, exchange.c and pool.c. */
#ifndef SOAP_SCHEMA_H
#define SOAP_SCHEMA_H
#include <libxml/tree.h>

#include "soap/catalog.h"

/* *ctxt: NULL at first, kept for the next request of the same service; freed by schema_release. ST_SCHEMA
 * with the element's path, what was wanted and what was had. */
enum status schema_validate(struct service *s, xmlSchemaValidCtxtPtr *ctxt, xmlNodePtr node, struct diag *d);
void schema_release(xmlSchemaValidCtxtPtr ctxt);

struct schema {
    xmlSchemaPtr compiled;
    xmlDocPtr root; /* compiled points into it */
};
/* DIR/NAME.xsd of each name, for the namespace urn:chukan:NAME:1. SETUP with file and line of the first thing
 * that is wrong; *ret is untouched then, else released by schema_free. */
enum status schema_compile(const char *dir, const char *const *names, size_t n, struct schema *ret,
                           struct diag *d);
void schema_free(struct schema *s);
#endif

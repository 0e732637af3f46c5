/* XSD validation of a request's body, on its small tree, never on a stream (INTEROP, traps). Schemas are
 * compiled at a service's first request; validation contexts are kept by their user. Called by exchange.c and
 * pool.c. */
#ifndef SOAP_SCHEMA_H
#define SOAP_SCHEMA_H
#include <libxml/tree.h>

#include "soap/catalog.h"

/* *ctxt: NULL at first, kept for the next request of the same service; freed by schema_release. ST_SCHEMA
 * with the element's path, what was wanted and what was had. */
enum status schema_validate(struct service *s, xmlSchemaValidCtxtPtr *ctxt, xmlNodePtr node, struct diag *d);
void schema_release(xmlSchemaValidCtxtPtr ctxt);
/* Compiles now what would be compiled at first use; for tests and --check. */
enum status schema_compile(struct service *s, struct diag *d);
#endif

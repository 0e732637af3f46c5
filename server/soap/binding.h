/* A WSDL cut to one of its SOAP bindings. Called by wsdl.c. */
#ifndef SOAP_BINDING_H
#define SOAP_BINDING_H
#include "soap/catalog.h"

/* version: "1.1" or "1.2". Appends the text without bindings, ports and namespaces of the other version.
 * NO_DEFINITION: there is no such version. */
enum status binding_cut(const struct doc *wsdl, const char *version, struct buf *out, struct diag *d);
#endif

/* A WSDL cut to one of its SOAP bindings. Called by wsdl.c. */
#ifndef SOAP_BINDING_H
#define SOAP_BINDING_H
#include "soap/catalog.h"

/* version: "1.1" or "1.2". The text without bindings, ports and namespaces of the other version; made when it
 * is first asked for, kept by the service. NO_DEFINITION: there is no such version. On any thread. */
enum status binding_wsdl(struct service *s, const char *version, const char **ret, struct diag *d);
#endif

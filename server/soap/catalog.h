/* What this daemon serves over SOAP: the services of the registered operations, their XSD and WSDL texts
 * and compiled schemas (both read once at start). Constant between soap_open and soap_close. Called by
 * exchange.c, envelope.c, schema.c and wsdl.c. */
#ifndef SOAP_CATALOG_H
#define SOAP_CATALOG_H
#include <libxml/xmlschemas.h>

#include "base/diag.h"

#define NS_COMMON "urn:chukan:common:1"

enum { SERVICES = 16, SERVICE_NAME = 32, SERVICE_NS = 64, BINDINGS = 2 };

/* A file of schema/ or wsdl/, whole. */
struct doc {
    char *name; /* "kanyusha": without .xsd or .wsdl */
    char *path;
    char *text;
    size_t n;
};

struct docs {
    struct doc *items;
    size_t n;
};

struct service {
    char name[SERVICE_NAME];
    char ns[SERVICE_NS]; /* urn:chukan:NAME:1 */
    int index;
    const struct doc *xsd, *common, *wsdl; /* common.xsd, which they all import */
    char *cut[BINDINGS];                   /* the WSDL with one binding alone (binding.c); NULL: not yet */
    xmlSchemaPtr schema;                   /* one for all services */
};

/* NULL when there is no such service. */
struct service *catalog_service(const char *name);
const struct doc *catalog_xsd(const char *name, size_t n);
/* "kanri、kanyusha、…" for error texts, and the same of a service's operations; out is cut to cap. */
void catalog_services(char *out, size_t cap);
void catalog_operations(const char *service, char *out, size_t cap);
#endif

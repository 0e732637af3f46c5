/* What libxml2 finds invalid, told in Japanese: which element, what was wanted and what was had, so that
 * neither its numbers nor its English reach a caller (INTEROP 21 to 23). Called by schema.c. */
#ifndef SOAP_INVALID_H
#define SOAP_INVALID_H
#include "base/libxml.h"
#include "soap/catalog.h"

/* Fills *d with ST_SCHEMA. */
void invalid_tell(const struct service *s, libxml_error e, struct diag *d);
/* An element's text is no value of its type: it may be for the blanks around it. */
bool invalid_is_value(libxml_error e);
#endif

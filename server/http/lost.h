/* Paths where nothing is: what those who ask there are told. Called by page.c and request.c. */
#ifndef HTTP_LOST_H
#define HTTP_LOST_H
#include "base/buf.h"
#include "base/diag.h"
#include "http/route.h"

/* Nothing is there, or it was asked for with a slash too many. */
bool lost_is(const struct route *r, const char *path);
/* The path without that slash, or those that there are, as far as there is room. */
void lost_tell(const struct alias_list *aliases, const char *path, struct diag *d);
/* Appends all of them, a line each. */
void lost_paths(const struct alias_list *aliases, struct buf *out);
#endif

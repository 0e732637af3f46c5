/* Fixed paths of systems that cannot be reconfigured (--alias PATH=/world/soap/service). Called by options.c
 * and main.c; route.c looks them up. */
#ifndef HTTP_ALIAS_H
#define HTTP_ALIAS_H
#include "http/route.h"

/* "PATH=/world/soap/service". PATH may be percent-encoded and end with a slash; the target's text is kept,
 * not copied. SETUP: not of that form, or PATH is a page of ours or that of another alias. */
enum status alias_add(struct alias_list *l, const char *text, struct diag *d);
/* Once services and worlds are open. SETUP: a target's service does not exist, or a PATH hides one that does.
 * A world may be created later: that it does not exist is logged. */
enum status alias_check(const struct alias_list *l, struct diag *d);
#endif

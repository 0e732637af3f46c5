/* Where what belongs to chukan lies: beside the working folder, in the tree that it was built in, or
 * installed with it. Called by the run, check and gen commands. */
#ifndef CLIENT_PLACES_H
#define CLIENT_PLACES_H
#include <limits.h>
#include <stddef.h>

/* The folder that chukan itself lies in; "" unknown. */
void places_home(char *out, size_t cap);
/* Path of the folder `name` ("schema"); NULL: nowhere. */
const char *places_find(char out[PATH_MAX], const char *name);
/* EXIT_FINE when fixtures/worlds has NAME; else EXIT_USAGE, after saying which there are. fixtures NULL:
 * nobody can tell, it is fine. option: how it was asked for ("--lot 9"). */
int places_world(const char *fixtures, const char *name, const char *option);
#endif

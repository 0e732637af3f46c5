/* Turns the control port's JSON into nodes: objects become groups, arrays repeat their name. Called by
 * control.c. */
#ifndef CLIENT_JSON_H
#define CLIENT_JSON_H
#include "node.h"

/* NULL when it is no JSON object, too deep, or the arena is used up. */
struct node *json_nodes(struct arena *a, const char *text);
#endif

/* One JSON body to one address of a control port, by its whole URL. Called by check/tell.c, which knows other
 * things by the names of the headers here. */
#ifndef CLIENT_WIRE_POST_H
#define CLIENT_WIRE_POST_H
#include <stdbool.h>

/* url: "http://127.0.0.1:18080/_sim/worlds/lot2/report". false after saying why. */
bool post_json(const char *url, const char *body);
#endif

/* How wide a text is on a terminal. Called by who aligns: the report of scenarios, node_print. */
#ifndef CLIENT_COLUMNS_H
#define CLIENT_COLUMNS_H
/* Of valid UTF-8: full-width characters take two. */
int columns_of(const char *text);
#endif

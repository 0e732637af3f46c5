/* Layouts for commands that need no daemon, found as chukand finds them, and what else judging a file needs.
 * Called by the check and gen commands. */
#ifndef CLIENT_LAYOUTS_H
#define CLIENT_LAYOUTS_H
#include "base/diag.h"
#include "file/form/codemap_file.h"

struct layouts_options {
    const char *schema, *layout; /* folder of the schemas, NULL: looked for; overlay, NULL: none */
    const char *code_map;        /* file of 業務コード; NULL: none */
    const char *hokensha;        /* whose lines of it; NULL: all are of one insurer */
    struct arena *arena;         /* owned: of the map */
    const struct code_map *map;  /* as read */
};

/* EXIT_FINE, or EXIT_FAILED after saying why. layouts_end after either. */
int layouts_begin(struct layouts_options *o);
void layouts_end(struct layouts_options *o);
/* A value of --encoding as the charset is called, in whatever case it was typed, and by whatever other name
 * it goes (charset_named); what none is called, and NULL, as it is. */
const char *layouts_encoding(const char *typed);
/* Says it, answers EXIT_FAILED. */
int layouts_told(const struct diag *d);
#endif

/* Options that every command takes, and getopt_long over them plus a command's own. Texts are borrowed from
 * argv. Called by each command; the members are the inputs of soap.c, control.c and the scenario runner. */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H
#include <stdbool.h>

#include "words.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_RAW };

struct options {
    const char *url, *control, *world, *control_token;
    /* one of system and tanmatsu; password NULL: that of the fixtures, "pw-" + system, or user, in lower case
     */
    const char *system, *tanmatsu, *password;
    const char *data; /* the daemon's data folder, where pki/ lies; may be NULL */
    const char *cert, *key, *cacert;
    const char *busho, *user;
    int soap; /* 11 or 12 */
    bool plain;
    enum format format;
    int timeout; /* seconds */
    char **rest; /* what is not an option */
    int rest_count;
};

enum extra_kind { EXTRA_FLAG, EXTRA_TEXT, EXTRA_INT, EXTRA_LIST };
/* A command's own option. to: bool *, const char **, int *, struct words *. */
struct extra {
    const char *name; /* NULL ends a table */
    enum extra_kind kind;
    void *to;
};

/* Defaults, then the command line from argv[1] on; an extra takes the place of a common option of its name.
 * EXIT_FINE, or EXIT_USAGE after saying why. */
int options_parse(struct options *o, int argc, char **argv, const struct extra *extras);
/* The same for a command that needs no daemon: only its own options and --lang. What is left goes to
 * *ret_rest.
 */
int options_own(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count);
/* Help for the options above, for `chukan help`. */
const char *options_help(void);
#endif

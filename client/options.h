/* Options that every command takes, and getopt_long over them plus a command's own. Texts are borrowed from
 * argv. Called by each command; the members are the inputs of soap.c, control.c and the scenario runner. */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H
#include <stdbool.h>

#include "words.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_RAW };

struct options {
    const char *url, *control, *world, *control_token;
    bool control_said, world_said; /* by an option or the environment; else the default stands there */
    bool world_asked;              /* by the option itself */
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
/* A command's own option. to: bool *, const char **, int *, struct words *; that of a common option
 * (&o.world): the command tells of it in words of its own, and the environment counts. */
struct extra {
    const char *name; /* NULL ends a table */
    enum extra_kind kind;
    void *to;
};

/* A status of options_parse beside those of say.h: the command has nothing to do, main answers what was
 * asked.
 */
enum { EXIT_HELP = -1, EXIT_VERSION = -2 };

/* Defaults, the environment (CHUKAN_URL …), then the command line from argv[1] on; an extra takes the place
 * of a common option of its name, and unless it goes where that one does, the environment says nothing of it.
 * EXIT_FINE, EXIT_HELP and EXIT_VERSION when that was asked for, or EXIT_USAGE after saying why: also of a
 * value that is no text (UTF-8, no control characters but tab and the ends of lines), since it is to be
 * shown, written and sent. */
int options_parse(struct options *o, int argc, char **argv, const struct extra *extras);
/* The same for a command that needs no daemon: only its own options and --lang. What is left goes to
 * *ret_rest.
 */
int options_own(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count);

/* The same, but what is left are names of files, of whatever bytes. */
int options_files(int argc, char **argv, const struct extra *extras, char ***ret_rest, int *ret_count);

/* The common options as they are told of; argument, env NULL: none. */
struct common {
    const char *name, *argument, *env;
    const char *ja, *en;
};
/* The i-th; NULL: there are no more. */
const struct common *options_common(int i);

enum { OPTIONS_MOST = 48 };
/* Names as getopt has them, and whether a value follows. */
struct options_list {
    struct {
        const char *name;
        bool value;
        const struct common *common; /* NULL: the command's own */
    } items[OPTIONS_MOST];
    int n;
};
/* Until it is called with NULL: options_parse and options_own read no command line, but answer EXIT_HELP
 * having told *to what they would take, so that help, completion and the pages tell of nothing else. */
void options_listen(struct options_list *to);
#endif

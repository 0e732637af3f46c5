/* What chukand was told (DESIGN 5): command line, then config file, then defaults. One table is the source of
 * the long options, the keys of the file, the text of --help, the page of the manual and the completion of
 * shells (told.c). Called by main.c. */
#ifndef HTTP_OPTIONS_H
#define HTTP_OPTIONS_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "http/guard.h"
#include "http/route.h"
#include "http/token.h"

struct options {
    const char *config, *data, *listen, *control, *plain, *ready_file, *fixtures, *schema, *layout, *wsdl,
        *log, *oneshot;
    const char *public_url, *token_file, *seed_text, *turns_text, *trace_text, *lang, *check_text, *rsa_text;
    const char *connections_text, *share_text, *log_text, *shake_text, *head_text, *idle_text, *rate_text,
        *span_text, *former_text;
    struct alias_list aliases;
    uint64_t seed;  /* 0: that of world.xml */
    uint64_t turns; /* 0: nothing is delayed */
    unsigned trace; /* bits of enum trace */
    struct patience patience;
    int audit_former;   /* so many are kept */
    struct token token; /* of the control port */
    uint64_t log_most;  /* bytes of the log; 0: it grows */
    bool rsa, check_invariants;
    bool help, version, man; /* to be told, and that is all; so is completion: "bash", "zsh", NULL */
    const char *completion;
    struct buf file; /* text of the config file: the strings above may point into it */
    char *found[3];  /* folders that were searched for; owned */
};

/* OK, or SETUP with a diag that says which option was wrong (exit 2). */
enum status options_read(int argc, char **argv, struct options *ret, struct diag *d);
/* There is something to be told, and nothing is to be started. */
bool options_told(const struct options *o);
/* That, in the language of base/lang.h. */
void options_tell(const struct options *o, struct buf *out);

struct option_row {
    const char *name, *argument; /* argument NULL: none */
    bool from_file;              /* may stand in the config file */
    const char *ja, *en;
};
/* The i-th; NULL: there are no more. */
const struct option_row *options_row(int i);
void options_release(struct options *o);
#endif

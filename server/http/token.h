/* The secret of --control-token, without which nobody drives a control port that has one. Only its SHA-256 is
 * kept, and compared in a time that says nothing of it. Called by main.c, options.c and control.c. */
#ifndef HTTP_TOKEN_H
#define HTTP_TOKEN_H
#include <microhttpd.h>
#include <stdbool.h>

#include "base/diag.h"

struct token {
    bool set; /* false: none is wanted */
    unsigned char sum[32];
};
/* Of the file, without what is blank around it; SETUP. path NULL: none. */
enum status token_read(const char *path, struct token *ret, struct diag *d);
/* Japanese: what the request has in place of it ("なし"); NULL: it has it, or none is wanted. */
const char *token_missing(const struct token *t, struct MHD_Connection *conn);
#endif

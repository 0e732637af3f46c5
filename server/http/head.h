/* Judges the head of a request as RFC 9112 asks of a server, where microhttpd lets pass what it should not:
 * the target, framing that somebody in between may read otherwise, names, Host, Expect. Also puts together
 * again what its version 0.9 makes of a folded line. Knows nothing of connections. Called by request.c and
 * control.c. */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

enum head_field {
    HEAD_CONTENT_TYPE,
    HEAD_CONTENT_ENCODING,
    HEAD_CONTENT_LENGTH,
    HEAD_TRANSFER_ENCODING,
    HEAD_HOST,
    HEAD_EXPECT,
    HEAD_SOAP_ACTION,
    HEAD_AUTHORIZATION,
    HEAD_FIELDS
};

enum { HEAD_HOST_MAX = 260 };

enum head_form { HEAD_PATH, HEAD_ABSOLUTE, HEAD_ASTERISK, HEAD_AUTHORITY }; /* RFC 9112 3.2 */

/* All zeros is an empty one. */
struct head {
    struct diag wrong; /* status not OK: refuse, and close the connection afterwards */
    bool unframed;     /* … and read nothing more: where the body ends is not certain */
    bool chunked;      /* microhttpd takes it for that */
    enum head_form form;
    char *asked; /* owned: path and query as target_show has them; NULL: nothing but the path, as it is */
    char authority[HEAD_HOST_MAX + 1]; /* of the absolute form */
    struct head_value {
        char *text; /* owned; NULL: absent */
        int n;      /* lines of that name */
    } field[HEAD_FIELDS];
};

void head_release(struct head *h);
/* The target as it stands in the request line, in microhttpd's own buffer; answers where its path begins.
 * First of all. More arguments than anybody means are cut off there: 0.9.75 forgets the answer when they need
 * more memory than a connection has, and leaves the client to wait. */
const char *head_target(struct head *h, const char *target);
/* The path in the target once it has been unescaped in place. */
const char *head_path(const struct head *h, const char *unescaped);
/* What was asked for, to be told: path, unescaped, as far as there is no more to tell. */
const char *head_asked(const struct head *h, const char *path);
/* Each line of the head; all are copied that head_get knows. */
void head_take(struct head *h, const char *name, const char *value);
/* After the last line. version: "HTTP/1.1". */
void head_judge(struct head *h, const char *method, const char *version);

/* Without blanks around it; NULL: absent. */
const char *head_get(const struct head *h, enum head_field f);
/* Of the body; -1: it is chunked. */
int64_t head_length(const struct head *h);
/* It says that there is a body, be it an empty one. */
bool head_sized(const struct head *h);
/* Which host was meant: the target's, or else that of Host. May be NULL. */
const char *head_host(const struct head *h);
#endif

/* multipart/related cut into parts as the bytes come (RFC 2046 5.1, INTEROP 5), in memory bounded by one
 * header block. Knows nothing of SOAP. Called by intake.c. */
#ifndef SOAP_MIME_H
#define SOAP_MIME_H
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "soap/media.h"

enum { MIME_BOUNDARY = 70, MIME_HEADERS = 8192, MIME_PARTS = 32, MIME_ID = 256 };

struct mime_part {
    char id[MIME_ID];       /* Content-ID as mime_id has it, empty if none */
    char location[MIME_ID]; /* Content-Location, empty if none */
    struct media media;     /* type "" when there is no Content-Type */
    bool base64;            /* Content-Transfer-Encoding */
};

struct mime_events {
    enum status (*begin)(void *cls, const struct mime_part *part);
    enum status (*data)(void *cls, const char *p, size_t n); /* as sent: base64 is not decoded here */
    enum status (*end)(void *cls);
};

enum mime_state { MIME_PREAMBLE, MIME_AFTER, MIME_HEADER, MIME_BODY, MIME_EPILOGUE };

struct mime {
    enum mime_state state;
    char delim[MIME_BOUNDARY + 5]; /* "\r\n--boundary" */
    const char *want;              /* in delim: from its CR on, or from its LF */
    size_t want_n, match;          /* characters of it, and how many were seen */
    bool cr;                       /* the line after a delimiter has one */
    char last;                     /* byte of the present part */
    char line[MIME_HEADERS];       /* header block, or what follows a delimiter */
    size_t line_n;
    int parts;
    struct mime_part part;
    const struct mime_events *events;
    void *cls;
};

enum status mime_init(struct mime *m, const char *boundary, const struct mime_events *ev, void *cls,
                      struct diag *d);
enum status mime_feed(struct mime *m, const char *p, size_t n, struct diag *d);
enum status mime_end(struct mime *m, struct diag *d);
/* A Content-ID, wherever it stands, without blanks, quotes and < > around it; false: empty, or too long. */
bool mime_id(struct str s, char out[MIME_ID]);
/* ref: what stands behind "cid:", where %XX may stand for characters of the ID (RFC 2392). Some escape in the
 * Content-ID, too. */
bool mime_id_is(const char *id, const char *ref);
#endif

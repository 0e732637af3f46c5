/* The one file that talks to libcurl: one request at a time over kept-alive connections. Called by soap.c and
 * control.c. */
#ifndef CLIENT_WIRE_HTTP_H
#define CLIENT_WIRE_HTTP_H
#include <stdbool.h>
#include <stddef.h>

#include "progress.h"
#include "wire/source.h"

struct http;                 /* one curl handle; connections are kept between requests */
struct http *http_new(void); /* NULL: out of memory */
void http_free(struct http *h);

struct http_request {
    const char *method; /* "GET", "POST", "PUT", "DELETE" */
    const char *url;
    const char *content_type;        /* NULL: no body */
    const char *header;              /* one more header line, or NULL */
    bool spoken;                     /* the answer may have words for a person, in the language of --lang */
    const char *cert, *key, *cacert; /* NULL: none */
    struct source *body;             /* NULL: none */
    struct progress *progress;       /* of the body going out; NULL: none */
    int timeout;                     /* seconds without any byte moving, and for connecting */
    /* Takes reply bytes as they come; false stops the transfer. */
    bool (*sink)(void *cls, const char *p, size_t n);
    void *cls;
};

/* How long the address of a port is without slashes at its end: paths begin with one. */
int http_base(const char *base);
/* A value for the query of a URL; false: it does not fit. */
bool http_quote(char *out, size_t cap, const char *text);
/* A name that somebody typed, as one segment of a path; false: it does not fit, and out has what does. A
 * slash in it stays one of the name: the daemon's ports cut a path after they have decoded
 * it, so that it, and %, are coded twice. */
bool http_segment(char *out, size_t cap, const char *text);
/* The HTTP status, or 0 with *error set to a text for a person (valid until the next call). */
int http_do(struct http *h, const struct http_request *r, const char **error);
#endif

/* Media types with parameters (RFC 9110 8.3.1, RFC 2045 5.1): Content-Type of the request and of MIME parts.
 * Called by exchange.c and mime.c. */
#ifndef SOAP_MEDIA_H
#define SOAP_MEDIA_H
#include <stdbool.h>
#include <stddef.h>

enum { MEDIA_PARAMS = 16, MEDIA_TEXT = 1024 };

struct media {
    const char *type; /* lower case "text/xml", in text */
    struct {
        const char *name, *value; /* name in lower case, value unquoted; both in text */
    } param[MEDIA_PARAMS];
    int params;
    char text[MEDIA_TEXT];
};

/* NULL when s (n bytes) is a media type, else what is wrong with it, in Japanese. */
const char *media_parse(struct media *m, const char *s, size_t n);
/* The parameter's value (the first of that name), or NULL. */
const char *media_param(const struct media *m, const char *name);
#endif

/* Content-Encoding of request bodies: gzip (several members too) and deflate (zlib or raw), with an expansion
 * cap (INTEROP 12). Called by request.c. */
#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H
#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct gunzip;

/* true: nothing needs to be decoded. */
bool gunzip_is_identity(const char *encoding);
/* Encoding is the header's value. ENCODING when it is none of ours, LIMIT out of memory; *ret untouched then.
 */
enum status gunzip_new(const char *encoding, struct gunzip **ret);
/* Decodes n bytes into calls of sink. OK, ENCODING (damaged), TOO_LARGE (expands more than the cap allows).
 */
enum status gunzip_feed(struct gunzip *z, const char *p, size_t n,
                        void (*sink)(void *cls, const char *p, size_t n), void *cls);
/* LENGTH when the stream ended early. */
enum status gunzip_end(const struct gunzip *z);
/* What was had, for the error text: where and how it is not what Content-Encoding says. st: what one of these
 * answered. Static. */
const char *gunzip_why(const struct gunzip *z, enum status st);
void gunzip_free(struct gunzip *z);
#endif

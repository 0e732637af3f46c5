/* The one place that decides what the bytes of a request mean (INTEROP 6): charset of the header, else the
 * BOM, else the XML declaration, else UTF-8. Turns a stream of bytes in pieces of any size into checked UTF-8
 * without a BOM, always in whole characters. Called by exchange.c. */
#ifndef SOAP_CHARSET_H
#define SOAP_CHARSET_H
#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum { CHARSET_HEAD = 512 };

/* Takes UTF-8; anything but ST_OK ends the reading. */
typedef enum status charset_sink(void *cls, const char *p, size_t n);

struct charset {
    char said[48];      /* charset of the header, empty if none */
    const char *name;   /* what was decided: "UTF-8", "CP932" …; NULL before */
    const char *source; /* who decided, for the error text */
    iconv_t cd;
    bool converts;           /* cd is open */
    char head[CHARSET_HEAD]; /* bytes before the decision */
    size_t head_n;
    char tail[8]; /* an incomplete character */
    size_t tail_n;
    unsigned long long at; /* bytes of whole characters, for the error text */
};

/* header: value of the charset parameter, or NULL. */
void charset_init(struct charset *c, const char *header);
enum status charset_feed(struct charset *c, const char *p, size_t n, charset_sink *sink, void *cls,
                         struct diag *d);
/* The bytes are complete. */
enum status charset_end(struct charset *c, charset_sink *sink, void *cls, struct diag *d);
/* Adds to a note of the journal that the declaration says another code than the one decided. first: what the
 * text begins with, as UTF-8. */
void charset_note(const struct charset *c, struct str first, char *note, size_t cap);
void charset_release(struct charset *c);
#endif

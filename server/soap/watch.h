/* Whether a message hides what nobody may see (veil.h), judged while the parser reads it: nearly no message
 * does, its password aside, and what is known to hide nothing need not be gone through again. Only ever says
 * "nothing here": whoever is in doubt goes through the whole text. Called by parse.c, writer.c and heard.c.
 */
#ifndef SOAP_WATCH_H
#define SOAP_WATCH_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { WATCH_NUMBER = 12, WATCH_NUMBERS = 4 };

struct watch {
    bool doubt;                               /* something was met that has to be looked at where it stands */
    int passwords, securities;                /* elements of these names, which have their place (heard.c) */
    size_t text;                              /* bytes since the last tag that are no blanks */
    char number[WATCH_NUMBERS][WATCH_NUMBER]; /* 個人番号 that are all there is in an element */
    int numbers;
};

/* A start of an element, as libxml2 tells of it: pairs of prefix and namespace, five pointers an attribute.
 */
struct watch_start {
    const char *local, *prefix; /* prefix NULL: none */
    const unsigned char *const *declared;
    int namespaces;
    const unsigned char *const *attr;
    int attrs;
};
void watch_start(struct watch *w, const struct watch_start *e);
void watch_end(struct watch *w);
void watch_text(struct watch *w, const char *p, size_t n);
/* The bytes as they came are those that the parser has read, but for its tags: no reference, no comment. */
bool watch_raw(struct str body);
/* An element that is written, with its text. */
void watch_value(struct watch *w, struct str local, struct str text);
#endif

/* Whether there is something in a message that hides what nobody may see by its name or its length (veil.h),
 * judged while the parser reads it: in nearly none is, its password aside, and then its tags need not be gone
 * through again. Only ever says "none": whoever is in doubt goes through the whole text. Called by parse.c,
 * writer.c and heard_plain.c.
 */
#ifndef SOAP_WATCH_H
#define SOAP_WATCH_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct watch {
    bool doubt;                /* something was met that has to be looked at where it stands */
    bool in_number;            /* the tag before was the start of an element for a 個人番号 */
    int passwords, securities; /* elements of these names, which have their place (heard_plain.c) */
    size_t text;               /* bytes since the last tag */
};

/* A start of an element, as libxml2 tells of it: pairs of prefix and namespace, five pointers an attribute.
 */
struct watch_start {
    const char *local;
    const unsigned char *const *declared;
    int namespaces;
    const unsigned char *const *attr;
    int attrs;
};
void watch_start(struct watch *w, const struct watch_start *e);
void watch_end(struct watch *w);
void watch_text(struct watch *w, struct str text);
/* The bytes as they came are those that the parser has read, but for its tags, and the end of a line: no
 * reference, no comment. */
bool watch_raw(struct str body);
/* An element that is written, with its text. */
void watch_value(struct watch *w, struct str local, struct str text);
#endif

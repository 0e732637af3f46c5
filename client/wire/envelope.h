/* Builds request envelopes from `name=value` fields, without knowing any operation: `a.b=v` opens the group
 * a, a name that repeats gives a repeated element, a value `@FILE` stands for the content of a file. Called
 * by soap.c. */
#ifndef CLIENT_WIRE_ENVELOPE_H
#define CLIENT_WIRE_ENVELOPE_H
#include "base/buf.h"
#include "words.h"

struct envelope {
    int version; /* 11 or 12 */
    const char *system, *password;
    const char *service, *op;
    const char *busho, *user;
    const char *const *fields; /* "name=value" */
    size_t field_count;
    bool literal;    /* a value @… stands for itself */
    const char *xop; /* cid of an attachment that takes the file's place; NULL: the content goes inline */
};

enum envelope_fault {
    ENVELOPE_OK,
    ENVELOPE_NO_EQUALS,
    ENVELOPE_BAD_NAME,
    ENVELOPE_TWO_FILES,
    ENVELOPE_TOO_DEEP
};

/* What it is about: index of the wrong field; file: path after '@' (borrowed), split: where its content
 * belongs. */
struct envelope_result {
    size_t wrong;
    const char *file; /* NULL: none */
    size_t split;
};

enum envelope_fault envelope_build(const struct envelope *e, struct buf *out, struct envelope_result *ret);
/* For a person. */
const char *envelope_fault_text(enum envelope_fault f);
#endif

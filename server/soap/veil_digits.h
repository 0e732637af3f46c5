/* Where in a message of XML the 個人番号 stand; see veil.h. Most messages have none, which costs no look at
 * each of their bytes. Called by veil.c. */
#ifndef SOAP_VEIL_DIGITS_H
#define SOAP_VEIL_DIGITS_H
#include "base/buf.h"
#include "base/str.h"

struct veil_range {
    size_t at, n;
};
struct veil_digits {
    struct buf list; /* of struct veil_range, rising; empty in most messages */
    size_t next;
};

/* false: memory is short, and nothing is known. */
bool veil_digits_find(struct veil_digits *d, struct str body);
/* The same of one without references, comments and the like. */
bool veil_digits_find_plain(struct veil_digits *d, struct str body);
void veil_digits_release(struct veil_digits *d);
/* The first that was not passed; NULL: there is none. */
const struct veil_range *veil_digits_next(const struct veil_digits *d);
void veil_digits_pass(struct veil_digits *d);

/* The next base64 from *at on that has a 個人番号 in it: true, *at where it is and its bytes. */
bool veil_base64(struct str text, size_t *at, size_t *ret_n);
/* Cheaper: false: there is none of twelve digits in a row. */
bool veil_may_be_base64(struct str text);
/* All of it may be base64. */
bool veil_is_base64(struct str text);
#endif

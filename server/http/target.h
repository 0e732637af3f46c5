/* The target of a request as a person may see it and curl may send it again: as it stands in the request
 * line, but for a 個人番号 that percent signs hide from whoever masks texts. Called by head.c and,
 * for what percent signs mean, by route.c. */
#ifndef HTTP_TARGET_H
#define HTTP_TARGET_H
#include "base/buf.h"

/* The next byte of a text with percent signs. */
char target_next(const char **at, const char *end);
/* Appends it: path and query, or one of them. Where one of the two holds such a number once it is decoded,
 * that stands there decoded, so that str_show finds the number; without control characters in any case. */
void target_show(const char *target, struct buf *out);
#endif

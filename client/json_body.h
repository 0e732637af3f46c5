/* name=value words, or one word of JSON, as the body of a control request. */
#ifndef CLIENT_JSON_BODY_H
#define CLIENT_JSON_BODY_H
#include "base/buf.h"

/* Answers -1, or the index of the word that is neither. No words give {}. */
int json_body(struct buf *out, const char *const *words, int n);
/* {"keep":[…]} of a reset. */
void reset_body(struct buf *out, const char *const *keep, size_t n);
#endif

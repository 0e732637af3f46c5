/* JSON as RFC 8259 has it and nothing more. What a library's parser takes besides (NaN, JSON5) differs from
 * version to version; store/json.c asks here first, so that a text gets the same verdict everywhere. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <stdbool.h>

enum { JSON_DEPTH = 200 }; /* arrays and objects within each other */

/* One value in UTF-8 with nothing but white space around it, nested at most JSON_DEPTH deep. NULL is none. */
bool json_strict(const char *text);
#endif

/* Bytes from outside (arguments, names of files, headers, values), made fit for any writer: text, CSV, XML,
 * JSON, a log. Called by diag.c, whose texts all pass here, and by who writes a name that is in no diag. */
#ifndef BASE_LEGIBLE_H
#define BASE_LEGIBLE_H
#include "base/str.h"

/* Copies s into out (cap bytes with the NUL, at least 20): UTF-8 on one line, without a character that breaks
 * lines, tables or terminals, turns the text around or is not seen. Such a character, and a byte that is of
 * no character, is named in its place (〔改行〕, 〔0x8E〕), so that whoever sent it finds it. What has no
 * room ends with "…". Nothing is masked. Answers the bytes written. */
size_t legible(char *out, size_t cap, struct str s);
#endif

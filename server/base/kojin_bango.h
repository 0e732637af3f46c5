/* The form of a 個人番号 (番号法施行令 8条): its check digit, and finding one inside other text, so that it
 * can be kept out of where it must not be (DESIGN 2.1). Called by file/, service/ and every check of free
 * text. */
#ifndef BASE_KOJIN_BANGO_H
#define BASE_KOJIN_BANGO_H
#include "base/str.h"

/* The twelfth digit that belongs to the first eleven (ASCII digits). */
char kojin_bango_digit(const char eleven[11]);
/* true when some run of digits (ASCII or full width, single separators of any kind between) holds twelve
 * whose check digit is right. */
bool kojin_bango_inside(struct str s);
/* Every digit of the text becomes an asterisk. */
void kojin_bango_hide(char *text);
#endif

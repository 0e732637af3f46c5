/* The form of a 個人番号 (番号法施行令 8条): its check digit, and finding one inside other text, so that it
 * can be kept out of where it must not be (DESIGN 2.1). Called by file/, service/ and every check of free
 * text. */
#ifndef BASE_KOJIN_BANGO_H
#define BASE_KOJIN_BANGO_H
#include "base/str.h"

/* Digits, and so bytes, of one at least: the zero before them is lost. */
enum { KOJIN_BANGO_LEAST = 11 };

/* The twelfth digit that belongs to the first eleven (ASCII digits). */
char kojin_bango_digit(const char eleven[11]);
/* true when there are twelve digits (of any script, circled …) whose check digit is right: in a row, or
 * whole groups of them with up to eight symbols or blanks of any kind between. Characters that are not drawn
 * part nothing; letters part numbers; groups with a day among them are none. */
bool kojin_bango_inside(struct str s);
/* Nowhere as many digits as a number has, its zero lost, without a letter of ASCII between: so nearly every
 * text, which is told without a look at its characters. */
bool kojin_bango_few(struct str s);
/* Bytes of the number that stands at s.p[at], a digit with none before it, by itself: exactly twelve digits,
 * as whole groups, with the right check digit, or eleven that have it with a zero before them; and neither a
 * digit nor a letter of an alphabet beside it (but of an escape, %XX or \uXXXX). In texts that are no link
 * files nothing else is one. 0: none.
 */
size_t kojin_bango_alone(struct str s, size_t at);
/* Of a value of a link file: bytes at the beginning of s, which is a digit, that no text may show: twelve
 * digits or more, also with one hyphen or blank here and there, whatever the check digit; or groups as above.
 * 0: none. */
size_t kojin_bango_secret(struct str s);
/* Which bytes a digit, in whatever dress, may begin with. */
extern const bool kojin_bango_first[256];
/* Bytes of the digits that s begins with. */
size_t kojin_bango_digits(struct str s);
#endif

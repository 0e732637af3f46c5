/* A 被保険者枝番 that is nobody's, as it is told: all that an insurer has are of one number of digits, so
 * that a shorter one has lost its zeros. Called by past.c and by the operations that are asked by 枝番. */
#ifndef FILE_RULE_EDABAN_H
#define FILE_RULE_EDABAN_H
#include <stdbool.h>

enum { EDABAN_TOLD = 160 };
#define EDABAN_ZEROS "先頭の 0 が失われた値"

/* It is of digits, and of fewer; digits 0: how many there are is not known. */
bool edaban_short(const char *edaban, int digits);
/* What an error says was had: itself, and what must have become of it. Answers out. */
const char *edaban_told(const char *edaban, int digits, char out[EDABAN_TOLD]);
#endif

/* Names and places of people who do not exist: words for "specimen" and pieces of landscape, with their
 * readings. Called by value.c and subjects.c. */
#ifndef CLIENT_GEN_NAMES_H
#define CLIENT_GEN_NAMES_H
#include "gen/person.h"
#include "gen/text.h"

void name_kanji(const struct person *p, struct text *out);
void name_kana(const struct person *p, struct text *out);
/* moved: where the household lives after a change. */
const char *name_town(const struct person *p, bool moved); /* with which the address begins */
void name_address(const struct person *p, bool moved, struct text *out);
#endif

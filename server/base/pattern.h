/* What a regular expression asks for, in Japanese words, so that nobody who gets an error has to read one:
 * 「^[0-9]{8}_(A|B)\.csv$」 is 「数字8文字、「_」、（「A」か「B」）、「.csv」」. Pure. Called by layout.c. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H
#include "base/buf.h"

/* Appends the words of a POSIX extended expression. false: it has something that has no words here (classes
 * by exclusion or by name, references, anchors inside); out may have a part of them then. */
bool pattern_words(const char *expression, struct buf *out);
#endif

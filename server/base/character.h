/* Characters that no text of a record may have though a class would take them, and those that nobody sees:
 * data, so that a link file, an operation and the client's check say the same. Pure. Called by
 * file/layout's check.c and judge*.c, and legible.c. */
#ifndef BASE_CHARACTER_H
#define BASE_CHARACTER_H
#include <stdbool.h>
#include <stdint.h>

enum character {
    CHARACTER_FINE,
    CHARACTER_LOST,       /* U+FFFD: a conversion before us has lost what stood there */
    CHARACTER_BIDI,       /* turns the writing around: what is read is not what is there */
    CHARACTER_UNASSIGNED, /* of Unicode 14.0, but for kanji and kana that came later */
    CHARACTER_COUNT
};

enum character character_of(uint32_t code_point);
/* What people call it; NULL: it is fine. */
const char *character_mei(enum character c);
/* Nothing is drawn: a blank of any width, or a sign that has none. */
bool character_unseen(uint32_t code_point);
/* The same, of a control character that has a name: "DOS のファイルの終わり"; NULL: none. */
const char *character_control(uint32_t code_point);
#endif

/* Check digits and character classes of the numbers that link files carry (DOMAIN 8). Pure functions.
 * Called by judge.c and by whoever must know whether a value may be a 個人番号. */
#ifndef FILE_LAYOUT_CHECK_H
#define FILE_LAYOUT_CHECK_H
#include "base/str.h"

enum check_digit {
    CHECK_NONE,
    CHECK_KOJIN_BANGO,
    CHECK_JUMINHYO_CODE,
    CHECK_HOKENSHA,
    CHECK_HOJIN_BANGO,
    CHECK_DANTAI_CODE,
    CHECK_COUNT
};

/* By its name in a layout ("kojinBango"); CHECK_COUNT when there is none. */
enum check_digit check_digit_find(const char *name);
const char *check_digit_mei(enum check_digit kind); /* "個人番号" */
/* true when s has exactly the digits of the kind and its check digit fits. */
bool check_digit_ok(enum check_digit kind, struct str s);
/* What is wanted in the place of s, which is none: "検査用数字の合う保険者番号（この番号なら最後の桁は 5）".
 * The right digit of a person's number is not told. */
enum { CHECK_DIGIT_WANT = 128 };
const char *check_digit_want(enum check_digit kind, struct str s, char ret[CHECK_DIGIT_WANT]);
/* s is own, a 保険者番号 of 法別 06, as the cards of 特例退職 have it: 法別 63, and its own check digit. */
bool check_hobetsu63(const char *own, struct str s);

/* What a column may be made of. */
enum char_class {
    CLASS_DIGITS,
    CLASS_ALNUM,
    CLASS_NAMAE,
    CLASS_KANA,
    CLASS_KANA_HANKAKU,
    CLASS_TEXT,
    CLASS_COUNT
};
/* By its name in a layout ("digits", "alnum", "namae", "kana", "kanaHankaku", "text"); CLASS_COUNT when there
 * is none.
 */
enum char_class char_class_find(const char *name);
const char *char_class_mei(enum char_class c); /* "数字" */
/* Characters of s, which is valid UTF-8, or -1 - the number of characters before the first one that the class
 * does not have; *ret_code is then its code point. */
long char_class_len(enum char_class c, struct str s, uint32_t *ret_code);
/* Nobody sees a character of s, which is valid UTF-8: spaces of any width, or nothing at all. */
bool char_blank(struct str s);
#endif

/* Names for what cannot be read; see legible.h. */
#include "base/legible.h"

#include <stdint.h>
#include <stdio.h>

#include "base/character.h"

enum { NAME = 16 };

/* Of a character of so many bytes, more than one. */
static uint32_t S_code(const unsigned char *u, size_t n)
{
    uint32_t code = u[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++)
        code = code << 6 | (u[i] & 0x3F);
    return code;
}

/* It turns the text around, ends a line, is in no XML, or nobody sees that it is there. A blank is seen well
 * enough, and what chooses between forms of a kanji is a part of it. */
static bool S_odd(uint32_t code)
{
    const bool blank = (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
                       code == 0xA0 || code == 0x1680 || code == 0x2800 || code == 0x3000;
    const bool form = (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
    return code < 0xA0 || code == 0xFFFE || code == 0xFFFF || character_of(code) == CHARACTER_BIDI ||
           (character_unseen(code) && !blank && !form);
}

/* The name of what is at u, into out. Answers its bytes; 0: a character that is shown as it is. */
static size_t S_named(const unsigned char *u, size_t n, char out[NAME])
{
    const size_t is = str_char((struct str){(const char *)u, n});
    const char *name = *u == '\n' ? "改行" : *u == '\t' ? "タブ" : *u == '\r' ? "CR" : NULL;
    if (name)
        snprintf(out, NAME, "〔%s〕", name);
    else if (!is || *u < ' ' || *u == 0x7F)
        snprintf(out, NAME, "〔0x%02X〕", *u);
    else if (is > 1 && S_odd(S_code(u, is)))
        snprintf(out, NAME, "〔U+%04X〕", (unsigned)S_code(u, is));
    else
        return 0;
    return is ? is : 1;
}

/* Ends before the character at `at`, or as far before that as the mark takes. Answers where. */
static size_t S_cut(char *text, size_t at, size_t cap)
{
    static const char mark[] = "…";
    while (at && (at > cap - sizeof mark || (text[at] & 0xC0) == 0x80))
        at--;
    memcpy(text + at, mark, sizeof mark);
    return at + sizeof mark - 1;
}

size_t legible(char *out, size_t cap, struct str s)
{
    char name[NAME];
    size_t at = 0;
    for (size_t i = 0, taken; i < s.n; i += taken) {
        const size_t is = S_named((const unsigned char *)s.p + i, s.n - i, name);
        taken = is ? is : str_char((struct str){s.p + i, s.n - i});
        const size_t len = is ? strlen(name) : taken;
        if (at + len >= cap) {
            out[at] = '.'; /* no part of a character, for the cut */
            return S_cut(out, at, cap);
        }
        memcpy(out + at, is ? name : s.p + i, len);
        at += len;
    }
    out[at] = 0;
    return at;
}

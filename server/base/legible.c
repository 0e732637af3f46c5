/* Names for what cannot be read; see legible.h. */
#include "base/legible.h"

#include <stdio.h>

enum { NAME = 16 };

/* The name of what is at u, into out. Answers its bytes; 0: a character that is shown as it is. */
static size_t S_named(const unsigned char *u, size_t n, char out[NAME])
{
    const size_t is = str_char((struct str){(const char *)u, n});
    const char *name = *u == '\n' ? "改行" : *u == '\t' ? "タブ" : *u == '\r' ? "CR" : NULL;
    if (name)
        snprintf(out, NAME, "〔%s〕", name);
    else if (!is || *u < ' ' || *u == 0x7F)
        snprintf(out, NAME, "〔0x%02X〕", *u);
    else if (is == 2 && u[0] == 0xC2 && u[1] < 0xA0)
        snprintf(out, NAME, "〔U+%04X〕", u[1]);
    else if (is == 3 && u[0] == 0xE2 && u[1] == 0x80 && (u[2] == 0xA8 || u[2] == 0xA9))
        snprintf(out, NAME, "〔U+20%02X〕", u[2] - 0x80);
    else if (is == 3 && u[0] == 0xEF && u[1] == 0xBF && u[2] >= 0xBE) /* XML has no such characters */
        snprintf(out, NAME, "〔U+FF%02X〕", u[2] + 0x40);
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

/* Columns of a terminal; see columns.h. */
#include "columns.h"

#include <stdbool.h>

/* Code point at *p, which moves on; the text is valid UTF-8. */
static unsigned long S_next(const char **p)
{
    const unsigned char *u = (const unsigned char *)*p;
    int n = *u < 0x80 ? 1 : *u < 0xE0 ? 2 : *u < 0xF0 ? 3 : 4;
    unsigned long cp = n == 1 ? *u : *u & (0x7Fu >> n);
    for (int i = 1; i < n && u[i]; i++)
        cp = cp << 6 | (u[i] & 0x3F);
    for (int i = 0; i < n && **p; i++)
        ++*p;
    return cp;
}

int columns_of(const char *text)
{
    int n = 0;
    while (*text) {
        unsigned long cp = S_next(&text);
        bool wide = cp >= 0x2E80 && !(cp >= 0xFF61 && cp <= 0xFFDC) && !(cp >= 0xFFE8 && cp < 0x1F000);
        n += wide ? 2 : 1;
    }
    return n;
}

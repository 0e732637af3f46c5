/* A scenario line split into words; see script.h. */
#include <string.h>

#include "script.h"

/* Bytes of the blank at p: ASCII, or the full-width space that Japanese keyboards give. */
static size_t S_blank(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\r')
        return 1;
    return strncmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Copies a word to out, quotes taken off; answers what follows, or NULL when a quote is not closed. */
static const char *S_word(const char *p, char *out)
{
    bool quoted = false;
    while (*p && (quoted || !S_blank(p))) {
        if (*p == '"') {
            quoted = !quoted;
            p++;
        } else if (quoted && *p == '\\' && (p[1] == '"' || p[1] == '\\')) {
            *out++ = p[1];
            p += 2;
        } else {
            *out++ = *p++;
        }
    }
    *out = 0;
    return quoted ? NULL : p;
}

int script_words(struct arena *a, const char *line, const char **words, int max, const char **ret_why)
{
    int n = 0;
    const char *p = line;
    for (;;) {
        for (size_t b; (b = S_blank(p));)
            p += b;
        if (!*p || *p == '#')
            return n;
        char *word = arena_alloc(a, strlen(p) + 1);
        if (n == max || !word) {
            *ret_why = word ? "語が多すぎます" : "メモリが足りません";
            return -1;
        }
        if (*p == '{') {
            /* JSON keeps its quotes and takes the rest of the line. */
            size_t len = strlen(p);
            while (len && S_blank(p + len - 1))
                len--;
            memcpy(word, p, len);
            p += strlen(p);
        } else if (!(p = S_word(p, word))) {
            *ret_why = "引用符 \" が閉じていません";
            return -1;
        }
        words[n++] = word;
    }
}

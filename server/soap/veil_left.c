/* What is left of secrets where an element that should hide them is none: a comment, CDATA, a tag whose quote
 * never closes; see veil.h. */
#include <string.h>
#include <strings.h>

#include "soap/veil.h"

static bool S_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr(":_-.", c);
}

/* Behind the attributes that begin at p, at the end of the tag; NULL: it has none. */
static const char *S_tag_end(const char *p, const char *end)
{
    char quote = 0;
    for (; p < end && (quote || *p != '>'); p++) {
        if (*p == '<')
            return NULL;
        if (quote ? *p == quote : *p == '"' || *p == '\'')
            quote = quote ? 0 : *p;
    }
    return p < end ? p : NULL;
}

/* Nothing, blanks, or what stands in place of a secret. */
static bool S_hidden(const char *p, size_t n)
{
    static const char open[] = VEIL_OPEN, close[] = VEIL_CLOSE;
    for (; n && strchr(" \t\r\n", *p); n--)
        p++;
    for (; n && strchr(" \t\r\n", p[n - 1]); n--)
        ;
    return n == 0 || (n > sizeof open + sizeof close && memcmp(p, open, sizeof open - 1) == 0 &&
                      memcmp(p + n - (sizeof close - 1), close, sizeof close - 1) == 0);
}

/* The word is of a value, which is of nobody's secret: right behind a tag, or of an attribute. */
static bool S_value(const char *from, const char *word)
{
    while (word > from && S_in_name(word[-1]))
        word--;
    const char before = word > from ? word[-1] : 0;
    return before == '>' || ((before == '"' || before == '\'') && word - 1 > from && word[-2] == '=');
}

/* The word at `word` is in the name of an element whose content is hidden; *ret: behind its tag. */
static bool S_element(const char *from, const char *word, size_t n, const char *end, const char **ret)
{
    const char *open = memrchr(from, '<', (size_t)(word - from));
    if (!open)
        return false;
    const bool close = open[1] == '/';
    const char *p = open + 1 + close;
    while (p < end && S_in_name(*p))
        p++;
    if (p < word + n)
        return false;
    if (!(p = S_tag_end(p, end)))
        return false;
    *ret = p + 1;
    const char *next = memchr(p, '<', (size_t)(end - p));
    return close || p[-1] == '/' || S_hidden(p + 1, (size_t)((next ? next : end) - p - 1));
}

/* The next place where a secret is called by its name. */
static const char *S_word(const char *p, const char *end, size_t *ret_n)
{
    static const char *const words[] = {"password", "naiyo"};
    for (; p < end; p++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if ((*p | 0x20) == words[i][0] && (size_t)(end - p) >= (*ret_n = strlen(words[i])) &&
                strncasecmp(p, words[i], *ret_n) == 0)
                return p;
    return NULL;
}

bool veil_left(struct buf *out)
{
    const char *p = out->data, *end = p ? p + out->len : NULL, *word;
    size_t n;
    while (p && (word = S_word(p, end, &n))) {
        if (S_element(out->data, word, n, end, &p))
            continue;
        if (S_value(out->data, word)) {
            p = word + n;
            continue;
        }
        const char *open = memrchr(out->data, '<', (size_t)(word - out->data));
        out->len = (size_t)((open ? open : word) - out->data);
        buf_adds(out, VEIL_OPEN "この先は伏せました" VEIL_CLOSE);
        return true;
    }
    return false;
}

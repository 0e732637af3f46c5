/* The grammar of RFC 8259, one function a rule; see json.h. Each takes the place where its rule begins and
 * answers the place after it, NULL when the text breaks the rule. */
#include "base/json.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

static const char *S_value(const char *p, int depth);

static const char *S_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

static const char *S_escape(const char *p)
{
    if (*p != 'u')
        return *p && strchr("\"\\/bfnrt", *p) ? p + 1 : NULL;
    return strspn(p + 1, "0123456789abcdefABCDEF") >= 4 ? p + 5 : NULL;
}

static const char *S_string(const char *p)
{
    if (*p++ != '"')
        return NULL;
    while (p && *p != '"') {
        if ((unsigned char)*p < 0x20) /* the end of the text among them */
            return NULL;
        p = *p == '\\' ? S_escape(p + 1) : p + 1;
    }
    return p ? p + 1 : NULL;
}

/* NULL: not a single digit. */
static const char *S_digits(const char *p)
{
    size_t n = strspn(p, "0123456789");
    return n ? p + n : NULL;
}

static const char *S_number(const char *p)
{
    if (*p == '-')
        p++;
    p = *p == '0' ? p + 1 : S_digits(p);
    if (p && *p == '.')
        p = S_digits(p + 1);
    if (p && (*p == 'e' || *p == 'E'))
        p = S_digits(p + 1 + (p[1] == '+' || p[1] == '-'));
    return p;
}

/* A member of an object, or just a value. */
static const char *S_element(const char *p, bool named, int depth)
{
    if (named) {
        p = S_string(S_space(p));
        if (p)
            p = S_space(p);
        if (!p || *p++ != ':')
            return NULL;
    }
    return S_value(p, depth);
}

/* p at the bracket or brace that opens. */
static const char *S_list(const char *p, bool named, int depth)
{
    const char close = named ? '}' : ']';
    const char *q = S_space(p + 1);
    if (depth == JSON_DEPTH)
        return NULL;
    if (*q == close)
        return q + 1;
    do
        p = S_element(p + 1, named, depth + 1);
    while (p && *p == ',');
    return p && *p == close ? p + 1 : NULL;
}

/* With the white space on both sides. */
static const char *S_value(const char *p, int depth)
{
    static const char *const words[] = {"true", "false", "null"};
    p = S_space(p);
    if (*p == '{' || *p == '[')
        p = S_list(p, *p == '{', depth);
    else if (*p == '"')
        p = S_string(p);
    else if (*p == '-' || (*p >= '0' && *p <= '9'))
        p = S_number(p);
    else {
        size_t i = 0;
        while (i < 3 && strncmp(p, words[i], strlen(words[i])) != 0)
            i++;
        p = i < 3 ? p + strlen(words[i]) : NULL;
    }
    return p ? S_space(p) : NULL;
}

bool json_strict(const char *text)
{
    const char *end = !text || str_utf8_len(str_of(text)) < 0 ? NULL : S_value(text, 0);
    return end && !*end;
}

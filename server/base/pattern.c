/* Regular expressions in words; see pattern.h. One pass from left to right. */
#include "base/pattern.h"

#include <stdio.h>
#include <string.h>

struct reading {
    const char *p;
    struct buf *out;
    struct buf literal; /* characters that stand side by side, not written yet */
    bool parted;        /* something was written before, in this alternative */
    bool good;
    int depth;
    bool choice; /* between alternatives outside of every group */
};

enum { DEPTH = 8, MOST = 40 };

static void S_part(struct reading *r)
{
    if (r->parted)
        buf_adds(r->out, "、");
    r->parted = true;
}

static void S_flush(struct reading *r)
{
    if (!r->literal.len)
        return;
    S_part(r);
    buf_addf(r->out, "「%s」", r->literal.data);
    buf_clear(&r->literal);
}

/* A set of characters as it stands between the brackets. */
static const char *S_set(const char *set)
{
    static const struct {
        const char *set, *mei;
    } names[] = {
        {"0-9", "数字"},
        {"A-Z", "英大文字"},
        {"a-z", "英小文字"},
        {"A-Za-z", "英字"},
        {"a-zA-Z", "英字"},
        {"0-9A-Za-z", "英数字"},
        {"A-Za-z0-9", "英数字"},
        {"0-9a-zA-Z", "英数字"},
        {"a-zA-Z0-9", "英数字"},
        {"0-9A-Z", "数字か英大文字"},
        {"A-Z0-9", "数字か英大文字"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].set, set) == 0)
            return names[i].mei;
    return NULL;
}

/* Behind an atom: " {3,5}" as 「3〜5」; *ret_many false: there is none. */
static bool S_times(struct reading *r, char *out, size_t cap, bool *ret_many)
{
    int low = 0, high = 0, n = 0;
    *ret_many = true;
    switch (*r->p) {
    case '+':
        snprintf(out, cap, "1%%s以上");
        break;
    case '*':
        snprintf(out, cap, "0%%s以上");
        break;
    case '?':
        snprintf(out, cap, "0〜1%%s");
        break;
    case '{':
        if (sscanf(r->p, "{%d}%n", &low, &n) == 1 && n)
            snprintf(out, cap, "%d%%s", low);
        else if (sscanf(r->p, "{%d,%d}%n", &low, &high, &n) == 2 && n)
            snprintf(out, cap, "%d〜%d%%s", low, high);
        else if (sscanf(r->p, "{%d,}%n", &low, &n) == 1 && n)
            snprintf(out, cap, "%d%%s以上", low);
        else
            return false;
        r->p += n - 1;
        break;
    default:
        *ret_many = false;
        return true;
    }
    r->p++;
    return true;
}

/* The words of how often, of a unit. */
static bool S_often(struct reading *r, const char *unit, const char *once)
{
    char times[MOST];
    bool many;
    if (!S_times(r, times, sizeof times, &many))
        return false;
    for (const char *p = many ? times : ""; *p; p++)
        if (*p == '%') {
            buf_adds(r->out, unit);
            p++;
        } else {
            buf_addc(r->out, *p);
        }
    if (!many)
        buf_adds(r->out, once);
    return true;
}

static bool S_class(struct reading *r)
{
    char set[MOST];
    const char *end = strchr(r->p + 1, ']');
    size_t n = end ? (size_t)(end - r->p - 1) : 0;
    if (!n || n >= sizeof set || r->p[1] == '^' || memchr(r->p + 1, '[', n))
        return false;
    memcpy(set, r->p + 1, n);
    set[n] = 0;
    r->p = end + 1;
    const char low = (char)(set[0] | 0x20);
    const bool pair = n == 2 && (set[0] ^ set[1]) == 0x20 && low >= 'a' && low <= 'z'; /* in both cases */
    if (pair && !strchr("+*?{", *r->p)) {
        buf_addc(&r->literal, low);
        return true;
    }
    S_flush(r);
    S_part(r);
    const char *mei = S_set(set);
    if (mei)
        buf_adds(r->out, mei);
    else
        buf_addf(r->out, "「%s」の文字", set);
    return S_often(r, "文字", "1文字");
}

static bool S_alternatives(struct reading *r);

static bool S_group(struct reading *r)
{
    S_flush(r);
    S_part(r);
    buf_adds(r->out, "（");
    r->p++;
    if (++r->depth > DEPTH || !S_alternatives(r) || *r->p != ')')
        return false;
    r->depth--;
    r->p++;
    r->parted = true;
    buf_adds(r->out, "）");
    return S_often(r, "回", "");
}

/* A character that stands for itself, perhaps several times. */
static bool S_itself(struct reading *r)
{
    if (*r->p == '\\' && (!r->p[1] || strchr("123456789bBdDsSwW<>", r->p[1])))
        return false;
    r->p += *r->p == '\\';
    const char c = *r->p++;
    if (!*r->p || !strchr("+*?{", *r->p)) {
        buf_addc(&r->literal, c);
        return true;
    }
    S_flush(r);
    S_part(r);
    buf_addf(r->out, "「%c」", c);
    return (c & 0x80) == 0 && S_often(r, "文字", "");
}

static bool S_sequence(struct reading *r)
{
    r->parted = false;
    while (r->good && *r->p && *r->p != '|' && *r->p != ')' && !(*r->p == '$' && !r->p[1])) {
        if (*r->p == '[') {
            r->good = S_class(r);
        } else if (*r->p == '(') {
            r->good = S_group(r);
        } else if (*r->p == '.') {
            S_flush(r);
            S_part(r);
            buf_adds(r->out, "どの文字でも");
            r->p++;
            r->good = S_often(r, "文字", "1文字");
        } else {
            r->good = !strchr("^$+*?{", *r->p) && S_itself(r);
        }
    }
    S_flush(r);
    return r->good;
}

static bool S_alternatives(struct reading *r)
{
    while (S_sequence(r) && *r->p == '|') {
        r->p++;
        r->choice = r->choice || !r->depth;
        buf_adds(r->out, "か");
    }
    return r->good;
}

bool pattern_words(const char *expression, struct buf *out)
{
    static const char *const places[2][2] = {{"次を含む: ", "終わりが"}, {"始まりが", ""}};
    const size_t n = strlen(expression);
    const bool start = *expression == '^';
    size_t escapes = 0; /* before the last character: each two of them are one character of their own */
    while (escapes + 1 < n && expression[n - 2 - escapes] == '\\')
        escapes++;
    const bool end = n && expression[n - 1] == '$' && escapes % 2 == 0;
    struct reading r = {.p = expression + start, .out = out, .good = true};
    buf_adds(out, places[start][end]);
    bool good = S_alternatives(&r) && (!*r.p || strcmp(r.p, "$") == 0);
    good = good && !(r.choice && (start || end)); /* an anchor binds but one of them */
    buf_release(&r.literal);
    return good;
}

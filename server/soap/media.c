/* Media types; see media.h. The text is copied once and cut into pieces in place. */
#include "soap/media.h"

#include <string.h>

static bool S_token(char c)
{
    return c > ' ' && c < 0x7F && !strchr("()<>@,;:\\\"/[]?=", c);
}

/* Unquoted values: clients send boundaries and types with ':' '/' '=' and no quotes, so only ';' and blanks
 * end one. */
static bool S_bare(char c)
{
    return c > ' ' && c < 0x7F && c != ';' && c != '"';
}

static char *S_skip(char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
        p++;
    return p;
}

static char *S_lower(char *p)
{
    for (; S_token(*p); p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + ('a' - 'A'));
    return p;
}

/* Cuts a quoted string at p ('"') in place; NULL when it does not end. */
static char *S_quoted(char *p, const char **ret)
{
    char *out = ++p;
    *ret = out;
    for (; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1])
            p++;
        *out++ = *p;
    }
    if (!*p)
        return NULL;
    *out = 0;
    return p + 1;
}

/* One parameter at p; the terminating NUL of a bare value is put by the caller (*ret_end). */
static const char *S_param(struct media *m, char **pp, char **ret_end)
{
    char *p = *pp;
    const char *name = p, *value;
    p = S_lower(p);
    if (p == name)
        return "パラメータ名がありません";
    if (*p != '=')
        return "パラメータに = がありません";
    *p++ = 0;
    *ret_end = NULL;
    if (*p == '"') {
        p = S_quoted(p, &value);
        if (!p)
            return "引用符が閉じていません";
    } else {
        value = p;
        while (S_bare(*p))
            p++;
        if (p == value)
            return "パラメータの値がありません";
        *ret_end = p;
    }
    if (m->params == MEDIA_PARAMS)
        return "パラメータが多すぎます";
    m->param[m->params].name = name;
    m->param[m->params++].value = value;
    *pp = p;
    return NULL;
}

const char *media_parse(struct media *m, const char *s, size_t n)
{
    m->params = 0;
    m->type = "";
    if (n >= sizeof m->text)
        return "長すぎます";
    if (memchr(s, 0, n))
        return "NUL を含んでいます";
    memcpy(m->text, s, n);
    m->text[n] = 0;
    char *p = S_skip(m->text), *type = p;
    char *slash = S_lower(p);
    p = *slash == '/' ? S_lower(slash + 1) : slash;
    if (slash == type || *slash != '/' || p == slash + 1)
        return "type/subtype の形ではありません";
    char *cut = p; /* where a NUL is due once the next character has been looked at */
    for (;;) {
        p = S_skip(p);
        char sep = *p;
        if (cut)
            *cut = 0;
        if (!sep)
            break;
        if (sep != ';')
            return "区切りの ; がありません";
        p = S_skip(p + 1);
        cut = NULL;
        if (!*p || *p == ';')
            continue;
        const char *why = S_param(m, &p, &cut);
        if (why)
            return why;
    }
    m->type = type;
    return NULL;
}

const char *media_param(const struct media *m, const char *name)
{
    for (int i = 0; i < m->params; i++)
        if (strcmp(m->param[i].name, name) == 0)
            return m->param[i].value;
    return NULL;
}

/* Who calls: wsse:UsernameToken with PasswordText, then call_login (DESIGN 6). The order of errors:
 * certificate (before anything is read), token there, token's form, system, password, pair. See request.h. */
#include <string.h>

#include "soap/request.h"

/* The part of a Type URI that names the kind of password. */
static struct str S_kind(struct str type)
{
    const char *hash = type.n ? memrchr(type.p, '#', type.n) : NULL;
    return hash ? (struct str){hash + 1, type.n - (size_t)(hash + 1 - type.p)} : type;
}

bool security_is(struct exchange *x, const struct parse_start *e, const char *local)
{
    if (strcmp(e->local, local) != 0)
        return false;
    if (strcmp(e->ns, NS_WSSE) == 0)
        return true;
    x->token.other = arena_printf(x->kit.arena, "名前空間の違う {%s}%s", e->ns, local);
    return false;
}

void security_start(struct exchange *x, const struct parse_start *e)
{
    struct token *t = &x->token;
    if (e->depth == 4 && security_is(x, e, "UsernameToken")) {
        t->count++;
        t->other = NULL;
    } else if (e->depth == 5 && t->count == 1 && security_is(x, e, "Username")) {
        t->at = TOKEN_AT_USER;
        t->has_user = true;
    } else if (e->depth == 5 && t->count == 1 && security_is(x, e, "Password")) {
        struct str kind = S_kind(parse_attr(e, "", "Type"));
        t->at = TOKEN_AT_PASSWORD;
        t->has_password = true;
        char shown[TOKEN_TYPE];
        if (kind.n && !str_is(kind, "PasswordText"))
            t->type =
                parse_attr_copy(kind, shown, sizeof shown) ? arena_strdup(x->kit.arena, shown) : "長すぎます";
    }
}

static void S_add(struct token *t, char *to, size_t cap, size_t *at, const char *p, size_t n)
{
    if (n > cap - *at) {
        t->too_long = true;
        return;
    }
    memcpy(to + *at, p, n);
    *at += n;
    to[*at] = 0;
}

void security_text(struct exchange *x, int depth, const char *p, size_t n)
{
    struct token *t = &x->token;
    if (depth != 5)
        return;
    switch (t->at) {
    case TOKEN_AT_NONE:
        break;
    case TOKEN_AT_USER:
        S_add(t, t->user, TOKEN_USER, &t->user_n, p, n);
        break;
    case TOKEN_AT_PASSWORD:
        S_add(t, t->password, TOKEN_PASSWORD, &t->password_n, p, n);
        break;
    }
}

void security_end(struct exchange *x, int depth)
{
    if (depth == 5)
        x->token.at = TOKEN_AT_NONE;
}

/* White space around the name is a pretty printer's. */
static const char *S_user(struct token *t)
{
    char *p = t->user;
    while (*p && strchr(" \t\r\n", *p))
        p++;
    for (size_t n = strlen(p); n && strchr(" \t\r\n", p[n - 1]); n--)
        p[n - 1] = 0;
    return p;
}

enum status security_login(struct exchange *x)
{
    struct token *t = &x->token;
    const char *user = S_user(t), *item = "UsernameToken", *other = t->other ? t->other : "ありません";
    enum status st = ST_OK;
    if (t->count == 0)
        st = request_fail(x, ST_NO_TOKEN, "WS-Security",
                          "Header の {" NS_WSSE "}Security に、同じ名前空間の UsernameToken", other);
    else if (t->count > 1)
        st = request_fail(x, ST_TOKEN_FORM, item, "一つ", "二つ以上");
    else if (!t->has_user)
        st = request_fail(x, ST_TOKEN_FORM, "Username", "{" NS_WSSE "}Username", other);
    else if (!*user)
        st = request_fail(x, ST_TOKEN_FORM, "Username", "システム識別子", "空");
    else if (!t->has_password)
        st = request_fail(x, ST_TOKEN_FORM, "Password", "{" NS_WSSE "}Password", other);
    else if (t->type)
        st = request_fail(x, ST_TOKEN_FORM, "Password の Type", "PasswordText（平文）", t->type);
    else if (!t->password_n)
        st = request_fail(x, ST_TOKEN_FORM, "Password", "接続システムのパスワード", "空");
    else if (t->too_long)
        st = request_fail(x, ST_TOKEN_FORM, item, "Username 128 バイト、Password 256 バイトまで",
                          "長すぎます");
    else
        st = call_login(&x->v, user, t->password);
    if (!x->v.caller.system)
        x->v.caller.system = arena_strdup(x->kit.arena, user); /* for the journal: who said he was */
    explicit_bzero(t->password, sizeof t->password);
    return st;
}

/* Who calls: wsse:UsernameToken with PasswordText, then call_login (DESIGN 6). The order of errors:
 * certificate (before anything is read), token there, token's form, system, pair, stopped, password; at a
 * 統合専用端末: terminal, user, password. See request.h. */
#include <stdio.h>
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

void security_unchecked(struct exchange *x, const char *local)
{
    char name[64], *list = x->token.unchecked;
    size_t len = str_mask(name, sizeof name, str_of(local)), n = strlen(list);
    for (const char *p = list; (p = strstr(p, name)); p += len)
        if ((p == list || (unsigned char)p[-1] >= 0x80) && (!p[len] || (unsigned char)p[len] >= 0x80))
            return; /* it stands there */
    if (n + strlen("、") + len < UNCHECKED)
        snprintf(list + n, UNCHECKED - n, "%s%s", n ? "、" : "", name);
}

static void S_child(struct exchange *x, const struct parse_start *e)
{
    struct token *t = &x->token;
    t->in = IN_OTHER;
    if (security_is(x, e, "UsernameToken")) {
        t->in = t->count++ ? IN_OTHER : IN_TOKEN;
        t->other = NULL;
        return;
    }
    bool stamp = strcmp(e->ns, NS_WSU) == 0 && strcmp(e->local, "Timestamp") == 0;
    if (stamp)
        t->in = t->stamps++ ? IN_OTHER : IN_STAMP;
    if (!stamp || !x->strict)
        security_unchecked(x, e->local);
}

static void S_of_token(struct exchange *x, const struct parse_start *e)
{
    struct token *t = &x->token;
    if (security_is(x, e, "Username")) {
        t->at = &t->user;
    } else if (security_is(x, e, "Password")) {
        struct str kind = S_kind(parse_attr(e, "", "Type"));
        char shown[TOKEN_TYPE];
        t->at = &t->password;
        if (kind.n && !str_is(kind, "PasswordText"))
            t->type =
                parse_attr_copy(kind, shown, sizeof shown) ? arena_strdup(x->kit.arena, shown) : "長すぎます";
    } else {
        security_unchecked(x, e->local);
    }
}

static void S_of_stamp(struct token *t, const struct parse_start *e)
{
    if (strcmp(e->ns, NS_WSU) == 0)
        t->at = strcmp(e->local, "Created") == 0   ? &t->created
                : strcmp(e->local, "Expires") == 0 ? &t->expires
                                                   : NULL;
}

void security_start(struct exchange *x, const struct parse_start *e)
{
    struct token *t = &x->token;
    t->besides |= e->depth > 5;
    if (e->depth == 4)
        S_child(x, e);
    if (e->depth != 5)
        return;
    switch (t->in) {
    case IN_OTHER:
        break;
    case IN_TOKEN:
        S_of_token(x, e);
        break;
    case IN_STAMP:
        S_of_stamp(t, e);
        break;
    }
    if (t->at)
        t->at->count++;
}

void security_text(struct exchange *x, int depth, const char *p, size_t n)
{
    struct piece *to = x->token.at;
    if (depth != 5 || !to) {
        x->token.besides |= !str_blank((struct str){p, n});
        return;
    }
    size_t room = sizeof to->text - 1 - to->n;
    to->cut |= n > room;
    n = n < room ? n : room;
    memcpy(to->text + to->n, p, n);
    to->n += n;
    to->text[to->n] = 0;
}

void security_end(struct exchange *x, int depth)
{
    if (depth == 5)
        x->token.at = NULL;
}

/* White space around the name is a pretty printer's. */
static const char *S_user(struct token *t)
{
    char *p = t->user.text;
    while (*p && strchr(" \t\r\n", *p))
        p++;
    for (size_t n = strlen(p); n && strchr(" \t\r\n", p[n - 1]); n--)
        p[n - 1] = 0;
    return p;
}

/* Of what was cut it is not known how much there was. */
static enum status S_long(struct exchange *x, const char *item, int limit, const struct piece *had)
{
    char want[32], have[40];
    snprintf(want, sizeof want, "%d バイトまで", limit);
    snprintf(have, sizeof have, had->cut ? "%zu バイト以上" : "%zu バイト", had->n + had->cut);
    return request_fail(x, ST_TOKEN_FORM, item, want, have);
}

enum status security_login(struct exchange *x)
{
    struct token *t = &x->token;
    const bool tanmatsu = x->v.way == WAY_TANMATSU;
    const char *user = S_user(t), *item = "UsernameToken",
               *other = t->other        ? t->other
                        : x->env.header ? "ありません"
                                        : "Body の前に Header がありません";
    enum status st = ST_OK;
    if (t->count == 0)
        st = request_fail(x, ST_NO_TOKEN, "WS-Security",
                          "Header の {" NS_WSSE "}Security に、同じ名前空間の UsernameToken", other);
    else if (t->count > 1)
        st = request_fail(x, ST_TOKEN_FORM, item, "一つ", "二つ以上");
    else if (!t->user.count)
        st = request_fail(x, ST_TOKEN_FORM, "Username", "{" NS_WSSE "}Username", other);
    else if (t->user.count > 1 || t->password.count > 1)
        st = request_fail(x, ST_TOKEN_FORM, t->user.count > 1 ? "Username" : "Password", "一つ", "二つ以上");
    else if (!*user)
        st = request_fail(x, ST_TOKEN_FORM, "Username", tanmatsu ? "ユーザー" : "システム識別子", "空");
    else if (!t->password.count)
        st = request_fail(x, ST_TOKEN_FORM, "Password", "{" NS_WSSE "}Password", other);
    else if (t->type)
        st = request_fail(x, ST_TOKEN_FORM, "Password の Type", "PasswordText（平文）", t->type);
    else if (!t->password.n)
        st = request_fail(x, ST_TOKEN_FORM, "Password",
                          tanmatsu ? "ユーザーのパスワード" : "接続システムのパスワード", "空");
    else if (t->user.n > TOKEN_USER || t->password.cut)
        st = S_long(x, t->user.n > TOKEN_USER ? "Username" : "Password",
                    t->user.n > TOKEN_USER ? TOKEN_USER : TOKEN_PASSWORD,
                    t->user.n > TOKEN_USER ? &t->user : &t->password);
    else
        st = call_login(&x->v, user, t->password.text);
    if (st == ST_OK)
        st = timestamp_judge(x);
    if (!x->v.caller.system)
        x->v.caller.system = arena_strdup(x->kit.arena, user); /* for the journal: who said he was */
    return st;
}

/* Passwords of users; see password.h. No text of a refusal shows one. */
#include "service/kanri/password.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "service/online.h"
#include "store/meta.h"

enum { INITIAL = 512, WHOSE = 80 };

static const char shin[] = "新しいパスワード";

enum status password_user(struct call *c, const char *user, struct kanri_password *ret)
{
    bool found;
    enum status st = kanri_password_get(c->tx, c->caller->hokensha, user, c->arena, ret, &found);
    return st != ST_OK || found
               ? st
               : diag_set(c->diag, ST_USER_NONE, "ユーザー", "自機関に登録されたユーザー", user);
}

enum status password_user_sent(struct call *c, const char *sent, struct kanri_password *ret)
{
    const char *user;
    enum status st = online_key(c, "userToroku", "user", sent, &user);
    return st == ST_OK ? password_user(c, user, ret) : st;
}

static const char *S_initial(const struct call *c, const char *user, char out[INITIAL])
{
    policy_shoki_password(c->policy, user, out, INITIAL);
    return out;
}

/* A damaged text is our trouble. */
static enum status S_is(struct call *c, const char *text, const char *user, const char *password, bool *ret)
{
    enum password_is is = password_is(text, user, password);
    *ret = is == PASSWORD_RIGHT;
    if (is == PASSWORD_DAMAGED)
        return diag_set(c->diag, ST_WORLD_BROKEN, "パスワード", "読めるパスワードの記録",
                        "記録が破損しています");
    return ST_OK;
}

enum status password_gen(struct call *c, const struct kanri_password *p, const char *password)
{
    char initial[INITIAL];
    bool right = !p->password && strcmp(S_initial(c, p->user, initial), password) == 0;
    enum status st = p->password ? S_is(c, p->password, p->user, password, &right) : ST_OK;
    return st != ST_OK || right ? st
                                : diag_set(c->diag, ST_PASSWORD_GEN, "現在のパスワード",
                                           "ログインしたユーザーの、いまのパスワード", "一致しない値");
}

/* Of upper and lower case letters, digits, and all that is neither. */
static int S_shurui(const char *password)
{
    unsigned kinds = 0;
    for (const char *p = password; *p; p++)
        kinds |= *p >= 'A' && *p <= 'Z' ? 1 : *p >= 'a' && *p <= 'z' ? 2 : *p >= '0' && *p <= '9' ? 4 : 8;
    return __builtin_popcount(kinds);
}

enum status password_kisoku(struct call *c, const char *user, const char *password)
{
    const struct policy *p = c->policy;
    const long long chars = str_utf8_len(str_of(password));
    const int kinds = S_shurui(password);
    char initial[INITIAL];
    const char *want = NULL, *have = NULL;
    if (chars < p->password_nagasa || chars > PASSWORD_CHARS) {
        want = arena_printf(c->arena, "%lld〜%d 文字", (long long)p->password_nagasa, PASSWORD_CHARS);
        have = arena_printf(c->arena, "%lld 文字", chars);
    } else if (kinds < p->password_shurui) {
        want = arena_printf(c->arena, "英大文字・英小文字・数字・記号のうち %lld 種類以上",
                            (long long)p->password_shurui);
        have = arena_printf(c->arena, "%d 種類", kinds);
    } else if (strcasecmp(password, user) == 0) {
        want = "ユーザー・システム識別子と違う文字列";
        have = "同じ文字列";
    } else if (strcmp(password, S_initial(c, user, initial)) == 0) {
        want = "初期パスワードと違う文字列";
        have = "初期パスワード";
    } else {
        return ST_OK;
    }
    return diag_set(c->diag, ST_PASSWORD_KISOKU, shin, want ? want : "", have ? have : "");
}

enum status password_rireki(struct call *c, const struct kanri_password *p, const char *password)
{
    const int64_t last = c->policy->password_rireki;
    struct kanri_password_mae *mae = NULL;
    size_t n = 0;
    bool same = false;
    enum status st = last && p->password ? S_is(c, p->password, p->user, password, &same) : ST_OK;
    if (st == ST_OK && last > 1)
        st = kanri_password_rireki(c->tx, p->hokensha, p->user, last - (p->password != NULL), c->arena, &mae,
                                   &n);
    for (size_t i = 0; i < n && st == ST_OK && !same; i++)
        st = S_is(c, mae[i].password, p->user, password, &same);
    return st != ST_OK || !same
               ? st
               : diag_setf(c->diag, ST_PASSWORD_RIREKI, shin,
                           arena_printf(c->arena, "最近の %lld 回のどれとも違うパスワード", (long long)last),
                           "そのうちの一つ");
}

/* How many were made in this world before, whosever: neither the time nor what is left of a former one would
 * tell two of the same instant apart, or of a name that was removed and registered again. */
static enum status S_number(struct call *c, int64_t *ret)
{
    static const char key[] = "password";
    const char *kept = NULL;
    char text[24];
    enum status st = meta_get(c->tx, key, c->arena, &kept);
    *ret = (kept ? strtoll(kept, NULL, 10) : 0) + 1; /* a fixture's have 0 */
    snprintf(text, sizeof text, "%" PRId64, *ret);
    return st == ST_OK ? meta_put(c->tx, key, text) : st;
}

enum status password_hash(struct call *c, const char *whose, const char *password, char out[PASSWORD_TEXT])
{
    char who[WHOSE];
    int64_t number;
    enum status st = S_number(c, &number);
    snprintf(who, sizeof who, "%s/%s", c->caller->hokensha, whose);
    if (st == ST_OK)
        password_make(password, c->policy->seed, who, number, c->policy->password_kosuto, out);
    return st;
}

enum status password_put(struct call *c, struct kanri_password *p, const char *password)
{
    char hash[PASSWORD_TEXT];
    enum status st = password ? password_hash(c, p->user, password, hash) : ST_OK;
    if (st != ST_OK)
        return st;
    p->password = password ? hash : NULL;
    p->password_jotai = password ? "変更済" : "初期";
    p->password_at = c->now;
    p->shippai = 0;
    p->lock = false;
    st = kanri_password_put(c->tx, p, c->policy->password_rireki);
    p->password = NULL; /* it lived here */
    c->masters = st == ST_OK;
    return st;
}

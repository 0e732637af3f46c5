/* Proof of who calls: a 接続システム, or a ユーザー at a 統合専用端末 with its own password; see world.h.
 * What is proven once is not hashed again while the tables of kanri.db stand (engine.h). Wrong passwords of a
 * user are counted, and lock it, in the database before they are answered (call_login.c). */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "store/kanri_ken.h"
#include "world/engine.h"

enum { INITIAL = 512, WHOSE = 160 };

static bool S_known(const _Atomic uint64_t kept[4], const struct password_seal *seal)
{
    uint64_t other = 0;
    for (int i = 0; i < 4; i++)
        other |= atomic_load(&kept[i]) ^ seal->word[i];
    return other == 0;
}

/* There is one right password while the set stands, so whoever keeps it keeps the same. Of wrong ones two may
 * be kept at once, each in part: that is neither. */
static void S_keep(_Atomic uint64_t kept[4], const struct password_seal *seal)
{
    for (int i = 0; i < 4; i++)
        atomic_store(&kept[i], seal->word[i]);
}

static enum password_is S_prove(const struct kanri_set *set, struct proof *p, const char *text,
                                const char *whose, const char *password)
{
    struct password_seal seal = password_seal(set->key, password);
    enum password_is is = S_known(p->seal, &seal)    ? PASSWORD_RIGHT
                          : S_known(p->bogus, &seal) ? PASSWORD_WRONG
                                                     : password_is(text, whose, password);
    if (is != PASSWORD_DAMAGED)
        S_keep(is == PASSWORD_RIGHT ? p->seal : p->bogus, &seal);
    return is;
}

/* The initial one is no secret: it follows from the policy. */
static bool S_initial(struct world *w, const char *user, const char *password)
{
    char text[INITIAL];
    pthread_mutex_lock(&w->lock);
    policy_shoki_password(&w->policy, user, text, sizeof text);
    pthread_mutex_unlock(&w->lock);
    return strlen(text) == strlen(password) && crypto_equal(text, password, strlen(text));
}

static enum status S_damaged(struct diag *d)
{
    return diag_set(d, ST_WORLD_BROKEN, "パスワード", "読めるパスワードの記録", "記録が破損しています");
}

static const char *S_encoding(const struct kanri_set *set, const char *hokensha)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(&set->tables, hokensha);
    return h ? h->encoding : "UTF-8";
}

/* --- 接続システム
 * ---------------------------------------------------------------------------------------------- */

/* s: NULL: there is none of that name. */
static enum status S_may_call(const struct world *w, const struct kanri_system *s, const char *system,
                              struct diag *d)
{
    if (!s)
        return diag_want(d, ST_UNKNOWN_SYSTEM, "システム識別子", system,
                         "ワールド %s に登録された接続システム", w->name);
    return kanri_teishi(s->jotai)
               ? diag_set(
                     d, ST_SYSTEM_TEISHI, "システム識別子",
                     "停止されていない接続システム（再開できるのは、操作可能業務「接続システム情報の管理」の"
                     "あるユーザー）",
                     system)
               : ST_OK;
}

/* Whose certificate it is comes before anything is told of the system but that there is one (as systemToroku
 * tells who asks for its name), and before its password is looked at: who has a certificate of his own learns
 * nothing of another's. */
static enum status S_system(const struct world *w, const struct kanri_set *set, const struct kanri_system *s,
                            const char *system, const char *password, const struct cert_shown *cert,
                            struct diag *d)
{
    enum status st = s && cert && strcmp(cert->cn, system) != 0 ? shomeisho_asp(set, cert, s, d) : ST_OK;
    if (st == ST_OK)
        st = S_may_call(w, s, system, d);
    if (st != ST_OK)
        return st;
    enum password_is is =
        S_prove(set, &set->systems[s - set->tables.system], s->password, s->system, password);
    if (is == PASSWORD_WRONG)
        return diag_set(d, ST_BAD_PASSWORD, "パスワード", "接続システムに登録したパスワード", "一致しない値");
    return is == PASSWORD_RIGHT ? ST_OK : S_damaged(d);
}

const char *world_whose(struct world *w, const char *system, struct arena *a)
{
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_system *s = kanri_find_system(&set->tables, system);
    const char *whose = arena_strdup(a, s ? s->hokensha : "");
    kanri_set_release(set);
    return whose;
}

enum status world_login(struct world *w, const char *system, const char *password,
                        const struct cert_shown *cert, struct arena *a, struct caller *ret, struct diag *d)
{
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_system *s = kanri_find_system(&set->tables, system);
    enum status st = S_system(w, set, s, system, password, cert, d);
    if (st == ST_OK) {
        ret->system = arena_strdup(a, s->system);
        ret->hokensha = arena_strdup(a, s->hokensha);
        ret->encoding = arena_strdup(a, S_encoding(set, s->hokensha));
        if (arena_failed(a))
            st = diag_set(d, ST_LIMIT, "接続システム", "メモリ", "不足");
    }
    kanri_set_release(set);
    return st;
}

/* --- ユーザー
 * -------------------------------------------------------------------------------------------------- */

/* Whose user is asked for: the terminal alone decides it, and the wrong terminal's certificate looks like a
 * wrong user or password. */
static const char *S_whose(const char *tanmatsu, const char *hokensha, char out[WHOSE])
{
    snprintf(out, WHOSE, "統合専用端末 %s の医療保険者等 %s ", tanmatsu, hokensha);
    return out;
}

static enum status S_no_user(const char *tanmatsu, const char *hokensha, const char *user, struct diag *d)
{
    char want[WHOSE + WHOSE], whose[WHOSE];
    snprintf(want, sizeof want, "%sに登録されたユーザー", S_whose(tanmatsu, hokensha, whose));
    return diag_set(d, ST_LOGIN_USER, "ユーザー", want, user);
}

/* left: how often it may still be wrong; 0: as often as one likes */
static enum status S_wrong(const struct login_try *t, long long left, struct diag *d)
{
    static const char item[] = "パスワード", have[] = "一致しない値";
    char want[WHOSE + WHOSE], whose[WHOSE];
    snprintf(want, sizeof want, "%sのユーザー %s のパスワード", S_whose(t->tanmatsu, t->hokensha, whose),
             t->user);
    return left ? diag_setf(d, ST_LOGIN_PASSWORD, item, want, "%s（あと %lld 回でロックします）", have, left)
                : diag_set(d, ST_LOGIN_PASSWORD, item, want, have);
}

/* Nobody is named: who asks has not logged in. */
static enum status S_locked(const struct kanri_set *set, const char *hokensha, const char *user,
                            struct diag *d)
{
    bool some = false;
    for (size_t i = 0; i < set->tables.user_n && !some; i++) {
        const struct kanri_user *u = &set->tables.user[i];
        some = strcmp(u->hokensha, hokensha) == 0 && strcmp(u->user, user) != 0 &&
               kanri_dekiru(&set->tables, u, SOSA_KANRI_PASSWORD);
    }
    return diag_set(d, ST_LOGIN_LOCK, "ユーザー",
                    some
                        ? "ロックされていないユーザー（解除できるのは、操作可能業務「パスワード情報の管理」の"
                          "あるほかのユーザー）"
                        : "ロックされていないユーザー（解除できるほかのユーザーは、" KANRI_INAI "）",
                    user);
}

/* Which one it is: no other has that key. */
static uint64_t S_of(const struct kanri_set *set)
{
    uint64_t of;
    memcpy(&of, set->key, sizeof of);
    return of;
}

static enum status S_user(struct world *w, const struct kanri_set *set, const struct kanri_user *u,
                          const char *password, struct login_try *t, struct diag *d)
{
    struct proof *p = &set->users[u - set->tables.user];
    if (kanri_teishi(u->jotai))
        return diag_set(d, ST_LOGIN_TEISHI, "ユーザー",
                        "停止されていないユーザー（再開できるのは、操作可能業務「ユーザー情報の管理」のある"
                        "ユーザー）",
                        u->user);
    if (u->lock)
        return S_locked(set, u->hokensha, u->user, d);
    enum password_is is = u->password                       ? S_prove(set, p, u->password, u->user, password)
                          : S_initial(w, u->user, password) ? PASSWORD_RIGHT
                                                            : PASSWORD_WRONG;
    if (is == PASSWORD_DAMAGED)
        return S_damaged(d);
    t->right = is == PASSWORD_RIGHT;
    if (!t->right) /* before it is counted: of guesses at once, the right one is counted behind the others */
        atomic_fetch_add(&p->wrong, 1);
    t->of = S_of(set);
    t->wrong = atomic_load(&p->wrong);
    t->counts = !t->right || t->wrong != atomic_load(&p->cleared);
    return t->right ? ST_OK : ST_LOGIN_PASSWORD;
}

enum status world_login_user(struct world *w, const char *tanmatsu, const char *hokensha, const char *user,
                             const char *password, struct arena *a, struct caller *ret, struct login_try *t,
                             struct diag *d)
{
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_user *u = kanri_find_user(&set->tables, hokensha, user);
    *t = (struct login_try){.counts = false};
    enum status st = u ? S_user(w, set, u, password, t, d) : S_no_user(tanmatsu, hokensha, user, d);
    if (t->counts) {
        t->tanmatsu = arena_strdup(a, tanmatsu);
        t->hokensha = arena_strdup(a, u->hokensha);
        t->user = arena_strdup(a, u->user);
    }
    if (st == ST_LOGIN_PASSWORD && !arena_failed(a))
        S_wrong(t, 0, d);
    if (st == ST_OK) {
        ret->system = arena_strdup(a, tanmatsu);
        ret->hokensha = arena_strdup(a, u->hokensha);
        ret->encoding = arena_strdup(a, S_encoding(set, u->hokensha));
        ret->user_login = arena_strdup(a, u->user);
    }
    if (arena_failed(a)) {
        t->counts = false;
        st = diag_set(d, ST_LIMIT, "ユーザー", "メモリ", "不足");
    }
    kanri_set_release(set);
    return st;
}

enum status world_login_count(struct call *c, struct login_try *t)
{
    struct kanri_tries now;
    t->limit = c->policy->password_shippai;
    enum status st = t->right ? kanri_user_right(c->tx, t->hokensha, t->user, &now)
                              : kanri_user_wrong(c->tx, t->hokensha, t->user, t->limit, &now);
    t->shippai = now.shippai;
    t->lock = now.lock;
    c->masters = !t->right && t->lock;
    return st;
}

/* Those that were judged before a right one was; by another set's tables, t->wrong is no number of this one.
 */
static void S_clear(struct proof *p, uint64_t wrong)
{
    unsigned long long was = atomic_load(&p->cleared);
    while (was < wrong && !atomic_compare_exchange_weak(&p->cleared, &was, wrong))
        ;
}

/* The present tables know by themselves only what was counted before they were read. */
static void S_noted(struct world *w, const struct login_try *t)
{
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_user *u = kanri_find_user(&set->tables, t->hokensha, t->user);
    struct proof *p = u ? &set->users[u - set->tables.user] : NULL;
    if (p && !t->right)
        atomic_fetch_add(&p->wrong, 1);
    else if (p && t->of == S_of(set))
        S_clear(p, t->wrong);
    kanri_set_release(set);
}

enum status world_login_counted(struct world *w, const struct login_try *t, struct diag *d)
{
    S_noted(w, t);
    if (t->lock) {
        struct kanri_set *set = kanri_set_hold(w);
        enum status st = S_locked(set, t->hokensha, t->user, d);
        kanri_set_release(set);
        return st;
    }
    if (t->right)
        return ST_OK;
    return S_wrong(t, t->limit ? t->limit - t->shippai : 0, d);
}

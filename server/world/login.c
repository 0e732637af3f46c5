/* Proof of who calls: a 接続システム, or a ユーザー at a 統合専用端末 with its own password; see world.h.
 * What is proven once is not hashed again while the tables of kanri.db stand (engine.h). Wrong passwords of a
 * user are counted, and lock it, in the database before they are answered: the one thing for which a thread
 * of http/ waits for the writer. */
#include <string.h>

#include "base/crypto.h"
#include "world/engine.h"

enum { INITIAL = 512 };

static bool S_known(const struct proof *p, const struct password_seal *seal)
{
    uint64_t other = 0;
    for (int i = 0; i < 4; i++)
        other |= atomic_load(&p->seal[i]) ^ seal->word[i];
    return other == 0;
}

/* There is one right password while the set stands, so whoever keeps it keeps the same. */
static void S_keep(struct proof *p, const struct password_seal *seal)
{
    for (int i = 0; i < 4; i++)
        atomic_store(&p->seal[i], seal->word[i]);
}

static enum password_is S_prove(const struct kanri_set *set, struct proof *p, const char *text,
                                const char *whose, const char *password)
{
    struct password_seal seal = password_seal(set->key, password);
    enum password_is is = S_known(p, &seal) ? PASSWORD_RIGHT : password_is(text, whose, password);
    if (is == PASSWORD_RIGHT)
        S_keep(p, &seal);
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
    return diag_set(d, ST_WORLD_BROKEN, "パスワード", "読めるパスワードの記録", "記録が壊れています");
}

static const char *S_encoding(const struct kanri_set *set, const char *hokensha)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(&set->tables, hokensha);
    return h ? h->encoding : "UTF-8";
}

/* --- 接続システム
 * ---------------------------------------------------------------------------------------------- */

/* Whose certificate it is comes before anything is told of the system but that there is one (as systemToroku
 * tells who asks for its name), and before its password is looked at: who has a certificate of his own learns
 * nothing of another's. */
static enum status S_system(const struct kanri_set *set, const struct kanri_system *s, const char *system,
                            const char *password, const char *cert_cn, struct diag *d)
{
    if (s && cert_cn && strcmp(cert_cn, system) != 0)
        return diag_set(d, ST_CERT_MISMATCH, "クライアント証明書の CN", system, cert_cn);
    enum status st = engine_system(s, system, d);
    if (st != ST_OK)
        return st;
    enum password_is is =
        S_prove(set, &set->systems[s - set->tables.system], s->password, s->system, password);
    if (is == PASSWORD_WRONG)
        return diag_set(d, ST_BAD_PASSWORD, "パスワード", "接続システムに登録したパスワード", "一致しない値");
    return is == PASSWORD_RIGHT ? ST_OK : S_damaged(d);
}

enum status world_login(struct world *w, const char *system, const char *password, const char *cert_cn,
                        struct arena *a, struct caller *ret, struct diag *d)
{
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_system *s = kanri_find_system(&set->tables, system);
    enum status st = S_system(set, s, system, password, cert_cn, d);
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

/* A file of users that the insurer has sent before decides who may log in. */
struct wait {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool over;
    enum status st;
};

static void S_woken(enum status st, void *cls)
{
    struct wait *x = cls;
    pthread_mutex_lock(&x->lock);
    x->st = st;
    x->over = true;
    pthread_cond_signal(&x->done);
    pthread_mutex_unlock(&x->lock);
}

static enum status S_settle(struct world *w, const char *hokensha, uint64_t generation, struct diag *d)
{
    static const struct op masters = {.exempt = GOING_MESSAGES | GOING_FILES};
    const struct settle what = {.hokensha = hokensha, .op = &masters, .generation = generation};
    struct wait x = {.lock = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};
    enum status st = world_settle(w, &what, S_woken, &x);
    if (st == ST_PENDING) {
        pthread_mutex_lock(&x.lock);
        while (!x.over)
            pthread_cond_wait(&x.done, &x.lock);
        pthread_mutex_unlock(&x.lock);
        st = x.st;
    }
    if (st == ST_OK || st == ST_BUSY) /* settleMs has passed */
        return ST_OK;
    world_over(w, st, d);
    if (d->status != st && (st = world_stands(w, "ログインより前の処理", d)) == ST_OK)
        return ST_OK; /* it stood still, until a moment ago */
    return st;
}

struct attempt {
    const char *hokensha, *user;
    bool right;
    int64_t limit;
    struct kanri_tries tries;
};

static enum status S_count(struct call *c, void *cls)
{
    struct attempt *x = cls;
    x->limit = c->policy->password_shippai;
    enum status st = x->right ? kanri_user_right(c->tx, x->hokensha, x->user, &x->tries)
                              : kanri_user_wrong(c->tx, x->hokensha, x->user, x->limit, &x->tries);
    c->masters = !x->right && x->tries.lock;
    return st;
}

static enum status S_locked(const char *user, struct diag *d)
{
    return diag_set(d, ST_LOGIN_LOCK, "ユーザー",
                    "ロックされていないユーザー（解除できるのは、操作可能業務「パスワード情報の管理」のある"
                    "ユーザー）",
                    user);
}

static enum status S_wrong(const struct attempt *x, struct diag *d)
{
    static const char item[] = "パスワード", want[] = "ユーザーのパスワード";
    if (x->tries.lock)
        return S_locked(x->user, d);
    if (!x->limit)
        return diag_set(d, ST_LOGIN_PASSWORD, item, want, "一致しない値");
    return diag_setf(d, ST_LOGIN_PASSWORD, item, want, "一致しない値（あと %lld 回でロックします）",
                     (long long)(x->limit - x->tries.shippai));
}

/* generation: that which was looked at. */
static enum status S_tried(struct world *w, uint64_t generation, const struct kanri_user *u, struct proof *p,
                           bool right, struct diag *d)
{
    struct attempt x = {.hokensha = u->hokensha, .user = u->user, .right = right};
    if (right && !atomic_load(&p->failed))
        return ST_OK;
    enum status st = engine_write(w, generation, DB_KANRI, S_count, NULL, &x, d);
    if (st == ST_OK) {
        atomic_store(&p->failed, !right);
    } else if (st == ST_RESET || st == ST_STOPPING) {
        *d = DIAG_INIT;
        world_over(w, st, d);
    }
    if (st == ST_OK && !right)
        st = S_wrong(&x, d);
    return st == ST_OK && x.tries.lock ? S_locked(u->user, d) : st;
}

static enum status S_user(struct world *w, const struct kanri_set *set, uint64_t generation,
                          const struct kanri_user *u, const char *password, struct diag *d)
{
    struct proof *p = &set->users[u - set->tables.user];
    if (kanri_teishi(u->jotai))
        return diag_set(d, ST_LOGIN_TEISHI, "ユーザー", "停止されていないユーザー", u->user);
    if (u->lock)
        return S_locked(u->user, d);
    enum password_is is = u->password                       ? S_prove(set, p, u->password, u->user, password)
                          : S_initial(w, u->user, password) ? PASSWORD_RIGHT
                                                            : PASSWORD_WRONG;
    if (is == PASSWORD_DAMAGED)
        return S_damaged(d);
    return S_tried(w, generation, u, p, is == PASSWORD_RIGHT, d);
}

enum status world_login_user(struct world *w, const char *tanmatsu, const char *hokensha, const char *user,
                             const char *password, struct arena *a, struct caller *ret, struct diag *d)
{
    const uint64_t generation = world_generation(w, 0);
    enum status st = S_settle(w, hokensha, generation, d);
    if (st != ST_OK)
        return st;
    struct kanri_set *set = kanri_set_hold(w);
    const struct kanri_user *u = kanri_find_user(&set->tables, hokensha, user);
    st = u ? S_user(w, set, generation, u, password, d)
           : diag_set(d, ST_LOGIN_USER, "ユーザー", "自機関に登録されたユーザー", user);
    if (st == ST_OK) {
        ret->system = arena_strdup(a, tanmatsu);
        ret->hokensha = arena_strdup(a, u->hokensha);
        ret->encoding = arena_strdup(a, S_encoding(set, u->hokensha));
        ret->user_login = arena_strdup(a, u->user);
        if (arena_failed(a))
            st = diag_set(d, ST_LIMIT, "ユーザー", "メモリ", "不足");
    }
    kanri_set_release(set);
    return st;
}

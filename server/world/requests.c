/* What a request needs of its world: who is meant by 依頼元, a read snapshot, room for an upload; see
 * world.h. Proof of who calls: login.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "service/gyomu_map.h"
#include "service/junbi.h"
#include "service/may.h"
#include "service/nittei.h"
#include "service/shinsei.h"
#include "world/engine.h"

static atomic_ullong epoch;

uint64_t worlds_epoch(void)
{
    return atomic_load(&epoch);
}

uint64_t world_epoch_next(void)
{
    return atomic_fetch_add(&epoch, 1) + 1;
}

enum status engine_passed(struct world *w, const char *item, struct diag *d)
{
    return diag_setf(d, ST_RESET, item, "要求が届いた時のままのワールド",
                     "%s はその後に初期化または作成されました（今は世代 %llu）", w->name,
                     (unsigned long long)world_generation(w, 0));
}

void world_over(struct world *w, enum status st, struct diag *d)
{
    if (d->status == st)
        return;
    if (st == ST_RESET)
        engine_passed(w, "ワールド", d);
    if (st == ST_STOPPING)
        diag_setf(d, st, "ワールド", "動いているワールド", "%s は終了したか削除されました", w->name);
}

enum status world_arrive(struct world *w, uint64_t since, uint64_t *ret_generation, struct diag *d)
{
    pthread_mutex_lock(&w->lock);
    bool late = w->begun > since;
    *ret_generation = w->generation;
    pthread_mutex_unlock(&w->lock);
    return late ? engine_passed(w, "ワールド", d) : ST_OK;
}

uint64_t world_generation(struct world *w, uint64_t generation)
{
    pthread_mutex_lock(&w->lock);
    generation = generation ? generation : w->generation;
    pthread_mutex_unlock(&w->lock);
    return generation;
}

enum status world_still(struct world *w, uint64_t generation, struct diag *d)
{
    pthread_mutex_lock(&w->lock);
    bool late = w->generation != generation;
    pthread_mutex_unlock(&w->lock);
    return late ? engine_passed(w, "ワールド", d) : ST_OK;
}

static enum status S_other_busho(struct diag *d, const struct kanri_user *u, const char *busho)
{
    char want[sizeof d->want + 200];
    snprintf(want, sizeof want, "ユーザー %s の所属部署 %s", u->user, u->busho);
    return diag_set(d, ST_UNKNOWN_USER, "依頼元部署", want, busho);
}

/* u: NULL: there is none of that name either. */
static enum status S_no_busho(struct diag *d, const struct kanri_user *u, const char *busho)
{
    char want[sizeof d->want];
    snprintf(want, sizeof want, "自機関に登録された部署%s%s%s%s%s", u ? "（ユーザー " : "", u ? u->user : "",
             u ? " の所属部署は " : "", u ? u->busho : "", u ? "）" : "");
    return diag_set(d, ST_UNKNOWN_BUSHO, "依頼元部署", want, busho);
}

static enum status S_stopped(struct diag *d, const struct kanri_tables *t, const struct kanri_user *u)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(t, u->hokensha);
    const char *who = h ? h->givers[GIVING_ROLE] : "";
    char want[sizeof d->want];
    snprintf(want, sizeof want, "停止されていないユーザー（再開できるユーザーは、%s）",
             *who ? who : "いません");
    return diag_set(d, ST_USER_TEISHI, "ユーザー", want, u->user);
}

/* Whose schedule holds, and where this is. */
static unsigned S_lot(struct world *w, char lot[sizeof w->policy.lot])
{
    pthread_mutex_lock(&w->lock);
    memcpy(lot, w->policy.lot, sizeof w->policy.lot);
    const unsigned kankyo = w->policy.kankyo;
    pthread_mutex_unlock(&w->lock);
    return kankyo;
}

/* What an earlier file or operation of the insurer may have changed since the login. */
static void S_teigi(struct world *w, const struct kanri_tables *t, struct arena *a, struct caller *ret)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(t, ret->hokensha);
    if (h && (!ret->encoding || strcmp(h->encoding, ret->encoding) != 0))
        ret->encoding = arena_strdup(a, h->encoding);
    ret->junbi = junbi_of(t, h, a);
    ret->shinsei = shinsei_of(t, h, a);
    char lot[sizeof w->policy.lot];
    const unsigned kankyo = S_lot(w, lot);
    ret->nittei = nittei_of(t, h, lot, kankyo, a);
}

static bool S_soap_gyomu_code(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    bool on = w->policy.soap_gyomu_code == SOAP_GYOMU_CODE_ON;
    pthread_mutex_unlock(&w->lock);
    return on;
}

/* That of the set, which is held as long as the call lives. */
static void S_code_map(struct world *w, struct kanri_set *set, struct caller *ret)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(&set->tables, ret->hokensha);
    ret->map = h && S_soap_gyomu_code(w) ? set->maps[h - set->tables.hokensha] : NULL;
    if (ret->map) {
        atomic_fetch_add(&set->refs, 1);
        ret->held = set;
    }
}

void world_leave(struct caller *who)
{
    kanri_set_release(who->held);
    who->held = NULL;
    who->map = NULL;
}

/* u: NULL: there is none of that name. */
static enum status S_requester(const struct kanri_tables *t, const struct caller *who, const char *busho,
                               const char *user, const struct kanri_user *u, struct diag *d)
{
    if (who->user_login && strcmp(user, who->user_login) != 0)
        return diag_set(d, ST_IRAI_USER, "ユーザー", who->user_login, user);
    if (!kanri_find_busho(t, who->hokensha, busho))
        return S_no_busho(d, u, busho);
    if (!u)
        return diag_set(d, ST_UNKNOWN_USER, "ユーザー", "自機関に登録されたユーザー", user);
    if (strcmp(u->busho, busho) != 0)
        return S_other_busho(d, u, busho);
    return kanri_teishi(u->jotai) ? S_stopped(d, t, u) : ST_OK;
}

enum status world_enter(struct world *w, const char *busho, const char *user, struct arena *a,
                        struct caller *ret, struct diag *d)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    const struct kanri_user *u = kanri_find_user(&kanri->tables, ret->hokensha, user);
    world_leave(ret); /* it may enter a second time */
    enum status st = S_requester(&kanri->tables, ret, busho, user, u, d);
    if (st == ST_OK) {
        ret->busho = arena_strdup(a, busho);
        ret->user = arena_strdup(a, u->user);
        ret->rights = rights_of(&kanri->tables, u, a);
        S_teigi(w, &kanri->tables, a, ret);
        S_code_map(w, kanri, ret);
        ret->shoki = ret->user_login && kanri_shoki(u);
        if (arena_failed(a))
            st = diag_set(d, ST_LIMIT, "ユーザー", "メモリ", "不足");
    }
    kanri_set_release(kanri);
    return st;
}

struct rights world_row_rights(struct world *w, const char *hokensha, const char *busho, struct arena *a)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    struct rights r = rights_of_rows(&kanri->tables, hokensha, busho, a);
    kanri_set_release(kanri);
    return r;
}

enum status world_gyomu_codes(struct world *w, const char *hokensha, struct arena *a,
                              const struct gyomu_code **ret, size_t *ret_n)
{
    struct kanri_set *kanri = kanri_set_hold(w);
    *ret = gyomu_lines(kanri->tables.gyomu_code, kanri->tables.gyomu_code_n, hokensha, a, a, ret_n);
    kanri_set_release(kanri);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

int64_t world_upload_limit(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    int64_t n = w->policy.upload_limit;
    pthread_mutex_unlock(&w->lock);
    return n;
}

enum ws_security world_ws_security(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    enum ws_security how = w->policy.ws_security;
    pthread_mutex_unlock(&w->lock);
    return how;
}

enum wsdl_certificate world_wsdl_certificate(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    enum wsdl_certificate how = w->policy.wsdl_certificate;
    pthread_mutex_unlock(&w->lock);
    return how;
}

int64_t world_now(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    return now;
}

void world_facts(const struct world *w, struct call *c)
{
    c->world = w->name;
    c->generation = (int64_t)w->generation;
}

void engine_call(struct world *w, struct call *c)
{
    pthread_mutex_lock(&w->lock);
    c->now = clock_now(&w->clock);
    world_facts(w, c);
    pthread_mutex_unlock(&w->lock);
    c->policy = &w->policy; /* changed by the writer thread, where alone this is called, and while it rests
                               (life_adopt) */
    c->spool = store_spool(w->store);
}

enum status world_read(struct world *w, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct policy policy;
    pthread_rwlock_rdlock(&w->gate);
    pthread_mutex_lock(&w->lock);
    policy = w->policy;
    c->now = clock_now(&w->clock);
    bool late = c->generation && (uint64_t)c->generation != w->generation;
    world_facts(w, c);
    pthread_mutex_unlock(&w->lock);
    c->policy = &policy;
    c->spool = store_spool(w->store);
    struct tx *tx;
    enum status st = late ? ST_RESET : tx_read(w->store, db, &tx);
    if (late) {
        engine_passed(w, "ワールド", c->diag);
    } else if (st == ST_OK) {
        c->tx = tx;
        st = run(c, cls);
        store_blame(w->store, st, c->diag);
        if (!tx_idle(tx))
            st = diag_set(c->diag, ST_INTERNAL, db_name(db), "閉じた SQL 文", "実行中の文が残っています");
        tx_read_end(tx);
    } else {
        diag_setf(c->diag, st, "データベース", "開けるデータベース", "%s.db を開けません", db_name(db));
    }
    c->tx = NULL;
    c->policy = NULL;
    pthread_rwlock_unlock(&w->gate);
    return st;
}

int world_spool(struct world *w, uint64_t generation, struct arena *a, const char **ret_path, struct diag *d)
{
    static atomic_ullong number; /* a name nobody sees; the receipt gives the file its own */
    int fd = -1;
    pthread_rwlock_rdlock(&w->gate);
    char *path = arena_printf(a, "%s/in-%llu.tmp", store_spool(w->store), atomic_fetch_add(&number, 1));
    pthread_mutex_lock(&w->lock);
    bool over = w->stop;
    pthread_mutex_unlock(&w->lock);
    if (over) /* dropped: the folder is nobody's, or a new world's of this name */
        world_over(w, ST_STOPPING, d);
    else if (generation && world_still(w, generation, d) != ST_OK)
        *ret_path = NULL;
    else if (!path)
        diag_set(d, ST_LIMIT, "一時ファイル", "メモリ", "不足");
    else if ((fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
        file_failed(d, "一時ファイル", "書き込めるスプール", errno);
    else
        *ret_path = path;
    pthread_rwlock_unlock(&w->gate);
    return fd;
}

/* How a caller logs in; see call.h. Judged when its token is read, by the tables of kanri.db as they stand;
 * what must wait for anything is ended before the call starts, as a call waits: no thread of http/ does. And
 * judged again at the call's turn, when the tables have changed since: one order of events. */
#include <string.h>

#include "base/clock.h"
#include "world/call.h"
#include "world/case/tell.h"
#include "world/engine.h"

/* Where a user is, and who, by the certificate or, without one, by the name. */
static enum status S_tanmatsu(struct visit *v, const char **ret_user)
{
    struct login *l = &v->login;
    const char *slash = strchr(l->name, '/');
    if (!v->cert_cn && !slash)
        return call_fail(v, ST_TOKEN_FORM, "Username",
                         "平文のポートでは、統合専用端末/ユーザー（例 TT06139992A/u001）", l->name);
    *ret_user = v->user = v->cert_cn ? l->name : slash + 1;
    l->tanmatsu = v->cert_cn ? v->cert_cn : arena_strndup(v->arena, l->name, (size_t)(slash - l->name));
    if (!l->tanmatsu)
        return call_fail(v, ST_LIMIT, NULL, NULL, NULL);
    v->caller.system = l->tanmatsu; /* for the journal, whatever comes of it */
    return world_tanmatsu(v->world, l->tanmatsu, v->arena, &l->hokensha, &v->diag);
}

/* By the tables as they stand; nothing is waited for, and nothing counted. */
static enum status S_judge(struct visit *v)
{
    struct login *l = &v->login;
    const char *user = NULL;
    enum status st;
    l->tried = (struct login_try){.counts = false};
    l->masters = world_masters(v->world); /* before the look */
    l->day = clock_date(world_now(v->world));
    st = v->cert_cn ? world_certificate(v->world, v->way, &v->cert, &v->diag) : ST_OK;
    if (st != ST_OK)
        return st;
    if (v->way == WAY_TANMATSU) {
        st = S_tanmatsu(v, &user);
        if (st == ST_OK)
            st = world_login_user(v->world, l->tanmatsu, l->hokensha, user, l->password, v->arena, &v->caller,
                                  &l->tried, &v->diag);
    } else {
        st = world_login(v->world, l->name, l->password, v->cert_cn ? &v->cert : NULL, v->arena, &v->caller,
                         &v->diag);
    }
    return st == ST_OK && !v->caller.hokensha ? call_fail(v, ST_INTERNAL, "保険者番号", NULL, "ありません")
                                              : st;
}

/* Nothing that is under way can help who has no certificate for it, or is at a terminal that is none. */
static bool S_hopeless(const struct visit *v, enum status st)
{
    return st == ST_CERT_MISMATCH || st == ST_LIMIT || (v->way == WAY_TANMATSU && !v->login.hokensha);
}

/* Whose 接続システム it says it is. */
static void S_claim(struct visit *v, const char *system)
{
    const char *whose = world_whose(v->world, system, v->arena);
    if (whose && *whose)
        v->claim.hokensha = whose;
}

enum status call_login(struct visit *v, const char *name, const char *password)
{
    struct login *l = &v->login;
    const bool going = world_masters_going(v->world); /* before the look: what is done by then is seen */
    *l = (struct login){.name = arena_strdup(v->arena, name), .password = password};
    enum status st = l->name ? S_judge(v) : call_fail(v, ST_LIMIT, NULL, NULL, NULL);
    l->open = !S_hopeless(v, st) && (going || l->tried.counts);
    if (st != ST_OK && v->way == WAY_SYSTEM)
        S_claim(v, name);
    if (st != ST_OK && !l->open)
        v->told = tell_login(v, v->cert_cn, name);
    if (!going || !l->open)
        return st;
    if (v->way == WAY_SYSTEM && !(l->hokensha = world_whose(v->world, name, v->arena)))
        return call_fail(v, ST_LIMIT, NULL, NULL, NULL);
    v->diag = DIAG_INIT; /* it may find itself let in, or shut out, when that is done */
    return ST_OK;
}

enum status call_login_still(struct visit *v)
{
    const struct login *l = &v->login;
    return world_masters(v->world) == l->masters && clock_date(world_now(v->world)) == l->day ? ST_OK
                                                                                              : S_judge(v);
}

/* --- what must wait
 * -------------------------------------------------------------------------------------------- */

static void S_end(struct visit *v, enum status st)
{
    struct login *l = &v->login;
    if (st != ST_OK && v->diag.status != st)
        v->diag = DIAG_INIT;
    world_over(v->world, st, &v->diag);
    if (st == ST_OK)
        v->diag = l->besides;
    else
        v->diag.status = st;
    if (st != ST_OK)
        v->told = tell_login(v, v->cert_cn, l->name);
    l->open = false;
    l->ended(v, v->diag.status);
}

static enum status S_count(struct call *c, void *cls)
{
    struct visit *v = cls;
    return world_login_count(c, &v->login.tried);
}

static void S_counted(enum status st, void *cls)
{
    struct visit *v = cls;
    if (st == ST_OK) {
        v->diag = DIAG_INIT;
        st = world_login_counted(v->world, &v->login.tried, &v->diag);
    }
    S_end(v, st);
}

static enum status S_begin(struct visit *v, enum status settled)
{
    if (settled == ST_OK || settled == ST_BUSY) /* BUSY: policy settleMs has passed */
        return S_judge(v);
    if (settled == ST_RESET || settled == ST_STOPPING)
        return settled;
    enum status st = world_stands(v->world, "ログインより前の処理", &v->diag);
    return st == ST_OK ? S_judge(v) : st; /* it stood still, until a moment ago */
}

static void S_woken(enum status settled, void *cls)
{
    struct visit *v = cls;
    enum status st = S_begin(v, settled);
    if (!v->login.tried.counts) {
        S_end(v, st);
        return;
    }
    v->call = (struct call){.arena = v->arena, .diag = &v->diag, .generation = (int64_t)v->generation};
    v->job = (struct job){.db = DB_KANRI, .call = &v->call, .run = S_count, .done = S_counted, .cls = v};
    v->diag = DIAG_INIT;
    world_submit(v->world, &v->job);
}

void call_login_end(struct visit *v, void (*ended)(struct visit *v, enum status st))
{
    static const struct op masters = {.name = "login", .exempt = GOING_MESSAGES | GOING_FILES};
    struct login *l = &v->login;
    const struct settle what = {.hokensha = l->hokensha, .op = &masters, .generation = v->generation};
    l->ended = ended;
    l->besides = v->diag;
    l->tried.counts = false;
    v->diag = DIAG_INIT;
    enum status st = world_settle(v->world, &what, S_woken, v);
    if (st != ST_PENDING)
        S_woken(st, v);
}

/* The part of the world of paper that says who may call. Included by fake_world.h. */
#ifndef TESTS_UNIT_SOAP_FAKE_LOGIN_H
#define TESTS_UNIT_SOAP_FAKE_LOGIN_H
#include <string.h>

#include "service/may.h"
#include "world/world.h"

static int fake_counted;
enum status world_login_count(struct call *c, struct login_try *t)
{
    (void)c;
    t->shippai = __atomic_add_fetch(&fake_counted, 1, __ATOMIC_SEQ_CST);
    return ST_OK;
}
enum status world_login_counted(struct world *w, const struct login_try *t, struct diag *d)
{
    (void)w;
    return t->right ? ST_OK : diag_set(d, ST_LOGIN_PASSWORD, "パスワード", "counted", t->user);
}
enum status world_enter(struct world *w, const char *busho, const char *user, struct arena *a,
                        struct caller *ret, struct diag *d)
{
    (void)w;
    if (strcmp(busho, "B001") != 0)
        return diag_set(d, ST_UNKNOWN_BUSHO, "依頼元部署", "B001", busho);
    ret->shoki = strcmp(user, "shoki") == 0;
    if (strcmp(user, "u001") != 0 && !ret->shoki)
        return diag_set(d, ST_UNKNOWN_USER, "ユーザー", "u001", user);
    ret->busho = arena_strdup(a, busho);
    ret->user = arena_strdup(a, user);
    ret->rights = rights_all;
    ret->rights.sosa = SOSA_BIT(SOSA_KANYUSHA_TOROKU);
    return ST_OK;
}
void world_leave(struct caller *who)
{
    (void)who;
}
#endif

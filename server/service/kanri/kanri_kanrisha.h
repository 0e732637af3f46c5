/* Who manages (管理者): somebody who may manage users must remain with an insurer, by role, 部署 and
 * アクセスグループ, for only such a one can give anybody a right; and nobody takes that from himself. Called
 * by the masters of this folder before they write. */
#ifndef SERVICE_KANRI_KANRI_KANRISHA_H
#define SERVICE_KANRI_KANRI_KANRISHA_H
#include "service/op.h"
#include "store/kanri_busho.h"
#include "store/kanri_toroku.h"

/* What is about to be other than it stands, of the caller's insurer; NULL: nothing of that kind. */
struct kanri_henko {
    const struct kanri_group *group;
    const struct kanri_busho *busho;
    const struct kanri_role *role;
    const struct kanri_shokuin *user;
    const char *yameru; /* a user that will no more be able to call */
    bool seigyo;        /* access control will be switched on */
};

/* OK; KANRISHA_NONE, with the item that takes the right away and what it would be. */
enum status kanri_kanrisha(struct call *c, const struct kanri_henko *h);
#endif

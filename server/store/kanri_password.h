/* Passwords of ユーザー in kanri.db (2.12.1 ⑤): the present one, those before it, wrong ones and the lock.
 * What the texts are: base/password.h. Called by world/login.c and service/kanri. */
#ifndef STORE_KANRI_PASSWORD_H
#define STORE_KANRI_PASSWORD_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* After an attempt to log in; of a user that is gone meanwhile: nothing. */
struct kanri_tries {
    int64_t shippai; /* wrong ones since the last right one */
    bool lock;
};
/* limit: so many lock the user; 0: none do. One that is locked already is counted no more. */
enum status kanri_user_wrong(struct tx *tx, const char *hokensha, const char *user, int64_t limit,
                             struct kanri_tries *ret);
/* Nothing is counted any more, unless the user has been locked. */
enum status kanri_user_right(struct tx *tx, const char *hokensha, const char *user, struct kanri_tries *ret);
/* By hand. */
enum status kanri_user_unlock(struct tx *tx, const char *hokensha, const char *user);

struct kanri_password {
    const char *hokensha, *user;
    const char *password;       /* NULL: the initial one */
    const char *password_jotai; /* 初期, 変更済 */
    int64_t password_at;        /* INT64_MIN: it was never changed */
    int64_t shippai;
    bool lock;
    int64_t before; /* how many the user had before the next one that it is given */
};
enum status kanri_password_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                               struct kanri_password *ret, bool *ret_found);
/* Everything but the key; the one that was becomes a former one. p: as it was got, and changed. keep: so many
 * former ones stay, one at least. */
enum status kanri_password_put(struct tx *tx, const struct kanri_password *p, int64_t keep);
/* Former ones, the newest first; at most limit. */
struct kanri_password_mae {
    const char *password;
};
enum status kanri_password_rireki(struct tx *tx, const char *hokensha, const char *user, int64_t limit,
                                  struct arena *a, struct kanri_password_mae **ret, size_t *ret_n);
#endif

/* A walk over people of an insurer when a link file of 資格情報 ends: it begins behind whom the last one came
 * to, and once more at the first. Called by fukuhon_soi.c and fukuhon_nokori.c. */
#ifndef SERVICE_CHUKAN_FUKUHON_WALK_H
#define SERVICE_CHUKAN_FUKUHON_WALK_H
#include "file/rule/owari.h"
#include "service/op.h"
#include "store/torikomi.h"

struct fukuhon_walk {
    struct call *c; /* its arena is for one person */
    const struct torikomi *t;
    const char *nani; /* whose place it is */
    struct owari_most most;
    const int64_t *told; /* grows by what `look` tells */
    /* The next 枝番 behind `after`, in a; NULL: there is none. */
    enum status (*next)(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                        const char **ret);
    enum status (*look)(void *x, const char *edaban);
    void *x;
};

/* As far as most allows; those whom it has not come to are for the next file. A file whose end was told
 * before its daemon died does not look again. */
enum status fukuhon_walk(const struct fukuhon_walk *w);
#endif

/* Inside file/rule/ only: a walk over people when a file of 資格情報 ends, as service/chukan/fukuhon_walk.c
 * walks. Called by past_soi.c and past_nokori.c. */
#ifndef FILE_RULE_PAST_WALK_H
#define FILE_RULE_PAST_WALK_H
#include <stdbool.h>
#include <stddef.h>

#include "file/rule/owari.h"

struct past_walk {
    uint64_t
        *all; /* 枝番 of whom there is to look at; sorted by the walk, each may be there more than once */
    size_t n;
    uint64_t *made; /* up to whom the last walk has come; 0: it has seen all */
    struct owari_most most;
    const size_t *told; /* how many warnings there are; more by whatever is told of a person */
    /* the walk's own */
    size_t first, looks, until;
};

void past_walk_begin(struct past_walk *w);
/* From behind *made to the end and from the beginning up to it, as far as most allows. */
bool past_walk_next(struct past_walk *w, uint64_t *ret_edaban);
#endif

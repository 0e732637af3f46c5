/* Inside world/ only: what is under way for whom. Each insurer has a lane, so that the work of one does
 * not hold up the calls of another; what is in no lane is settled. Bits are set when a batch is committed,
 * before its answers go out, and dropped when the work is done (schedule.c). A generation begins with
 * what its stores hold (heir.c). Guarded by the world's lock. */
#ifndef WORLD_LANES_H
#define WORLD_LANES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "service/op.h"

enum { GOING_ALL = GOING_MESSAGES | GOING_FILES | GOING_MASTERS | GOING_ASKED, LANE_NAME = 9 };

struct lane {
    char hokensha[LANE_NAME];
    unsigned bits;   /* of enum going */
    int64_t oldest;  /* of GOING_FILES and GOING_MASTERS: order of acceptance of the oldest link file */
    int64_t asking;  /* the same of GOING_ASKED; 0: somebody asks who is no file */
    int64_t used_us; /* real time that its files have had the loader in this round of turns */
};

struct lanes {
    struct lane
        everybody; /* work of nobody in particular, which counts for each; and what no lane has room for */
    struct lane *items;
    size_t n, cap;
};

void lanes_release(struct lanes *l);
/* hokensha "": everybody. jun: of a link file, 0: of none. */
void lanes_add(struct lanes *l, const char *hokensha, unsigned bits, int64_t jun);
/* What is under way for hokensha, leaving out link files accepted after upto and what they ask. */
unsigned lanes_bits(const struct lanes *l, const char *hokensha, int64_t upto);
/* The same for all together. */
unsigned lanes_bits_any(const struct lanes *l, int64_t upto);
/* The bits go from every lane, and a lane that has neither bits nor used_us left goes. */
void lanes_drop(struct lanes *l, unsigned bits);
/* NULL: it has none. */
struct lane *lanes_find(struct lanes *l, const char *hokensha);
#endif

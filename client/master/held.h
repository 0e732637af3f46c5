/* What a base system holds of the 配信マスター: the records of each master, as they are in the link file but
 * without 変更区分. Called by folder.c, apply.c, prove.c, hokoku.c and cmd/master.c. */
#ifndef CLIENT_MASTER_HELD_H
#define CLIENT_MASTER_HELD_H
#include "base/arena.h"
#include "file/layout/layout.h"
#include "master/kinds.h"

enum { HELD_CELLS = 8, HELD_CODE = 0, HELD_HAN = 1, HELD_MEI = 2 };
struct held_record {
    const char *cell[HELD_CELLS]; /* as the columns of held.l */
};
/* One master. Texts live in the arena. */
struct held {
    const struct master_kind *kind;
    struct layout l;          /* of the link file, from the code on */
    struct arena *arena;      /* borrowed */
    struct held_record *list; /* once sorted n, by code; one that stands there twice is kept */
    size_t n;
    bool changed;
    /* Of held.c: how many stand in the list with those that are gone, and who is found where. */
    size_t used, *slots, room;
};

struct held_record *held_find(const struct held *h, const char *code); /* the first; NULL: none */
bool held_put(struct held *h, const struct held_record *r);            /* false: out of memory */
void held_drop(struct held *h, struct held_record *r);
void held_clear(struct held *h);
/* By code, before anybody goes through the list; false: out of memory. */
bool held_sort(struct held *h);
/* Code and name on one line, for people, masked. */
enum { HELD_SHOWN = 400 };
void held_show(const struct held_record *r, char out[HELD_SHOWN]);
/* SHA-256 as master.report wants it (README 6.5); false: out of memory. */
bool held_digest(const struct held *h, char ret[65]);
#endif

/* What a base system holds of the 配信マスター: a folder with a file a master (kikan.csv …), its records as
 * they are in the link file but without 変更区分, UTF-8, by code. Called by apply.c, prove.c and
 * cmd/master.c.
 */
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
    struct held_record *list; /* by code; one that stands there twice is kept */
    size_t n;
    bool changed;
};

/* All masters, from the folder; a file that is not there is a master of which nothing is held. The layouts
 * must be open. EXIT_FINE, or EXIT_FAILED after saying why. */
int held_read(struct held held[MASTER_KINDS], const char *dir, struct arena *a);
/* The masters that were changed; as above. */
int held_write(const struct held held[MASTER_KINDS], const char *dir);
struct held_record *held_find(const struct held *h, const char *code); /* the first; NULL: none */
bool held_put(struct held *h, const struct held_record *r);            /* false: out of memory */
void held_drop(struct held *h, struct held_record *r);
/* Code and name on one line, for people, masked. */
enum { HELD_SHOWN = 400 };
void held_show(const struct held_record *r, char out[HELD_SHOWN]);
/* SHA-256 as master.report wants it (README 6.5); false: out of memory. */
bool held_digest(const struct held *h, char ret[65]);
#endif

/* Rows made wrong on purpose, each in one way, and the code that daemon and checker must answer. What is
 * wrong is found from the layout's rules alone. Called by file.c, and by subjects.c, which must know whose
 * rows were refused. */
#ifndef CLIENT_GEN_SPOIL_H
#define CLIENT_GEN_SPOIL_H
#include "gen/row.h"

struct spoil {
    const struct plan *plan;
    uint64_t salt; /* of this file's decisions */
    double up_to[ERROR_KINDS];
    /* A good row that another one can repeat; the cells' texts are in kept. */
    struct text kept; /* owned */
    struct str cells[LAYOUT_COLUMNS];
    bool has;
};

/* "0.05", or "tooLong=0.01,badDate=0.02". false: no such words, *ret_wrong says what (in Japanese). */
bool spoil_rates(struct gen *g, const char *text, char wrong[128]);

/* false: out of memory. salt: of the file's kind. */
bool spoil_open(struct spoil *x, const struct plan *p, uint64_t salt);
void spoil_close(struct spoil *x);
/* The kind of error that the row of subject `which` gets; -1: none. */
int spoil_pick(const struct spoil *x, int64_t which);
/* Makes the row wrong in that way, or in another when it cannot be; answers the code's status. ST_OK: it
 * cannot be wrong at all. */
enum status spoil_row(struct spoil *x, int kind, uint64_t luck, struct text *t, struct str *cells);
/* A good row went out: it may be repeated. */
void spoil_keep(struct spoil *x, const struct str *cells);
#endif

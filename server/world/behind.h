/* What is brought to the disk a while after it has come, so that nobody waits for it: by one thread of the
 * daemon, which there is from the first joining on. Called by the audit record and the journal. Thread-safe.
 */
#ifndef WORLD_BEHIND_H
#define WORLD_BEHIND_H
#include <stdbool.h>

/* Embedded in what is brought there. */
struct behind {
    struct behind *next; /* behind.c's, as is hurried */
    bool hurried;
    /* On the thread, two seconds behind a stir, or soon when it is hurried; no lock of behind.c is held. */
    void (*run)(struct behind *b, bool hurried);
};

void behind_join(struct behind *b); /* once, also under its owner's lock */
void behind_stir(void);             /* something has come for somebody who has joined */
/* So much has come for this one that it should not wait. */
void behind_hurry(struct behind *b);
/* It is not run from now on, nor being run; without a lock that run takes. No harm if it has not joined. */
void behind_leave(struct behind *b);
void behind_stop(void);
#endif

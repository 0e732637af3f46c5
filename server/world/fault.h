/* Faults on purpose (DESIGN 2.5, 3): what somebody has ordered to go wrong in a world, and whom it strikes.
 * Decided by counts alone, in the order in which calls come, under one lock: no clock of the machine and no
 * chance. The world decides and hands the decision down; service/ and store/ know nothing of it. Called by
 * call.c (calls), load/load_write.c (rows of link files), courier.c (messages), fault_control.c (orders),
 * heir.c (reset). */
#ifndef WORLD_FAULT_H
#define WORLD_FAULT_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "service/op.h"

enum {
    FAULTS_MOST = 100,      /* of a world; those that are over make room */
    FAULT_MS_MOST = 600000, /* real milliseconds of a delay */
    FAULT_DISK_MOST = 60000 /* of a disk, for which all of the world waits */
};

enum mogi {
#define MOGI(id, name, argument, acts, finds, ja, en) MOGI_##id,
#include "world/mogi.def"
#undef MOGI
    MOGI_COUNT
};
enum mogi_argument { MOGI_ARG_NONE, MOGI_ARG_MS, MOGI_ARG_HTTP, MOGI_ARG_CODE };
enum mogi_acts { MOGI_BEFORE, MOGI_AFTER, MOGI_WRITE, MOGI_FIND };
struct mogi_kind {
    const char *name;
    enum mogi_argument argument;
    enum mogi_acts acts;
    enum find finds; /* of FIND */
    const char *ja, *en;
};
const struct mogi_kind *mogi_kind(enum mogi kind);
enum mogi mogi_find(const char *name); /* MOGI_COUNT: none has it */

/* What strikes a call; number 0: nothing. */
struct fault_act {
    int64_t number;
    enum mogi kind;
    bool after; /* the work is done first */
    int64_t ms;
    int http;
    enum status code;
};

/* One that was ordered; "" and 0: whatever it is. */
struct fault {
    struct fault_act act;
    char op[64], hokensha[16], edaban[32], kikan[32];
    bool row;          /* it strikes rows of link files, and no call */
    char shubetsu[40]; /* of a row: which kind of file */
    int64_t gyo;       /* 行番号 */
    int64_t nth;       /* it strikes from the so-manieth on that it fits, 1 the first */
    int64_t times;     /* and so often; 0: until it is taken away */
    int64_t until;     /* virtual time from which it is over; INT64_MAX: never */
    int64_t matched, struck;
    bool over; /* has struck often enough, or its time has passed */
};

struct faults {
    pthread_mutex_t lock; /* guards what follows; nothing is taken inside */
    struct fault *list;   /* in the order of their numbers; NULL: none was ever ordered */
    int n;
    int64_t last;      /* number given last */
    atomic_int waking; /* how many are not over: without one, a call looks no further */
};

/* A call that is about to begin, a row of a link file, or what an institution is about to find. */
struct fault_call {
    const char *op; /* "kanyusha.register"; NULL: no call */
    const char *hokensha;
    const char *edaban; /* of its request; NULL: none */
    bool writes;
    const char *shubetsu; /* of a row */
    int64_t gyo;
    unsigned finds;    /* bits of enum find that it can be told to find; of a row: 0 */
    const char *kikan; /* 機関コード of who is asked; NULL: nobody */
};

void faults_init(struct faults *f);
void faults_release(struct faults *f);
/* Some may strike: one relaxed load. */
static inline bool faults_awake(const struct faults *f)
{
    return atomic_load_explicit(&f->waking, memory_order_relaxed) > 0;
}
/* Takes a copy, whose number it answers; counts begin at 0. 0: there are FAULTS_MOST that are not over, or
 * there is no memory. */
int64_t faults_add(struct faults *f, const struct fault *what);
/* That one, or all (0); answers how many. */
int64_t faults_drop(struct faults *f, int64_t number);
/* All, as in a new world: the next is number 1 again, so that the same run says the same. Answers how many.
 */
int64_t faults_clear(struct faults *f);
/* Those whose time has passed at `now` are over, also where the clock goes back behind it. */
void faults_look(struct faults *f, int64_t now);
/* A copy of the i-th, as it stands at `now`, virtual time; false: there are no more. */
bool faults_at(struct faults *f, int i, int64_t now, struct fault *ret);
/* Counts each that fits, and answers the first whose turn it is. */
struct fault_act faults_strike(struct faults *f, const struct fault_call *c, int64_t now);
struct world;
struct op;
struct call;
/* A call of an insurer in a world, req being the struct of op; one relaxed load while nothing is ordered. One
 * of a generation that has passed is struck by nothing: what is ordered since is for the next. */
struct fault_act world_fault(struct world *w, uint64_t generation, const struct op *op, const void *req,
                             const char *hokensha);
/* What refuses a row of a link file, with its code; edaban: as the row has it. One relaxed load, too. */
struct fault_row {
    const char *hokensha, *shubetsu;
    int64_t gyo;
    struct str edaban;
};
struct fault_act world_fault_row(struct world *w, const struct fault_row *row, int64_t now);
/* For the calls of messages (service/op.h): what an institution finds of somebody. */
void fault_lets_find(struct world *w, struct call *c);
/* "3 http", as it stands in the journal. */
enum { FAULT_MARK = 40 };
void fault_mark(const struct fault_act *a, char out[FAULT_MARK]);
#endif

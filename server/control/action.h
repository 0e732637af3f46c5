/* One action of the control API = one file under control/ that exports one const struct action; one line in
 * actions.def registers it. run() sees no HTTP: a test calls it, or control_dispatch, without a socket. */
#ifndef CONTROL_ACTION_H
#define CONTROL_ACTION_H
#include "base/field.h"
#include "control/control.h"

struct world;

enum { SEGMENT = 64 }; /* of a path; nothing has a longer name */

/* A request that has found its action. */
struct asked {
    const struct control_request *q;
    char name[SEGMENT]; /* {world} of the path */
    char rest[SEGMENT]; /* its other {…} */
    /* Referenced while it runs, generation is that of the request. NULL: NOBODYS, or it is refused. */
    struct world *w;
    uint64_t generation;
    const void *body;       /* a struct of action.body_size, read by action.body; NULL: the action has none */
    struct buf *out;        /* run() adds the answer */
    enum control_type type; /* of the answer; that of the action, run() may set another */
    bool shown; /* run(): nothing that who asks was not shown before. Such a read is not recorded */
    struct diag *d;
};

/* What an action wants of {world}. A world that lives is checked for either: the request belongs to its
 * present generation. */
enum whose {
    LIVING = 0,   /* one that can be used */
    ALSO_REFUSED, /* or one that cannot: w is NULL then */
    NOBODYS       /* the path has no {world} */
};

struct action {
    const char *method, *path; /* "{…}" stands for one segment */
    enum whose whose;
    enum control_type type;
    bool waits;               /* also without a timeout in its query (control_waits) */
    bool people;              /* a GET that shows whom something concerns: recorded, as is all that changes */
    bool reasons;             /* its refusal says all that is wrong: d->all has room for it */
    const struct field *body; /* what the request's body may have; NULL: it is not looked at */
    size_t body_size;
    /* d is filled when it answers other than OK. */
    enum status (*run)(struct asked *a);
};
extern const struct action *const action_list[]; /* NULL at the end */

/* A query argument that counts, of 15 digits at most; absent (NULL) gives fallback. CONTROL. */
enum status asked_number(struct asked *a, const char *name, const char *text, int64_t fallback, int64_t *ret);
#endif

/* The life of one call, whatever front it came by: it arrives in a world, shows a certificate, logs in; bound
 * to an operation it starts: settle, user and rights, run, done. The front then answers and tells the event
 * (world/event.h). A step fails by filling diag; the first failure stands. One thread at a time, but after
 * call_start it may be another one. Called by soap/. */
#ifndef WORLD_CALL_H
#define WORLD_CALL_H
#include <string.h>

#include "world/fault.h"
#include "world/world.h"

struct visit;

/* How the caller has logged in (call_login.c). */
struct login {
    const char *name, *password; /* as told; the password is the front's, until done */
    const char *tanmatsu;        /* the second way: where */
    const char *hokensha;        /* whose terminal, or whose system while open */
    uint64_t masters;            /* world_masters() when it was judged */
    int32_t day;                 /* of the world, then: certificates end with it */
    struct login_try tried;      /* what is to be counted of it */
    bool open; /* what was judged may not be what comes of it: call_start ends it before anything else */
    struct diag besides; /* what is wrong with the call otherwise */
    void (*ended)(struct visit *v, enum status st);
};

/* What a caller who was not let in says: whom the certificate or the name in its token is of, and what the
 * front could read. For the audit record alone; texts in arena; NULL: not known. */
struct claim {
    const struct op *op;
    const char *hokensha, *busho, *user;
};

struct visit {
    /* the front's, from the beginning; zeroed else, file_fd -1 */
    struct arena *arena;
    struct diag diag; /* not ST_OK: failed, or refused by the operation */

    /* who and where, as it becomes known; texts in arena */
    struct world *world; /* referenced until call_leave */
    uint64_t generation; /* of world, when the request's first line was read */
    enum way way;
    const char *from;       /* of another machine, where from; NULL: of this one. For the audit record */
    const char *cert_cn;    /* NULL: on a port where none is wanted */
    struct cert_shown cert; /* the same, as it is judged again */
    struct login login;
    struct caller caller;
    struct claim claim;

    /* the front's, before call_start */
    const struct op *op;
    const char *busho, *user; /* 依頼元, as told; before that, the user who tries to log in */
    void *req, *rep;          /* rep, in the end, as the caller hears it */
    /* Once, on any thread, maybe before call_start returns: st is the outcome, diag says more when it is
     * neither OK, ACCEPTED nor PENDING. Nothing here touches the visit afterwards. */
    void (*done)(struct visit *v, enum status st);

    /* what became of it */
    const void *ours;     /* the request as the operation sees it, 業務コード converted; NULL: as req */
    bool late;            /* it ran although what came before was not done in time */
    struct download file; /* of the reply, open as file_fd; nothing: it has none */
    int file_fd;
    struct fault_act
        fault; /* what was ordered to strike it (fault.h): whoever answers carries out the rest */

    /* private */
    bool fault_asked;
    int64_t told; /* when it was, into the record of test cases, as its fact has it; 0: it was not */
    struct call call;
    struct job job;
};

/* How the caller has come. */
struct call_door {
    const char *world;       /* name, as asked for */
    uint64_t epoch;          /* worlds_epoch() when the request line was read */
    bool stopping;           /* the daemon is: STOPPING */
    const char *from;        /* of another machine, where from; NULL: of this one */
    enum way way;            /* which certificate is wanted, and how they log in */
    bool plain;              /* a port without certificates */
    const char *cert_cn;     /* CN of the verified client certificate; NULL: none shown, or it is not valid */
    const char *cert_o;      /* and the 保険者番号 that it is of, single spaces between; NULL: none */
    const char *cert_shimon; /* fingerprint of its key (base/pki_shimon.h) */
    bool cert_shared;        /* which is that of the data folder's own of this name */
    enum status cert_wrong;  /* why it is not valid; OK: it is, or there is none */
    const char *cert_want;   /* in the way of a diag; NULL: a certificate of this door */
    const char *cert_error;  /* what was had instead */
};

/* The one insurer that its certificate is of; "": there is none, or it is of several (of an ASP). */
static inline const char *call_door_hokensha(const struct call_door *door)
{
    return door->cert_o && !strchr(door->cert_o, ' ') ? door->cert_o : "";
}

static inline const void *visit_req(const struct visit *v)
{
    return v->ours ? v->ours : v->req;
}

/* Fails unless it has failed already; answers the status that stands. */
enum status call_fail(struct visit *v, enum status st, const char *item, const char *want, const char *have);
/* STOPPING, NO_SUCH_WORLD, WORLD_BROKEN, RESET. Notes in any case whose certificate was shown. */
enum status call_arrive(struct visit *v, const struct call_door *door);
/* NO_CERTIFICATE, what is wrong with it, and those of world_certificate: of whoever stands at that door, and
 * of a visit. w NULL: its data cannot be used, and the kind is not looked at. */
enum status call_door_certificate(const struct call_door *door, struct world *w, struct diag *d);
/* The same for a page or WSDL, for which nobody logs in: UNKNOWN_SYSTEM as well. */
enum status call_door_page(const struct call_door *door, struct world *w, struct diag *d);
enum status call_certificate(struct visit *v, const struct call_door *door);
/* The system with its password, and with the certificate (world_login); or, at a 統合専用端末, the user with
 * its own (world_login_user). Where no certificate says which terminal it is, the name does: TERMINAL/USER.
 * Waits for nothing. While login.open, OK and refusal alike are what the tables say now, and the front tells
 * nobody: it goes on with what it has to do, and call_start knows. */
enum status call_login(struct visit *v, const char *name, const char *password);
/* The rest, to done(). With login.open also of a visit that has failed. */
void call_start(struct visit *v);
/* Of call.c: ends a login that is open, then ended(), maybe on another thread: OK, or what is told, in
 * diag. */
void call_login_end(struct visit *v, void (*ended)(struct visit *v, enum status st));
/* The same: what let the caller in still does. Also on the writer thread. */
enum status call_login_still(struct visit *v);
/* The reply is sent, or there will be none. Closes what is open. */
void call_leave(struct visit *v);
#endif

/* The audit record of a world (README): who did what to whose data, when, by which way, with what outcome.
 * The table itself is file/audit; here is what goes into it, and when: what only reads before its reply is
 * sent, without waiting for the disk; what was committed in the transaction that commits it (audit_machi.c).
 * Opened with the first record; a world that nobody asks anything has none. Thread-safe. What came to no
 * world goes into one of the daemon's own, DATA/audit. */
#ifndef WORLD_AUDIT_H
#define WORLD_AUDIT_H
#include <pthread.h>

#include "base/buf.h"
#include "base/field.h"
#include "file/audit/log.h"
#include "store/db.h"
#include "world/behind.h"

struct event;
struct job;
struct world;
struct worlds_options;

struct audit_entry { /* of a batch of the writer */
    struct job *job;
    struct audit_text text; /* without p */
    size_t at;              /* of it, in texts */
};

struct audit {
    pthread_mutex_t lock;
    struct audit_log log; /* under lock, as is what follows */
    char *dir;            /* its folder */
    int64_t kuiki;        /* the generation that lives */
    bool ended;           /* the world is stopped: there is no table to write to any more */
    int64_t most;         /* bytes of the table: policy kansaSaidai */
    bool told;            /* that it cannot be written */
    int64_t lost;         /* records that came while it could not be opened, as log.lost */
    bool dirty;           /* there is something to sync */
    int64_t chained;      /* the last batch that is in the table */
    int64_t synced;       /* the last of which all is on the disk */
    struct behind sync;   /* who syncs it, while it is open */
    /* of the writer */
    struct buf texts;
    struct audit_entry *entries; /* NULL: none yet */
    int n;
    int64_t batch;         /* the last number that was given */
    int64_t low[DB_COUNT]; /* no batch before that waits in that database; 0: none does */
    bool behind;           /* what could not be chained waits in the databases */
};

/* --- its life: worlds.c, heir.c, grave ---------------------------------------------------------------------
 */
void audit_init(struct audit *a, char *dir); /* takes dir over */
void audit_end(struct audit *a);             /* closes the table; nothing is recorded any more */
void audit_release(struct audit *a);
/* The world goes on with that generation: another one than it had closes the chain, why. Its writer rests. */
void audit_goes_on(struct world *w, uint64_t generation, const char *why);
/* The folder of a world that is dropped is kept, beside the last few (--audit-former) before it. */
void audit_keep_former(const struct world *w);
/* What came to no world. data NULL: it ends. */
void audit_daemon(const char *data);
struct audit *audit_of(struct world *w); /* NULL: the daemon's own */

/* The texts of a request that have columns of their own, by the names of their fields. */
enum audit_named { AUDIT_HOKENSHA, AUDIT_SHUBETSU, AUDIT_NO, AUDIT_HITO, AUDIT_NAMED_COUNT };

/* --- what is recorded --------------------------------------------------------------------------------------
 */
/* w NULL: the daemon's own. Not OK, with *d: it is not recorded, for want of the disk, of descriptors or of
 * memory. */
enum status audit_append(struct world *w, const struct audit_row *r, enum audit_room room, struct diag *d);
/* Once for every request, before its reply is sent (event_tell). Not OK: it cannot be recorded (e->unkept
 * says why), and the reply must not go out as it is. */
enum status audit_event(const struct event *e);

/* What a request acts on, as "name=value name=value", each name once, masked; what there is no room for is
 * "…". Of a table the fields that are marked (FIELD_TAISHO). audit_taisho.c. */
struct taisho {
    size_t n;
    bool full;
    char text[240];
};
bool taisho_marked(const struct field *table);
void taisho_of(struct taisho *x, const struct field *table, const void *record);
void taisho_add(struct taisho *x, const char *name, struct str value);

/* Room for what a row says in words that stand nowhere else. */
struct audit_words {
    char edaban[AUDIT_PEOPLE], biko[2 * AUDIT_BIKO];
    struct taisho taisho;
};
/* Nothing yet; the room itself is not touched. */
static inline void audit_words_begin(struct audit_words *x)
{
    x->edaban[0] = x->taisho.text[0] = 0;
    x->taisho.n = 0;
    x->taisho.full = false;
}
/* The column 備考: where from (NULL: this machine), what it acts on, and why or what (NULL: nothing); NULL:
 * all of it is nothing. Lives as long as all of them. */
const char *audit_remark(struct audit_words *x, const char *from, const char *why);

/* An action of the control API that is recorded, on the thread that runs it: its first write takes the record
 * with it; what has none is recorded when it ends. One that reads only ends. */
struct audit_doing {
    const char *koto, *from; /* from: where from, of another machine (socket_from); NULL */
    struct taisho taisho;
    char column[AUDIT_NAMED_COUNT][AUDIT_FIELD]; /* what its body or answer has of them; "" */
    bool reads;
    bool recorded; /* with its write */
};
void audit_begins(struct audit_doing *x);
/* What it acts on, as its body or its answer says. x NULL: nobody asks. */
void audit_acts(struct audit_doing *x, const struct field *table, const void *record);
/* d: its status, and why, where it was refused. Not OK: it has read, and that cannot be recorded, *unkept
 * says why: its answer must not go out. That is recorded, as far as it can be. */
enum status audit_ends(struct audit_doing *x, struct world *w, const struct diag *d, int http,
                       struct diag *unkept);
struct audit_doing *audit_doing(void); /* of this thread, not yet recorded; NULL */

/* What was refused before it found its action: into that of the world in its path, or the daemon's own. from:
 * as above. */
void audit_refused(const char *method, const char *path, int http, const struct diag *why, const char *from);

/* --- asked: audit_ask.c; w NULL: the daemon's own ----------------------------------------------------------
 */
struct order_audit {
    const char *kara, *made; /* virtual times, as far as they are given, both included */
    const char *koto; /* an operation, a control action, or whole words of either: "shokai", "operator" */
    const char *system, *hokensha, *user, *edaban, *code;
    int64_t kuiki;        /* of that generation; 0: of all */
    int64_t since, limit; /* records behind that number; at most so many */
};
enum { AUDIT_ASKED_MOST = 10000 };
enum status sim_audit(struct world *w, const struct order_audit *o, struct buf *json, struct diag *d);
/* CSV of some records behind that number, with the line of names where it is 0. Nothing: there are no more.
 */
enum status sim_audit_export(struct world *w, int64_t since, struct buf *csv, struct diag *d);
/* Whether it is as it was written. head: "COUNT:LINK" of a former answer, or NULL. */
enum status sim_audit_verify(struct world *w, const char *head, struct buf *json, struct diag *d);

/* --- what is committed: audit_machi.c, on the writer thread ------------------------------------------------
 */
/* As whom and what a job is to be recorded, after its run(); job.audit. What r says lives as long as x. */
void audit_job_call(const struct job *j, struct audit_row *r, struct audit_words *x);
void audit_job_control(const struct job *j, struct audit_row *r, struct audit_words *x);
void audit_batch(struct world *w); /* a batch begins */
/* In the transaction of that database, before its commit: the records of its jobs wait there. *d says why
 * not, but where it was the database that failed. */
enum status audit_wait(struct world *w, struct job *list, enum db db, struct diag *d);
/* Behind the commits: what was kept is chained. */
void audit_chain(struct world *w);
/* Before the databases go, with the writer at rest: what waits in them is chained, if there is room now. */
void audit_catch_up(struct world *w);
/* And is on the disk: what has come to the table of what was committed needs them no more. */
void audit_leave(struct world *w);
/* At the start, before there is a writer: what waits in the databases and is not in the table is chained. */
void audit_take_up(struct world *w);
/* Of a generation that begins from a copy: what waited where it was made is not its own. */
enum status audit_forget(struct store *s);

/* --- inside: audit_sync.c, and under the lock of a ---------------------------------------------------------
 */
enum status audit_open_locked(struct world *w, struct audit *a, int64_t at, struct diag *d);
enum status audit_add_locked(struct world *w, struct audit *a, const struct audit_text *t,
                             enum audit_room room, struct diag *d);
void audit_opened(struct audit *a); /* under its lock: it is synced from now on, until behind_leave */
void audit_sync(
    struct audit *a); /* all that is in it now is on the disk, if the disk takes it; without its lock */
#endif

/* One record of every request, whatever became of it: a call, a page, a wrong path, a connection that brought
 * no request. It feeds the world's audit record and journal, the counters and the log, so that what goes
 * wrong between a tester's system and the daemon can be seen from here (DESIGN 2.6). Called by soap/ and
 * http/. */
#ifndef WORLD_EVENT_H
#define WORLD_EVENT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "world/world.h"

struct visit;
struct fault_act;

struct event {
    struct world *world; /* whose journal it goes into; NULL: none */
    const char *method;  /* "POST" */
    /* as asked for, they need not exist; any may be NULL */
    const char *world_name, *service, *op;
    const char *system, *code, *uketsuke;          /* as far as known; any may be NULL */
    const char *busho, *user;                      /* 依頼元, or who tries to log in; may be NULL */
    const char *path, *content_type, *soap_action; /* of the request; any may be NULL */
    const struct diag *why;                        /* of a refusal; may be NULL */
    struct journal_body request, reply;            /* masked */
    bool many;                                     /* they were not wanted (world_journal_wants) */
    const struct fault_act *fault;                 /* what was ordered to strike it; NULL: nothing */
    const struct visit *visit;                     /* of a call, with its outcome; NULL */
    const char *shomeisho;                         /* CN of the certificate, refused or not; NULL */
    const char *hokensha;                          /* of what is no call: whose that is; NULL */
    bool tanmatsu;                                 /* it is about what is below terminal/ */
    const char *from;                              /* of another machine, where from; NULL: of this one */
    enum status status;
    const char *got;     /* what a GET has got: "ログイン画面", "WSDL"; NULL: nothing that matters */
    const char *note;    /* what there is to say, masked when it is written; may be NULL */
    bool everywhere;     /* nobody knows whose it is: into the journal of every world */
    bool again;          /* more of one that was told already: not counted */
    int http;            /* status; 0: none was sent */
    struct diag *unkept; /* gets why, of one that cannot be recorded; NULL: nobody asks */
    int64_t us, bytes_in, bytes_out;
};

/* Once, when the reply is known and before it is sent: who has read it finds its event. Not OK: nothing was
 * told, because it can't be recorded (audit.h; unkept), and what was read must not go out. Thread-safe. */
enum status event_tell(const struct event *e);
#endif

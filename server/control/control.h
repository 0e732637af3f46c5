/* The control API (DESIGN 4): a request in, a reply out; which URL is which action stands in actions.def.
 * Knows nothing of microhttpd, so that tests need no socket. Called by http/control. */
#ifndef CONTROL_CONTROL_H
#define CONTROL_CONTROL_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

/* What a query may have. */
enum control_arg {
    ARG_SINCE,
    ARG_TIMEOUT,
    ARG_FORMAT,
    ARG_LOT,
    ARG_HOKENSHA,
    ARG_JISSHISHA,
    ARG_KAKUNINSHA,
    ARG_CASE,
    ARG_EXACT,
    ARG_FROM,
    ARG_TO,
    ARG_OP,
    ARG_SYSTEM,
    ARG_USER,
    ARG_EDABAN,
    ARG_CODE,
    ARG_KUIKI,
    ARG_LIMIT,
    ARG_HEAD,
    ARG_GENERATION,
    ARG_HYO,
    ARG_XPATH,
    ARG_BODIES,
    ARG_STILL,
    ARG_COUNT
};
extern const char *const control_args[ARG_COUNT]; /* their names */

struct control_request {
    const atomic_bool *stopping;      /* the daemon is: who waits comes back */
    int peer;                         /* socket of who asks: who waits comes back when it closes; -1: none */
    const char *from;                 /* of another machine, where from; NULL: of this one */
    uint64_t epoch;                   /* worlds_epoch() when its first line was read */
    const char *data;                 /* URL of the data port, for who looks for it here */
    const char *method, *path, *body; /* body: "{}" when none was sent */
    const char *args[ARG_COUNT];      /* of the query; NULL: not given */
    bool english;                     /* who asks wants the text of a refusal so (Accept-Language) */
};

enum control_type { CONTROL_JSON, CONTROL_TEXT, CONTROL_HTML, CONTROL_XML, CONTROL_CSV };

struct control_reply {
    int http;
    enum control_type type;
    char allow[64]; /* empty: none */
    struct buf body;
    struct diag why; /* of a refusal, for the log */
    bool english;    /* as the request; control_refuse looks at it */
};

/* It asks to be answered when something has come, or after a while. */
bool control_waits(const struct control_request *q);
/* Always fills *ret; the caller releases its body. */
void control_dispatch(const struct control_request *q, struct control_reply *ret);
/* An error reply in the same form. */
void control_refuse(struct control_reply *ret, int http, enum status st, const char *item, const char *want,
                    const char *have);
#endif

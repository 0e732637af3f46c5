/* What the journal is told of an exchange: the text of its message as the parser had it, in UTF-8, without
 * the content of a file, kept while it comes and masked (veil.h) when the outcome is known; and the reply.
 * Called by exchange.c, intake.c and outcome.c. */
#ifndef SOAP_HEARD_H
#define SOAP_HEARD_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"
#include "soap/watch.h"

struct exchange;
struct event;

struct heard {
    size_t left_out; /* characters of a file's content */
    bool in_file;    /* what comes is such, until the next < */
    bool cut;        /* there was no more room */
    bool deaf;       /* its character code is broken: nothing can be told of what comes */
    bool unwanted;   /* the journal has plenty of those that went well, as this one */
    struct heard_place {
        size_t at, n;  /* n 0: it is not known where */
    } password;        /* of the token that was read, in what is kept */
    struct watch said; /* the reply */
};

/* Bytes of the message: through its character code into what is kept, and, as long as nothing is wrong with
 * it, into the parser. Answers what is wrong with the message. */
enum status heard_feed(struct exchange *x, const char *p, size_t n);
/* It is complete. */
enum status heard_end(struct exchange *x);
/* The message was read to its end, and the password of its token is still known. */
void heard_place_password(struct exchange *x);
/* heard_plain.c: appends to out what the journal may have of a message that need not be gone through; *ret:
 * whether its end was cut off. false: it has to be. */
bool heard_plain(const struct exchange *x, struct buf *out, bool *ret);
/* Fills request and reply of e; they live in x until the next time, or its end. */
void heard_tell(struct exchange *x, struct event *e);
#endif

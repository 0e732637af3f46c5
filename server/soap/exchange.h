/* One SOAP request from its first byte to its reply (INTEROP 1–16). http/ feeds bytes as they come; this room
 * parses, validates, binds, ends in call_start() and writes the reply. Knows nothing of microhttpd. Every
 * failure becomes a SOAP Fault in the caller's version (rule 5). One thread at a time per exchange. */
#ifndef SOAP_EXCHANGE_H
#define SOAP_EXCHANGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "world/call.h"

struct exchange_head {
    const char *service; /* path segment; need not exist */
    const char *method;  /* "POST"; these two and door.world are valid until exchange_free */
    const char *allow;   /* methods of the path, as in the header Allow; static */
    const char
        *content_type; /* header values or NULL; this and what follows valid during exchange_new only */
    const char *soap_action;
    const char *path;           /* as it was asked for, without the query */
    int64_t content_length;     /* -1: chunked */
    bool unsized;               /* neither is said: there is no body (RFC 9112 6.3) */
    const struct diag *wrong;   /* why this is no request of HTTP; NULL: it is one */
    const struct diag *nowhere; /* why there is no service at this path; NULL: there may be */
    int64_t began_us;           /* clock_real_us() when the request line was read */
    struct call_door door;
};

struct exchange;

/* Loads and compiles schema/ and wsdl/ and builds the table of operations; once, before any exchange. */
enum status soap_open(const char *schema_dir, const char *wsdl_dir, struct diag *d);
/* OK; NO_SUCH_SERVICE with the names of those that there are. */
enum status soap_service(const char *name, struct diag *d);
/* A Content-Type (NULL: none) that SOAP comes with. */
bool soap_is_media(const char *content_type);
/* After the last exchange_free. */
void soap_close(void);

/* NULL only when out of memory. May already have decided on a Fault: see exchange_refused. */
struct exchange *exchange_new(const struct exchange_head *head);
/* true when the reply is known before the body is read (413, 415, 404 …): http answers without reading it.
 * The reply can be read at once; exchange_finish is not needed, but does no harm. */
bool exchange_refused(const struct exchange *x);
/* Body bytes after Content-Encoding. After an error the rest is swallowed without being kept. */
void exchange_feed(struct exchange *x, const char *p, size_t n);
/* The body is cut off or could not be decoded: st says how; the reply becomes that Fault. */
void exchange_abort(struct exchange *x, enum status st, const char *have);
/* The body is complete, or will not be read. Calls wake(cls) once, when the reply can be read: on this thread
 * before it returns, or on another one. Nobody may touch the exchange until then. */
void exchange_finish(struct exchange *x, void (*wake)(void *cls), void *cls);
/* The reply, or what was left of it, did not reach the caller. st: what it is when the body had not come to
 * its end; why: what we cut the connection for; NULL: it was not us. */
void exchange_unread(struct exchange *x, enum status st, const char *why);

/* How the reply goes out: as a fault on purpose has it (world/fault.h). */
enum exchange_fate {
    FATE_WHOLE,
    FATE_HALF,    /* half of its bytes, then the connection ends */
    FATE_RESET,   /* none of it: the connection is reset */
    FATE_SILENCE, /* none of it, for as long as the caller waits */
};
enum exchange_fate exchange_fate(const struct exchange *x);

int exchange_http_status(const struct exchange *x);
const char *exchange_content_type(const struct exchange *x);
uint64_t exchange_reply_size(const struct exchange *x);
/* Copies reply bytes from pos; answers how many (0 at the end), -1 when a file cannot be read any more. */
long exchange_reply_read(struct exchange *x, uint64_t pos, char *out, size_t max);
/* The whole reply when it is one piece in memory (valid until exchange_free), else NULL. */
const char *exchange_reply_data(const struct exchange *x);
void exchange_free(struct exchange *x);

/* ?wsdl=VERSION ("1.1", "1.2": with that binding alone; NULL, "": with both) and ?xsd=NAME (NULL: without a
 * name). address: the URL of the service as it was asked for. Answers OK, NO_SUCH_WORLD, NO_SUCH_SERVICE,
 * NO_DEFINITION, or why the certificate is not the right one; text appended to out. */
enum status soap_wsdl(const struct call_door *door, const char *service, const char *version,
                      const char *address, struct buf *out, struct diag *d);
enum status soap_xsd(const struct call_door *door, const char *service, const char *name, const char *base,
                     struct buf *out, struct diag *d);
/* The short page (HTML) of a GET without ?wsdl (INTEROP 16); answers as they do. */
enum status soap_page(const struct call_door *door, const char *service, struct buf *out, struct diag *d);
#endif

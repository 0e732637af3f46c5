/* An exchange seen from inside this room: what its steps share, in the order in which they run. exchange.c
 * owns the life of it; envelope, security and intake run while bytes come; bind, then world/call, then
 * outcome with writer or fault afterwards. A step fails by request_fail(); the first failure stands and
 * becomes the reply. */
#ifndef SOAP_REQUEST_H
#define SOAP_REQUEST_H
#include <libxml/xmlschemas.h>

#include "base/arena.h"
#include "base/buf.h"
#include "service/op.h"
#include "soap/catalog.h"
#include "soap/charset.h"
#include "soap/exchange.h"
#include "soap/heard.h"
#include "soap/intake.h"
#include "soap/parse.h"
#include "world/call.h"

#define NS_SOAP11 "http://schemas.xmlsoap.org/soap/envelope/"
#define NS_SOAP12 "http://www.w3.org/2003/05/soap-envelope"
#define NS_WSSE "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
#define NS_WSU "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
#define NS_XOP "http://www.w3.org/2004/08/xop/include"

enum soap_version { SOAP_NONE, SOAP_11, SOAP_12 };
enum {
    TOKEN_USER = 128,
    TOKEN_PASSWORD = 256,
    TOKEN_TYPE = 256,
    BLOCK_NAME = 128,
    BLOCKS = 8,
    UNCHECKED = 200
};

/* A header block; longer names are cut. */
struct block {
    char name[BLOCK_NAME], ns[BLOCK_NAME];
};

/* Where in the envelope the parser is, and what was seen on the way. */
struct envelope {
    enum soap_version version; /* by its namespace; SOAP_NONE before it is known */
    enum { AT_TOP, AT_HEADER, AT_BODY, AT_OTHER } at;
    bool header, body; /* seen */
    bool security;     /* inside a WS-Security block that is for us */
    bool payload;      /* the body's element was seen */
    bool irai;         /* who asks, in it, was read to its end */
    bool in_irai;
    bool inside;                  /* a Body in the Header was seen */
    bool file;                    /* inside the operation's file element */
    struct block strange[BLOCKS]; /* mustUnderstand blocks that we do not know, the first of them */
    int stranges;                 /* how many there are */
};

/* A text of the header, as it is read; longer ones are cut. */
struct piece {
    int count; /* of elements that bear it */
    size_t n;
    bool cut;
    char text[TOKEN_PASSWORD + 1];
};

/* wsse:UsernameToken and wsu:Timestamp as they are read. */
struct token {
    int count, stamps;
    enum { IN_OTHER, IN_TOKEN, IN_STAMP } in; /* which child of Security */
    struct piece *at;                         /* whose text comes now */
    struct piece user, password, created, expires;
    const char *type;          /* a Password Type that we do not take */
    const char *other;         /* what there is that comes near to what is missing */
    bool besides;              /* there is something where nothing is read */
    char unchecked[UNCHECKED]; /* names of what the header has besides, for the journal */
};

/* What is kept from one request to the next. */
struct kit {
    struct arena *arena;
    struct parser parser;
    struct buf head;                              /* the reply, or what stands before the file in it */
    struct buf tail;                              /* what stands after the file */
    struct buf heard, shown_request, shown_reply; /* heard.c */
    xmlSchemaValidCtxtPtr valid[SERVICES];
};

struct exchange {
    struct kit kit;
    struct exchange *next; /* in the pool */

    struct visit v; /* its life in the world; v.diag: not ST_OK: failed, or refused by the operation */
    /* Why its caller is not let in, while what the body says of him is still read, and no more; not ST_OK: it
     * stands, and v.diag has to wait (request_denied) */
    struct diag denied;

    /* as it comes in */
    const char *world, *place, *method; /* what the request line asked for */
    struct service *service;
    const char *soap_action; /* the header, and the parameter of Content-Type (SOAP 1.2); in the arena */
    const char *media_action;
    const char *path, *content_type; /* for the journal; in the arena */
    bool strict;                     /* policy wsSecurity */
    enum soap_version guess;         /* by Content-Type, until the envelope tells */
    int64_t body_limit, bytes_in, began_us;
    bool whole; /* all that there is of the body has come */
    bool multipart;
    int wrong_http; /* what HTTP itself says of the head, whatever the version of SOAP; 0: it is fine */
    struct charset charset;
    struct heard heard;
    struct envelope env;
    struct token token;
    struct intake intake;
    struct upload upload; /* path NULL: none */
    void (*wake)(void *cls);
    void *wake_cls;

    /* as it goes out */
    bool ready;
    int http;
    enum status status;
    bool unread; /* the caller is gone already */
    bool page;   /* the reply is a page (HTML), as a fault on purpose has it */
};

/* What has to be told is told now, whatever was met behind it. */
void request_denied(struct exchange *x);
/* call_fail of x->v. */
enum status request_fail(struct exchange *x, enum status st, const char *item, const char *want,
                         const char *have);
/* The version to answer in. */
enum soap_version request_version(const struct exchange *x);
/* outcome.c. Diag is filled: writes the Fault, or the kekka of a refusal, and tells the event. */
void request_reply_error(struct exchange *x);
/* The reply stands in kit.head (and v.file, kit.tail): keeps the outcome, tells the event. */
void request_ready(struct exchange *x, enum status st);

/* simulate.c: what a fault on purpose makes of the reply. Its HTTP status, 0: it has none; and, once it has
 * been told, its bytes. */
int simulate_http(const struct exchange *x, int http);
void simulate_reply(struct exchange *x);

/* envelope.c */
extern const struct parse_events envelope_events;
enum status envelope_end(struct exchange *x);
/* The body's element in the tree; NULL when there is none. */
xmlNodePtr envelope_payload(const struct exchange *x);

/* security.c: wsse:UsernameToken of the header, then call_login. */
/* That name of WS-Security; one of another namespace is remembered. */
bool security_is(struct exchange *x, const struct parse_start *e, const char *local);
/* For the journal: a part of the header that says something which nobody checks. */
void security_unchecked(struct exchange *x, const char *local);
void security_start(struct exchange *x, const struct parse_start *e);
void security_text(struct exchange *x, int depth, const char *p, size_t n);
void security_end(struct exchange *x, int depth);
enum status security_login(struct exchange *x);

/* bind.c: the tree -> x->v.req, x->v.busho and x->v.user. */
enum status bind_irai(struct exchange *x, xmlNodePtr payload);
enum status bind_request(struct exchange *x, xmlNodePtr payload);
/* Of a call that is refused before that: who asks, as far as it was read, into x->v.claim. */
void bind_claim(struct exchange *x);

/* base64.c: what is no base64, told. at: from the character that was refused on. */
enum status base64_refuse(struct exchange *x, const char *item, const struct base64 *b, struct str at);
enum status base64_refuse_end(struct exchange *x, const char *item, const struct base64 *b);

/* writer.c: reply and open write a whole envelope into kit.head. */
void writer_reply(struct exchange *x, enum status st);
void writer_open(struct exchange *x, const char *header);
void writer_close(struct exchange *x, struct buf *out);
/* timestamp.c: wsu:Timestamp of the header against the real time; call it when the token is right. */
enum status timestamp_judge(struct exchange *x);
/* action.c: whether SOAPAction names the operation that the body has; and what to note of it in the journal.
 */
enum status action_judge(struct exchange *x);
void action_note(const struct exchange *x, char *note, size_t cap);
/* Of a call that is refused before its body is read: the operation that it names, into x->v.claim. */
void action_claim(struct exchange *x);
/* fault.c */
void fault_write(struct exchange *x);
/* Makes of a text whose bytes a client chose (header values, %XX) one that XML and JSON can hold: '?' for the
 * rest. */
void fault_clean(char *s);
int fault_http(const struct exchange *x);
#endif

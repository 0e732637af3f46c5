/* The file of a request on its way to the spool: base64 in the element, or a MIME part that it names, by
 * xop:Include, as SOAP with Attachments does it (attribute href) or as swaRef (text "cid:…"), decoded as it
 * comes (INTEROP 5, 23). Also sorts MIME parts: the root to the XML parser, the rest here. Called by
 * exchange.c, envelope.c, outcome.c. */
#ifndef SOAP_INTAKE_H
#define SOAP_INTAKE_H
#include "base/crypto.h"
#include "service/op.h"
#include "soap/media.h"
#include "soap/mime.h"
#include "soap/parse.h"
#include "soap/spool.h"

struct exchange;

/* A MIME part other than the root, in the request's arena. */
struct attachment {
    struct attachment *next;
    char id[MIME_ID], location[MIME_ID];
    bool kept; /* in spool; a part that nobody can want any more is dropped as it comes */
    struct spool spool;
};

struct intake {
    int64_t left; /* bytes that may still be spooled */

    /* the element */
    bool present, text;
    char lead[4]; /* text that may yet be the beginning of "cid:" */
    size_t lead_n;
    const char *by; /* what names a part: "xop:Include", "href", "swaRef"; NULL: nothing does */
    bool location;  /* ref is a Content-Location */
    char ref[MIME_ID];
    size_t ref_n;     /* swaRef: its characters come one after the other */
    char ignored[80]; /* an attribute that an empty element may have meant something by */
    struct base64 b64;
    struct spool spool;

    /* multipart/related */
    struct mime *mime; /* in the arena; NULL: not multipart */
    char start[MIME_ID];
    bool root_seen, in_root;
    char root_id[MIME_ID];
    struct attachment *parts, *part; /* newest first; the present one */
    bool part_base64;
    struct base64 part_b64;
};

/* Content-Type is multipart/related. */
enum status intake_multipart(struct exchange *x, const struct media *m);
enum status intake_feed(struct exchange *x, const char *p, size_t n);
/* The multipart body is complete. */
enum status intake_end(struct exchange *x);

/* The file element: its start, its text, an element inside, its end. */
void intake_element(struct exchange *x, const struct parse_start *e);
void intake_text(struct exchange *x, const char *p, size_t n);
void intake_child(struct exchange *x, const struct parse_start *e);
void intake_element_end(struct exchange *x);

/* Adds to a note of the journal which parts came although nothing names them. */
void intake_note(const struct exchange *x, char *note, size_t cap);
/* Seals the file into x->upload when there is one. */
enum status intake_seal(struct exchange *x);
/* Closes and removes what was not taken. */
void intake_release(struct exchange *x);
#endif

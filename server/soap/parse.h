/* XML as it comes, through libxml2's push parser with SAX handlers of our own in front (INTEROP 14): no
 * DOCTYPE, no entities but the five, no network, limits on depth, elements, attributes and text. What is
 * wanted becomes a tree; headers are only reported; the content of a file element is handed on and never
 * kept. Called by exchange.c. */
#ifndef SOAP_PARSE_H
#define SOAP_PARSE_H
#include <libxml/parser.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "soap/watch.h"

#define NS_XSI "http://www.w3.org/2001/XMLSchema-instance"

enum {
    PARSE_DEPTH = 32,
    PARSE_ELEMENTS = 50000,
    PARSE_ATTRIBUTES = 64,          /* of one element, namespace declarations among them */
    PARSE_ATTRIBUTE_TEXT = 1 << 16, /* bytes, all attributes of the message */
    PARSE_TEXT = 1 << 20,           /* bytes, all text that is not in a file element */
    PARSE_SHOWN = 4,        /* bytes, to be shown when they begin no XML: the library looks no further */
    PARSE_FIRST = 160,      /* bytes that are kept of the beginning: a declaration */
    PARSE_MARKUP = 1 << 15, /* bytes of one tag, comment or the like */
};

enum parse_do {
    PARSE_KEEP, /* into the tree */
    PARSE_SKIP, /* report it and what is in it, keep nothing */
    PARSE_FILE, /* keep the element, empty and without attributes; hand its content on */
};

struct parse_start {
    int depth;                        /* 1: the root */
    const char *local, *ns;           /* ns "" when there is none */
    const unsigned char *const *attr; /* five pointers each: local, prefix, ns, value, end of value */
    int attrs;
};

/* The value of an attribute; p NULL when it is absent. As libxml2 hands it over: an & in it is still "&#38;".
 */
struct str parse_attr(const struct parse_start *e, const char *ns, const char *local);
/* Copies such a value as it was meant; false when it does not fit. */
bool parse_attr_copy(struct str value, char *out, size_t cap);

struct parse_events {
    enum parse_do (*start)(void *cls, const struct parse_start *e);
    void (*end)(void *cls, int depth);
    void (*text)(void *cls, int depth, const char *p,
                 size_t n); /* in skipped elements, and outside depth 3 */
    void (*file)(void *cls, const char *p, size_t n);
};

struct parser {
    xmlParserCtxtPtr ctxt; /* reused by the next request when this one went well */
    const struct parse_events *events;
    void *cls;
    struct diag *diag; /* the handlers fail by filling it */
    int depth;
    int apart; /* depth of the element that is skipped or a file; 0: none */
    bool apart_file;
    unsigned elements;
    char first[PARSE_FIRST + 1]; /* what the text begins with */
    size_t first_n;
    size_t text, attr_text;
    struct watch watch; /* of all that is read */
    bool fed;
    bool settles; /* it ends where it should not, which is not what is told */
    bool sound;   /* read to its end without an error: the context may serve again */
};

/* ST_LIMIT when memory is short. d, ev and cls must outlive the parsing. */
enum status parser_begin(struct parser *p, const struct parse_events *ev, void *cls, struct diag *d);
enum status parser_feed(struct parser *p, const char *text, size_t n);
/* What comes cannot be read. The library may have put off looking at the end of what came before, and how
 * much of it depends on the pieces in which it came: now it looks at all, so that the same is told in any
 * case. */
enum status parser_settle(struct parser *p);
enum status parser_end(struct parser *p);
/* Frees the tree; keeps the context when it is healthy and small. */
void parser_recycle(struct parser *p);
void parser_release(struct parser *p);
#endif

/* The report of the daemon (GET …/report) as the watch and report commands read it. */
#ifndef CLIENT_WATCHED_H
#define CLIENT_WATCHED_H
#include "base/clock.h"
#include "words.h"
#include "wire/control.h"

enum { WATCHED_CASES = 1000 };

struct watched_case {
    char id[24], hantei[16]; /* "合格" … */
    const struct node *node; /* in the last answer */
};

struct watched {
    struct http *http;
    const char *control, *world, *lot, *hokensha; /* hokensha NULL: whoever is nearest */
    const struct words *asked;                    /* items or IDs; none: all */
    int timeout;                                  /* seconds, of a request */
    int64_t seen;                                 /* of the last answer; -1: none */
    int64_t size;                                 /* the same, kept when an answer fails */
    struct watched_case cases[WATCHED_CASES];
    int n, passed;
    /* a call or row that was refused since the last look, at first since then (realAt); NULL */
    void (*refused)(const struct node *n);
    void (*warned)(const struct node *n); /* the same of a call or file that was warned of; with refused */
    char since[CLOCK_TEXT];
    struct control_reply reply; /* the last */
    const char *error;
};

/* One answer, waited for up to wait_ms when nothing has been seen since the last; changed(c, cls) for each
 * case asked for whose verdict is another than before. false: w->error. */
bool watched_look(struct watched *w, int wait_ms, void (*changed)(const struct watched_case *c, void *cls),
                  void *cls);
void watched_release(struct watched *w);
/* The first that was asked for and is neither an ID nor an item of the last answer; NULL: there is none.
 * Points into room. */
const char *watched_unknown(const struct watched *w, char room[WORD]);
/* Adds &name=value to a URL, quoted; value NULL: nothing. false: too long. */
bool watched_argument(char *url, size_t cap, const char *name, const char *value);
#endif

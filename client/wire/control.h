/* The control port: one JSON request, the answer as nodes. Called by the world, clock, operator, journal and
 * digest commands and by the scenario runner. */
#ifndef CLIENT_WIRE_CONTROL_H
#define CLIENT_WIRE_CONTROL_H
#include "wire/http.h"
#include "node.h"

struct control_reply {
    struct arena *arena;
    struct buf raw;    /* the JSON as it came */
    struct node *root; /* NULL: failed */
    int http;
    char error[8000]; /* why it failed: the daemon's code, text, item, want, have; of several mistakes a line
                         each */
};

/* base: "http://127.0.0.1:18080"; path: from "/_sim/…" on; body NULL: none. true: a 2xx answer. Release *r
 * always. */
bool control_do(struct http *h, const char *base, const char *method, const char *path, const char *body,
                int timeout, struct control_reply *r);
/* Says why another request of `path` was refused, whose answer is text; http 0: there was none, error says
 * why. Answers the exit status. */
int control_refused(const char *path, int http, const char *text, const char *error);
/* "/_sim/worlds/WORLD" and what is behind it, which is as it goes into a URL. */
enum { CONTROL_PATH = 2400 };
void control_path(char out[CONTROL_PATH], const char *world, const char *tail);
void control_release(struct control_reply *r);
/* Prints an answer in the wished form; answers the exit status. */
int control_print(const struct control_reply *r, bool ok, int format);
#endif

/* What the one-call commands share: options to a connection, one SOAP call, its reply on stdout, the exit
 * status. */
#ifndef CLIENT_WIRE_SESSION_H
#define CLIENT_WIRE_SESSION_H
#include "wire/soap.h"

struct session {
    struct options o;
    struct target t;
    struct http *http;
};

/* Parses argv and makes ready for SOAP calls; EXIT_FINE, or the exit status after saying why. */
int session_open(struct session *s, int argc, char **argv, const struct extra *extras);
/* The second half of that, with s->o as it is: for commands that call only sometimes. */
int session_connect(struct session *s);
void session_close(struct session *s);
/* Prints a reply in the form of --format; a refusal or Fault is told on stderr too. The exit status. */
int session_print(const struct session *s, const struct reply *r);
/* One call and its print. */
int session_call(struct session *s, const struct soap_request *q);
/* Asks file.getStatus until the file has reached its end; prints nothing but progress. EXIT_FINE with *r the
 * last reply (kubun 1 or 9), EXIT_FAILED after saying why. Release *r always. */
int session_wait(struct http *h, const struct target *t, const char *uketsuke, int timeout, struct reply *r,
                 char *error, size_t error_cap);
/* A call whose <naiyo> goes into a file, written beside it and renamed when whole. false: error says why.
 * Release *r always. */
bool session_file(struct http *h, const struct target *t, const struct soap_request *q, const char *out,
                  struct reply *r, char *error, size_t error_cap);
/* That of file.getResult. shurui: kekka or keikoku. */
bool session_result(struct http *h, const struct target *t, const char *uketsuke, const char *shurui,
                    const char *out, struct reply *r, char *error, size_t error_cap);
#endif

/* One SOAP call as a base system makes it: envelope, certificate, MTOM or inline file, reply. Called by the
 * commands and by the scenario runner. */
#ifndef CLIENT_WIRE_SOAP_H
#define CLIENT_WIRE_SOAP_H
#include "wire/http.h"
#include "options.h"
#include "wire/reply.h"

/* Where to, and as whom. Texts borrowed; cert, key, cacert NULL where not used. */
struct target {
    const char *url, *world;
    const char *system, *password; /* as the UsernameToken has them */
    const char *tanmatsu;          /* where the user logs in; NULL: as a 接続システム */
    const char *cert, *key, *cacert;
    const char *busho, *user;
    int version; /* 11 or 12 */
    int timeout;
    char paths[3][1024]; /* of certificates found under pki/ */
    char default_password[128];
    char login[256]; /* of the second way where nobody shows a certificate */
};

struct soap_request {
    const char *service, *op;
    const char *const *fields; /* "name=value"; a value @FILE sends the file */
    size_t field_count;
    bool literal;              /* no value is a file */
    bool inline_file;          /* base64 in the envelope instead of MTOM */
    int result_fd;             /* the reply's <naiyo> goes there; -1: stays in the XML */
    struct progress *progress; /* of the file going out; may be NULL */
};

/* From the options: password, certificates under --data. EXIT_FINE, or EXIT_USAGE after saying what is
 * missing. */
int target_from(struct target *t, const struct options *o);
/* Chooses certificate and password of another system, or of a user at a terminal; data NULL: none. */
void target_as(struct target *t, const char *system, const char *data, bool plain);
void target_at(struct target *t, const char *tanmatsu, const char *user, const char *data, bool plain);
/* The same without the certificates, for who sends nothing. */
int target_login(struct target *t, const struct options *o);
/* What soap_call would send: request line, headers, body; a file is only named. false: *error (1400 bytes)
 * says why. */
bool soap_dump(const struct target *t, const struct soap_request *q, struct buf *out, char *error);
/* Always fills *r (release it); false when there is no SOAP reply, with r->error set. */
bool soap_call(struct http *h, const struct target *t, const struct soap_request *q, struct reply *r);
#endif

/* Whether anything of an audit table was changed, left out or cut off: every byte of it is looked at. With
 * the key, and with what is known of its end: by the file `head`, of a table at work by who writes it, and by
 * what somebody has noted elsewhere. Called by world/audit_ask.c and client/cmd/audit.c. */
#ifndef FILE_AUDIT_VERIFY_H
#define FILE_AUDIT_VERIFY_H
#include "base/diag.h"
#include "file/audit/segment.h"

enum { AUDIT_FINDINGS = 50, AUDIT_WHAT = 200 };

struct audit_finding {
    uint32_t segment; /* 0: of none */
    int64_t banme;    /* behind that record; 0: of none */
    char what[AUDIT_WHAT];
};
struct audit_report {
    int64_t records, segments, first, found; /* first: number of the first that is there */
    struct audit_place end;
    struct audit_finding list[AUDIT_FINDINGS]; /* the first of those found */
};

/* live: up to there, and that is its end; NULL: it is at rest. noted: what was its end once; NULL. */
void audit_verify(const char *dir, const struct hmac *key, const struct audit_end *live,
                  const struct audit_place *noted, struct audit_report *ret);
/* "COUNT:LINK"; false: it is none. */
bool audit_noted_read(const char *text, struct audit_place *ret);
/* The key of a data folder. SETUP with *d: it cannot be read. */
enum status audit_key_read(const char *path, struct hmac *ret, struct diag *d);
/* The same; where there is none, one is made. */
enum status audit_key_take(const char *path, struct hmac *ret, struct diag *d);
#endif

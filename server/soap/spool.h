/* A file on its way into unyo's spool: written as it comes, hashed, never whole in memory. Removed again
 * unless the operation took it. Called by intake.c. */
#ifndef SOAP_SPOOL_H
#define SOAP_SPOOL_H
#include "base/arena.h"
#include "base/crypto.h"
#include "base/diag.h"
#include "world/world.h"

struct spool {
    const char *path; /* in the request's arena; NULL: not open */
    int fd;           /* -1 once closed */
    int64_t size;
    int64_t *left; /* bytes the request may still spool; not owned */
    struct sha256 *sum;
    unsigned char *buf; /* in the request's arena */
    size_t n;           /* bytes in buf */
};

#define SPOOL_INIT ((struct spool){.fd = -1})

enum status spool_open(struct spool *s, struct world *w, uint64_t generation, struct arena *a, int64_t *left,
                       struct diag *d);
enum status spool_write(struct spool *s, const void *p, size_t n, struct diag *d);
/* Writes the rest, fsyncs, closes; fills *ret. */
enum status spool_seal(struct spool *s, struct upload *ret, struct diag *d);
/* Closes; unlinks when the file is to go. Harmless on SPOOL_INIT. */
void spool_release(struct spool *s, bool unlink_it);
#endif

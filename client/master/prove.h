/* What is held, reported after a release: 中間サーバー says which records are missing, too many, stale or
 * wrong (2.7.8). Called by cmd/master.c. */
#ifndef CLIENT_MASTER_PROVE_H
#define CLIENT_MASTER_PROVE_H
#include "master/held.h"
#include "wire/session.h"

/* digest: one sum a master instead of its records, which does not tell what differs. EXIT_FINE when nothing
 * differs in any master, otherwise after saying what does. */
int prove_report(struct session *s, const struct held held[MASTER_KINDS], const char *release, bool digest);
#endif

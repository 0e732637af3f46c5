/* What chukan cert issue|renew fetches, as files: CN.p12, CN.crt and CN.key in a folder. A key is handed out
 * once: the folder is tried before anything is asked, and nothing that lies there is written over. Called by
 * cert.c. */
#ifndef CLIENT_CMD_CERT_PAIR_H
#define CLIENT_CMD_CERT_PAIR_H
#include <stdbool.h>

#include "node.h"

/* Makes the folder; a file as large as these can be written there. false after saying why. */
bool cert_pair_ready(const char *out);
/* The answer of shomeisho-download, under names that are free: CN-証明書番号 where a file of CN lies there.
 * Prints their paths, and what it is. false after saying why, and what to do about the key that is lost. */
bool cert_pair_write(const char *out, const struct node *answer);
#endif

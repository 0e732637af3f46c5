/* Which of a world's insurers would send the files: what its hokensha.csv says of it. Called by cmd/check.c.
 */
#ifndef CLIENT_CHECK_WHOSE_H
#define CLIENT_CHECK_WHOSE_H
#include "base/arena.h"
#include "base/diag.h"

/* The 文字コード in which the insurer of that number exchanges link files (2.12.1 ⑦), in a. folder: of the
 * world. SETUP: the world has no such insurer, or its table cannot be read. */
enum status whose_encoding(const char *folder, const char *hokensha, struct arena *a, const char **ret,
                           struct diag *d);
#endif

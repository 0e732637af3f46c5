/* The population as 住基ネット knows it: the table jumin.csv of a fixture. Called by cmd/gen.c. */
#ifndef CLIENT_GEN_JUMIN_H
#define CLIENT_GEN_JUMIN_H
#include "base/diag.h"
#include "gen/gen.h"

#define JUMIN_FILE "jumin.csv"

/* Into the folder, and how many they are. SETUP, DISK, LIMIT: cannot be written. */
enum status jumin_write(const struct gen *g, const char *dir, int64_t *ret_rows, struct diag *d);
#endif

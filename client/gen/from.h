/* A tester's own members as residents: rows of jumin.csv out of a link file kanyushaToroku. Called by
 * cmd/gen_jumin.c. */
#ifndef CLIENT_GEN_FROM_H
#define CLIENT_GEN_FROM_H
#include <stdint.h>

#include "base/diag.h"

struct from_counts {
    int64_t added, there,
        left_out; /* there: of a 個人番号 that the table had; left_out: without a right one */
};
/* file: CSV as it would be sent, CP932 or Unicode. out: the table; rows that it has stay, in its columns, and
 * what it has is not added twice. It is written as a whole or not at all. The layouts must be open. SETUP,
 * DISK, LIMIT. */
enum status from_kanyusha(const char *file, const char *out, struct from_counts *ret, struct diag *d);
#endif

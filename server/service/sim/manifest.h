/* world.xml of a fixture folder as a struct: policy, clock, tables. Read by csv/fixture.c (which may use
 * libxml2 and the CSV reader), used by the worlds here; handed over through worlds_options, so that no arrow
 * points back. */
#ifndef SERVICE_SIM_MANIFEST_H
#define SERVICE_SIM_MANIFEST_H
#include <stdbool.h>

#include "base/diag.h"
#include "service/sim/policy.h"

enum { MANIFEST_TABLES = 16 };

struct manifest {
    char lot[16];
    struct policy policy;
    int64_t start; /* virtual time of a fresh world, seconds UTC */
    bool frozen;
    struct {
        char name[32]; /* table name as in the databases: "hokensha" */
        char path[512];
    } tables[MANIFEST_TABLES];
    int table_count;
};

/* csv/fixture.c: reads DIR/world.xml. Every error names the file, the line and what was wanted. */
enum status fixture_manifest(const char *dir, struct manifest *ret, struct diag *d);
/* csv/fixture.c: fills the tables of freshly created databases in `store_dir` from the CSV files of the
 * manifest. */
enum status fixture_compile(const struct manifest *m, const char *store_dir, struct diag *d);
#endif

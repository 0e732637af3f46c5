/* Inside world/ only: the test cases of fixtures/cases, read when they are first asked for. */
#ifndef WORLD_CASE_BENCH_H
#define WORLD_CASE_BENCH_H
#include "file/case/case.h"

/* They live as long as the daemon. Thread-safe. */
enum status bench_cases(const char *fixtures, const char *schema, const struct cases **ret, struct diag *d);
#endif

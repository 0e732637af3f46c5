/* Inside world/ only: the test cases of fixtures/cases, read when they are first asked for. */
#ifndef WORLD_CASE_BENCH_H
#define WORLD_CASE_BENCH_H
#include "file/case/case.h"

/* They live until bench_close. Thread-safe. */
enum status bench_cases(const char *fixtures, const char *schema, const struct cases **ret, struct diag *d);
void bench_close(void);
#endif

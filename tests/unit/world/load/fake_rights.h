/* Where the world is one of paper: rows of link files have every right, no fault strikes them, and nothing is
 * told. */
#ifndef TESTS_UNIT_WORLD_LOAD_FAKE_RIGHTS_H
#define TESTS_UNIT_WORLD_LOAD_FAKE_RIGHTS_H
#include "service/may.h"
#include "world/fake_tell.h"
#include "world/fault.h"

struct rights world_row_rights(struct world *x, const char *hokensha, const char *busho, struct arena *texts)
{
    (void)x, (void)hokensha, (void)busho, (void)texts;
    return rights_all;
}

/* Nothing is ordered. */
struct fault_act world_fault_row(struct world *x, const struct fault_row *row, int64_t now)
{
    (void)x, (void)row, (void)now;
    return (struct fault_act){.number = 0};
}
#endif

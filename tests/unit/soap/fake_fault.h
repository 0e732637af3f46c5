/* A world of paper without faults on purpose. Included by fake_world.h. */
#ifndef TESTS_UNIT_SOAP_FAKE_FAULT_H
#define TESTS_UNIT_SOAP_FAKE_FAULT_H
#include "world/fault.h"
#include "world/world.h"

struct fault_act world_fault(struct world *w, uint64_t generation, const struct op *op, const void *req,
                             const char *hokensha)
{
    (void)w, (void)generation, (void)op, (void)req, (void)hokensha;
    return (struct fault_act){.number = 0};
}
enum status world_sleep(struct world *w, uint64_t generation, int64_t ms,
                        void (*woken)(enum status st, void *cls), void *cls)
{
    (void)w, (void)generation, (void)ms, (void)woken, (void)cls;
    return ST_INTERNAL;
}
#endif

/* For programs each of whose tests makes databases in a process of its own: what an empty one is
 * (store/empty.h) they know all from the process that they come of. */
#ifndef TESTS_UNIT_MADE_H
#define TESTS_UNIT_MADE_H
#include "store/db.h"
#include "temp.h"

__attribute__((constructor)) static void made_once(void)
{
    struct diag d = DIAG_INIT; /* the tests will say what is wrong */
    temp_make_light();
    store_create(temp_path("w"), &d);
    temp_drop();
}
#endif

/* Whether the journal of the world of paper wants the bodies of what goes well. Included by fake_world.h. */
#ifndef TESTS_UNIT_SOAP_FAKE_JOURNAL_H
#define TESTS_UNIT_SOAP_FAKE_JOURNAL_H
#include <stdatomic.h>

#include "world/world.h"

static atomic_bool fake_plenty; /* it has plenty of them */

bool world_journal_has_plenty(struct world *w)
{
    return w && atomic_load(&fake_plenty);
}

bool world_journal_wants(struct world *w)
{
    return !world_journal_has_plenty(w);
}
#endif

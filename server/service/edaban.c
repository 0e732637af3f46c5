/* See service/edaban.h. */
#include "service/edaban.h"

#include "file/rule/edaban.h"

enum status edaban_none(struct call *c, enum status st, const char *item, const char *want,
                        const char *edaban)
{
    char told[EDABAN_TOLD];
    return diag_set(c->diag, st, item, want,
                    edaban_told(edaban ? edaban : "", (int)c->policy->edaban_digits, told));
}

/* Both questions, one after the other; see riyo_check.h. */
#include "service/riyo_check.h"

#include "service/nittei.h"
#include "service/shinsei.h"

enum status riyo_check(struct call *c, enum sosa what)
{
    enum status st = shinsei(c, what);
    return rule_goes_on(st) ? rule_first(st, nittei(c, what)) : st;
}

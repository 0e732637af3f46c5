/* Names of a policy; see policy.h. */
#include "service/policy.h"

#include <stddef.h>

const char *const work_names[] = {
#define WORK(id, name) name,
#include "service/works.def"
#undef WORK
    NULL};
const char *const progress_names[] = {"immediate", "time", "manual", NULL};
const char *const teisei_fugo_names[] = {"hanasu", "nokosu", NULL};
const char *const hobetsu63_names[] = {"onaji", "kyohi", NULL};
const char *const ws_security_names[] = {"lenient", "strict", NULL};
const char *const wsdl_certificate_names[] = {"required", "open", NULL};
const char *const juki_togo_names[] = {"off", "on", NULL};
const char *const tomeru_names[] = {"fugo", "fukuhon", "shokai", "teikyo", NULL};

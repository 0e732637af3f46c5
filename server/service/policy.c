/* Names of a policy, and what it says of an initial password; see policy.h. */
#include "service/policy.h"

#include <stdio.h>
#include <string.h>

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
const char *const juki_subete_names[] = {"off", "on", NULL};
const char *const soap_gyomu_code_names[] = {"off", "on", NULL};
const char *const shomeisho_shinsei_names[] = {"off", "on", NULL};
const char *const tomeru_names[] = {"fugo", "fukuhon", "shokai", "teikyo", NULL};

void policy_shoki_password(const struct policy *p, const char *user, char *out, size_t cap)
{
    static const char place[] = "{user}";
    size_t n = 0;
    out[0] = 0;
    for (const char *at = p->shoki_password; *at && n + 1 < cap;) {
        if (strncmp(at, place, sizeof place - 1) == 0) {
            n += (size_t)snprintf(out + n, cap - n, "%s", user);
            at += sizeof place - 1;
        } else {
            out[n++] = *at++;
            out[n] = 0;
        }
    }
}

/* What every step of an exchange may need; see request.h. */
#include "soap/request.h"

enum status request_fail(struct exchange *x, enum status st, const char *item, const char *want,
                         const char *have)
{
    return call_fail(&x->v, st, item, want, have);
}

void request_denied(struct exchange *x)
{
    if (x->denied.status == ST_OK)
        return;
    x->v.diag = x->denied;
    x->denied = DIAG_INIT;
}

enum soap_version request_version(const struct exchange *x)
{
    return x->env.version != SOAP_NONE ? x->env.version : x->guess;
}

/* What SOAPAction, in SOAP 1.2 the parameter action of Content-Type, says besides the body, which alone
 * decides (INTEROP 1): noted in the journal, or held to by policy wsSecurity (INTEROP 27). See request.h. */
#include <stdio.h>
#include <string.h>

#include "soap/request.h"

static const char *S_said(const struct exchange *x)
{
    return request_version(x) == SOAP_12 ? x->media_action : x->soap_action;
}

/* As the WSDL says it; in SOAP 1.1 in quotes, which a parameter has lost. */
static void S_wanted(const struct exchange *x, char *out, size_t cap)
{
    const char *quote = request_version(x) == SOAP_12 ? "" : "\"";
    snprintf(out, cap, "%s%s/%s%s", quote, x->service->ns, x->v.op->name, quote);
}

/* Some stacks leave the quotes of SOAP 1.1 away (INTEROP 1). */
static bool S_fits(const char *said, const char *want)
{
    size_t n = strlen(said);
    bool bare = *want == '"' && n + 2 == strlen(want) && strncmp(want + 1, said, n) == 0;
    return bare || strcmp(said, want) == 0;
}

enum status action_judge(struct exchange *x)
{
    char want[SERVICE_NS + 64];
    const char *said = S_said(x);
    bool v12 = request_version(x) == SOAP_12;
    if (!x->strict || (v12 && !said && x->multipart)) /* of MTOM it stands with the root part */
        return ST_OK;
    S_wanted(x, want, sizeof want);
    return said && S_fits(said, want)
               ? ST_OK
               : request_fail(x, ST_SOAP_ACTION, v12 ? "Content-Type の action" : "SOAPAction", want,
                              !said   ? "ありません"
                              : *said ? said
                                      : "空");
}

/* The end of the URI is enough: in the WSDL it is the namespace and the operation. */
void action_claim(struct exchange *x)
{
    const char *said = S_said(x), *slash = said ? strrchr(said, '/') : NULL;
    char name[80];
    if (x->v.op || x->v.claim.op || !x->service || !slash)
        return;
    size_t n = strcspn(slash + 1, "\"");
    if (n >= sizeof name)
        return;
    memcpy(name, slash + 1, n);
    name[n] = 0;
    x->v.claim.op = op_find(x->service->name, strlen(x->service->name), name);
}

void action_note(const struct exchange *x, char *note, size_t cap)
{
    char want[SERVICE_NS + 64], shown[81];
    const char *said = S_said(x);
    bool v12 = request_version(x) == SOAP_12;
    if (!x->v.op || (v12 && !said)) /* it may be left out there */
        return;
    S_wanted(x, want, sizeof want);
    str_show(shown, sizeof shown, str_of(said ? said : ""));
    if (!said)
        snprintf(note, cap, "SOAPAction なし");
    else if (strcmp(said, want) != 0)
        snprintf(note, cap, "%s は %s（本文の要素で判断）", v12 ? "Content-Type の action" : "SOAPAction",
                 shown);
}

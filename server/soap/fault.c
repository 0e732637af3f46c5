/* SOAP Faults in the caller's version, with c:diag as detail (DESIGN 2.5, INTEROP 3). See request.h. */
#include <string.h>

#include "soap/request.h"

/* The fault codes of WS-Security (SOAP Message Security 1.0, 12); code NULL: it has none for that. */
static struct wss_code {
    const char *code, *declaration;
} S_wss(enum fault_kind kind)
{
    return kind == FAULT_AUTH ? (struct wss_code){"wsse:FailedAuthentication", " xmlns:wsse=\"" NS_WSSE "\""}
           : kind == FAULT_EXPIRED ? (struct wss_code){"wsu:MessageExpired", " xmlns:wsu=\"" NS_WSU "\""}
                                   : (struct wss_code){NULL, ""};
}

static const char *S_code(enum fault_kind kind, bool v12)
{
    switch (kind) {
    case FAULT_NONE: /* a refusal is no Fault; if it comes here, it is our bug */
    case FAULT_SERVER:
        return v12 ? "soap:Receiver" : "soap:Server";
    case FAULT_CLIENT:
        return v12 ? "soap:Sender" : "soap:Client";
    case FAULT_VERSION:
        return "soap:VersionMismatch";
    case FAULT_UNDERSTAND:
        return "soap:MustUnderstand";
    case FAULT_AUTH:
    case FAULT_EXPIRED:
        return v12 ? "soap:Sender" : S_wss(kind).code;
    }
    return "soap:Server";
}

static void S_member(struct buf *out, const char *name, const char *text)
{
    buf_addf(out, "<c:%s>", name);
    buf_xml(out, text, strlen(text));
    buf_addf(out, "</c:%s>", name);
}

static void S_diag(const struct exchange *x, const struct buf *text, struct buf *out)
{
    buf_adds(out, "<c:diag xmlns:c=\"" NS_COMMON "\">");
    S_member(out, "code", status_info(x->v.diag.status)->code);
    S_member(out, "message", text->data ? text->data : "");
    if (x->v.diag.item[0])
        S_member(out, "item", x->v.diag.item);
    if (x->v.diag.want[0])
        S_member(out, "want", x->v.diag.want);
    if (x->v.diag.have[0])
        S_member(out, "have", x->v.diag.have);
    buf_adds(out, "</c:diag>");
}

static void S_not_understood(const struct block *b, struct buf *out)
{
    buf_addf(out, "<soap:NotUnderstood qname=\"%s", b->ns[0] ? "u:" : "");
    buf_xml(out, b->name, strlen(b->name));
    if (b->ns[0]) {
        buf_adds(out, "\" xmlns:u=\"");
        buf_xml(out, b->ns, strlen(b->ns));
    }
    buf_adds(out, "\"/>");
}

/* SOAP 1.2 names in a header what it would have understood (part 1, 5.4.7 and 5.4.8). */
static void S_header12(const struct exchange *x, struct buf *out)
{
    if (x->v.diag.status == ST_VERSION) {
        buf_adds(out, "<soap:Header><soap:Upgrade><soap:SupportedEnvelope qname=\"soap:Envelope\"/>"
                      "<soap:SupportedEnvelope qname=\"soap11:Envelope\" xmlns:soap11=\"" NS_SOAP11 "\"/>"
                      "</soap:Upgrade></soap:Header>");
    } else if (x->v.diag.status == ST_MUST_UNDERSTAND) {
        buf_adds(out, "<soap:Header>");
        for (int i = 0; i < x->env.stranges && i < BLOCKS; i++)
            S_not_understood(&x->env.strange[i], out);
        buf_adds(out, "</soap:Header>");
    }
}

static void S_fault11(struct exchange *x, const struct buf *text, struct buf *out)
{
    enum fault_kind kind = status_info(x->v.diag.status)->fault;
    buf_addf(out, "<soap:Fault><faultcode%s>%s</faultcode><faultstring xml:lang=\"ja\">",
             S_wss(kind).declaration, S_code(kind, false));
    buf_xml(out, text->data ? text->data : "", text->len);
    buf_adds(out, "</faultstring><detail>");
    S_diag(x, text, out);
    buf_adds(out, "</detail></soap:Fault>");
}

static void S_fault12(struct exchange *x, const struct buf *text, struct buf *out)
{
    enum fault_kind kind = status_info(x->v.diag.status)->fault;
    buf_addf(out, "<soap:Fault><soap:Code><soap:Value>%s</soap:Value>", S_code(kind, true));
    const struct wss_code wss = S_wss(kind);
    if (wss.code)
        buf_addf(out, "<soap:Subcode><soap:Value%s>%s</soap:Value></soap:Subcode>", wss.declaration,
                 wss.code);
    buf_adds(out, "</soap:Code><soap:Reason><soap:Text xml:lang=\"ja\">");
    buf_xml(out, text->data ? text->data : "", text->len);
    buf_adds(out, "</soap:Text></soap:Reason><soap:Detail>");
    S_diag(x, text, out);
    buf_adds(out, "</soap:Detail></soap:Fault>");
}

void fault_clean(char *s)
{
    for (size_t n; *s; s += n) {
        unsigned char c = (unsigned char)*s;
        n = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        bool cut = strnlen(s, n) < n;
        bool bad = cut || str_utf8_len((struct str){s, n}) != 1 ||
                   memcmp(s, "\xEF\xBF\xBE", n < 3 ? n : 3) == 0 ||
                   memcmp(s, "\xEF\xBF\xBF", n < 3 ? n : 3) == 0;
        if (bad || c < ' ') {
            *s = '?';
            n = 1;
        }
    }
}

void fault_write(struct exchange *x)
{
    struct buf text = BUF_INIT, header = BUF_INIT;
    bool v12 = request_version(x) == SOAP_12;
    diag_text(&x->v.diag, &text);
    if (v12)
        S_header12(x, &header);
    writer_open(x, header.data);
    if (v12)
        S_fault12(x, &text, &x->kit.head);
    else
        S_fault11(x, &text, &x->kit.head);
    writer_close(x, &x->kit.head);
    buf_release(&text);
    buf_release(&header);
}

/* SOAP 1.1: 500 whatever it is about (6.2); 1.2: 400 for env:Sender, else 500 (part 2, table 20). With any
 * other, 401 above all, the stacks of clients hide the Fault (INTEROP 17). */
int fault_http(const struct exchange *x)
{
    enum fault_kind kind = status_info(x->v.diag.status)->fault;
    bool sender = kind == FAULT_CLIENT || kind == FAULT_AUTH || kind == FAULT_EXPIRED;
    return sender && request_version(x) == SOAP_12 ? 400 : 500;
}

/* The envelope as it is read (INTEROP 2, 3, 13): version, headers, the body's element and with it the
 * operation. Who calls is proven when the body starts, so that nothing of a stranger reaches the spool. See
 * request.h. */
#include <stdio.h>
#include <string.h>

#include "soap/request.h"

static const char *S_ns(const struct exchange *x)
{
    return x->env.version == SOAP_12 ? NS_SOAP12 : NS_SOAP11;
}

/* Another element than the one that belongs there. */
static void S_other(struct exchange *x, const char *item, const char *want, const struct parse_start *e)
{
    if (x->v.diag.status == ST_OK)
        diag_setf(&x->v.diag, ST_NOT_ENVELOPE, item, want, "{%s}%s", e->ns, e->local);
}

static void S_root(struct exchange *x, const struct parse_start *e)
{
    if (strcmp(e->local, "Envelope") != 0)
        S_other(x, "文書の要素", "{" NS_SOAP11 "}Envelope", e);
    else if (strcmp(e->ns, NS_SOAP11) == 0)
        x->env.version = SOAP_11;
    else if (strcmp(e->ns, NS_SOAP12) == 0)
        x->env.version = SOAP_12;
    else
        request_fail(x, ST_VERSION, "Envelope の名前空間", NS_SOAP11 " または " NS_SOAP12,
                     e->ns[0] ? e->ns : "名前空間なし");
}

/* All of them, as {namespace}name; the namespace stands before the first of those that share it. */
static void S_strange(struct exchange *x)
{
    struct buf have = BUF_INIT;
    for (int i = 0; i < x->env.stranges && i < BLOCKS; i++) {
        const struct block *b = &x->env.strange[i];
        buf_adds(&have, i ? "、" : "");
        if (!i || strcmp(b->ns, b[-1].ns) != 0)
            buf_addf(&have, "{%s}", b->ns);
        buf_adds(&have, b->name);
    }
    if (x->env.stranges > BLOCKS)
        buf_addf(&have, "、ほか %d 個", x->env.stranges - BLOCKS);
    request_fail(x, ST_MUST_UNDERSTAND, "Header の mustUnderstand",
                 "{" NS_WSSE "}Security だけ（ほかのヘッダの mustUnderstand は外してください）",
                 have.data ? have.data : "");
    buf_release(&have);
}

/* Header, Body, or what SOAP 1.1 allows after it. */
static enum parse_do S_section(struct exchange *x, const struct parse_start *e)
{
    struct envelope *env = &x->env;
    bool soap = strcmp(e->ns, S_ns(x)) == 0;
    env->at = AT_OTHER;
    if (soap && strcmp(e->local, "Header") == 0) {
        if (env->header || env->body)
            request_fail(x, ST_NOT_ENVELOPE, "Header", "Body の前に一つ",
                         "二つ以上あるか、Body の後にあります");
        env->header = true;
        env->at = AT_HEADER;
        return PARSE_SKIP;
    }
    if (soap && strcmp(e->local, "Body") == 0) {
        if (env->body)
            request_fail(x, ST_NOT_ENVELOPE, "Body", "一つ", "二つ以上");
        env->body = true;
        env->at = AT_BODY;
        if (env->stranges)
            S_strange(x);
        if (x->v.diag.status == ST_OK)
            security_login(x);
        x->denied = x->v.diag; /* who it says he is stands at the beginning of the body */
        x->v.diag = DIAG_INIT;
        return PARSE_KEEP;
    }
    if (soap || !env->body || env->version == SOAP_12)
        S_other(x, "Envelope の子要素",
                env->body                 ? "Body が最後"
                : env->version == SOAP_12 ? "{" NS_SOAP12 "} の Header、Body"
                                          : "{" NS_SOAP11 "} の Header、Body",
                e);
    return PARSE_SKIP;
}

/* An xs:boolean; SOAP 1.1 knows its digits alone, and its clients write the words all the same. */
static bool S_must_understand(struct exchange *x, const struct parse_start *e)
{
    const struct str said = parse_attr(e, S_ns(x), "mustUnderstand");
    struct str s = said;
    while (s.n && strchr(" \t\r\n", s.p[0]))
        s = (struct str){s.p + 1, s.n - 1};
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    bool yes = str_is(s, "1") || str_is(s, "true"), no = !said.p || str_is(s, "0") || str_is(s, "false");
    if (!yes && !no && x->v.diag.status == ST_OK) {
        char item[sizeof x->v.diag.item];
        snprintf(item, sizeof item, "%s の mustUnderstand", e->local);
        diag_str(&x->v.diag, ST_SCHEMA, item, "0、1、true、false のいずれか", s.n ? s : str_of("空"));
    }
    return yes;
}

/* actor (1.1) or role (1.2) says whom a block is for: absent, the next node and the ultimate receiver are us.
 */
static bool S_for_us(const struct exchange *x, const struct parse_start *e)
{
    struct str who = parse_attr(e, S_ns(x), x->env.version == SOAP_12 ? "role" : "actor");
    return !who.n || str_is(who, "http://schemas.xmlsoap.org/soap/actor/next") ||
           str_is(who, NS_SOAP12 "/role/next") || str_is(who, NS_SOAP12 "/role/ultimateReceiver");
}

/* They come back in the reply; a name has no '*' of its own, and may have none. */
static void S_keep_block(struct block *b, const struct parse_start *e)
{
    str_mask(b->name, sizeof b->name, str_of(e->local));
    for (char *p = b->name; (p = strchr(p, '*'));)
        *p = 'x';
    str_mask(b->ns, sizeof b->ns, str_of(e->ns));
}

static void S_block(struct exchange *x, const struct parse_start *e)
{
    struct envelope *env = &x->env;
    env->security = false;
    bool security = security_is(x, e, "Security"), ours = S_for_us(x, e);
    env->inside |= strcmp(e->ns, S_ns(x)) == 0 && strcmp(e->local, "Body") == 0;
    if (security && !ours)
        x->token.other = "ほかの宛先（actor、role）の Security";
    if (!ours)
        return;
    const bool must = S_must_understand(x, e);
    if (security) {
        env->security = true;
        x->token.other = x->token.other ? x->token.other : "UsernameToken のない Security";
    } else if (must) {
        if (env->stranges < BLOCKS)
            S_keep_block(&env->strange[env->stranges], e);
        env->stranges++;
    } else {
        security_unchecked(x, e->local);
    }
}

static void S_payload(struct exchange *x, const struct parse_start *e)
{
    if (x->env.payload) {
        if (x->v.diag.status == ST_OK)
            diag_setf(&x->v.diag, ST_SCHEMA, "Body の子要素", "一つ（multiRef の参照は読みません）",
                      "二つ目の要素 {%s}%s", e->ns, e->local);
        return;
    }
    x->env.payload = true;
    if (strcmp(e->ns, x->service->ns) == 0)
        x->v.op = op_find(x->service->name, strlen(x->service->name), e->local);
    if (x->v.op) {
        action_judge(x);
        return;
    }
    char list[160], want[SERVICE_NS + sizeof list + 8];
    catalog_operations(x->service->name, list, sizeof list);
    if (op_find(x->service->name, strlen(x->service->name), e->local))
        snprintf(want, sizeof want, "{%s}%s", x->service->ns, e->local);
    else
        snprintf(want, sizeof want, "{%s} の %s", x->service->ns, list);
    if (x->v.diag.status == ST_OK)
        diag_setf(&x->v.diag, ST_NO_OPERATION, "Body の子要素", want, "{%s}%s", e->ns, e->local);
}

/* Of one who was not let in: what he calls, and who asks, which is the first in it. Nothing else is looked
 * at.
 */
static void S_denied(struct exchange *x, const struct parse_start *e)
{
    bool first = !x->env.payload;
    if (e->depth == 3 && first && strcmp(e->ns, x->service->ns) == 0)
        x->v.claim.op = op_find(x->service->name, strlen(x->service->name), e->local);
    x->env.payload = true;
    if (e->depth == 3 ? !first || !x->v.claim.op : e->depth == 4 && !x->env.in_irai)
        request_denied(x);
}

static bool S_is_file(const struct exchange *x, const struct parse_start *e)
{
    for (const struct field *f = x->v.op->request; f && f->element; f++)
        if (f->kind == F_FILE && strcmp(f->element, e->local) == 0)
            return strcmp(e->ns, x->service->ns) == 0;
    return false;
}

static enum parse_do S_start(void *cls, const struct parse_start *e)
{
    struct exchange *x = cls;
    if (x->env.at == AT_BODY && e->depth == 4)
        x->env.in_irai = !x->env.irai && strcmp(e->local, "irai") == 0;
    if (e->depth == 1)
        S_root(x, e);
    else if (e->depth == 2)
        return S_section(x, e);
    else if (x->env.at == AT_HEADER && e->depth == 3)
        S_block(x, e);
    else if (x->env.at == AT_HEADER && x->env.security)
        security_start(x, e);
    else if (x->denied.status != ST_OK)
        S_denied(x, e);
    else if (x->env.at == AT_BODY && e->depth == 3)
        S_payload(x, e);
    else if (x->env.file)
        intake_child(x, e);
    else if (x->env.at == AT_BODY && e->depth == 4 && S_is_file(x, e)) {
        x->env.file = true;
        intake_element(x, e);
        return PARSE_FILE;
    }
    return PARSE_KEEP;
}

static void S_end(void *cls, int depth)
{
    struct exchange *x = cls;
    if (x->env.file && depth == 4) {
        x->env.file = false;
        intake_element_end(x);
    } else if (x->env.in_irai && depth == 4) {
        x->env.in_irai = false;
        x->env.irai = true;
        request_denied(x);
    } else if (x->denied.status != ST_OK && depth <= 3) { /* there was nothing of it */
        request_denied(x);
    } else if (x->env.at == AT_HEADER && x->env.security) {
        security_end(x, depth);
        if (depth == 3)
            x->env.security = false;
    }
}

static void S_text(void *cls, int depth, const char *p, size_t n)
{
    struct exchange *x = cls;
    if (x->env.at == AT_HEADER && depth > 2) {
        if (x->env.security)
            security_text(x, depth, p, n);
        return;
    }
    if (depth > 2 || (depth == 2 && x->env.at == AT_OTHER))
        return;
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r\n", p[i])) {
            request_fail(x, ST_NOT_ENVELOPE,
                         depth < 2                ? "Envelope"
                         : x->env.at == AT_HEADER ? "Header"
                                                  : "Body",
                         "要素だけ", "要素の外に文字があります");
            return;
        }
}

static void S_file(void *cls, const char *p, size_t n)
{
    intake_text(cls, p, n);
}

const struct parse_events envelope_events = {S_start, S_end, S_text, S_file};

enum status envelope_end(struct exchange *x)
{
    if (!x->env.body)
        return request_fail(x, ST_NOT_ENVELOPE, "Body", "Envelope の中に一つ",
                            x->env.inside ? "Header の中にあります" : "ありません");
    if (x->v.op)
        return ST_OK;
    char list[256];
    catalog_operations(x->service->name, list, sizeof list);
    return request_fail(x, ST_NO_OPERATION, "Body の子要素", list, "ありません");
}

static xmlNodePtr S_child(xmlNodePtr n)
{
    for (n = n ? n->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            return n;
    return NULL;
}

xmlNodePtr envelope_payload(const struct exchange *x)
{
    xmlDocPtr doc = x->kit.parser.ctxt->myDoc;
    return doc ? S_child(S_child(xmlDocGetRootElement(doc))) : NULL; /* the Header is not in the tree */
}

/* SOAP replies; see reply.h. */
#include "wire/reply.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/english.h"
#include "base/str.h"
#include "say.h"

static const char S_soap11[] = "http://schemas.xmlsoap.org/soap/envelope/";
static const char S_soap12[] = "http://www.w3.org/2003/05/soap-envelope";

static bool S_is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static bool S_is_soap(const xmlNode *n, const char *name)
{
    if (!S_is(n, name) || !n->ns)
        return false;
    const char *ns = (const char *)n->ns->href;
    return strcmp(ns, S_soap11) == 0 || strcmp(ns, S_soap12) == 0;
}

static const xmlNode *S_element(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->next;
    return n;
}

/* The element's own text, white space at the ends of a group's left out; NULL: the arena is used up. */
static const char *S_text(struct arena *a, const xmlNode *n)
{
    xmlChar *text = xmlNodeGetContent(n);
    const char *copy = text ? arena_strdup(a, (const char *)text) : NULL;
    xmlFree(text);
    return copy;
}

static bool S_copy(struct arena *a, struct node *to, const xmlNode *from)
{
    for (const xmlNode *e = S_element(from->children); e; e = S_element(e->next)) {
        const char *name = arena_strdup(a, (const char *)e->name);
        bool leaf = !S_element(e->children);
        const char *text = leaf ? S_text(a, e) : "";
        struct node *n = name && text ? node_add(a, to, name, text) : NULL;
        if (!n || !S_copy(a, n, e))
            return false;
    }
    return true;
}

/* First descendant of that name, for the parts of a Fault, which lie differently in SOAP 1.1 and 1.2. */
static const xmlNode *S_deep(const xmlNode *n, const char *name)
{
    for (const xmlNode *e = S_element(n->children); e; e = S_element(e->next)) {
        if (S_is(e, name))
            return e;
        const xmlNode *found = S_deep(e, name);
        if (found)
            return found;
    }
    return NULL;
}

static bool S_fault(struct reply *r, const xmlNode *fault)
{
    struct node *f = node_add(r->arena, r->root, "fault", NULL);
    const xmlNode *diag = S_deep(fault, "diag");
    if (!f || (diag && !S_copy(r->arena, f, diag)))
        return false;
    const xmlNode *code = S_deep(fault, "faultcode"), *text = S_deep(fault, "faultstring");
    if (!code)
        code = S_deep(fault, "Value");
    if (!text)
        text = S_deep(fault, "Text");
    const char *c = code ? S_text(r->arena, code) : "", *t = text ? S_text(r->arena, text) : "";
    if (!c || !t || !node_add(r->arena, f, "faultcode", c) || !node_add(r->arena, f, "faultstring", t))
        return false;
    r->fault = true;
    r->kubun = 9;
    r->code = node_text(f, "code");
    r->message = node_text(f, "message");
    if (!r->message)
        r->message = node_text(f, "faultstring");
    return true;
}

static bool S_body(struct reply *r, const xmlNode *body)
{
    const xmlNode *what = S_element(body->children);
    if (!what)
        return false;
    if (S_is_soap(what, "Fault"))
        return S_fault(r, what);
    if (!S_copy(r->arena, r->root, what))
        return false;
    const struct node *kekka = node_child(r->root, "kekka");
    const char *kubun = node_text(kekka, "kubun");
    r->kubun = kubun ? (int)strtol(kubun, NULL, 10) : 0;
    r->code = node_text(kekka, "code");
    r->message = node_text(kekka, "message");
    return kubun != NULL;
}

static const xmlNode *S_find_body(xmlDoc *doc)
{
    const xmlNode *env = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!env || !S_is_soap(env, "Envelope"))
        return NULL;
    const xmlNode *e = S_element(env->children);
    while (e && !S_is_soap(e, "Body"))
        e = S_element(e->next);
    return e;
}

bool reply_read(struct reply *r)
{
    xmlDoc *doc = NULL;
    bool ok = false;
    r->arena = arena_new((size_t)256 << 20);
    r->root = r->arena ? node_add(r->arena, NULL, "", NULL) : NULL;
    if (r->root && buf_ok(&r->raw) && r->raw.len)
        doc = xmlReadMemory(r->raw.data, (int)r->raw.len, "reply.xml", NULL,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    const xmlNode *body = S_find_body(doc);
    ok = body && S_body(r, body);
    xmlFreeDoc(doc);
    if (!r->code)
        r->code = "";
    if (!r->message)
        r->message = "";
    if (!ok) {
        r->root = NULL;
        size_t n = r->raw.len < 200 ? r->raw.len : 200;
        char head[256] = "";
        str_mask(head, sizeof head, (struct str){r->raw.data, n});
        head[strcspn(head, "\r\n")] = 0;
        snprintf(r->error, sizeof r->error,
                 tr("SOAP の応答ではありません（HTTP %d）。--url は chukand のデータ用のポートか --plain "
                    "のポートです: %s",
                    "not a SOAP reply (HTTP %d); --url is the data port or the plain port of chukand: %s"),
                 r->http, head);
    }
    return ok;
}

void reply_release(struct reply *r)
{
    arena_free(r->arena);
    buf_release(&r->raw);
    *r = (struct reply){0};
}

static void S_masked(const struct buf *text, struct buf *out)
{
    char *room = buf_ok(text) && text->len ? buf_reserve(out, text->len * 2 + 16) : NULL;
    if (room)
        buf_advance(out, str_mask(room, text->len * 2 + 16, (struct str){text->data, text->len}));
}

static bool S_number(const struct node *n, const char *name, int64_t *ret)
{
    const char *text = node_text(n, name);
    *ret = text ? strtoll(text, NULL, 10) : 0;
    return text;
}

bool reply_rows(const struct node *n, int64_t *ret_rows, int64_t *ret_refused)
{
    return S_number(n, "gyoSu", ret_rows) && S_number(n, "ijoSu", ret_refused);
}

static void S_jotai(struct arena *a, struct node *jotai, int64_t rows, int64_t refused)
{
    const char *text =
        refused == rows
            ? arena_printf(a, tr("処理完了（全 %lld 行がエラー）", "処理完了 (all of %lld rows in error)"),
                           (long long)rows)
            : arena_printf(
                  a, tr("処理完了（%lld 行中 %lld 行がエラー）", "処理完了 (of %lld rows %lld in error)"),
                  (long long)rows, (long long)refused);
    jotai->text = text ? text : jotai->text;
}

static void S_jotai_of(struct arena *a, struct node *n)
{
    int64_t rows, refused;
    const bool some = reply_rows(n, &rows, &refused) && refused > 0;
    for (struct node *c = n->child; c; c = c->next)
        if (c->child)
            S_jotai_of(a, c);
        else if (some && strcmp(c->name, "jotai") == 0 && c->text && strcmp(c->text, "処理完了") == 0)
            S_jotai(a, c, rows, refused);
}

void reply_jotai(const struct reply *r)
{
    if (r->root)
        S_jotai_of(r->arena, r->root);
}

void reply_keikoku(const struct reply *r, const char *before, struct buf *out)
{
    const struct node *kekka = node_child(r->root, "kekka");
    struct buf text = BUF_INIT;
    for (const struct node *n = kekka ? kekka->child : NULL; n; n = n->next)
        if (strcmp(n->name, "keikoku") == 0) {
            const char *code = node_text(n, "code"), *komoku = node_text(n, "komoku"),
                       *bun = node_text(n, "bun");
            buf_addf(&text, tr("%s警告 %s %s: ", "%swarning %s %s: "), before, code ? code : "",
                     komoku ? komoku : "");
            english_message(code ? code : "", bun ? bun : "", &text);
            buf_addc(&text, '\n');
        }
    S_masked(&text, out);
    buf_release(&text);
}

void reply_why(const struct reply *r, struct buf *out)
{
    if (!r->root) {
        buf_adds(out, r->error);
        return;
    }
    struct buf text = BUF_INIT;
    if (r->fault)
        buf_adds(&text, "SOAP Fault ");
    buf_addf(&text, "%s ", r->code);
    english_message(r->code, r->message, &text);
    const struct node *f = node_child(r->root, "fault");
    const char *item = node_text(f, "item"), *want = node_text(f, "want"), *have = node_text(f, "have");
    if (want && strstr(r->message, want))
        item = want = have = NULL; /* the text says it all already */
    diag_parts(true, item, want, have, &text);
    S_masked(&text, out);
    buf_release(&text);
}

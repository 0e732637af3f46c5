/* HAR 1.2; see journal_har.h. What the journal does not keep (headers, the time of sending alone) has the
 * value that the format has for it: an empty list, -1, 0. */
#include "journal_har.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "base/version.h"
#include "say.h"
#include "wire/control.h"

/* --- each of them -----------------------------------------------------------------------------------------
 */

static bool S_memory(char error[JOURNAL_ERROR])
{
    snprintf(error, JOURNAL_ERROR, "%s", tr("メモリが足りません", "out of memory"));
    return false;
}

static bool S_answer(struct http *h, const struct options *o, const struct journal_wanted *w, long long since,
                     struct control_reply *r)
{
    char path[CONTROL_PATH], tail[100];
    if (w->generation >= 0)
        snprintf(tail, sizeof tail, "/journal?bodies=1&since=%lld&generation=%d", since, w->generation);
    else
        snprintf(tail, sizeof tail, "/journal?bodies=1&since=%lld", since);
    control_path(path, o->world, tail);
    if (journal_query(&w->pick, path, sizeof path))
        return control_do(h, o->control, "GET", path, NULL, o->timeout, r);
    *r = (struct control_reply){.http = 0};
    snprintf(r->error, sizeof r->error, "%s", tr("探す条件が長すぎます", "what is searched for is too long"));
    return false;
}

bool journal_each(struct http *h, const struct options *o, const struct journal_wanted *w,
                  bool (*each)(void *cls, const struct node *row, struct str raw), void *cls,
                  char error[JOURNAL_ERROR])
{
    long long since = w->since;
    for (bool more = true; more;) {
        struct control_reply r;
        bool ok = S_answer(h, o, w, since, &r), kept = true;
        struct str object = {ok ? journal_entries(r.raw.data) : NULL, 0};
        for (const struct node *n = ok ? r.root->child : NULL; n && kept; n = n->next) {
            if (strcmp(n->name, "entries") != 0 || !node_text(n, "seq"))
                continue;
            object = journal_object(object.p + object.n);
            kept = !journal_fits(&w->pick, n) || each(cls, n, object);
        }
        const char *next = ok ? node_text(r.root, "next") : NULL;
        since = next ? strtoll(next, NULL, 10) : since;
        more = next && kept;
        if (!ok)
            snprintf(error, JOURNAL_ERROR, "%s", r.error);
        control_release(&r);
        if (!ok || !kept)
            return ok ? S_memory(error) : false;
    }
    return true;
}

/* --- an entry ---------------------------------------------------------------------------------------------
 */

static const char *S_text(const struct node *row, const char *name)
{
    const char *s = row ? node_text(row, name) : NULL;
    return s ? s : "";
}

static long long S_number(const struct node *row, const char *name)
{
    return strtoll(S_text(row, name), NULL, 10);
}

static void S_open(struct buf *b, const char *key, char bracket)
{
    buf_json_key(b, key);
    buf_addc(b, bracket);
}

static void S_pair(struct buf *b, const char *name, const char *value)
{
    if (b->data && b->data[b->len - 1] == '}')
        buf_addc(b, ',');
    buf_addc(b, '{');
    buf_json_member(b, "name", name);
    buf_json_member(b, "value", value);
    buf_addc(b, '}');
}

static void S_headers(struct buf *b, const struct node *row)
{
    S_open(b, "headers", '[');
    if (*S_text(row, "contentType"))
        S_pair(b, "Content-Type", S_text(row, "contentType"));
    if (row && node_child(row, "soapAction"))
        S_pair(b, "SOAPAction", S_text(row, "soapAction"));
    buf_addc(b, ']');
}

/* As it stands in the URL. */
static void S_query(struct buf *b, const char *path)
{
    const char *p = strchr(path, '?');
    S_open(b, "queryString", '[');
    for (p = p ? p + 1 : ""; *p;) {
        char name[256], value[256];
        const size_t n = strcspn(p, "&"), eq = strcspn(p, "=&");
        snprintf(name, sizeof name, "%.*s", (int)eq, p);
        snprintf(value, sizeof value, "%.*s", eq < n ? (int)(n - eq - 1) : 0, p + eq + (eq < n));
        S_pair(b, name, value);
        p += n + (p[n] == '&');
    }
    buf_addc(b, ']');
}

/* What stands there, or why nothing does. */
static void S_body(struct buf *b, const struct node *body)
{
    const char *text = S_text(body, "text");
    const bool there = *text == '<';
    buf_json_member(b, "text", there ? text : "");
    if (!there && *text)
        buf_json_member(b, "comment", text);
    else if (strcmp(S_text(body, "cut"), "true") == 0)
        buf_json_member(b, "comment", tr("途中まで", "cut"));
}

static void S_request(struct buf *b, const struct node *row, const char *url)
{
    const char *path = S_text(row, "path"), *type = S_text(row, "contentType");
    const bool posted =
        strcmp(S_text(row, "method"), "GET") != 0 && strcmp(S_text(row, "method"), "HEAD") != 0;
    struct buf whole = BUF_INIT;
    buf_addf(&whole, "%s%s", url, path);
    S_open(b, "request", '{');
    buf_json_member(b, "method", S_text(row, "method"));
    buf_json_member(b, "url", whole.data ? whole.data : "");
    buf_json_member(b, "httpVersion", "HTTP/1.1");
    S_open(b, "cookies", '[');
    buf_addc(b, ']');
    S_headers(b, row);
    S_query(b, path);
    if (posted) {
        S_open(b, "postData", '{');
        buf_json_member(b, "mimeType", *type ? type : "application/octet-stream");
        S_open(b, "params", '[');
        buf_addc(b, ']');
        S_body(b, node_child(row, "request"));
        buf_addc(b, '}');
    }
    buf_json_int(b, "headersSize", -1);
    buf_json_int(b, "bodySize", S_number(row, "bytesIn"));
    buf_addc(b, '}');
    buf_release(&whole);
}

/* The reply has the SOAP version of the request; of a page it is not kept what it was. */
static const char *S_reply_type(const struct node *row)
{
    const bool xml = *S_text(node_child(row, "reply"), "text") == '<';
    const bool is12 = strstr(S_text(row, "contentType"), "application/soap+xml") != NULL;
    return !xml ? "x-unknown" : is12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
}

static void S_response(struct buf *b, const struct node *row)
{
    const struct node none = {.name = "none"};
    S_open(b, "response", '{');
    buf_json_int(b, "status", S_number(row, "http"));
    buf_json_member(b, "statusText", "");
    buf_json_member(b, "httpVersion", "HTTP/1.1");
    S_open(b, "cookies", '[');
    buf_addc(b, ']');
    S_headers(b, &none);
    S_open(b, "content", '{');
    buf_json_int(b, "size", S_number(row, "bytesOut"));
    buf_json_member(b, "mimeType", S_reply_type(row));
    S_body(b, node_child(row, "reply"));
    buf_addc(b, '}');
    buf_json_member(b, "redirectURL", "");
    buf_json_int(b, "headersSize", -1);
    buf_json_int(b, "bodySize", S_number(row, "bytesOut"));
    buf_addc(b, '}');
}

/* What a HAR has no place for. */
static void S_ours(struct buf *b, const struct node *row, const char *world)
{
    static const char *const texts[] = {"service",       "op",   "code", "system", "busho", "user", "cert",
                                        "uketsukeBango", "note", "item", "want",   "have"};
    S_open(b, "_chukan", '{');
    buf_json_member(b, "world", world);
    buf_json_int(b, "seq", S_number(row, "seq"));
    buf_json_int(b, "generation", S_number(row, "generation"));
    buf_json_member(b, "at", S_text(row, "at"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*S_text(row, texts[i]))
            buf_json_member(b, texts[i], S_text(row, texts[i]));
    buf_addc(b, '}');
}

static void S_entry(struct buf *b, const struct node *row, const struct options *o)
{
    const long long us = S_number(row, "us");
    char began[CLOCK_TEXT];
    clock_text(clock_parse(S_text(row, "realAt")) - us / 1000000, began); /* it ended then, to the second */
    buf_addc(b, '{');
    buf_json_member(b, "startedDateTime", began);
    buf_addf(b, ",\"time\":%lld.%03lld", us / 1000, us % 1000);
    S_request(b, row, o->url);
    S_response(b, row);
    S_open(b, "cache", '{');
    buf_addc(b, '}');
    buf_addf(b, ",\"timings\":{\"send\":0,\"wait\":%lld.%03lld,\"receive\":0}", us / 1000, us % 1000);
    S_ours(b, row, o->world);
    buf_addc(b, '}');
}

/* --- all of them ------------------------------------------------------------------------------------------
 */

struct har {
    const struct options *o;
    struct buf entries, starts; /* starts: size_t, where each begins */
};

static bool S_add(void *cls, const struct node *row, struct str raw)
{
    struct har *x = cls;
    (void)raw;
    if (journal_bodiless(row))
        return true;
    buf_add(&x->starts, &x->entries.len, sizeof x->entries.len);
    S_entry(&x->entries, row, x->o);
    buf_adds(&x->entries, ",\n");
    return buf_ok(&x->entries) && buf_ok(&x->starts);
}

/* Where the latest `last` begin; -1: all of them. */
static size_t S_from(const struct har *x, int last)
{
    const size_t n = x->starts.len / sizeof(size_t);
    size_t from = 0;
    if (last >= 0 && n > (size_t)last)
        memcpy(&from, x->starts.data + (n - (size_t)last) * sizeof from, sizeof from);
    return from;
}

bool journal_har(struct http *h, const struct options *o, const struct journal_wanted *w, struct buf *out,
                 char error[JOURNAL_ERROR])
{
    struct har x = {.o = o};
    bool ok = journal_each(h, o, w, S_add, &x, error);
    if (ok) {
        buf_adds(
            out,
            "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"chukan\",\"version\":\"" CHUKAN_VERSION
            "\"},\"entries\":[\n");
        const size_t from = S_from(&x, w->pick.last);
        if (x.entries.len)
            buf_add(out, x.entries.data + from, x.entries.len - from - 2); /* the last comma */
        buf_adds(out, "\n]}}\n");
        ok = buf_ok(out) || S_memory(error);
    }
    buf_release(&x.entries);
    buf_release(&x.starts);
    return ok;
}

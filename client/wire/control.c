/* Control port; see control.h. */
#include "wire/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "json.h"
#include "options.h"
#include "say.h"
#include "secret.h"

enum { ANSWER_MAX = 64 << 20, NAMED = 200 };

static bool S_sink(void *cls, const char *p, size_t n)
{
    struct buf *b = cls;
    buf_add(b, p, n);
    return buf_ok(b);
}

static const char worlds[] = "/_sim/worlds/";

void control_path(char out[CONTROL_PATH], const char *world, const char *tail)
{
    char name[NAMED * 5 + 1]; /* what has no room is longer than the name of any world */
    http_segment(name, sizeof name, world);
    snprintf(out, CONTROL_PATH, "%s%s%s", worlds, name, tail);
}

static int S_hex(char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* What http_segment has written, as it was typed. */
static void S_typed(struct str s, char out[NAMED + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < NAMED; i++) {
        const bool coded = s.p[i] == '%' && i + 2 < s.n;
        const size_t at = i + (coded && s.n - i >= 5 && memcmp(s.p + i, "%25", 3) == 0 ? 3 : 1); /* twice */
        const int high = coded ? S_hex(s.p[at]) : -1, low = coded ? S_hex(s.p[at + 1]) : -1;
        const bool hex = high >= 0 && low >= 0;
        out[n++] = hex ? (char)(high * 16 + low) : s.p[i];
        i = hex ? at + 1 : i;
    }
    out[n] = 0;
}

/* Of "/_sim/worlds/lot2/clock": which of them it was is often what is wrong. Empty: the path has none. */
static void S_world(const char *path, char out[NAMED + 1])
{
    *out = 0;
    if (strncmp(path, worlds, sizeof worlds - 1) != 0)
        return;
    path += sizeof worlds - 1;
    S_typed((struct str){path, strcspn(path, "/?")}, out);
}

static void S_what(bool lead, const struct node *n, struct buf *out)
{
    diag_parts(lead, node_text(n, "item"), node_text(n, "want"), node_text(n, "have"), out);
}

/* Where all that was wrong is told, a line for each but the first, which has been said. */
static void S_others(const struct node *root, struct buf *out)
{
    const struct node *reasons = node_child(root, "reasons");
    for (; reasons; reasons = reasons->next)
        if (strcmp(reasons->name, "reasons") == 0 && reasons != node_child(root, "reasons")) {
            buf_addc(out, '\n');
            S_what(false, reasons, out);
        }
}

/* The daemon's own words about what was wrong. */
static void S_explain(struct control_reply *r, const char *path)
{
    char world[NAMED + 1];
    const char *code = node_text(r->root, "code"), *message = node_text(r->root, "message");
    struct buf b = BUF_INIT;
    S_world(path, world);
    buf_addf(&b, "HTTP %d", r->http);
    if (!code)
        buf_adds(
            &b,
            tr("、chukand の制御用のポートの応答ではありません（--control は http://127.0.0.1:18080 の形）",
               ", no reply of chukand's control port (--control is like http://127.0.0.1:18080)"));
    if (code)
        buf_addf(&b, " %s", code);
    if (message)
        buf_addf(&b, " %s", message);
    S_what(true, r->root, &b);
    if (code && *world)
        buf_addf(&b, tr("（ワールド %s）", " (world %s)"), world);
    if (code)
        S_others(r->root, &b);
    str_show(r->error, sizeof r->error, (struct str){b.data, b.len});
    buf_release(&b);
}

bool control_do(struct http *h, const char *base, const char *method, const char *path, const char *body,
                int timeout, struct control_reply *r)
{
    char url[CONTROL_PATH + 400], bearer[4200];
    const char *error = "", *secret = NULL;
    *r = (struct control_reply){.raw = {.max = ANSWER_MAX}};
    snprintf(url, sizeof url, "%.*s%s", http_base(base), base, path);
    struct source *source = body ? calloc(1, sizeof *source) : NULL;
    r->arena = arena_new((size_t)ANSWER_MAX * 4);
    if (!r->arena || (body && !source)) {
        snprintf(r->error, sizeof r->error, "%s", tr("メモリが足りません", "out of memory"));
        free(source);
        return false;
    }
    if (body)
        source_text(source, body, strlen(body));
    if (!secret_token(&secret)) {
        snprintf(r->error, sizeof r->error, "%s",
                 tr("CHUKAN_CONTROL_TOKEN が、制御用のポートのトークンの形ではありません",
                    "CHUKAN_CONTROL_TOKEN is no token"));
        free(source);
        return false;
    }
    if (secret)
        snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", secret);
    struct http_request q = {.header = secret ? bearer : NULL,
                             .spoken = true,
                             .method = method,
                             .url = url,
                             .content_type = body ? "application/json" : NULL,
                             .body = source,
                             .timeout = timeout,
                             .sink = S_sink,
                             .cls = &r->raw};
    r->http = http_do(h, &q, &error);
    free(source);
    if (!r->http) {
        snprintf(r->error, sizeof r->error, "%s", error);
        return false;
    }
    r->root = json_nodes(r->arena, r->raw.data ? r->raw.data : "");
    if (r->root && r->http >= 200 && r->http < 300)
        return true;
    S_explain(r, path);
    r->root = NULL;
    return false;
}

int control_refused(const char *path, int http, const char *text, const char *error)
{
    struct control_reply r = {.http = http, .arena = arena_new((size_t)ANSWER_MAX * 4)};
    r.root = r.arena && http && text ? json_nodes(r.arena, text) : NULL;
    if (http)
        S_explain(&r, path);
    int status = say_failed("%s", http ? r.error : error);
    control_release(&r);
    return status;
}

void control_release(struct control_reply *r)
{
    arena_free(r->arena);
    buf_release(&r->raw);
    *r = (struct control_reply){0};
}

int control_print(const struct control_reply *r, bool ok, int format)
{
    if (!ok)
        return say_failed("%s", r->error);
    if (format != FORMAT_TEXT) {
        printf("%s\n", r->raw.data);
        return EXIT_FINE;
    }
    struct buf out = BUF_INIT;
    node_print(r->root, true, &out);
    fwrite(out.data ? out.data : "", 1, out.len, stdout);
    buf_release(&out);
    return EXIT_FINE;
}

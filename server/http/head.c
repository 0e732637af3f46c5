/* The head of a request; see head.h. */
#include "http/head.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/host.h"
#include "http/target.h"

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

enum {
    SHOWN = 80, /* of each of two values that differ */
    ARGUMENTS = 64
};

/* How a line that was folded came here (0.9.75, process_broken_line): what follows the fold is glued onto the
 * name, and the value is that of the first line. */
static const struct {
    const char *name;
    bool list;    /* several lines are one list; of another one all must say the same */
    bool framing; /* microhttpd has missed a folded one, and with it where the body ends */
    bool secret;  /* its value is shown to nobody */
} fields[] = {
    [HEAD_CONTENT_TYPE] = {"Content-Type", false, false, false},
    [HEAD_CONTENT_ENCODING] = {"Content-Encoding", true, false, false},
    [HEAD_CONTENT_LENGTH] = {"Content-Length", false, true, false},
    [HEAD_TRANSFER_ENCODING] = {"Transfer-Encoding", true, true, false},
    [HEAD_HOST] = {"Host", false, false, false},
    [HEAD_EXPECT] = {"Expect", true, false, false},
    [HEAD_SOAP_ACTION] = {"SOAPAction", false, false, false},
    [HEAD_AUTHORIZATION] = {"Authorization", false, false, true},
};
_Static_assert(sizeof fields / sizeof *fields == HEAD_FIELDS, "a field without its row");

/* The first failure stands. */
static void S_wrong(struct head *h, enum status st, const char *item, const char *want, const char *have)
{
    if (h->wrong.status == ST_OK)
        diag_set(&h->wrong, st, item, want, have);
}

/* As S_wrong, and somebody in between may see the end of the message elsewhere. */
static void S_unframed(struct head *h, enum status st, const char *item, const char *want, const char *have)
{
    S_wrong(h, st, item, want, have);
    h->unframed = true;
}

void head_release(struct head *h)
{
    for (int i = 0; i < HEAD_FIELDS; i++)
        free(h->field[i].text);
    free(h->asked);
}

/* --- the target -------------------------------------------------------------------------------------------
 */

static bool S_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool S_control(unsigned char c)
{
    return c <= ' ' || c == 0x7F;
}

/* Blanks and control characters, as they are or as %XX, of which only %20 may be. */
static bool S_has_control(const char *s)
{
    for (; *s; s++) {
        char pair[3] = {0};
        if (*s == '%' && S_hex(s[1]) && S_hex(s[2]))
            memcpy(pair, s + 1, 2);
        unsigned char c = (unsigned char)(*pair ? strtol(pair, NULL, 16) : *s);
        if (S_control(c) && !(*pair && c == ' '))
            return true;
    }
    return false;
}

/* Empty when there is no authority to name. */
static bool S_is_host(struct str s)
{
    struct host unused;
    return s.n <= HEAD_HOST_MAX && host_read(s, &unused);
}

static size_t S_scheme(const char *target)
{
    return strncasecmp(target, "http://", 7) == 0 ? 7 : strncasecmp(target, "https://", 8) == 0 ? 8 : 0;
}

static void S_arguments(struct head *h, const char *target)
{
    const char *at = strchr(target, '?');
    int n = 1;
    while (at && n <= ARGUMENTS && (at = strchr(at + 1, '&')))
        n++;
    if (!at)
        return;
    S_wrong(h, ST_HEAD, "要求の行の URL", "? の後の引数は 64 個まで", "それより多い");
    *(char *)(uintptr_t)at = 0;
}

/* from: where in the target its path begins. */
static void S_asked(struct head *h, const char *from)
{
    struct buf out = BUF_INIT;
    if (!from[strcspn(from, "?%")])
        return;
    buf_adds(&out, *from == '?' ? "/" : "");
    target_show(from, &out);
    h->asked = buf_detach(&out);
}

static void S_wrong_target(struct head *h, const char *want, const char *target)
{
    struct buf have = BUF_INIT;
    target_show(target, &have);
    S_wrong(h, ST_HEAD, "要求の行の URL", want, have.data ? have.data : "");
    buf_release(&have);
}

const char *head_target(struct head *h, const char *target)
{
    size_t scheme = S_scheme(target), n = strcspn(target + scheme, "/?");
    h->form = scheme                     ? HEAD_ABSOLUTE
              : *target == '/'           ? HEAD_PATH
              : strcmp(target, "*") == 0 ? HEAD_ASTERISK
                                         : HEAD_AUTHORITY;
    S_arguments(h, target);
    S_asked(h, scheme ? target + scheme + n : target);
    if (S_has_control(target))
        S_wrong_target(h, "空白と制御文字（%00〜%1F、%7F）のない URL", target);
    if (!scheme)
        return target;
    struct str authority = {target + scheme, n};
    if (!n || !S_is_host(authority))
        S_wrong_target(h, "http://ホスト:ポート/パス（ユーザー名なし）、または /パス", target);
    else
        memcpy(h->authority, authority.p, authority.n);
    return target[scheme + n] == '/' ? target + scheme + n : "/";
}

const char *head_path(const struct head *h, const char *unescaped)
{
    if (h->form != HEAD_ABSOLUTE)
        return unescaped;
    const char *path = strchr(unescaped + S_scheme(unescaped), '/');
    return path ? path : "/";
}

const char *head_asked(const struct head *h, const char *path)
{
    return h->asked ? h->asked : path;
}

/* --- lines ------------------------------------------------------------------------------------------------
 */

#define TOKEN LETTERS DIGITS "!#$%&'*+-.^_`|~"

static bool S_is_token(const char *s)
{
    return !s[strspn(s, TOKEN)];
}

static bool S_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Adds to what there is of a field. */
static void S_keep(struct head *h, struct head_value *v, const char *between, const char *text)
{
    size_t old = v->text ? strlen(v->text) : 0, n;
    between = old ? between : "";
    while (S_blank(*text))
        text++;
    for (n = strlen(text); n && S_blank(text[n - 1]); n--)
        continue;
    char *p = realloc(v->text, old + strlen(between) + n + 1);
    if (!p) {
        S_unframed(h, ST_LIMIT, NULL, NULL, NULL);
        return;
    }
    memcpy(p + old, between, strlen(between));
    memcpy(p + old + strlen(between), text, n);
    p[old + strlen(between) + n] = 0;
    v->text = p;
}

/* Somebody in between may have taken the one, and we take the other. */
static void S_differ(struct head *h, enum head_field f, const char *first, const char *next)
{
    char one[SHOWN], two[SHOWN], both[2 * SHOWN + 20] = "値の違う二つがあります";
    str_show(one, sizeof one, str_of(first)); /* cut only after that */
    str_show(two, sizeof two, str_of(next));
    if (!fields[f].secret)
        snprintf(both, sizeof both, "%s と %s", *one ? one : "空", *two ? two : "空");
    (fields[f].framing ? S_unframed : S_wrong)(h, ST_HEAD, fields[f].name, "一つ、または同じ値", both);
}

/* The first stands. */
static void S_again(struct head *h, enum head_field f, const char *rest, const char *value)
{
    struct head_value next = {0};
    S_keep(h, &next, " ", value);
    if (*rest)
        S_keep(h, &next, " ", rest);
    const char *first = h->field[f].text;
    if (f != HEAD_HOST && first && next.text &&
        strcmp(first, next.text) != 0) /* two Hosts are always wrong */
        S_differ(h, f, first, next.text);
    free(next.text);
}

/* A line that begins with the name of a field. rest: of its name. */
static void S_field(struct head *h, enum head_field f, const char *rest, const char *value)
{
    struct head_value *v = &h->field[f];
    bool other = S_is_token(rest) && (*rest == '-' || (*value && !fields[f].framing));
    if (*rest && other) /* another name */
        return;
    if (*rest && fields[f].framing)
        S_unframed(h, ST_HEAD, fields[f].name, "一行に書いたヘッダー", "二行に折り返されています");
    if (f == HEAD_TRANSFER_ENCODING)
        h->chunked = !v->n && strcasecmp(value, "chunked") == 0;
    if (v->n++ && !fields[f].list) {
        S_again(h, f, rest, value);
        return;
    }
    S_keep(h, v, ", ", value);
    if (*rest)
        S_keep(h, v, " ", rest);
}

/* What no name has: above all blanks between it and its colon. Whatever else is no token may be a fold of a
 * field that we do not want. */
static bool S_is_name(const char *name)
{
    size_t token = strspn(name, TOKEN);
    if (!token || name[token + strspn(name + token, " \t")] == 0)
        return token && !name[token];
    for (; *name; name++)
        if (!S_blank(*name) && S_control((unsigned char)*name))
            return false;
    return true;
}

void head_take(struct head *h, const char *name, const char *value)
{
    value = value ? value : "";
    if (!S_is_name(name)) {
        S_unframed(h, ST_HEAD, "ヘッダーの名前", "名前の直後に : （前後に空白なし）", name);
        return;
    }
    if (strchr(value, '\r')) {
        S_unframed(h, ST_HEAD, name, "CR LF で終わる行", "LF のない CR があります");
        return;
    }
    for (int f = 0; f < HEAD_FIELDS; f++) {
        size_t n = strlen(fields[f].name);
        if (strncasecmp(name, fields[f].name, n) == 0)
            S_field(h, f, name + n, value);
    }
}

const char *head_get(const struct head *h, enum head_field f)
{
    return h->field[f].text;
}

int64_t head_length(const struct head *h)
{
    const char *length = head_get(h, HEAD_CONTENT_LENGTH);
    if (head_get(h, HEAD_TRANSFER_ENCODING))
        return -1;
    return length ? strtoll(length, NULL, 10) : 0; /* INT64_MAX when it is more */
}

bool head_sized(const struct head *h)
{
    return head_get(h, HEAD_CONTENT_LENGTH) || head_get(h, HEAD_TRANSFER_ENCODING);
}

const char *head_host(const struct head *h)
{
    return h->authority[0] ? h->authority : head_get(h, HEAD_HOST);
}

/* --- the whole --------------------------------------------------------------------------------------------
 */

/* The next member of a list, without blanks; false at its end. */
static bool S_member(const char **at, struct str *ret)
{
    *at += strspn(*at, " \t,");
    if (!**at)
        return false;
    *ret = (struct str){*at, strcspn(*at, ",")};
    *at += ret->n;
    while (S_blank(ret->p[ret->n - 1]))
        ret->n--;
    return true;
}

static bool S_is(struct str s, const char *word)
{
    return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

static bool S_known_coding(struct str s)
{
    static const char *const names[] = {"gzip", "x-gzip", "deflate", "compress", "x-compress"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (S_is(s, names[i]))
            return true;
    return false;
}

/* RFC 9112 6.1, 6.3: chunked comes once, and last. Of other codings we do none. */
static void S_codings(struct head *h, const char *codings)
{
    static const char item[] = "Transfer-Encoding", want[] = "chunked だけ（ほかの符号化は扱えません）";
    struct str member = {NULL, 0};
    int n = 0, chunked = 0;
    bool known = true, last = false;
    for (const char *at = codings; S_member(&at, &member); n++) {
        last = S_is(member, "chunked");
        chunked += last;
        known = known && (last || S_known_coding(member));
    }
    if (chunked > 1 || (chunked && !last) || (known && !last))
        S_unframed(h, ST_HEAD, item, "最後に一度だけ chunked", codings);
    else if (n > 1 || !known)
        S_unframed(h, ST_CODING, item, want, codings);
    else if (!h->chunked) /* legal, but microhttpd 0.9 has not taken it for chunked */
        S_unframed(h, ST_CODING, item, want, "chunked の前後に空白かカンマがあります");
}

static void S_framing(struct head *h, bool http_10)
{
    const char *codings = head_get(h, HEAD_TRANSFER_ENCODING);
    if (!codings)
        return;
    if (head_get(h, HEAD_CONTENT_LENGTH))
        S_unframed(h, ST_HEAD, "Content-Length", "Transfer-Encoding があるときは、なし", "両方があります");
    if (http_10)
        S_unframed(h, ST_HEAD, "Transfer-Encoding", "HTTP/1.1", "HTTP/1.0");
    S_codings(h, codings);
}

/* RFC 9112 3.2 */
static void S_host(struct head *h, bool http_10)
{
    const struct head_value *v = &h->field[HEAD_HOST];
    if (v->n > 1)
        S_wrong(h, ST_HEAD, "Host", "一つ", "二つ以上あります");
    else if (v->text ? !S_is_host(str_of(v->text)) : !http_10)
        S_wrong(h, ST_HEAD, "Host", "ホスト名:ポート", v->text ? v->text : "ありません");
}

static void S_expect(struct head *h)
{
    const char *at = head_get(h, HEAD_EXPECT);
    struct str member;
    while (at && S_member(&at, &member))
        if (!S_is(member, "100-continue"))
            S_wrong(h, ST_EXPECT, "Expect", "100-continue", head_get(h, HEAD_EXPECT));
}

static void S_form(struct head *h, const char *method)
{
    static const char want[] = "/ で始まるパス、または http://ホスト/パス";
    if (!*method || !S_is_token(method)) /* what was left of the body before it stands there */
        S_unframed(h, ST_HEAD, "メソッド",
                   "英字（前の要求の Content-Length が本文より短くないか確かめてください）", method);
    if (h->form == HEAD_ASTERISK && strcmp(method, "OPTIONS") != 0)
        S_wrong(h, ST_HEAD, "要求の行の URL", want, "*");
    else if (h->form == HEAD_AUTHORITY && strcmp(method, "CONNECT") == 0)
        S_wrong(h, ST_METHOD, "メソッド", "CONNECT でないもの（中継はしません）", method);
    else if (h->form == HEAD_AUTHORITY)
        S_wrong(h, ST_HEAD, "要求の行の URL", want, "別の形");
}

void head_judge(struct head *h, const char *method, const char *version)
{
    bool http_10 = strcmp(version, "HTTP/1.0") == 0;
    S_framing(h, http_10);
    S_host(h, http_10);
    if (!http_10)
        S_expect(h);
    S_form(h, method);
}

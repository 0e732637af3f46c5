/* One walk over the tags tells what is a secret by its place; what is one by its digits was found before. See
 * veil.h. */
#include "soap/veil.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "soap/veil_digits.h"

/* Elements whose content nobody sees, by the end of their local names; and all of Security but some. */
static const struct str secrets[] = {{"password", 8},    {"token", 5},  {"passwd", 6},
                                     {"passphrase", 10}, {"secret", 6}, {"himitsu", 7},
                                     {"p12", 3},         {"pkcs12", 6}, {"passwort", 8}};
static const char *const open_in_security[] = {"Username", "Created", "Expires"};
static const char *const open_attributes[] = {"Type", "EncodingType", "ValueType", "Id", "type", "nil"};
static const char file_element[] = "naiyo";
static const char number_element[] = "kojinBango"; /* whatever is in it, a number or what was meant as one */

enum kind { TEXT, OPEN, EMPTY, CLOSE, CDATA, OTHER };

/* A piece of the message; name: of a tag, without its prefix. */
struct piece {
    enum kind kind;
    struct str all, name;
};

/* An element that hides what is in it, from its start to its end. */
struct hidden {
    struct str name;
    int same; /* elements of its name that are open, itself among them; 0: it is not open */
    bool said;
};

struct veil {
    struct str body;
    const char *file;
    struct buf *out;
    struct veil_digits digits;
    bool coded; /* there may be base64 with a number in it */
    size_t at;  /* what stands before it has been dealt with */
    struct hidden secret, content, security, number;
    struct str last; /* the element that was opened last, while nothing was closed */
};

/* --- pieces -----------------------------------------------------------------------------------------------
 */

static bool S_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const bool name_byte[256] = {
    ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true,   ['_'] = true,
    ['-'] = true,         ['.'] = true,         [0x80 ... 0xFF] = true,
};

static bool S_is_name(char c)
{
    return name_byte[(unsigned char)c];
}

static struct str S_local(const char *p, const char *end)
{
    const char *from = p;
    for (; p < end && (S_is_name(*p) || *p == ':'); p++)
        if (*p == ':')
            from = p + 1;
    return (struct str){from, (size_t)(p - from)};
}

/* Behind the end that is looked for, or all there is. */
static size_t S_to(struct str rest, const char *end)
{
    size_t n = strlen(end);
    const char *q = n == 1 ? memchr(rest.p, *end, rest.n) : memmem(rest.p, rest.n, end, n);
    return q ? (size_t)(q - rest.p) + n : rest.n;
}

/* A tag ends with the first > that is in no attribute. */
static size_t S_tag(struct str rest)
{
    const char *p = rest.p, *end = rest.p + rest.n, *q;
    while ((q = memchr(p, '>', (size_t)(end - p)))) {
        const char *one = memchr(p, '\'', (size_t)(q - p)), *two = memchr(p, '"', (size_t)(q - p));
        const char *quote = !one || (two && two < one) ? two : one;
        if (!quote)
            return (size_t)(q - rest.p) + 1;
        const char *close = memchr(quote + 1, *quote, (size_t)(end - quote - 1));
        if (!close)
            break;
        p = close + 1;
    }
    return rest.n;
}

static bool S_begins(struct str s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

static struct piece S_piece(struct str rest)
{
    static const struct {
        const char *begin, *end;
        enum kind kind;
    } others[] = {
        {"<!--", "-->", OTHER}, {"<![CDATA[", "]]>", CDATA}, {"<?", "?>", OTHER}, {"<!", ">", OTHER}};
    struct piece p = {.kind = TEXT, .all = rest};
    if (*rest.p != '<') {
        const char *q = memchr(rest.p, '<', rest.n);
        p.all.n = q ? (size_t)(q - rest.p) : rest.n;
        return p;
    }
    char second = rest.n > 1 ? rest.p[1] : 0;
    for (size_t i = 0; (second == '!' || second == '?') && i < sizeof others / sizeof *others; i++) {
        if (!S_begins(rest, others[i].begin))
            continue;
        size_t from = strlen(others[i].begin);
        p.kind = others[i].kind;
        p.all.n = from + S_to((struct str){rest.p + from, rest.n - from}, others[i].end);
        return p;
    }
    p.all.n = S_tag(rest);
    p.name = S_local(rest.p + (second == '/' ? 2 : 1), rest.p + p.all.n);
    p.kind = second == '/' ? CLOSE : p.all.n > 2 && rest.p[p.all.n - 2] == '/' ? EMPTY : OPEN;
    return p;
}

/* --- what is hidden ---------------------------------------------------------------------------------------
 */

/* What a name that hides something ends with, in either case: of nearly every name these two bytes tell that
 * it is none. Those of the words, and of Security, naiyo and kojinBango. */
static const bool last[256] = {
    ['d'] = true, ['D'] = true, ['e'] = true, ['E'] = true, ['t'] = true, ['T'] = true, ['u'] = true,
    ['U'] = true, ['2'] = true, ['n'] = true, ['N'] = true, ['y'] = true, ['o'] = true};
static const bool last_but_one[256] = {
    ['r'] = true, ['R'] = true, ['w'] = true, ['W'] = true, ['s'] = true, ['S'] = true,
    ['e'] = true, ['E'] = true, ['1'] = true, ['t'] = true, ['y'] = true, ['g'] = true};

static bool S_may_hide(struct str name)
{
    return name.n >= 2 && last[(unsigned char)name.p[name.n - 1]] &&
           last_but_one[(unsigned char)name.p[name.n - 2]];
}

/* It ends with one of the words, whatever the case. */
static bool S_secret(struct str name)
{
    for (size_t i = 0; S_may_hide(name) && i < sizeof secrets / sizeof *secrets; i++)
        if (name.n >= secrets[i].n &&
            strncasecmp(name.p + name.n - secrets[i].n, secrets[i].p, secrets[i].n) == 0)
            return true;
    return false;
}

bool veil_name_hides(struct str local)
{
    return S_may_hide(local) && (S_secret(local) || str_is(local, "Security") ||
                                 str_is(local, file_element) || veil_name_is_number(local));
}

bool veil_name_is_number(struct str local)
{
    return str_is(local, number_element);
}

static bool S_among(struct str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, list[i]))
            return true;
    return false;
}
#define AMONG(name, list) S_among(name, list, sizeof(list) / sizeof *(list))

bool veil_attribute_is_open(struct str local)
{
    return AMONG(local, open_attributes);
}

static void S_enter(struct hidden *h, struct str name, bool is)
{
    if (h->same)
        h->same += str_eq(h->name, name);
    else if (is)
        *h = (struct hidden){name, 1, false};
}

static void S_leave(struct hidden *h, struct str name)
{
    if (h->same && str_eq(h->name, name))
        h->same--;
}

static void S_track(struct veil *v, const struct piece *p)
{
    if (p->kind == OPEN) {
        S_enter(&v->secret, p->name, S_secret(p->name) && !str_is(p->name, "UsernameToken"));
        S_enter(&v->content, p->name, str_is(p->name, file_element));
        S_enter(&v->security, p->name, str_is(p->name, "Security"));
        S_enter(&v->number, p->name, veil_name_is_number(p->name));
        v->last = p->name;
    } else if (p->kind == CLOSE) {
        S_leave(&v->secret, p->name);
        S_leave(&v->content, p->name);
        S_leave(&v->security, p->name);
        S_leave(&v->number, p->name);
        v->last = (struct str){NULL, 0};
    }
}

/* --- written ----------------------------------------------------------------------------------------------
 */

/* All up to there, without its numbers. */
static void S_show(struct veil *v, const char *upto)
{
    size_t end = (size_t)(upto - v->body.p);
    const struct veil_range *r;
    while ((r = veil_digits_next(&v->digits)) && r->at < end) {
        if (r->at >= v->at) {
            buf_add(v->out, v->body.p + v->at, r->at - v->at);
            buf_adds(v->out, VEIL_NUMBER);
        }
        if (r->at + r->n > v->at)
            v->at = r->at + r->n;
        veil_digits_pass(&v->digits);
    }
    if (end > v->at)
        buf_add(v->out, v->body.p + v->at, end - v->at);
    v->at = end > v->at ? end : v->at;
}

/* All up to `from`, and of what stands between the two nothing: `instead` is said. */
static void S_instead(struct veil *v, const char *from, const char *upto, const char *instead)
{
    size_t end = (size_t)(upto - v->body.p);
    S_show(v, from);
    buf_adds(v->out, instead);
    v->at = end > v->at ? end : v->at;
}

/* Values of attributes: of an element that is secret itself, and those whose name says that they are. */
static void S_attributes(struct veil *v, const struct piece *p, bool secret)
{
    const char *end = p->all.p + p->all.n, *q = p->name.p + p->name.n;
    while (q < end) {
        const char *eq = memchr(q, '=', (size_t)(end - q)), *name = eq;
        if (!eq)
            return;
        while (name > q && S_space(name[-1]))
            name--;
        const char *stop = name;
        while (name > q && (S_is_name(name[-1]) || name[-1] == ':'))
            name--;
        struct str local = S_local(name, stop);
        bool declares = stop - name >= 5 && memcmp(name, "xmlns", 5) == 0;
        const char *open = eq + 1;
        while (open < end && S_space(*open))
            open++;
        if (open >= end)
            return;
        bool quoted = *open == '"' || *open == '\'';
        const char *close = quoted ? memchr(open + 1, *open, (size_t)(end - open - 1)) : end - 1;
        close = close ? close : end;
        if (S_secret(local) || (secret && !declares && !AMONG(local, open_attributes))) {
            S_instead(v, open + quoted, close, VEIL_SECRET);
        }
        q = close + 1;
    }
}

static void S_content(struct veil *v, const struct piece *p)
{
    char text[80];
    snprintf(text, sizeof text, VEIL_OPEN VEIL_FILE " base64 %zu 文字" VEIL_CLOSE, p->all.n);
    S_instead(v, p->all.p, p->all.p + p->all.n, v->content.said ? "" : v->file ? v->file : text);
    v->content.said = true;
}

static bool S_coded(struct str s)
{
    size_t at = 0, n;
    return veil_base64(s, &at, &n);
}

static void S_put(struct veil *v, const struct piece *p)
{
    const char *from = p->all.p, *end = p->all.p + p->all.n;
    bool tag = p->kind == OPEN || p->kind == EMPTY || p->kind == CLOSE;
    bool blank = p->kind == TEXT && str_blank(p->all);
    if (tag && v->coded && S_coded(p->all)) {
        S_instead(v, from, end, VEIL_SECRET);
    } else if (p->kind == OPEN || p->kind == EMPTY) {
        S_attributes(v, p, v->secret.same || S_secret(p->name));
    } else if (p->kind == CLOSE || blank) {
        ;
    } else if (v->content.same) {
        S_content(v, p);
    } else if (v->secret.same) {
        S_instead(v, from, end, v->secret.said ? "" : VEIL_SECRET);
        v->secret.said = true;
    } else if (v->number.same) {
        S_instead(v, from, end, v->number.said ? "" : VEIL_NUMBER);
        v->number.said = true;
    } else if ((v->security.same && !AMONG(v->last, open_in_security)) || (v->coded && S_coded(p->all)) ||
               (p->all.n >= VEIL_FILE_TEXT && veil_is_base64(p->all))) {
        S_instead(v, from, end, VEIL_SECRET);
    }
}

/* The next piece from `at` on that has to be looked at, while no element hides what is in it: no end of an
 * element, no start that has neither attributes nor a name that may hide, no short text. */
static size_t S_next(const struct veil *v, size_t at)
{
    const char *p = v->body.p + at, *end = v->body.p + v->body.n, *tag;
    while ((tag = memchr(p, '<', (size_t)(end - p))) && tag + 1 < end) {
        if (tag - p >= VEIL_FILE_TEXT)
            break;
        if (tag[1] == 0x2F) {
            p = tag + 2;
            continue;
        }
        struct str name = S_local(tag + 1, end);
        const char *behind = name.p + name.n;
        p = tag + 1;
        if (*p != '/' && (veil_name_hides(name) || behind == end || *behind != '>'))
            return (size_t)(tag - v->body.p);
    }
    if (!tag && end - p < VEIL_FILE_TEXT)
        return v->body.n;
    const char *close = memchr(p, '>', (size_t)((tag ? tag : end) - p));
    return (size_t)((close ? close + 1 : p) - v->body.p);
}

/* --- the whole --------------------------------------------------------------------------------------------
 */

/* What is cut off ends with a whole character. */
static bool S_cut(struct buf *out, size_t from)
{
    if (out->len - from <= VEIL_MOST)
        return false;
    size_t n = from + VEIL_MOST;
    while (n > from && ((unsigned char)out->data[n] & 0xC0) == 0x80)
        n--;
    out->len = n;
    out->data[n] = 0;
    return true;
}

/* Answers the bytes of the piece. */
static size_t S_look(struct veil *v, struct str rest)
{
    struct piece p = S_piece(rest);
    if (p.kind == CLOSE && v->file && v->content.same == 1 && !v->content.said &&
        str_eq(p.name, v->content.name)) { /* it names an attachment */
        S_instead(v, p.all.p, p.all.p, v->file);
    }
    if (p.kind == CLOSE)
        S_track(v, &p);
    S_put(v, &p);
    if (p.kind == OPEN)
        S_track(v, &p);
    return p.all.n;
}

bool veil_known(struct str body, struct str secret, struct buf *out, bool *ret)
{
    struct veil v = {.body = body, .out = out};
    const size_t from = out->len;
    const bool known = !veil_may_be_base64(body) && veil_digits_find_plain(&v.digits, body);
    if (known)
        S_instead(&v, secret.p, secret.p + secret.n, VEIL_SECRET);
    if (known)
        S_show(&v, body.p + body.n);
    veil_digits_release(&v.digits);
    *ret = known && S_cut(out, from);
    return known;
}

bool veil_xml(struct str body, const char *file, struct buf *out)
{
    struct veil v = {.body = body, .file = file, .out = out};
    struct str first = body;
    size_t from = out->len;
    while (first.n && S_space(*first.p))
        first = (struct str){first.p + 1, first.n - 1};
    if (first.n && *first.p != '<') {
        buf_addf(out, VEIL_OPEN "XML ではない本文 %zu バイト" VEIL_CLOSE, body.n);
        return false;
    }
    if (!veil_digits_find(&v.digits, body)) {
        veil_digits_release(&v.digits);
        buf_adds(out, VEIL_OPEN "メモリが足りず、本文を残せませんでした" VEIL_CLOSE);
        return false;
    }
    v.coded = veil_may_be_base64(body);
    for (size_t at = 0; at < body.n;) {
        bool looks = v.coded || v.secret.same || v.content.same || v.security.same || v.number.same;
        at = looks ? at : S_next(&v, at);
        at += at < body.n ? S_look(&v, (struct str){body.p + at, body.n - at}) : 0;
    }
    S_show(&v, body.p + body.n);
    veil_digits_release(&v.digits);
    return S_cut(out, from);
}

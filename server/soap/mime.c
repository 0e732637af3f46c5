/* multipart/related; see mime.h. A delimiter starts with CR, which stands nowhere else in it: after a
 * mismatch the characters seen are data and the search starts again at the present one. Hand-made messages
 * end their lines with LF alone: where the first boundary's line does, every delimiter starts with its LF. */
#include "soap/mime.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static enum status S_fail(struct diag *d, const char *item, const char *want, const char *have)
{
    return diag_set(d, ST_MIME, item, want, have);
}

enum status mime_init(struct mime *m, const char *boundary, const struct mime_events *ev, void *cls,
                      struct diag *d)
{
    if (!boundary || !*boundary)
        return S_fail(d, "Content-Type の boundary", "1〜70 文字", "ありません");
    size_t n = strlen(boundary);
    if (n > MIME_BOUNDARY)
        return S_fail(d, "Content-Type の boundary", "1〜70 文字", "71 文字以上");
    for (size_t i = 0; i < n; i++)
        if (boundary[i] < ' ' || boundary[i] > '~')
            return S_fail(d, "Content-Type の boundary", "表示できる ASCII 文字",
                          "制御文字などを含んでいます");
    *m = (struct mime){.state = MIME_PREAMBLE, .events = ev, .cls = cls};
    memcpy(m->delim, "\r\n--", 4);
    memcpy(m->delim + 4, boundary, n + 1);
    m->want = m->delim + 1; /* in the preamble either line end will do */
    m->want_n = n + 3;
    m->match = 1; /* the body starts as if a line had just ended */
    return ST_OK;
}

static int S_hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Decodes %XX in place. */
static void S_unescape(char *s)
{
    char *out = s;
    for (; *s; s++) {
        int high = s[0] == '%' ? S_hex(s[1]) : -1, low = high >= 0 ? S_hex(s[2]) : -1;
        if (low >= 0 && (high || low)) {
            *out++ = (char)(high * 16 + low);
            s += 2;
        } else {
            *out++ = *s;
        }
    }
    *out = 0;
}

static struct str S_trim(struct str s)
{
    while (s.n && strchr(" \t\r\n", s.p[0]))
        s = (struct str){s.p + 1, s.n - 1};
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    return s;
}

/* What two characters enclose; s when they do not. */
static struct str S_inside(struct str s, char open, char close)
{
    bool both = s.n >= 2 && s.p[0] == open && s.p[s.n - 1] == close;
    return both ? S_trim((struct str){s.p + 1, s.n - 2}) : s;
}

bool mime_id(struct str s, char out[MIME_ID])
{
    s = S_inside(S_inside(S_inside(S_trim(s), '"', '"'), '<', '>'), '"', '"');
    bool good = s.n && s.n < MIME_ID && !memchr(s.p, 0, s.n);
    if (good)
        memcpy(out, s.p, s.n);
    out[good ? s.n : 0] = 0;
    return good;
}

bool mime_id_is(const char *id, const char *ref)
{
    char a[MIME_ID], b[MIME_ID];
    snprintf(a, sizeof a, "%s", id);
    snprintf(b, sizeof b, "%s", ref);
    S_unescape(b);
    if (strcmp(a, b) == 0)
        return true;
    S_unescape(a);
    return strcmp(a, b) == 0;
}

static bool S_named(struct str s, const char *name)
{
    return s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0;
}

static enum status S_field(struct mime_part *part, struct str name, struct str v, struct diag *d)
{
    if (S_named(name, "Content-ID")) {
        if (!mime_id(v, part->id))
            return diag_str(d, ST_MIME, "パートの Content-ID", "<ID>、255 文字まで", v);
    } else if (S_named(name, "Content-Location")) {
        mime_id(v, part->location); /* one that we could not hold is not asked for either */
    } else if (S_named(name, "Content-Type")) {
        const char *why = media_parse(&part->media, v.p, v.n);
        if (why)
            return S_fail(d, "パートの Content-Type", "type/subtype; 名前=値", why);
    } else if (S_named(name, "Content-Transfer-Encoding")) {
        v = S_inside(v, '"', '"');
        part->base64 = S_named(v, "base64");
        if (!part->base64 && !S_named(v, "binary") && !S_named(v, "8bit") && !S_named(v, "7bit"))
            return diag_str(d, ST_MIME, "パートの Content-Transfer-Encoding",
                            "binary、8bit、7bit、base64 のいずれか", v);
    }
    return ST_OK;
}

/* The header block of a part is complete in m->line. */
static enum status S_headers(struct mime *m, struct diag *d)
{
    m->part.id[0] = m->part.location[0] = 0;
    m->part.base64 = false;
    m->part.media.type = "";
    m->part.media.params = 0;
    if (++m->parts > MIME_PARTS)
        return S_fail(d, "パートの数", "32 まで", "33 以上");
    for (size_t at = 0; at < m->line_n;) {
        size_t end = at;
        do { /* a line that starts with a blank belongs to the one before */
            const char *nl = memchr(m->line + end, '\n', m->line_n - end);
            end = nl ? (size_t)(nl - m->line) + 1 : m->line_n;
        } while (end < m->line_n && (m->line[end] == ' ' || m->line[end] == '\t'));
        struct str line = S_trim((struct str){m->line + at, end - at});
        at = end;
        if (!line.n)
            continue;
        const char *colon = memchr(line.p, ':', line.n);
        if (!colon)
            return diag_str(d, ST_MIME, "パートのヘッダ", "名前: 値", line);
        struct str name = S_trim((struct str){line.p, (size_t)(colon - line.p)});
        struct str value = S_trim((struct str){colon + 1, line.n - (size_t)(colon - line.p) - 1});
        enum status st = S_field(&m->part, name, value, d);
        if (st != ST_OK)
            return st;
    }
    m->state = MIME_BODY;
    m->match = 0;
    m->last = 0;
    return m->events->begin(m->cls, &m->part);
}

/* One byte of what follows a delimiter: "--" ends the message, a line end starts a part. */
static enum status S_after(struct mime *m, char c, struct diag *d)
{
    if (c == '\n') {
        if (!m->parts && m->cr) {
            m->want = m->delim;
            m->want_n++;
        }
        m->state = MIME_HEADER;
        m->line_n = 0;
        return ST_OK;
    }
    m->cr |= c == '\r';
    if (m->line_n < 2)
        m->line[m->line_n++] = c;
    if (m->line_n == 2 && m->line[0] == '-' && m->line[1] == '-') {
        m->state = MIME_EPILOGUE;
        return ST_OK;
    }
    if (c == '-' && m->line_n == 1)
        return ST_OK;
    return c == ' ' || c == '\t' || c == '\r'
               ? ST_OK
               : S_fail(d, "境界の行", "境界の直後に改行または --", "余分な文字があります");
}

static enum status S_header_byte(struct mime *m, char c, struct diag *d)
{
    if (m->line_n == sizeof m->line)
        return S_fail(d, "パートのヘッダ", "8192 バイトまで", "長すぎます");
    m->line[m->line_n++] = c;
    const char *p = m->line;
    size_t n = m->line_n;
    bool empty = c == '\n' && (n == 1 || (n == 2 && p[0] == '\r') || (n >= 2 && p[n - 2] == '\n') ||
                               (n >= 3 && p[n - 2] == '\r' && p[n - 3] == '\n'));
    return empty ? S_headers(m, d) : ST_OK;
}

static enum status S_data(struct mime *m, const char *p, size_t n)
{
    if (!n || m->state != MIME_BODY)
        return ST_OK;
    m->last = p[n - 1];
    return m->events->data(m->cls, p, n);
}

/* A delimiter has been read to its end. */
static enum status S_delimiter(struct mime *m, struct diag *d)
{
    bool part = m->state == MIME_BODY;
    m->state = MIME_AFTER;
    m->line_n = 0;
    m->cr = false;
    if (part && m->want > m->delim && m->last == '\r') /* whose is that CR? */
        return S_fail(d, "multipart の改行", "CR LF だけ、または LF だけ",
                      "境界の行で CR LF と LF が混ざっています");
    return part ? m->events->end(m->cls) : ST_OK;
}

/* Preamble or body: takes bytes up to the next delimiter; *used says how many. */
static enum status S_search(struct mime *m, const char *p, size_t n, size_t *used, struct diag *d)
{
    enum status st = ST_OK;
    size_t i = 0;
    while (i < n && st == ST_OK) {
        if (!m->match) {
            const char *first = memchr(p + i, m->want[0], n - i);
            size_t plain = first ? (size_t)(first - p) - i : n - i;
            st = S_data(m, p + i, plain);
            i += plain;
            if (first) {
                m->match = 1;
                i++;
            }
        } else if (p[i] == m->want[m->match]) {
            i++;
            if (++m->match == m->want_n) {
                st = S_delimiter(m, d);
                break;
            }
        } else {
            size_t seen = m->match;
            m->match = 0;
            st = S_data(m, m->want, seen);
        }
    }
    *used = i;
    return st;
}

enum status mime_feed(struct mime *m, const char *p, size_t n, struct diag *d)
{
    enum status st = ST_OK;
    while (n && st == ST_OK) {
        size_t used = 1;
        switch (m->state) {
        case MIME_PREAMBLE:
        case MIME_BODY:
            st = S_search(m, p, n, &used, d);
            break;
        case MIME_AFTER:
            st = S_after(m, *p, d);
            break;
        case MIME_HEADER:
            st = S_header_byte(m, *p, d);
            break;
        case MIME_EPILOGUE:
            used = n;
            break;
        }
        p += used;
        n -= used;
    }
    return st;
}

enum status mime_end(struct mime *m, struct diag *d)
{
    char want[MIME_BOUNDARY + 40];
    snprintf(want, sizeof want, "境界の行 %s", m->delim + 2);
    switch (m->state) {
    case MIME_PREAMBLE:
        return S_fail(d, "multipart の本文", want, "一度も現れません");
    case MIME_EPILOGUE:
        return ST_OK;
    case MIME_AFTER:
    case MIME_HEADER:
    case MIME_BODY:
        break;
    }
    snprintf(want, sizeof want, "終わりの境界 %s--", m->delim + 2);
    return S_fail(d, "multipart の本文", want, "途中で終わっています");
}

/* Records of the audit table as text; see row.h. */
#include "file/audit/row.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/kojin_bango.h"

const char *const audit_columns[AUDIT_COLUMNS_N] = {"banme", "nichiji",
#define X(name) #name,
                                                    AUDIT_COLUMNS(X)
#undef X
                                                        "link"};

#define X(name) #name ","
const char audit_header[] = "banme,nichiji," AUDIT_COLUMNS(X) "link\n";
#undef X

/* What is being written, and where it ends. */
struct pen {
    char *at, *end;
};

static void S_char(struct pen *p, char c)
{
    if (p->at < p->end)
        *p->at++ = c;
}

/* A word of our own: nothing to mask, nothing to quote. */
static void S_word(struct pen *p, const char *s)
{
    size_t n = s ? strlen(s) : 0, room = (size_t)(p->end - p->at);
    n = n < room ? n : room;
    memcpy(p->at, s ? s : "", n);
    p->at += n;
}

/* Of a byte: whether it is a digit, or nothing that stands in a line as it is. */
enum { DIGIT = 1, NOT_PLAIN = 2 };
static unsigned char kinds[256];

__attribute__((constructor)) static void S_kinds(void)
{
    for (int c = 0; c < 256; c++)
        kinds[c] = c < 0x20 || c >= 0x7F || c == '"' || c == ',' ? NOT_PLAIN
                   : c >= '0' && c <= '9'                        ? DIGIT
                                                                 : 0;
}

/* ASCII, nothing to quote, and fewer digits than a number has: there is none in it to mask. Most texts are
 * so.
 */
static bool S_is_plain(const char *s, size_t n)
{
    unsigned all = 0, digits = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned kind = kinds[(unsigned char)s[i]];
        all |= kind;
        digits += kind & DIGIT;
    }
    return !(all & NOT_PLAIN) && digits < KOJIN_BANGO_LEAST;
}

/* What somebody sent. */
static void S_text(struct pen *p, const char *s, size_t most)
{
    char text[AUDIT_BIKO + 1];
    size_t n = s ? strlen(s) : 0;
    if (n == 0)
        return;
    if (n <= most && S_is_plain(s, n)) {
        S_word(p, s);
        return;
    }
    str_show(text, most + 1, str_of(s));
    str_line(text);
    bool quote = strpbrk(text, ",\"\r\n");
    if (!quote) {
        S_word(p, text);
        return;
    }
    S_char(p, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            S_char(p, '"');
        S_char(p, *c);
    }
    S_char(p, '"');
}

/* Without printf, because every request has some; 0: nothing. */
static void S_number(struct pen *p, int64_t n)
{
    char digits[24], *at = digits + sizeof digits;
    *--at = 0;
    for (; n > 0; n /= 10)
        *--at = (char)('0' + n % 10);
    S_word(p, at);
}

static void S_kagi(struct pen *p, int64_t kagi)
{
    if (!kagi)
        return;
    S_number(p, kagi / 1024);
    S_char(p, '-');
    if (kagi % 1024)
        S_number(p, kagi % 1024);
    else
        S_char(p, '0');
}

int64_t audit_kagi(const char *column)
{
    long long batch, at;
    return sscanf(column, "%lld-%lld", &batch, &at) == 2 ? audit_kagi_of(batch, at) : 0;
}

/* Most records are of the second of the one before. */
static void S_time(struct pen *p, int64_t at)
{
    static _Thread_local int64_t last = INT64_MIN;
    static _Thread_local char text[CLOCK_TEXT];
    if (at != last)
        clock_text(at, text);
    last = at;
    S_word(p, text);
}

size_t audit_row_text(const struct audit_row *r, char out[AUDIT_TEXT])
{
    struct pen p = {out, out + AUDIT_TEXT - 1};
    const char *const sent[] = {r->shomeisho, r->system, r->hokensha, r->busho,
                                r->user,      r->koto,   r->shubetsu};
    S_char(&p, ',');
    S_time(&p, r->nichiji);
    S_char(&p, ',');
    S_word(&p, r->keiro);
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        S_char(&p, ',');
        S_text(&p, sent[i], AUDIT_FIELD);
    }
    S_char(&p, ',');
    S_text(&p, r->edaban, AUDIT_PEOPLE);
    S_char(&p, ',');
    S_number(&p, r->ninzu);
    S_char(&p, ',');
    S_text(&p, r->uketsuke, AUDIT_FIELD);
    S_char(&p, ',');
    S_word(&p, r->code);
    S_char(&p, ',');
    S_number(&p, r->http);
    S_char(&p, ',');
    S_kagi(&p, r->kagi);
    S_char(&p, ',');
    S_text(&p, r->biko, AUDIT_BIKO);
    S_char(&p, ',');
    return (size_t)(p.at - out);
}

bool audit_row_split(struct str line, char *room, const char *ret[AUDIT_COLUMNS_N])
{
    const char *at = line.p, *end = line.p + line.n;
    int n = 0;
    while (n < AUDIT_COLUMNS_N) {
        bool quoted = at < end && *at == '"';
        at += quoted;
        ret[n++] = room;
        while (at < end && (quoted ? *at != '"' || (at + 1 < end && at[1] == '"') : *at != ',')) {
            at += quoted && *at == '"';
            *room++ = *at++;
        }
        *room++ = 0;
        at += quoted && at < end;
        if (at >= end || *at++ != ',')
            break;
    }
    return n == AUDIT_COLUMNS_N && at >= end;
}

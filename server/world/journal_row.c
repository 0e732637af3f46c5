/* A row of the journal; see journal_row.h. */
#include "world/journal_row.h"

#include <string.h>

#include "base/clock.h"
#include "world/world.h"

enum { NOTE = 800 /* as long as the log has it (event.c): what was had stands at a note's end */ };

/* In the order in which they lie there. ours: a word of our own, in which there is nothing to mask. */
static const struct text {
    const char *name;
    size_t offset, most; /* in struct journal_entry; bytes, with the NUL */
    bool ours;
} texts[] = {
    {"service", offsetof(struct journal_entry, service), 16, false},
    {"op", offsetof(struct journal_entry, op), 48, true},
    {"system", offsetof(struct journal_entry, system), 32, false},
    {"code", offsetof(struct journal_entry, code), 8, true},
    {"uketsukeBango", offsetof(struct journal_entry, uketsuke), 24, true},
    {"busho", offsetof(struct journal_entry, busho), 40, false},
    {"user", offsetof(struct journal_entry, user), 40, false},
    {"note", offsetof(struct journal_entry, note), NOTE, false},
    {"method", offsetof(struct journal_entry, method), 16, false},
    {"path", offsetof(struct journal_entry, path), 200, false},
    {"cert", offsetof(struct journal_entry, cert), 80, false},
    {"contentType", offsetof(struct journal_entry, content_type), 200, false},
    {"soapAction", offsetof(struct journal_entry, soap_action), 160, false},
    {"item", offsetof(struct journal_entry, item), 128, false},
    {"want", offsetof(struct journal_entry, want), 640, false},
    {"have", offsetof(struct journal_entry, have), 200, false},
    {"mogi", offsetof(struct journal_entry, mogi), 40, true},
};
enum {
    TEXTS = sizeof texts / sizeof *texts,
    ALWAYS = 8, /* so many are told also when there is nothing to say */
    MOST = 4096 /* bytes, more than all of them have */
};

static const char *S_given(const struct journal_entry *e, const struct text *t)
{
    return *(const char *const *)(const void *)((const char *)e + t->offset);
}

/* Answers the bytes. */
static size_t S_text(const struct text *t, const char *given, char *out)
{
    if (!given)
        return 0;
    if (!t->ours)
        return str_show(out, t->most, str_of(given));
    size_t n = strnlen(given, t->most - 1);
    memcpy(out, given, n);
    return n;
}

void journal_row_put(struct buf *b, const struct journal_row *r, const struct journal_entry *e)
{
    char *to = buf_reserve(b, MOST), *at = to;
    if (!to)
        return;
    struct journal_row all = *r;
    all.http = e->http;
    all.us = e->us;
    all.bytes_in = e->bytes_in;
    all.bytes_out = e->bytes_out;
    all.told = e->told;
    memcpy(at, &all, sizeof all);
    at += sizeof all;
    for (size_t i = 0; i < TEXTS; i++) {
        uint16_t n = (uint16_t)S_text(&texts[i], S_given(e, &texts[i]), at + sizeof n);
        memcpy(at, &n, sizeof n);
        at += sizeof n + n;
    }
    buf_advance(b, (size_t)(at - to));
}

bool journal_row_read(struct str row, struct journal_row *ret)
{
    if (row.n < sizeof *ret)
        return false;
    memcpy(ret, row.p, sizeof *ret);
    return true;
}

/* The next text; nothing when the row has no more. */
static struct str S_next(struct str *rest)
{
    uint16_t n = 0;
    if (rest->n >= sizeof n)
        memcpy(&n, rest->p, sizeof n);
    if (rest->n < sizeof n + n) {
        rest->n = 0;
        return (struct str){"", 0};
    }
    struct str text = {rest->p + sizeof n, n};
    *rest = (struct str){text.p + n, rest->n - sizeof n - n};
    return text;
}

struct str journal_row_text(struct str row, const char *name)
{
    const size_t numbers = sizeof(struct journal_row);
    struct str rest = {row.p + numbers, row.n < numbers ? 0 : row.n - numbers};
    for (size_t i = 0; i < TEXTS; i++) {
        const struct str text = S_next(&rest);
        if (strcmp(texts[i].name, name) == 0)
            return text;
    }
    return (struct str){"", 0};
}

static void S_member(struct buf *json, const char *name, struct str text)
{
    char copy[NOTE];
    memcpy(copy, text.p, text.n < sizeof copy ? text.n : 0);
    copy[text.n < sizeof copy ? text.n : 0] = 0;
    buf_json_member(json, name, copy);
}

static void S_time(struct buf *json, const char *name, int64_t at)
{
    char text[CLOCK_TEXT];
    clock_text(at, text);
    buf_json_member(json, name, text);
}

static void S_numbers(struct buf *json, const struct journal_row *r)
{
    buf_json_int(json, "http", r->http);
    buf_json_int(json, "us", r->us);
    buf_json_int(json, "bytesIn", r->bytes_in);
    buf_json_int(json, "bytesOut", r->bytes_out);
    S_time(json, "realAt", r->real);
}

void journal_row_json(struct str row, struct buf *json)
{
    struct journal_row r;
    if (!journal_row_read(row, &r))
        return;
    struct str rest = {row.p + sizeof r, row.n - sizeof r};
    buf_addc(json, '{');
    buf_json_int(json, "seq", r.seq);
    buf_json_int(json, "generation", r.generation);
    S_time(json, "at", r.at);
    for (size_t i = 0; i < TEXTS; i++) {
        struct str text = S_next(&rest);
        if (i == ALWAYS)
            S_numbers(json, &r);
        if (i < ALWAYS || text.n)
            S_member(json, texts[i].name, text);
    }
    buf_addc(json, '}');
}

/* Members of structs to parameters and from results, one pair of functions a kind; see columns.h. */
#include "store/columns.h"

#include <inttypes.h>
#include <string.h>

#include "base/bango.h"
#include "base/status.h"

enum { KOJIN_DIGITS = 12 };

const struct column *column_find(const struct table *t, const char *name)
{
    for (int i = 0; i < t->n; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return &t->columns[i];
    return NULL;
}

static void S_bind_chars(sqlite3_stmt *h, int at, const void *from)
{
    sqlite3_bind_text(h, at, from, -1, SQLITE_STATIC);
}

static void S_bind_text(sqlite3_stmt *h, int at, const void *from)
{
    S_bind_chars(h, at, *(const char *const *)from);
}

static void S_bind_str(sqlite3_stmt *h, int at, const void *from)
{
    const struct str *s = from;
    sqlite3_bind_text(h, at, s->p, (int)s->n, SQLITE_STATIC);
}

static void S_bind_number(sqlite3_stmt *h, int at, int64_t n)
{
    if (n == INT64_MIN)
        sqlite3_bind_null(h, at);
    else
        sqlite3_bind_int64(h, at, n);
}

static void S_bind_int(sqlite3_stmt *h, int at, const void *from)
{
    S_bind_number(h, at, *(const int64_t *)from);
}

static void S_bind_bool(sqlite3_stmt *h, int at, const void *from)
{
    sqlite3_bind_int64(h, at, *(const bool *)from);
}

static void S_bind_unsigned(sqlite3_stmt *h, int at, const void *from)
{
    sqlite3_bind_int64(h, at, *(const unsigned *)from);
}

static void S_bind_status(sqlite3_stmt *h, int at, const void *from)
{
    enum status st = *(const enum status *)from;
    S_bind_chars(h, at, st == ST_OK ? NULL : status_info(st)->name);
}

static void S_bind_kojin(sqlite3_stmt *h, int at, const void *from)
{
    const char *s = *(const char *const *)from;
    int64_t n = bango_digits(s, KOJIN_DIGITS);
    S_bind_number(h, at, n >= 0 || (s && !*s) ? n : INT64_MIN);
}

static const char *S_column(sqlite3_stmt *h, int at)
{
    return (const char *)sqlite3_column_text(h, at);
}

static void S_read_text(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    const char *s = S_column(h, at);
    (void)c;
    *(const char **)to = s && a ? arena_strndup(a, s, (size_t)sqlite3_column_bytes(h, at)) : s;
}

static void S_read_int(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    (void)c, (void)a;
    *(int64_t *)to = sqlite3_column_type(h, at) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(h, at);
}

static void S_read_bool(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    (void)c, (void)a;
    *(bool *)to = sqlite3_column_int64(h, at) == 1;
}

static void S_read_unsigned(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    (void)c, (void)a;
    *(unsigned *)to = (unsigned)sqlite3_column_int64(h, at);
}

static void S_read_chars(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    const char *s = S_column(h, at);
    (void)a;
    str_mask_row(to, c->size, str_of(s ? s : ""));
}

static void S_read_status(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    const char *name = S_column(h, at);
    enum status st = name ? ST_INTERNAL : ST_OK;
    (void)c, (void)a;
    for (int i = 0; name && i < ST_COUNT; i++)
        if (strcmp(status_info((enum status)i)->name, name) == 0)
            st = (enum status)i;
    *(enum status *)to = st;
}

static void S_read_kojin(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to)
{
    int64_t n = sqlite3_column_int64(h, at);
    bool null = sqlite3_column_type(h, at) == SQLITE_NULL;
    (void)c;
    *(const char **)to = null ? NULL : n < 0 ? "" : arena_printf(a, "%0*" PRId64, KOJIN_DIGITS, n);
}

static const struct {
    void (*bind)(sqlite3_stmt *h, int at, const void *from);
    void (*read)(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *to);
} kinds[COLUMN_KINDS] = {
    [COLUMN_TEXT] = {S_bind_text, S_read_text},
    [COLUMN_STR] = {S_bind_str, NULL},
    [COLUMN_INT] = {S_bind_int, S_read_int},
    [COLUMN_BOOL] = {S_bind_bool, S_read_bool},
    [COLUMN_UNSIGNED] = {S_bind_unsigned, S_read_unsigned},
    [COLUMN_CHARS] = {S_bind_chars, S_read_chars},
    [COLUMN_STATUS] = {S_bind_status, S_read_status},
    [COLUMN_KOJIN] = {S_bind_kojin, S_read_kojin},
};

void column_bind(const struct column *c, sqlite3_stmt *h, int at, const void *row)
{
    kinds[c->kind].bind(h, at, (const char *)row + c->at);
}

void column_read(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *row)
{
    kinds[c->kind].read(c, h, at, a, (char *)row + c->at);
}

/* Prepared statements, and their names found in tables; see sql.h. */
#include "store/sql.h"

#include <stdlib.h>
#include <string.h>

#include "base/masters.h"
#include "store/tx.h"
#include "store/fault.h"

static const struct {
    const char *text;
    const struct table *in, *out;
} statements[SQL_COUNT] = {
#define Q(db, name, in, out, text) [SQL_##name] = {text, &table_##in, &table_##out},
#include "store/sql/statements.def"
#undef Q
};

const struct table table_none = {NULL, 0, 0};

#define ROW sql_with
TABLE(C(hokensha), C(edaban), C(busho), C(user), C(uketsuke), C(jotai), C(shubetsu), C(shubetsu2), C(code),
      C(shokai_bango), C(kojin_bango), C(fugo), C(tomeru), C(name), C(key), C(value), C(sender), C(ymd),
      C(after), C(json), C(at_work), C(bushos), C(tokuteis), C(word), C(id), C(from), C(to), C(above),
      C(base), C(run), C(number), C(yokyu), C(shokai), C(bango), C(dankai), C(polls), C(jun), C(juni),
      C(made), C(overlaps), C(n), C(ryokin), C(was_offset), C(was_part), C(now), C(limit));
#undef ROW

/* Which member a parameter comes from, or a result column goes to. */
struct place {
    const struct column *column; /* NULL: to none */
    int at;                      /* SQLite's number: of a parameter from 1, of a result column from 0 */
};

struct sql {
    struct tx *tx;
    sqlite3_stmt *h;    /* NULL: could not be prepared yet */
    enum status broken; /* what each step answers; OK: it is sound */
    const char *wrong;  /* see sql_wrong */
    const struct table *in, *out;
    int own, params, columns; /* own: parameters that are of `in`; they come first */
    int unbound;              /* parameters without a value since sql_get; not 0: no step */
    int rows_at;              /* the result column "rows"; -1: none */
    struct place *places;     /* params, then columns */
};

/* The words that stand for the columns of a table, between braces. */
static const struct {
    const char *word;
    bool out;          /* of the table whose rows come out */
    unsigned char but; /* without columns that have one of these flags */
    bool name, value;
} lists[] = {
    {"{row}", true, 0, true, false},
    {"{columns}", false, COLUMN_LATER, true, false},
    {"{values}", false, COLUMN_LATER, false, true},
    {"{set}", false, COLUMN_LATER | COLUMN_KEY, true, true},
};
enum { LISTS = sizeof lists / sizeof *lists };

static void S_list(sqlite3_str *s, int which, const struct table *t)
{
    bool name = lists[which].name, value = lists[which].value;
    const char *comma = "";
    for (const struct column *c = t->columns; c < t->columns + t->n; c++) {
        if (c->flags & lists[which].but)
            continue;
        sqlite3_str_appendf(s, "%s%s%s%s%s", comma, name ? c->name : "", name && value ? " = " : "",
                            value ? ":" : "", value ? c->name : "");
        comma = ", ";
    }
}

/* The text with those words written out; sqlite3_free. */
static char *S_text(enum sql_id id)
{
    sqlite3_str *s = sqlite3_str_new(NULL);
    const char *at = statements[id].text;
    while (*at) {
        int which = 0;
        while (which < LISTS && strncmp(at, lists[which].word, strlen(lists[which].word)) != 0)
            which++;
        size_t n = which < LISTS ? strlen(lists[which].word) : 1 + strcspn(at + 1, "{");
        if (which < LISTS)
            S_list(s, which, lists[which].out ? statements[id].out : statements[id].in);
        else
            sqlite3_str_append(s, at, (int)n);
        at += n;
    }
    return sqlite3_str_finish(s);
}

/* The parameters that are of t get a place, behind the *n that are of `but`. */
static void S_params(struct sql *q, const struct table *t, const struct table *but, int *n)
{
    for (int at = 1; at <= q->params; at++) {
        const char *name = sqlite3_bind_parameter_name(q->h, at);
        const struct column *c = name && name[0] == ':' ? column_find(t, name + 1) : NULL;
        if (c && !column_find(but, name + 1))
            q->places[(*n)++] = (struct place){c, at};
        else if (!c && !(name && column_find(but, name + 1)))
            q->wrong = name ? name : "?";
    }
}

static void S_column(struct sql *q, int at)
{
    const char *name = sqlite3_column_name(q->h, at);
    const struct column *c = name ? column_find(q->out, name) : NULL;
    q->places[q->params + at] = (struct place){c, at};
    if (name && strcmp(name, "rows") == 0)
        q->rows_at = at;
    else if (!c && (q->out != &table_none || at > 0))
        q->wrong = name ? name : "?";
}

static enum status S_names(struct sql *q)
{
    int n = 0;
    q->params = sqlite3_bind_parameter_count(q->h);
    q->columns = sqlite3_column_count(q->h);
    q->rows_at = -1;
    q->places = calloc((size_t)(q->params + q->columns) + 1, sizeof *q->places);
    if (!q->places) {
        sqlite3_finalize(q->h);
        q->h = NULL;
        return ST_LIMIT;
    }
    S_params(q, q->in, &table_none, &n);
    q->own = n;
    q->wrong = q->out->n && !q->columns ? "no result" : NULL;
    S_params(q, &table_sql_with, q->in, &n);
    for (int i = 0; i < q->columns; i++)
        S_column(q, i);
    return q->wrong ? ST_INTERNAL : ST_OK;
}

static enum status S_prepare(struct sql *q, enum sql_id id)
{
    char *text = S_text(id);
    if (!text)
        return ST_LIMIT;
    q->in = statements[id].in;
    q->out = statements[id].out;
    int rc = sqlite3_prepare_v3(q->tx->h, text, -1, SQLITE_PREPARE_PERSISTENT, &q->h, NULL);
    sqlite3_free(text);
    return rc == SQLITE_OK ? S_names(q) : sql_status(q->tx);
}

struct sql *sql_get(struct tx *tx, enum sql_id id)
{
    static struct sql no_memory = {.broken = ST_LIMIT};
    struct sql *q = tx->stmt[id];
    if (!q) {
        q = tx->stmt[id] = calloc(1, sizeof *q);
        if (!q)
            return &no_memory;
        q->tx = tx;
    }
    if (q->h)
        sqlite3_reset(q->h);
    else
        q->broken = S_prepare(q, id);
    q->unbound = q->params;
    return q;
}

const char *sql_wrong(struct sql *q)
{
    return q->h ? q->wrong : fault_cause(q->tx->h);
}

void sql_free(struct sql *q)
{
    if (!q)
        return;
    sqlite3_finalize(q->h);
    free(q->places);
    free(q);
}

struct sql *sql_bind_row(struct sql *q, const struct table *t, const void *row)
{
    if (q->broken != ST_OK)
        return q;
    const struct place *p = t == q->in ? q->places : q->places + q->own;
    const struct place *end = t == q->in ? q->places + q->own : q->places + q->params;
    if (t != q->in && t != &table_sql_with)
        return q;
    q->unbound -= (int)(end - p);
    for (; p < end; p++)
        column_bind(p->column, q->h, p->at, row);
    return q;
}

enum status sql_step(struct sql *q, bool *ret_row)
{
    if (q->broken != ST_OK || q->unbound)
        return q->broken != ST_OK ? q->broken : ST_INTERNAL;
    int rc = sqlite3_step(q->h);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) {
        *ret_row = rc == SQLITE_ROW;
        if (rc == SQLITE_DONE)
            sqlite3_reset(q->h);
        return ST_OK;
    }
    enum status st = sql_status(q->tx);
    sqlite3_reset(q->h);
    return st;
}

void sql_done(struct sql *q)
{
    sqlite3_reset(q->h);
}

void sql_rows_of(struct sql *q, const struct table *t)
{
    if (q->broken == ST_OK && t != q->out)
        q->unbound = -1;
}

void sql_read_row(struct sql *q, const struct table *t, struct arena *a, void *ret)
{
    memset(ret, 0, t->size);
    sql_rows_of(q, t);
    if (q->unbound)
        return;
    const struct place *p = q->places + q->params, *end = p + q->columns;
    for (; p < end; p++)
        if (p->column)
            column_read(p->column, q->h, p->at, a, ret);
}

int64_t sql_this(struct sql *q)
{
    return sqlite3_column_type(q->h, 0) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(q->h, 0);
}

size_t sql_told(struct sql *q)
{
    return q->rows_at < 0 ? 0 : (size_t)sqlite3_column_int64(q->h, q->rows_at);
}

enum status sql_text(struct sql *q, struct arena *a, const char **ret)
{
    static const struct column text = {"", 0, sizeof *ret, COLUMN_TEXT, 0};
    bool row;
    enum status st = sql_step(q, &row);
    if (st != ST_OK)
        return st;
    *ret = NULL;
    if (row)
        column_read(&text, q->h, 0, a, ret);
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

enum status sql_changed(struct sql *q, int64_t *ret_n)
{
    enum status st = sql_run(q);
    if (st == ST_OK)
        *ret_n = sqlite3_changes(q->tx->h);
    return st;
}

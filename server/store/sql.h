/* Inside store/ only: prepared statements of a connection. They come from one list, sql/statements.def, which
 * includes one .def per database; each is prepared once per connection, on first use, and its parameters
 * (:name) and result columns are looked up in the tables of columns.h then, and never again. A statement that
 * fails answers why when it is stepped, so nothing needs a look between sql_get and the step. */
#ifndef STORE_SQL_H
#define STORE_SQL_H
#include "store/columns.h"
#include "store/db.h"
#include "store/sql_with.h"

/* Prefix of the ids: SQL_ */
enum sql_id {
#define Q(db, name, in, out, text) SQL_##name,
#include "store/sql/statements.def"
#undef Q
    SQL_COUNT
};

/* in: whose columns its parameters are; out: whose columns its result has. none: nobody's; what is not of
 * `in` is a member of struct sql_with. */
#define Q(db, name, in, out, text) extern const struct table table_##in, table_##out;
#include "store/sql/statements.def"
#undef Q

extern const struct table table_sql_with;

struct sql; /* a prepared statement */

/* Ready to bind; never NULL. Every parameter must be bound before the first step. */
struct sql *sql_get(struct tx *tx, enum sql_id id);
/* The members of *p, a struct TAG, that the statement has parameters for. Answers q, as does sql_with. */
#define sql_bind(q, tag, ...) sql_bind_row(q, &table_##tag, 1 ? (__VA_ARGS__) : (const struct tag *)0)
/* sql_with(q, .now = now, …): those of no table. */
#define sql_with(q, ...) sql_bind_row(q, &table_sql_with, &(struct sql_with){__VA_ARGS__})

/* ST_OK with *ret_row true on a row. DISK for a full or failing disk, WORLD_BROKEN for a damaged database,
 * BUSY, LIMIT, else INTERNAL. Resets the statement when there is no row. */
enum status sql_step(struct sql *q, bool *ret_row);
void sql_done(struct sql *q); /* reset: call it when you stop before the last row */
/* The present row into *ret, a struct TAG; members without a column become zero. Texts in a; a NULL: they
 * live until the next step. */
#define sql_row(q, a, tag, ret) sql_read_row(q, &table_##tag, a, 1 ? (ret) : (struct tag *)0)

/* Steps a statement that answers no rows, to its end. */
enum status sql_run(struct sql *q);
/* The same; how many rows it has changed. */
enum status sql_changed(struct sql *q, int64_t *ret_n);
/* The first row, if there is one. *ret is untouched when there is none, *ret_found on failure. */
#define sql_one(q, a, tag, ret, ret_found)                                                                   \
    sql_read_one(q, &table_##tag, a, 1 ? (ret) : (struct tag *)0, ret_found)
/* The row that must be there: INTERNAL when it is not. */
#define sql_must(q, a, tag, ret) sql_one(q, a, tag, ret, NULL)
/* Every row, in an array in a. A result column "rows" (count(*) OVER () AS rows) tells how many come. *ret
 * and *ret_n are untouched on failure. */
#define sql_rows(q, a, tag, ret, ret_n)                                                                      \
    sql_read_rows(q, &table_##tag, a, (void **)(1 ? (ret) : (struct tag **)0), ret_n)

/* The first of them: no row more once `bytes` of a are used. *ret_more: others follow. */
#define sql_some(q, a, tag, bytes, ret, ret_n, ret_more)                                                     \
    sql_read_some(q, &table_##tag, a, bytes, (void **)(1 ? (ret) : (struct tag **)0), ret_n, ret_more)

/* What a statement with one result column answers. Is there a row? */
enum status sql_there(struct sql *q, bool *ret);
/* The number; INTERNAL when there is no row. */
enum status sql_number(struct sql *q, int64_t *ret);
/* The number; `none` when there is no row or it is null. */
enum status sql_number_or(struct sql *q, int64_t none, int64_t *ret);
int64_t sql_this(struct sql *q); /* the number of the present row */
/* The text, in a; NULL when there is no row or it is null. */
enum status sql_text(struct sql *q, struct arena *a, const char **ret);

/* JSON of several rows, made by the statement; appended when n is not 0. */
struct sql_list {
    const char *json; /* appended to a buffer; valid no more */
    int64_t n, last;  /* how many, and the key of the last: as far as the statement tells */
};
enum status sql_list(struct sql *q, struct buf *json, struct sql_list *ret);

/* What the macros and sql_ask.c call; sql_told: the number in the result column "rows", 0: there is none. */
size_t sql_told(struct sql *q);
void sql_rows_of(struct sql *q, const struct table *t); /* no step is taken if its rows are another's */
struct sql *sql_bind_row(struct sql *q, const struct table *t, const void *row);
void sql_read_row(struct sql *q, const struct table *t, struct arena *a, void *ret);
enum status sql_read_one(struct sql *q, const struct table *t, struct arena *a, void *ret, bool *ret_found);
enum status sql_read_rows(struct sql *q, const struct table *t, struct arena *a, void **ret, size_t *ret_n);
enum status sql_read_some(struct sql *q, const struct table *t, struct arena *a, size_t bytes, void **ret,
                          size_t *ret_n, bool *ret_more);

/* For tx.h. The status of the connection's last failure. */
enum status sql_status(struct tx *tx);
void sql_free(struct sql *q);
/* The name in the statement that its tables do not have, or what else is our bug in it; NULL: none. */
const char *sql_wrong(struct sql *q);
#endif

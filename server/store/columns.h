/* Inside store/ only: the columns of a table, or of the rows that a statement answers, each named once, and
 * the members of the C struct that they go to and come from. One `const struct table table_TAG` for each
 * struct TAG, in the file of its family: #define ROW TAG, TABLE(…), #undef ROW. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* What the member is, and how null looks in it. */
enum column_kind {
    COLUMN_TEXT,     /* const char *: NULL */
    COLUMN_STR,      /* struct str; only bound */
    COLUMN_INT,      /* int64_t: INT64_MIN */
    COLUMN_BOOL,     /* bool: false */
    COLUMN_UNSIGNED, /* unsigned, and any enum: 0 */
    COLUMN_CHARS,    /* char[]: "". Masked when read (str_mask) */
    COLUMN_STATUS,   /* enum status, by its name: OK */
    COLUMN_KOJIN,    /* const char *, 12 digits, a number in the database: NULL. "", who has none: below 0 */
    COLUMN_KINDS
};

enum {
    COLUMN_LATER = 1, /* no INSERT gives it: it has a default, or is no column of the table itself */
    COLUMN_KEY = 2    /* no UPDATE changes it */
};

struct column {
    const char *name;
    unsigned short at, size; /* of the member */
    unsigned char kind, flags;
};

struct table {
    const struct column *columns;
    int n;
    size_t size; /* of the struct */
};

/* clang-format off */
#define COLUMN(name, member, kind, flags)                                                                    \
    {                                                                                                        \
        name, offsetof(struct ROW, member), sizeof(((struct ROW *)0)->member), kind, flags                   \
    }
#define COLUMN_KIND_OF(member)                                                                               \
    _Generic(((struct ROW *)0)->member,                                                                      \
        const char *: COLUMN_TEXT,                                                                           \
        struct str: COLUMN_STR,                                                                              \
        int64_t: COLUMN_INT,                                                                                 \
        bool: COLUMN_BOOL,                                                                                   \
        unsigned: COLUMN_UNSIGNED,                                                                           \
        char *: COLUMN_CHARS)
/* clang-format on */
#define C(member) COLUMN(#member, member, COLUMN_KIND_OF(member), 0)
#define KEY(member) COLUMN(#member, member, COLUMN_KIND_OF(member), COLUMN_KEY)
#define LATER(member) COLUMN(#member, member, COLUMN_KIND_OF(member), COLUMN_LATER)
#define NAMED(name, member) COLUMN(#name, member, COLUMN_KIND_OF(member), 0)
#define NAMED_LATER(name, member) COLUMN(#name, member, COLUMN_KIND_OF(member), COLUMN_LATER)
#define STATUS(name, member) COLUMN(#name, member, COLUMN_STATUS, 0)
#define STATUS_LATER(name, member) COLUMN(#name, member, COLUMN_STATUS, COLUMN_LATER)
#define KOJIN(member) COLUMN("kojin_bango", member, COLUMN_KOJIN, 0)
#define KOJIN_LATER(member) COLUMN("kojin_bango", member, COLUMN_KOJIN, COLUMN_LATER)

#define TABLE_OF_(tag, ...)                                                                                  \
    const struct table table_##tag = {(const struct column[]){__VA_ARGS__},                                  \
                                      sizeof((const struct column[]){__VA_ARGS__}) / sizeof(struct column),  \
                                      sizeof(struct tag)}
#define TABLE_OF(tag, ...) TABLE_OF_(tag, __VA_ARGS__)
#define TABLE(...) TABLE_OF(ROW, __VA_ARGS__)

/* NULL: it has none of that name. */
const struct column *column_find(const struct table *t, const char *name);
/* The member of row becomes parameter number `at` (from 1); texts are SQLITE_STATIC. */
void column_bind(const struct column *c, sqlite3_stmt *h, int at, const void *row);
/* Result column `at` (from 0) becomes the member of row. Texts in a; a NULL: they live until the next step.
 */
void column_read(const struct column *c, sqlite3_stmt *h, int at, struct arena *a, void *row);
#endif

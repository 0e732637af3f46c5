/* JSON by field tables (base/field.h): texts are read by a library, as RFC 8259 has them and nothing more, so
 * that a text gets the same verdict everywhere; they are written straight into a buffer. Called by service/
 * and world/ (messages, control bodies) and by the client. Thread-safe. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/field.h"

enum {
    JSON_DEPTH = 200,   /* arrays and objects within each other */
    JSON_VALUES = 1000, /* of what json_read takes, F_ROWS not counted */
    JSON_DIGITS = 18    /* of an integer that json_read takes, with its sign */
};

/* One value in UTF-8 with nothing but white space around it, nested at most JSON_DEPTH deep. NULL is none. */
bool json_strict(const char *text);

/* One object into *record (zeroed or not), by its table; text NULL or "": {}. What was not understood is
 * refused, never skipped: a member that the table does not have, or has twice, or of another type, or that it
 * must have. Texts and lists live in a. CONTROL with d filled; LIMIT: a is used up. */
enum status json_read(const char *text, const struct field *table, void *record, struct arena *a,
                      struct diag *d);
/* The text of an F_ROWS: each entry has as many values as columns (the last ones may be absent if they are
 * FIELD_LEFT_OUT), and becomes a struct of `size` bytes. As above, with any number of entries, and integers
 * of all 64 bits. */
enum status json_rows(const char *text, const struct field *columns, size_t size, struct arena *a,
                      struct list *ret, struct diag *d);

/* {"member":…,…} in the order of the table. */
void json_write(struct buf *b, const struct field *table, const void *record);
/* The same, of what is there: no null. */
void json_write_given(struct buf *b, const struct field *table, const void *record);
/* The members alone: for an object that b has open. */
void json_members(struct buf *b, const struct field *table, const void *record);
/* {"member":…,…}, as the next entry of an array that b has open. */
void json_item(struct buf *b, const struct field *table, const void *record);
/* [value,…], as the next entry of an array that b has open; texts at its end that are NULL and FIELD_LEFT_OUT
 * are left out. */
void json_row(struct buf *b, const struct field *columns, const void *record);

/* One value of a JSON text. */
struct json_value {
    int64_t id, parent; /* parent -1: the outermost value */
    const char *key;    /* member name; NULL for the outermost and in an array */
    const char *type;   /* object array text integer real true false null */
    const char *text;   /* NULL for object, array, null */
};
struct json_values {
    struct json_value *items;
    size_t n;
};
/* All of them, parents first; in a. false: not JSON, or a is used up. */
bool json_values(const char *text, struct arena *a, struct json_values *ret);
#endif

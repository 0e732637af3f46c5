/* The description of a record: one table of its fields tells its C shape and its names, and drives XML
 * (soap/), JSON (base/json), messages between institutions, the bodies and answers of the control API. One
 * field = one line; FIELD_END ends a table. Owns nothing; tables are static. */
#ifndef BASE_FIELD_H
#define BASE_FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* C shape at `offset` of the struct, and what stands there when the field is absent:
 *   F_TEXT   const char *            UTF-8; NULL
 *   F_INT    int64_t                 INT64_MIN; in JSON at most 18 digits are read
 *   F_GROUP  a struct, embedded      sub says its fields; each of them absent
 *   F_LIST   struct list             repeated element; each item is a struct of `size` bytes read by sub; n 0
 *   F_FILE   XML only. Request: struct upload *, the received file, already sealed in the spool (NULL)
 *            reply: struct download, streamed as base64 (path NULL)
 * JSON only:
 *   F_BOOL   int                     1, 0; -1
 *   F_TEXTS  struct list             of const char *; n 0
 *   F_ROWS   const char *            the text of an array, "[[…],…]": each entry an array of values in the
 * order of sub. The last member of its object. Thousands of entries pass as they stand: json_read does not
 * look into them, store/ makes and reads them in SQL, and json_rows makes structs of `size` bytes; NULL
 *   F_OBJECT const char *            the text of an object, "{…}", that is kept as such; its members are
 * sub's (sub NULL: any), NULL */
enum field_kind { F_TEXT, F_INT, F_GROUP, F_LIST, F_FILE, F_BOOL, F_TEXTS, F_ROWS, F_OBJECT };

enum field_flags {
    FIELD_MUST = 1,        /* JSON: refused when it is missing or null */
    FIELD_LEFT_OUT = 2,    /* JSON: not written when absent, a list when empty; the others as null, [] */
    FIELD_KOJIN_BANGO = 4, /* carries a 個人番号 (DESIGN 2.1): never goes to an institution that has none */
    /* 対象: what a request acts on, or which of many: the audit record names it (world/audit.h). Never what
     * tells a person apart, a secret or what a file has in it. F_TEXT, F_INT, F_BOOL, F_TEXTS */
    FIELD_TAISHO = 8
};

struct field {
    const char *element; /* local name, member name; NULL ends a table */
    enum field_kind kind;
    size_t offset;
    size_t size; /* F_LIST, F_ROWS: bytes of one item */
    const struct field *sub;
    unsigned flags; /* bits of enum field_flags */
    /* Values of a code list (2.12.1 ⑧). F_TEXT: the layout whose column of this name says which; F_LIST of
     * 項目 {mei, atai}: the element beside it that has the name of their layout. NULL: none */
    const char *codes;
};

/* clang-format off */
#define FIELD_TEXT(type, element, member) {element, F_TEXT, offsetof(type, member), 0, NULL, 0, NULL}
#define FIELD_TEXT_AS(type, element, member, flags) {element, F_TEXT, offsetof(type, member), 0, NULL, flags, NULL}
#define FIELD_INT(type, element, member) {element, F_INT, offsetof(type, member), 0, NULL, 0, NULL}
#define FIELD_INT_AS(type, element, member, flags) {element, F_INT, offsetof(type, member), 0, NULL, flags, NULL}
#define FIELD_BOOL(type, element, member) {element, F_BOOL, offsetof(type, member), 0, NULL, 0, NULL}
#define FIELD_BOOL_AS(type, element, member, flags) {element, F_BOOL, offsetof(type, member), 0, NULL, flags, NULL}
#define FIELD_GROUP(type, element, member, table) {element, F_GROUP, offsetof(type, member), 0, table, 0, NULL}
#define FIELD_LIST(type, element, member, item, table) {element, F_LIST, offsetof(type, member), sizeof(item), table, 0, NULL}
#define FIELD_TEXTS(type, element, member) {element, F_TEXTS, offsetof(type, member), 0, NULL, 0, NULL}
#define FIELD_TEXTS_AS(type, element, member, flags) {element, F_TEXTS, offsetof(type, member), 0, NULL, flags, NULL}
#define FIELD_ROWS(type, element, member, item, table) {element, F_ROWS, offsetof(type, member), sizeof(item), table, 0, NULL}
#define FIELD_OBJECT(type, element, member, table) {element, F_OBJECT, offsetof(type, member), 0, table, 0, NULL}
#define FIELD_OBJECT_AS(type, element, member, table, flags) {element, F_OBJECT, offsetof(type, member), 0, table, flags, NULL}
#define FIELD_CODE(type, element, member, layout) {element, F_TEXT, offsetof(type, member), 0, NULL, 0, layout}
#define FIELD_CODE_AS(type, element, member, layout, flags) {element, F_TEXT, offsetof(type, member), 0, NULL, flags, layout}
#define FIELD_KOMOKU(type, element, member, item, table, beside) {element, F_LIST, offsetof(type, member), sizeof(item), table, 0, beside}
#define FIELD_FILE(type, element, member) {element, F_FILE, offsetof(type, member), 0, NULL, 0, NULL}
#define FIELD_END {NULL, F_TEXT, 0, 0, NULL, 0, NULL}
/* clang-format on */

struct list {
    void *items; /* array in the arena of whoever reads */
    size_t n;
};

/* Makes every field absent. */
void field_absent(const struct field *table, void *record);
/* The F_ROWS that ends the record; NULL: there is none. */
const struct field *field_rows(const struct field *table);
/* One of the fields, at whatever depth, carries a 個人番号. */
bool field_kojin_bango(const struct field *table);
/* One of them has values of a code list. */
bool field_codes(const struct field *table);
#endif

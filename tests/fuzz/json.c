/* JSON by the library and by field tables; an input is a text. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "drive/fuzz.h"

struct row {
    const char *a;
    int64_t b;
    const char *c;
};
static const struct field row_fields[] = {FIELD_TEXT(struct row, "a", a), FIELD_INT(struct row, "b", b),
                                          FIELD_TEXT_AS(struct row, "c", c, FIELD_LEFT_OUT), FIELD_END};
struct item {
    const char *mei;
    int64_t atai;
};
static const struct field item_fields[] = {FIELD_TEXT_AS(struct item, "mei", mei, FIELD_MUST),
                                           FIELD_INT(struct item, "atai", atai), FIELD_END};
static const struct field kumi_fields[] = {FIELD_TEXT(struct item, "mei", mei),
                                           FIELD_INT(struct item, "atai", atai), FIELD_END};
struct record {
    const char *text, *left;
    int64_t kazu;
    struct item kumi;
    struct list items, texts;
    int yes;
    const char *object, *rows;
};
static const struct field fields[] = {FIELD_TEXT(struct record, "text", text),
                                      FIELD_TEXT_AS(struct record, "left", left, FIELD_LEFT_OUT),
                                      FIELD_INT(struct record, "kazu", kazu),
                                      FIELD_GROUP(struct record, "kumi", kumi, kumi_fields),
                                      FIELD_LIST(struct record, "items", items, struct item, item_fields),
                                      FIELD_TEXTS(struct record, "texts", texts),
                                      FIELD_BOOL(struct record, "yes", yes),
                                      FIELD_OBJECT(struct record, "object", object, NULL),
                                      FIELD_END};
static const struct field with_rows[] = {FIELD_TEXT(struct record, "text", text),
                                         FIELD_ROWS(struct record, "rows", rows, struct row, row_fields),
                                         FIELD_END};

static struct arena *arena;

static bool S_read(const char *text, const struct field *table, struct record *ret)
{
    struct diag d = DIAG_INIT;
    enum status st = json_read(text, table, ret, arena, &d);
    fuzz_told(st, &d);
    return st == ST_OK;
}

/* What was read, written and read again, is written as the same. */
static void S_again(const struct field *table, const struct record *r)
{
    static struct buf first, second;
    struct record again;
    buf_clear(&first);
    json_write(&first, table, r);
    if (!S_read(first.data, table, &again))
        fuzz_fail("written and not read: %s", first.data);
    buf_clear(&second);
    json_write(&second, table, &again);
    fuzz_same_buf("records", &first, &second);
}

static void S_record(const char *text)
{
    struct record r;
    if (!S_read(text, fields, &r))
        return;
    if (*text && !json_strict(text))
        fuzz_fail("read, and no JSON");
    S_again(fields, &r);
}

/* Rows stand behind a record as they were written: whoever reads that does not look into them. */
static void S_rows(const char *text)
{
    static struct buf out;
    struct list rows;
    struct record r;
    struct diag d = DIAG_INIT;
    enum status st = json_rows(text, row_fields, sizeof(struct row), arena, &rows, &d);
    fuzz_told(st, &d);
    if (st != ST_OK)
        return;
    field_absent(with_rows, &r);
    buf_clear(&out);
    buf_addc(&out, '[');
    for (size_t i = 0; i < rows.n; i++)
        json_row(&out, row_fields, (const struct row *)rows.items + i);
    buf_addc(&out, ']');
    if (json_rows(out.data, row_fields, sizeof(struct row), arena, &rows, &d) != ST_OK)
        fuzz_fail("written and not read: %s %s %s: %s", d.item, d.want, d.have, out.data);
    r.text = text;
    r.rows = out.data;
    if (str_utf8_len(str_of(text)) >= 0)
        S_again(with_rows, &r);
}

static void S_values(const char *text)
{
    struct json_values all;
    bool strict = json_strict(text), values = json_values(text, arena, &all);
    if (strict != values && !arena_failed(arena))
        fuzz_fail("strict %d, values %d", strict, values);
    for (size_t i = 0; values && i < all.n; i++) {
        const struct json_value *v = &all.items[i];
        if ((v->key && str_utf8_len(str_of(v->key)) < 0) || (v->text && str_utf8_len(str_of(v->text)) < 0))
            fuzz_fail("a value is no UTF-8");
        if (i ? v->parent < 0 : v->parent != -1)
            fuzz_fail("whose value is it?");
    }
}

static void S_run(const char *p, size_t n)
{
    const char *text = fuzz_text(&p, &n, 0);
    arena_reset(arena);
    S_values(text);
    S_record(text);
    S_rows(text);
}

static void S_open(void)
{
    arena = arena_new(1 << 20);
}

static void S_seeds(void)
{
    static const char *const texts[] = {"",
                                        "{}",
                                        "[]",
                                        "[[\"a\",1],[null,-5,\"c\"]]",
                                        "\"a\"",
                                        "1e5",
                                        " null ",
                                        ("{\"text\":\"a\\u3042\\n\",\"kazu\":123456789012345678,\"kumi\":{"
                                         "\"mei\":\"m\",\"atai\":null},\"items\":[{\"mei\":\"\"}],"
                                         "\"texts\":[\"a\",\"\\ud83d\\ude00\"],\"yes\":true,\"object\":{"
                                         "\"x\":[1,{\"y\":0.1}]},\"rows\":[[\"a\",2]]}"),
                                        "{\"kumi\":{\"mei\":\"健保\"},\"rows\":[]}",
                                        "{\"left\":null,\"object\":{}}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fuzz_seed(texts[i], strlen(texts[i]));
}

static const char *const words[] = {"{",
                                    "}",
                                    "[",
                                    "]",
                                    ":",
                                    ",",
                                    "\"",
                                    "null",
                                    "true",
                                    "false",
                                    "\"text\":",
                                    "\"kazu\":",
                                    "\"kumi\":",
                                    "\"mei\":",
                                    "\"atai\":",
                                    "\"items\":",
                                    "\"texts\":",
                                    "\"yes\":",
                                    "\"object\":",
                                    "\"rows\":",
                                    "\"left\":",
                                    "\\u0000",
                                    "\\u3042",
                                    "\\ud83d\\ude00",
                                    "\\ud800",
                                    "1e400",
                                    "-0",
                                    "0.1",
                                    "123456789012345678901",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 400, 20000, words};

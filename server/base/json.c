/* Reading JSON by the library; see json.h. What it takes besides is held to our limits here. */
#include "base/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCALAR = 400 }; /* of a value as a person reads it; diag cuts at less */

static const char *S_type(const json_t *v)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object", [JSON_ARRAY] = "array", [JSON_STRING] = "text", [JSON_INTEGER] = "integer",
        [JSON_REAL] = "real",     [JSON_TRUE] = "true",   [JSON_FALSE] = "false", [JSON_NULL] = "null"};
    return names[json_typeof(v)];
}

/* What a scalar says, in out unless it is a text; NULL for the others. */
static const char *S_scalar(const json_t *v, char out[SCALAR])
{
    if (json_is_string(v))
        return json_string_value(v);
    if (json_is_boolean(v))
        return S_type(v);
    double x = json_real_value(v);
    if (json_is_integer(v))
        snprintf(out, SCALAR, "%lld", (long long)json_integer_value(v));
    else if (json_is_real(v)) /* an integer that 64 bits do not hold looks like one */
        snprintf(out, SCALAR, x > 1e15 || x < -1e15 ? "%.0f" : "%.15g", x);
    else
        return NULL;
    return out;
}

/* Values in v, itself among them; -1: nested too deep. */
static long S_count(const json_t *v, int depth)
{
    long n = 1;
    bool object = json_is_object(v);
    if (!object && !json_is_array(v))
        return n;
    if (depth == JSON_DEPTH)
        return -1;
    void *at = object ? json_object_iter((json_t *)v) : NULL;
    for (size_t i = 0; object ? at != NULL : i < json_array_size(v); i++) {
        long below = S_count(object ? json_object_iter_value(at) : json_array_get(v, i), depth + 1);
        if (below < 0)
            return -1;
        n += below;
        at = object ? json_object_iter_next((json_t *)v, at) : NULL;
    }
    return n;
}

/* NULL: none, with *ret_error; the caller's. *ret_count: its values. */
static json_t *S_load(const char *text, long *ret_count, enum json_error_code *ret_error)
{
    json_error_t e = {0};
    const size_t flags = JSON_DECODE_ANY | JSON_REJECT_DUPLICATES;
    json_t *v = text ? json_loads(text, flags, &e) : NULL;
    if (text && !v && json_error_code(&e) == json_error_numeric_overflow)
        v = json_loads(text, flags | JSON_DECODE_INT_AS_REAL, &e);
    *ret_error = v ? json_error_unknown : json_error_code(&e);
    *ret_count = v ? S_count(v, 0) : 0;
    if (*ret_count >= 0)
        return v;
    *ret_error = json_error_stack_overflow;
    json_decref(v);
    return NULL;
}

bool json_strict(const char *text)
{
    long n;
    enum json_error_code why;
    json_t *v = S_load(text, &n, &why);
    bool ok = v;
    json_decref(v);
    return ok;
}

/* --- by table ----------------------------------------------------------------------------------------------
 */

struct reader {
    struct arena *a;
    struct diag *d;
    size_t digits; /* of an integer, with its sign */
};

static const char *const type_names[] = {
    [F_TEXT] = "文字列", [F_INT] = "18 桁までの整数", [F_GROUP] = "オブジェクト",
    [F_LIST] = "配列",   [F_BOOL] = "true か false",  [F_TEXTS] = "配列",
    [F_ROWS] = "配列",   [F_OBJECT] = "オブジェクト", [F_FILE] = "値"};

static enum status S_refuse(struct reader *r, const char *item, const char *want, const json_t *v)
{
    char text[SCALAR];
    const char *have = v ? S_scalar(v, text) : "なし";
    const bool says = have && strcmp(have, want) != 0; /* the word itself does not say what is wrong */
    return diag_set(r->d, ST_CONTROL, item, want, says ? have : S_type(v));
}

static enum status S_object(struct reader *r, const struct field *table, const json_t *o, char *to);

static bool S_int(const struct reader *r, const json_t *v, int64_t *ret)
{
    char text[SCALAR];
    if (!json_is_integer(v) || strlen(S_scalar(v, text)) > r->digits)
        return false;
    *ret = json_integer_value(v);
    return true;
}

static enum status S_list(struct reader *r, const struct field *f, const json_t *v, struct list *ret)
{
    ret->n = json_array_size(v);
    char *item = ret->items = arena_array(r->a, ret->n ? ret->n : 1, f->size);
    enum status st = item ? ST_OK : ST_LIMIT;
    for (size_t i = 0; i < ret->n && st == ST_OK; i++, item += f->size) {
        const json_t *o = json_array_get(v, i);
        st = json_is_object(o) ? S_object(r, f->sub, o, item) : S_refuse(r, f->element, "オブジェクト", o);
    }
    return st;
}

static enum status S_texts(struct reader *r, const struct field *f, const json_t *v, struct list *ret)
{
    ret->n = json_array_size(v);
    const char **item = ret->items = arena_array(r->a, ret->n ? ret->n : 1, sizeof *item);
    for (size_t i = 0; item && i < ret->n; i++) {
        const json_t *s = json_array_get(v, i);
        if (!json_is_string(s))
            return S_refuse(r, f->element, type_names[F_TEXT], s);
        item[i] = arena_strdup(r->a, json_string_value(s));
    }
    return item ? ST_OK : ST_LIMIT;
}

static enum status S_unknown(struct reader *r, const struct field *table, const char *key)
{
    char want[200];
    size_t n = 0;
    for (const struct field *f = table; f->element && n + 40 < sizeof want; f++)
        n += (size_t)snprintf(want + n, sizeof want - n, "%s%s", n ? "・" : "", f->element);
    return diag_set(r->d, ST_CONTROL, "本文", n ? want : "{}", key);
}

/* As it would be written, members that a table does not have refused. */
static enum status S_raw(struct reader *r, const struct field *f, const json_t *v, const char **ret)
{
    enum status st = ST_OK;
    for (void *at = json_object_iter((json_t *)v); at && f->sub && st == ST_OK;
         at = json_object_iter_next((json_t *)v, at)) {
        const struct field *m = f->sub;
        while (m->element && strcmp(m->element, json_object_iter_key(at)) != 0)
            m++;
        st = m->element ? ST_OK : S_unknown(r, f->sub, json_object_iter_key(at));
    }
    char *text = st == ST_OK ? json_dumps(v, JSON_COMPACT) : NULL;
    *ret = text ? arena_strdup(r->a, text) : NULL;
    free(text);
    return st == ST_OK && !*ret ? ST_LIMIT : st;
}

/* v is neither missing nor null. */
static enum status S_value(struct reader *r, const struct field *f, const json_t *v, void *at)
{
    bool fits = false;
    switch (f->kind) {
    case F_TEXT:
        if ((fits = json_is_string(v)))
            *(const char **)at = arena_strdup(r->a, json_string_value(v));
        break;
    case F_INT:
        fits = S_int(r, v, at);
        break;
    case F_BOOL:
        if ((fits = json_is_boolean(v)))
            *(int *)at = json_is_true(v);
        break;
    case F_GROUP:
        if (json_is_object(v))
            return S_object(r, f->sub, v, at);
        break;
    case F_LIST:
        if (json_is_array(v))
            return S_list(r, f, v, at);
        break;
    case F_TEXTS:
        if (json_is_array(v))
            return S_texts(r, f, v, at);
        break;
    case F_ROWS:
    case F_OBJECT:
        if (f->kind == F_ROWS ? json_is_array(v) : json_is_object(v))
            return S_raw(r, f, v, at);
        break;
    case F_FILE:
        break;
    }
    return fits ? ST_OK : S_refuse(r, f->element, type_names[f->kind], v);
}

/* In the order of the text; then what is missing. */
static enum status S_object(struct reader *r, const struct field *table, const json_t *o, char *to)
{
    field_absent(table, to);
    enum status st = ST_OK;
    for (void *at = json_object_iter((json_t *)o); at && st == ST_OK;
         at = json_object_iter_next((json_t *)o, at)) {
        const char *key = json_object_iter_key(at);
        const json_t *v = json_object_iter_value(at);
        const struct field *f = table;
        while (f->element && strcmp(f->element, key) != 0)
            f++;
        if (!f->element)
            st = S_unknown(r, table, key);
        else if (!json_is_null(v))
            st = S_value(r, f, v, to + f->offset);
    }
    for (const struct field *f = table; f->element && st == ST_OK; f++) {
        const json_t *v = f->flags & FIELD_MUST ? json_object_get(o, f->element) : o;
        if (!v || json_is_null(v))
            st = S_refuse(r, f->element, type_names[f->kind], v);
    }
    return st;
}

static enum status S_parse(const char *text, long most, long *ret_n, json_t **ret, struct diag *d)
{
    enum json_error_code why;
    *ret = S_load(text, ret_n, &why);
    if (!*ret && why == json_error_duplicate_key)
        return diag_set(d, ST_CONTROL, "本文", "同じ名前のメンバーは 1 個", "2 個以上");
    if (!*ret && text && strstr(text, "\\u0000"))
        return diag_set(d, ST_CONTROL, "本文", "NUL のない文字列", "\\u0000");
    if (!*ret)
        return diag_set(d, ST_CONTROL, "本文", "JSON のオブジェクト", "読めない JSON");
    if (*ret_n > most)
        return diag_set(d, ST_CONTROL, "本文", "1,000 個までの値", "多すぎます");
    return ST_OK;
}

static enum status S_read(const char *text, const struct field *table, void *record, struct reader *r)
{
    long n;
    json_t *v = NULL;
    enum status st = S_parse(text, JSON_VALUES, &n, &v, r->d);
    if (st == ST_OK)
        st =
            json_is_object(v) ? S_object(r, table, v, record) : S_refuse(r, "本文", "JSON のオブジェクト", v);
    json_decref(v);
    return st == ST_OK && arena_failed(r->a) ? ST_LIMIT : st;
}

/* Where the closing F_ROWS of the table begins in a text that json_write wrote, "name":[…]}; NULL: it is read
 * as any other member. No string can hold what is looked for, as its quotation marks would be escaped. */
static const char *S_rows(const char *text, const struct field *rows)
{
    char open[64];
    size_t n = strlen(text);
    if (!rows || n < 3 || strcmp(text + n - 2, "]}") != 0)
        return NULL;
    snprintf(open, sizeof open, "\"%s\":[", rows->element);
    return strstr(text, open);
}

enum status json_read(const char *text, const struct field *table, void *record, struct arena *a,
                      struct diag *d)
{
    struct reader r = {a, d, JSON_DIGITS};
    const struct field *rows = field_rows(table);
    text = text && *text ? text : "{}";
    const char *at = S_rows(text, rows);
    if (!at)
        return S_read(text, table, record, &r);
    size_t head = (size_t)(at - text);
    head -= head > 2 && at[-1] == ',';
    const char *list = at + strlen(rows->element) + 3;
    const char *before = arena_printf(a, "%.*s}", (int)head, text);
    const char *entries = arena_strndup(a, list, strlen(list) - 1);
    enum status st = before && entries ? S_read(before, table, record, &r) : ST_LIMIT;
    if (st == ST_OK)
        *(const char **)(void *)((char *)record + rows->offset) = entries;
    return st;
}

static enum status S_row(struct reader *r, const struct field *columns, const json_t *v, char *to)
{
    size_t n = 0;
    enum status st = ST_OK;
    field_absent(columns, to);
    for (const struct field *f = columns; f->element && st == ST_OK; f++, n++) {
        const json_t *one = json_array_get(v, n);
        if (one && !json_is_null(one))
            st = S_value(r, f, one, to + f->offset);
        else if (one ? f->flags & FIELD_MUST : !(f->flags & FIELD_LEFT_OUT))
            st = S_refuse(r, f->element, type_names[f->kind], one);
    }
    if (st == ST_OK && json_array_size(v) > n)
        st = diag_setf(r->d, ST_CONTROL, columns->element, "一件の値の数", "%zu（%zu のはず）",
                       json_array_size(v), n);
    return st;
}

enum status json_rows(const char *text, const struct field *columns, size_t size, struct arena *a,
                      struct list *ret, struct diag *d)
{
    struct reader r = {a, d, 20};
    long n;
    json_t *v = NULL;
    enum status st = S_parse(text, INT32_MAX, &n, &v, d);
    if (st == ST_OK && !json_is_array(v))
        st = S_refuse(&r, "本文", "配列", v);
    size_t rows = st == ST_OK ? json_array_size(v) : 0;
    char *item = arena_array(a, rows ? rows : 1, size);
    *ret = (struct list){item, rows};
    for (size_t i = 0; item && i < rows && st == ST_OK; i++, item += size)
        st = S_row(&r, columns, json_array_get(v, i), item);
    json_decref(v);
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

/* --- value by value ----------------------------------------------------------------------------------------
 */

/* How many values there are in v, itself too. */
static size_t S_values_in(const json_t *v)
{
    size_t n = 1;
    for (void *at = json_is_object(v) ? json_object_iter((json_t *)v) : NULL; at;
         at = json_object_iter_next((json_t *)v, at))
        n += S_values_in(json_object_iter_value(at));
    for (size_t i = 0; json_is_array(v) && i < json_array_size(v); i++)
        n += S_values_in(json_array_get(v, i));
    return n;
}

static void S_value_list(struct arena *a, const json_t *v, const char *key, int64_t parent,
                         struct json_values *to)
{
    char text[SCALAR];
    const char *scalar = S_scalar(v, text);
    int64_t id = (int64_t)to->n;
    to->items[to->n++] = (struct json_value){id, parent, key ? arena_strdup(a, key) : NULL, S_type(v),
                                             scalar ? arena_strdup(a, scalar) : NULL};
    for (void *at = json_is_object(v) ? json_object_iter((json_t *)v) : NULL; at;
         at = json_object_iter_next((json_t *)v, at))
        S_value_list(a, json_object_iter_value(at), json_object_iter_key(at), id, to);
    for (size_t i = 0; json_is_array(v) && i < json_array_size(v); i++)
        S_value_list(a, json_array_get(v, i), NULL, id, to);
}

bool json_values(const char *text, struct arena *a, struct json_values *ret)
{
    long n;
    enum json_error_code why;
    json_t *v = S_load(text, &n, &why);
    *ret = (struct json_values){v ? arena_array(a, S_values_in(v), sizeof *ret->items) : NULL, 0};
    if (ret->items)
        S_value_list(a, v, NULL, -1, ret);
    json_decref(v);
    return ret->items && !arena_failed(a);
}

/* Writing JSON by field tables; see json.h. */
#include "base/json.h"

static void S_value(struct buf *b, const struct field *f, const void *at);

/* Nothing stands there; a group and a list always do. */
static bool S_absent(const struct field *f, const void *at)
{
    switch (f->kind) {
    case F_TEXT:
    case F_ROWS:
    case F_OBJECT:
        return !*(const char *const *)at;
    case F_INT:
        return *(const int64_t *)at == INT64_MIN;
    case F_BOOL:
        return *(const int *)at < 0;
    case F_FILE:
        return true;
    case F_GROUP:
    case F_LIST:
    case F_TEXTS:
        return false;
    }
    return false;
}

static void S_members(struct buf *b, const struct field *table, const char *from, bool given)
{
    for (const struct field *f = table; f && f->element; f++) {
        const void *at = from + f->offset;
        bool list = f->kind == F_LIST || f->kind == F_TEXTS;
        bool out = list ? !((const struct list *)at)->n : S_absent(f, at);
        if (out && ((f->flags & FIELD_LEFT_OUT) || (given && !list)))
            continue;
        buf_json_key(b, f->element);
        S_value(b, f, at);
    }
}

static void S_list(struct buf *b, const struct field *f, const struct list *l)
{
    buf_addc(b, '[');
    for (size_t i = 0; i < l->n; i++) {
        buf_json_key(b, NULL);
        if (f->kind == F_TEXTS)
            buf_json_str(b, ((const char *const *)l->items)[i]);
        else
            json_write(b, f->sub, (const char *)l->items + i * f->size);
    }
    buf_addc(b, ']');
}

static void S_value(struct buf *b, const struct field *f, const void *at)
{
    if (S_absent(f, at)) {
        buf_adds(b, "null");
        return;
    }
    switch (f->kind) {
    case F_TEXT:
        buf_json_str(b, *(const char *const *)at);
        break;
    case F_INT:
        buf_addi(b, *(const int64_t *)at);
        break;
    case F_BOOL:
        buf_adds(b, *(const int *)at ? "true" : "false");
        break;
    case F_GROUP:
        json_write(b, f->sub, at);
        break;
    case F_LIST:
    case F_TEXTS:
        S_list(b, f, at);
        break;
    case F_ROWS:
    case F_OBJECT:
        buf_adds(b, *(const char *const *)at);
        break;
    case F_FILE:
        break;
    }
}

void json_members(struct buf *b, const struct field *table, const void *record)
{
    S_members(b, table, record, false);
}

void json_write(struct buf *b, const struct field *table, const void *record)
{
    buf_addc(b, '{');
    S_members(b, table, record, false);
    buf_addc(b, '}');
}

void json_write_given(struct buf *b, const struct field *table, const void *record)
{
    buf_addc(b, '{');
    S_members(b, table, record, true);
    buf_addc(b, '}');
}

void json_item(struct buf *b, const struct field *table, const void *record)
{
    buf_json_key(b, NULL);
    json_write(b, table, record);
}

/* How many columns of the row are written. */
static size_t S_columns(const struct field *columns, const void *record)
{
    size_t n = 0, last = 0;
    for (const struct field *f = columns; f->element; f++) {
        n++;
        if (!(f->flags & FIELD_LEFT_OUT) || !S_absent(f, (const char *)record + f->offset))
            last = n;
    }
    return last;
}

void json_row(struct buf *b, const struct field *columns, const void *record)
{
    size_t n = S_columns(columns, record);
    buf_json_key(b, NULL);
    buf_addc(b, '[');
    for (const struct field *f = columns; f < columns + n; f++) {
        if (f != columns)
            buf_addc(b, ',');
        S_value(b, f, (const char *)record + f->offset);
    }
    buf_addc(b, ']');
}

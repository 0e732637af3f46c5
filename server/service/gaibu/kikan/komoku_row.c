/* One row of an answer; see komoku_row.h. */
#include "service/gaibu/kikan/komoku_row.h"

#include <string.h>

/* kuhakuRiyu of a column that nobody says anything of. */
static const char nothing[] = "1";

/* What text says of the item; *ret_mark '=' a value, '!' a reason, 0 nothing. */
static const char *S_said(const char *text, const char *item, struct arena *a, char *ret_mark)
{
    const size_t n = strlen(item);
    *ret_mark = 0;
    for (const char *at = text; at && *at;) {
        const size_t len = strcspn(at, "|");
        if (len > n && strncmp(at, item, n) == 0 && (at[n] == '=' || at[n] == '!')) {
            *ret_mark = at[n];
            return arena_strndup(a, at + n + 1, len - n - 1);
        }
        at += len + (at[len] == '|');
    }
    return NULL;
}

static const char *S_value(const struct komoku_value *values, const char *item)
{
    for (const struct komoku_value *v = values; v && v->name; v++)
        if (strcmp(v->name, item) == 0)
            return v->value;
    return NULL;
}

static void S_item(struct buf *b, const char *item, const struct komoku_value *values, const char *text,
                   struct arena *a)
{
    char mark;
    const char *said = S_said(text, item, a, &mark);
    if (!mark) {
        said = S_value(values, item);
        mark = said ? '=' : '!';
        said = said ? said : nothing;
    }
    buf_json_key(b, item);
    buf_adds(b, mark == '!' ? "{\"kuhaku\":" : "");
    buf_json_str(b, said);
    buf_adds(b, mark == '!' ? "}" : "");
    b->failed = b->failed || !said;
}

void komoku_row(struct buf *b, const struct layout *l, const struct komoku_value *values, const char *text,
                struct arena *a)
{
    buf_json_key(b, NULL);
    buf_addc(b, '[');
    buf_json_str(b, l->name);
    buf_adds(b, ",{");
    for (int i = 0; i < l->n; i++)
        S_item(b, l->columns[i].field, values, text, a);
    buf_adds(b, "}]");
}

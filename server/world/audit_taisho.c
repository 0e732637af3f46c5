/* What a request acts on, in words: "user=u009 roles=「kanri shomu」". Its fields are marked (FIELD_TAISHO);
 * see audit.h. */
#include <stdio.h>
#include <string.h>

#include "world/audit.h"

enum { VALUE = 72, NAME = 64 };

static const char mark[] = "…";

bool taisho_marked(const struct field *table)
{
    for (const struct field *f = table; f && f->element; f++)
        if ((f->flags & FIELD_TAISHO) || (f->kind == F_GROUP && taisho_marked(f->sub)))
            return true;
    return false;
}

/* A reply often repeats what was asked. */
static bool S_named(const struct taisho *x, const char *name, size_t n)
{
    for (const char *p = x->text; (p = strstr(p, name)); p += n)
        if ((p == x->text || p[-1] == ' ') && p[n] == '=')
            return true;
    return false;
}

static void S_put(struct taisho *x, const char *p, size_t n)
{
    memcpy(x->text + x->n, p, n);
    x->n += n;
    x->text[x->n] = 0;
}

void taisho_add(struct taisho *x, const char *name, struct str value)
{
    char shown[VALUE];
    size_t len = strlen(name);
    if (!value.n || x->full || S_named(x, name, len))
        return;
    size_t n = str_show(shown, sizeof shown, value);
    bool quote = strpbrk(shown, " ="); /* a value must not look like the next name */
    size_t more = (x->n > 0) + len + 1 + n + (quote ? strlen("「」") : 0);
    x->full = x->n + more + sizeof mark > sizeof x->text;
    if (x->full) {
        S_put(x, mark, sizeof mark - 1);
        return;
    }
    S_put(x, " ", x->n > 0);
    S_put(x, name, len);
    S_put(x, "=", 1);
    S_put(x, "「", quote ? strlen("「") : 0);
    S_put(x, shown, n);
    S_put(x, "」", quote ? strlen("」") : 0);
}

static void S_texts(struct taisho *x, const char *name, const struct list *l)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < l->n; i++)
        buf_addf(&all, "%s%s", i ? "," : "", ((const char *const *)l->items)[i]);
    if (buf_ok(&all))
        taisho_add(x, name, (struct str){all.data, all.len});
    buf_release(&all);
}

static void S_int(struct taisho *x, const char *name, int64_t n)
{
    char text[24];
    if (n != INT64_MIN)
        taisho_add(x, name, (struct str){text, (size_t)snprintf(text, sizeof text, "%lld", (long long)n)});
}

static void S_value(struct taisho *x, const char *name, const struct field *f, const char *at)
{
    const void *p = at;
    switch (f->kind) {
    case F_TEXT:
        taisho_add(x, name, str_of(*(const char *const *)p));
        return;
    case F_INT:
        S_int(x, name, *(const int64_t *)p);
        return;
    case F_BOOL:
        taisho_add(x, name, *(const int *)p < 0 ? STR("") : str_of(*(const int *)p ? "true" : "false"));
        return;
    case F_TEXTS:
        S_texts(x, name, p);
        return;
    case F_GROUP:
    case F_LIST:
    case F_FILE:
    case F_ROWS:
    case F_OBJECT: /* these have no mark */
        return;
    }
}

/* The fields of a group bear its name as well. */
static void S_fields(struct taisho *x, const char *of, const struct field *table, const char *record)
{
    char name[NAME];
    for (const struct field *f = table; f && f->element; f++) {
        bool marked = f->flags & FIELD_TAISHO, group = f->kind == F_GROUP && taisho_marked(f->sub);
        if (!marked && !group)
            continue;
        if (*of)
            snprintf(name, sizeof name, "%s.%s", of, f->element);
        if (group)
            S_fields(x, *of ? name : f->element, f->sub, record + f->offset);
        else
            S_value(x, *of ? name : f->element, f, record + f->offset);
    }
}

void taisho_of(struct taisho *x, const struct field *table, const void *record)
{
    S_fields(x, "", table, record);
}

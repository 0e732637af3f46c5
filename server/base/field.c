/* What holds for a record whatever it is written in; see field.h. */
#include "base/field.h"

static void S_absent(const struct field *f, void *at)
{
    switch (f->kind) {
    case F_TEXT:
    case F_ROWS:
    case F_OBJECT:
        *(const char **)at = NULL;
        break;
    case F_INT:
        *(int64_t *)at = INT64_MIN;
        break;
    case F_BOOL:
        *(int *)at = -1;
        break;
    case F_GROUP:
        field_absent(f->sub, at);
        break;
    case F_LIST:
    case F_TEXTS:
        *(struct list *)at = (struct list){0};
        break;
    case F_FILE: /* soap/ has it */
        break;
    }
}

void field_absent(const struct field *table, void *record)
{
    for (const struct field *f = table; f && f->element; f++)
        S_absent(f, (char *)record + f->offset);
}

const struct field *field_rows(const struct field *table)
{
    const struct field *f = table;
    while (f && f->element && f[1].element)
        f++;
    return f && f->element && f->kind == F_ROWS ? f : NULL;
}

bool field_kojin_bango(const struct field *table)
{
    for (const struct field *f = table; f && f->element; f++)
        if ((f->flags & FIELD_KOJIN_BANGO) || field_kojin_bango(f->sub))
            return true;
    return false;
}

bool field_codes(const struct field *table)
{
    for (const struct field *f = table; f && f->element; f++)
        if (f->codes || field_codes(f->sub))
            return true;
    return false;
}

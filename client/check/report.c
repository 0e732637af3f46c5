/* What the forms share; see report.h. */
#include "check/report.h"

#include <string.h>

const struct check_form *check_form(const char *name)
{
    static const struct check_form *const forms[] = {&check_text, &check_json, &check_csv, &check_junit};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i]->name, name) == 0)
            return forms[i];
    return NULL;
}

void check_put(struct report *r)
{
    fwrite(r->line.data, 1, r->line.len, r->out);
    buf_clear(&r->line);
}

/* What the forms share; see report.h. */
#include "check/report.h"

#include <string.h>
#include <unistd.h>

#include "check/input.h"
#include "layouts.h"

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

void check_may_wait(struct report *r)
{
    struct diag d = DIAG_INIT;
    int fd = r->untold ? -1 : check_temporary(&d);
    r->cases = fd < 0 ? NULL : fdopen(fd, "w+");
    if (fd >= 0 && !r->cases) {
        close(fd);
        diag_set(&d, ST_LIMIT, "報告", "メモリ", "不足");
    }
    if (!r->cases && !r->untold)
        layouts_told(&d);
    r->untold = r->untold || !r->cases;
}

void check_wait(struct report *r)
{
    if (r->cases)
        fwrite(r->line.data, 1, r->line.len, r->cases);
    buf_clear(&r->line);
}

void check_waited(struct report *r)
{
    char piece[8192];
    size_t n;
    if (!r->cases)
        return;
    rewind(r->cases);
    while ((n = fread(piece, 1, sizeof piece, r->cases)) > 0)
        fwrite(piece, 1, n, r->out);
    fclose(r->cases);
    r->cases = NULL;
}

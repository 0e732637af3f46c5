/* The report as CSV, an error a line; line 0 is the whole file. See report.h. */
#include <string.h>

#include "check/report.h"

static void S_start(struct report *r)
{
    fputs("file,line,code,item,want,have\r\n", r->out);
}

static void S_cell(struct report *r, const char *s)
{
    buf_addc(&r->line, ',');
    if (!s[strcspn(s, ",\"\r\n")]) {
        buf_adds(&r->line, s);
        return;
    }
    buf_addc(&r->line, '"');
    for (; *s; s++) {
        if (*s == '"')
            buf_addc(&r->line, '"');
        buf_addc(&r->line, *s);
    }
    buf_addc(&r->line, '"');
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)line);
    S_cell(r, f->path);
    S_cell(r, number);
    S_cell(r, status_info(d->status)->code);
    S_cell(r, d->item);
    S_cell(r, d->want);
    S_cell(r, d->have);
    buf_adds(&r->line, "\r\n");
    fwrite(r->line.data + 1, 1, r->line.len - 1, r->out); /* without the first comma */
    buf_clear(&r->line);
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    if (v->status != ST_OK)
        S_error(r, f, 0, &v->why);
}

const struct check_form check_csv = {
    .name = "csv", .max = INT64_MAX, .start = S_start, .error = S_error, .file_end = S_file_end};

/* The report as CSV, an error, a warning or what cannot be judged (kubun) a line; line 0 is the whole file.
 * See report.h. */
#include <string.h>

#include "check/report.h"

static void S_start(struct report *r)
{
    fputs("file,line,code,item,want,have,kubun,edaban,rule,shubetsu,han,kensaYmd\r\n", r->out);
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

static void S_line(struct report *r, const struct check_file *f, int64_t line, const struct diag *d,
                   const char *kubun, const char *edaban, const char *rule)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)line);
    S_cell(r, f->path);
    S_cell(r, number);
    S_cell(r, status_info(d->status)->code);
    S_cell(r, d->item);
    S_cell(r, d->want);
    S_cell(r, d->have);
    S_cell(r, kubun);
    S_cell(r, edaban ? edaban : "");
    S_cell(r, rule ? rule : "");
    S_cell(r, f->l ? f->l->name : "");
    S_cell(r, f->l ? f->l->han : "");
    S_cell(r, r->day);
    buf_adds(&r->line, "\r\n");
    fwrite(r->line.data + 1, 1, r->line.len - 1, r->out); /* without the first comma */
    buf_clear(&r->line);
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    S_line(r, f, line, d, "エラー", NULL, d->rule);
}

static void S_warning(struct report *r, const struct check_file *f, int64_t line, const char *edaban,
                      const struct finding *w)
{
    S_line(r, f, line, &w->diag, "警告", edaban, w->row->name);
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    if (v->status != ST_OK) {
        S_error(r, f, 0, &v->why);
        return;
    }
    for (int i = 0; i < v->unknown->n; i++) {
        const struct tally_line *t = &v->unknown->line[i];
        struct diag d = DIAG_INIT;
        char told[TALLY_TOLD];
        tally_told(t, told);
        diag_set(&d, t->status, NULL, NULL, told);
        S_line(r, f, 0, &d, "判定できません", NULL, NULL);
    }
}

const struct check_form check_csv = {.name = "csv",
                                     .max = INT64_MAX,
                                     .start = S_start,
                                     .error = S_error,
                                     .warning = S_warning,
                                     .file_end = S_file_end};

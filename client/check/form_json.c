/* The report as one JSON object; see report.h. */
#include "check/report.h"

static void S_start(struct report *r)
{
    fputs("{\"files\":[", r->out);
}

/* NULL gives null. */
static void S_text(struct report *r, const char *key, const char *value)
{
    buf_json_key(&r->line, key);
    buf_json_str(&r->line, value);
}

static void S_bool(struct report *r, const char *key, bool value)
{
    buf_json_key(&r->line, key);
    buf_adds(&r->line, value ? "true" : "false");
}

static void S_file(struct report *r, const struct check_file *f)
{
    buf_adds(&r->line, r->files ? ",\n{" : "\n{");
    S_text(r, "file", f->path);
    S_text(r, "shubetsu", f->l ? f->l->name : NULL);
    S_text(r, "mei", f->l ? f->l->mei : NULL);
    S_text(r, "han", f->l ? f->l->han : NULL);
    S_text(r, "kensaYmd", r->day);
    S_text(r, "encoding", f->encoding);
    S_bool(r, "encodingFound", f->guessed);
    buf_adds(&r->line, ",\"errors\":[");
    check_put(r);
    r->case_count = r->passed = 0;
    check_may_wait(r);
}

static void S_diag(struct report *r, const struct diag *d)
{
    S_text(r, "code", status_info(d->status)->code);
    S_text(r, "message", status_info(d->status)->text);
    S_text(r, "item", d->item);
    S_text(r, "want", d->want);
    S_text(r, "have", d->have);
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    (void)f;
    buf_adds(&r->line, r->passed++ ? ",\n{" : "\n{");
    buf_json_int(&r->line, "line", line);
    S_text(r, "rule", d->rule);
    S_diag(r, d);
    buf_addc(&r->line, '}');
    check_put(r);
}

/* Behind the errors, which are written as they come. */
static void S_warning(struct report *r, const struct check_file *f, int64_t line, const char *edaban,
                      const struct finding *w)
{
    (void)f;
    buf_adds(&r->line, r->case_count++ ? ",\n{" : "\n{");
    buf_json_int(&r->line, "line", line);
    S_text(r, "edaban", edaban);
    S_text(r, "rule", w->row->name);
    S_diag(r, &w->diag);
    buf_addc(&r->line, '}');
    check_wait(r);
}

static void S_summary(struct report *r, const char *name, const struct tally *t)
{
    buf_addf(&r->line, ",\"%s\":[", name);
    for (int i = 0; i < t->n; i++) {
        buf_adds(&r->line, i ? ",{" : "{");
        S_text(r, "code", status_info(t->line[i].status)->code);
        S_text(r, "item", t->line[i].item);
        buf_json_int(&r->line, "count", t->line[i].count);
        if (t->line[i].first)
            buf_json_int(&r->line, "firstLine", t->line[i].first);
        buf_addc(&r->line, '}');
    }
    buf_addc(&r->line, ']');
}

static void S_line_ends(struct report *r, const struct line_ends *ends)
{
    buf_json_key(&r->line, "lineEnds");
    buf_addc(&r->line, '{');
    buf_json_int(&r->line, "crlf", ends->crlf);
    buf_json_int(&r->line, "lf", ends->lf);
    buf_json_int(&r->line, "none", ends->none);
    buf_addc(&r->line, '}');
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    (void)f;
    bool whole = v->status == ST_OK;
    buf_adds(&r->line, "],\"warnings\":[");
    check_put(r);
    check_waited(r);
    buf_addc(&r->line, ']');
    S_summary(r, "summary", v->tally);
    S_summary(r, "warningSummary", v->warned);
    S_summary(r, "unknown", v->unknown);
    S_text(r, "code", status_info(v->status)->code);
    buf_json_key(&r->line, "refused");
    if (whole) {
        buf_adds(&r->line, "null");
    } else {
        buf_addc(&r->line, '{');
        S_diag(r, &v->why);
        buf_addc(&r->line, '}');
    }
    S_bool(r, "passed", v->good);
    buf_json_int(&r->line, "rows", v->count.rows);
    buf_json_int(&r->line, "good", whole ? v->count.rows - v->count.bad : 0);
    buf_json_int(&r->line, "bad", v->count.bad);
    buf_json_int(&r->line, "warned", v->count.warned);
    buf_json_int(&r->line, "notJudged", v->count.unknown);
    S_line_ends(r, &v->count.ends);
    buf_addc(&r->line, '}');
    check_put(r);
}

static void S_end(struct report *r)
{
    fprintf(r->out, "\n],\"good\":%d,\"bad\":%d}\n", r->files - r->bad_files, r->bad_files);
}

const struct check_form check_json = {.name = "json",
                                      .max = INT64_MAX,
                                      .start = S_start,
                                      .file = S_file,
                                      .error = S_error,
                                      .warning = S_warning,
                                      .file_end = S_file_end,
                                      .end = S_end};

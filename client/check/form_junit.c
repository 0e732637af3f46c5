/* The report as JUnit XML for CI: a file is a test suite, the file as a whole and each error in it a test
 * case. A suite begins with its counts, so its cases wait in a temporary file. See report.h. */
#include "check/report.h"

#include <string.h>

static void S_start(struct report *r)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", r->out);
}

static void S_file(struct report *r, const struct check_file *f)
{
    (void)f;
    r->case_count = 0;
    r->cases = tmpfile();
}

static void S_xml(struct report *r, const char *s)
{
    buf_xml(&r->line, s, strlen(s));
}

static void S_case(struct report *r, const char *path, const char *name)
{
    buf_adds(&r->line, "<testcase classname=\"");
    S_xml(r, path);
    buf_adds(&r->line, "\" name=\"");
    S_xml(r, name);
    buf_addc(&r->line, '"');
}

static void S_failure(struct report *r, const struct diag *d)
{
    struct buf text = BUF_INIT;
    diag_text(d, &text);
    buf_addf(&r->line, "><failure type=\"%s\" message=\"", status_info(d->status)->code);
    S_xml(r, buf_ok(&text) ? text.data : "");
    buf_adds(&r->line, "\"/></testcase>\n");
    buf_release(&text);
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    char name[200];
    snprintf(name, sizeof name, "%lld行目 %s", (long long)line, d->item);
    S_case(r, f->path, name);
    S_failure(r, d);
    r->case_count++;
    if (r->cases)
        fwrite(r->line.data, 1, r->line.len, r->cases);
    buf_clear(&r->line);
}

static void S_copy(struct report *r)
{
    char piece[8192];
    size_t n;
    rewind(r->cases);
    while ((n = fread(piece, 1, sizeof piece, r->cases)) > 0)
        fwrite(piece, 1, n, r->out);
    fclose(r->cases);
    r->cases = NULL;
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    bool whole = v->status == ST_OK;
    buf_adds(&r->line, "<testsuite name=\"");
    S_xml(r, f->path);
    buf_addf(&r->line, "\" tests=\"%d\" failures=\"%d\" errors=\"0\">\n", r->case_count + 1,
             r->case_count + !whole);
    if (f->l)
        buf_addf(&r->line,
                 "<properties><property name=\"shubetsu\" value=\"%s\"/><property name=\"han\" value=\"%s\"/>"
                 "<property name=\"encoding\" value=\"%s\"/><property name=\"rows\" "
                 "value=\"%lld\"/></properties>\n",
                 f->l->name, f->l->han, f->encoding ? f->encoding : "", (long long)v->count.rows);
    S_case(r, f->path, "ファイル全体");
    if (whole)
        buf_adds(&r->line, "/>\n");
    else
        S_failure(r, &v->why);
    check_put(r);
    if (r->cases)
        S_copy(r);
    fputs("</testsuite>\n", r->out);
}

static void S_end(struct report *r)
{
    fputs("</testsuites>\n", r->out);
}

const struct check_form check_junit = {.name = "junit",
                                       .max = INT64_MAX,
                                       .start = S_start,
                                       .file = S_file,
                                       .error = S_error,
                                       .file_end = S_file_end,
                                       .end = S_end};

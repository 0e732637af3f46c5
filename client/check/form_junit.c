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
    r->case_count = r->passed = r->skipped = 0;
    check_may_wait(r);
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

static void S_text(struct report *r, const struct diag *d)
{
    struct buf text = BUF_INIT;
    diag_text(d, &text);
    S_xml(r, buf_ok(&text) ? text.data : "");
    buf_release(&text);
}

static void S_failure(struct report *r, const struct diag *d)
{
    buf_addf(&r->line, "><failure type=\"%s\" message=\"", status_info(d->status)->code);
    S_text(r, d);
    buf_adds(&r->line, "\"/></testcase>\n");
}

static void S_skipped(struct report *r, const struct diag *d)
{
    buf_adds(&r->line, "><skipped message=\"");
    S_text(r, d);
    buf_adds(&r->line, "\"/></testcase>\n");
}

static void S_passed(struct report *r, const struct diag *d)
{
    buf_addf(&r->line, "><system-out>%s ", status_info(d->status)->code);
    S_text(r, d);
    buf_adds(&r->line, "</system-out></testcase>\n");
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    char name[sizeof d->item + sizeof d->have + 40];
    if (f->all)
        snprintf(name, sizeof name, "%s %s", d->item, d->have);
    else
        snprintf(name, sizeof name, "%lld行目 %s", (long long)line, d->item);
    S_case(r, f->path, name);
    S_failure(r, d);
    r->case_count++;
    check_wait(r);
}

/* Passes, and says so; under --strict it fails. */
static void S_warning(struct report *r, const struct check_file *f, int64_t line, const char *edaban,
                      const struct finding *w)
{
    char name[200];
    if (f->all)
        snprintf(name, sizeof name, "枝番 %s %s（警告 %s）", edaban, w->diag.item, w->row->name);
    else if (!edaban)
        snprintf(name, sizeof name, "%lld行目 %s（警告 %s）", (long long)line, w->diag.item, w->row->name);
    else
        snprintf(name, sizeof name, "ファイルの終わり 枝番 %s %s（警告 %s）", edaban, w->diag.item,
                 w->row->name);
    S_case(r, f->path, name);
    if (r->strict)
        S_failure(r, &w->diag);
    else
        S_passed(r, &w->diag);
    r->case_count++;
    r->passed += !r->strict;
    check_wait(r);
}

/* What the files cannot tell is skipped; under --strict it fails. */
static void S_unknown(struct report *r, const struct check_file *f, const struct tally_line *t)
{
    struct diag d = DIAG_INIT;
    char name[200], told[TALLY_TOLD];
    snprintf(name, sizeof name, "判定できません %s", status_info(t->status)->code);
    tally_told(t, told);
    diag_setf(&d, t->status, t->item, "ファイルから分かること", "判定できない行 %s", told);
    S_case(r, f->path, name);
    if (r->strict)
        S_failure(r, &d);
    else
        S_skipped(r, &d);
    r->case_count++;
    r->passed += !r->strict;
    r->skipped += !r->strict;
    check_wait(r);
}

/* What the file as a whole fails by: that it is refused, or else by what --max has left out. */
static bool S_whole(const struct report *r, const struct check_result *v, struct diag *ret)
{
    if (v->status != ST_OK) {
        *ret = v->why;
        return false;
    }
    if (v->good || r->case_count > r->passed)
        return true;
    const struct tally *t = v->tally->all ? v->tally : v->warned;
    diag_setf(ret, t->line[0].status, t->line[0].item, NULL, "示していないエラーと警告 %lld件（--max）",
              (long long)(v->tally->all + v->warned->all));
    return false;
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    struct diag why = DIAG_INIT;
    for (int i = 0; i < v->unknown->n; i++)
        S_unknown(r, f, &v->unknown->line[i]);
    bool whole = S_whole(r, v, &why);
    buf_adds(&r->line, "<testsuite name=\"");
    S_xml(r, f->path);
    buf_addf(&r->line, "\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n", r->case_count + 1,
             r->case_count - r->passed + !whole, r->skipped);
    if (f->l)
        buf_addf(
            &r->line,
            "<properties><property name=\"shubetsu\" value=\"%s\"/><property name=\"han\" value=\"%s\"/>"
            "<property name=\"kensaYmd\" value=\"%s\"/><property name=\"encoding\" value=\"%s\"/>"
            "<property name=\"rows\" value=\"%lld\"/><property name=\"lineEnds\" value=\"CRLF %lld, LF %lld, "
            "改行なし %lld\"/></properties>\n",
            f->l->name, f->l->han, r->day, f->encoding ? f->encoding : "", (long long)v->count.rows,
            (long long)v->count.ends.crlf, (long long)v->count.ends.lf, (long long)v->count.ends.none);
    S_case(r, f->path, "ファイル全体");
    if (whole)
        buf_adds(&r->line, "/>\n");
    else
        S_failure(r, &why);
    check_put(r);
    check_waited(r);
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
                                       .warning = S_warning,
                                       .file_end = S_file_end,
                                       .end = S_end};

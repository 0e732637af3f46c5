/* The report for people; see report.h. */
#include <string.h>

#include "base/english.h"
#include "check/report.h"
#include "say.h"

static void S_file(struct report *r, const struct check_file *f)
{
    fprintf(r->out, "%s: ", f->path);
    if (f->all)
        fputs(tr("登録結果と副本の突き合わせ（2.13.2 ②）", "results and 副本 (2.13.2)"), r->out);
    else if (f->l)
        fprintf(r->out, tr("%s（%s 第%s版、検査日 %s %s）", "%s (%s, version %s, judged by %s, %s)"),
                f->l->mei, f->l->name, f->l->han, r->day, r->day_of);
    else
        fputs(tr("種別不明", "of no known kind"), r->out);
    if (f->encoding)
        fprintf(r->out, tr("、文字コード %s%s", ", encoding %s%s"), f->encoding,
                f->guessed ? tr("（自動判定）", " (found out)") : "");
    fputc('\n', r->out);
}

/* Control characters of a value do nothing to the terminal. */
static const char *S_said(enum status st)
{
    return tr(status_info(st)->text, status_info(st)->text_en);
}

static void S_plain(struct report *r, const char *s)
{
    for (; *s; s++)
        fputc((unsigned char)*s < 0x20 || *s == 0x7F ? '?' : *s, r->out);
}

static void S_wants(struct report *r, const struct diag *d)
{
    struct buf out = BUF_INIT;
    if (d->want[0] || d->have[0])
        diag_wants(d, &out);
    if (out.len) {
        fputc(' ', r->out);
        S_plain(r, out.data);
    }
    buf_release(&out);
}

/* What it is about, in the language of who reads. */
static void S_item(struct report *r, const char *before, const char *of, const char *behind)
{
    struct buf item = BUF_INIT;
    english_word(of, strlen(of), &item);
    fprintf(r->out, "%s%s%s", before, item.len ? item.data : "", behind);
    buf_release(&item);
}

static void S_error(struct report *r, const struct check_file *f, int64_t line, const struct diag *d)
{
    if (f->all)
        fputs(tr("  エラー", "  error"), r->out);
    else
        fprintf(r->out, tr("  %lld行目", "  line %lld"), (long long)line);
    S_item(r, " ", d->item, ":");
    S_wants(r, d);
    fprintf(r->out, " [%s%s%s]\n", status_info(d->status)->code, d->rule ? " " : "", d->rule ? d->rule : "");
}

static void S_warning(struct report *r, const struct check_file *f, int64_t line, const char *edaban,
                      const struct finding *w)
{
    if (f->all)
        S_item(r, "  枝番 ", edaban, tr(" 警告", ", warning"));
    else if (!edaban)
        fprintf(r->out, tr("  %lld行目 警告", "  line %lld warning"), (long long)line);
    else
        S_item(r, tr("  ファイルの終わり 枝番 ", "  end of file, 枝番 "), edaban, tr(" 警告", ", warning"));
    S_item(r, " ", w->diag.item, ":");
    S_wants(r, &w->diag);
    fprintf(r->out, " [%s %s]\n", status_info(w->diag.status)->code, w->row->name);
}

/* code × count, and of each code the columns. */
static void S_summary(struct report *r, const char *title, const struct tally *t)
{
    if (t->n)
        fputs(title, r->out);
    for (int i = 0; i < t->n; i++) {
        if (i == 0 || t->line[i].status != t->line[i - 1].status)
            fprintf(r->out, tr("    %s %s: %lld件\n", "    %s %s: %lld\n"),
                    status_info(t->line[i].status)->code, S_said(t->line[i].status),
                    (long long)tally_of_code(t, i));
        S_item(r, "      ", t->line[i].item, "");
        fprintf(r->out, tr(" %lld件\n", " %lld\n"), (long long)t->line[i].count);
    }
}

/* What the files that were given do not tell. */
static void S_unknowns(struct report *r, const struct tally *t)
{
    if (t->n)
        fputs(tr("  判定できません（ほかのファイルか、サーバーにある登録による）:\n",
                 "  not judged (it depends on other files, or on what the server has):\n"),
              r->out);
    for (int i = 0; i < t->n; i++) {
        fprintf(r->out, tr("    %s %s: %lld件", "    %s %s: %lld"), status_info(t->line[i].status)->code,
                S_said(t->line[i].status), (long long)t->line[i].count);
        if (t->line[i].first)
            fprintf(r->out, tr("（最初は %lld行目）", " (first in line %lld)"), (long long)t->line[i].first);
        fputc('\n', r->out);
    }
}

/* Under --strict, what failed a file whose rows are all good. */
static void S_strict(struct report *r, const struct check_result *v)
{
    if (!v->good && v->count.bad == 0)
        fprintf(r->out,
                tr("  --strict により不合格: 警告 %lld件、判定できません %lld件\n",
                   "  failed by --strict: %lld warnings, %lld not judged\n"),
                (long long)v->warned->all, (long long)v->unknown->all);
}

/* Where they are not all as the layout writes them. */
static void S_line_ends(struct report *r, const struct layout *l, const struct line_ends *ends)
{
    const bool lf = l && strcmp(l->line_end, "\n") == 0;
    if (!l || (lf ? ends->crlf : ends->lf) == 0)
        return;
    fprintf(r->out,
            tr("  行末: CRLF %lld行、LF %lld行（レイアウトの行末は %s）\n",
               "  line ends: %lld CRLF, %lld LF (the layout writes %s)\n"),
            (long long)ends->crlf, (long long)ends->lf, lf ? "LF" : "CRLF");
}

static void S_all(struct report *r, const struct check_result *v)
{
    fprintf(r->out,
            tr("  登録結果の枝番 %lld件、副本 %lld行: エラー %lld件、警告 %lld件\n",
               "  %lld 枝番 of results, %lld rows of 副本: %lld errors, %lld warnings\n"),
            (long long)v->issued, (long long)v->count.rows, (long long)v->count.bad,
            (long long)v->count.warned);
    S_strict(r, v);
}

static void S_file_end(struct report *r, const struct check_file *f, const struct check_result *v)
{
    int64_t more = v->tally->all + v->warned->all - r->shown;
    if (more > 0)
        fprintf(r->out,
                v->warned->all ? tr("  ほかにエラーと警告 %lld件（--max で増やせます）\n",
                                    "  and %lld errors and warnings more (see --max)\n")
                               : tr("  ほかにエラー %lld件（--max で増やせます）\n",
                                    "  and %lld errors more (see --max)\n"),
                (long long)more);
    S_summary(r, tr("  エラーの種類:\n", "  kinds of error:\n"), v->tally);
    S_summary(r, tr("  警告の種類:\n", "  kinds of warning:\n"), v->warned);
    S_unknowns(r, v->unknown);
    S_line_ends(r, f->l, &v->count.ends);
    if (v->status != ST_OK) {
        fprintf(r->out, tr("  ファイル全体が受け付けられません: %s %s", "  the whole file is refused: %s %s"),
                status_info(v->status)->code, S_said(v->status));
        S_item(r, tr("（", " ("), v->why.item, tr("）", ")"));
        S_wants(r, &v->why);
        fputc('\n', r->out);
        return;
    }
    if (f->all) {
        S_all(r, v);
        return;
    }
    fprintf(r->out, tr("  %lld行: 正常 %lld、異常 %lld", "  %lld rows: %lld good, %lld bad"),
            (long long)v->count.rows, (long long)(v->count.rows - v->count.bad), (long long)v->count.bad);
    if (v->count.warned)
        fprintf(r->out, tr("（正常のうち警告 %lld）", " (%lld of the good with warnings)"),
                (long long)v->count.warned);
    fputc('\n', r->out);
    S_strict(r, v);
}

static void S_end(struct report *r)
{
    const int files = r->files - r->kakunin;
    if (r->files < 2)
        return;
    fprintf(r->out, tr("%d ファイル%s: 正常 %d、", "%d files%s: %d good, "), files,
            r->kakunin ? tr("と被保険者枝番の確認", " and what they say of 枝番") : "",
            r->files - r->bad_files);
    fprintf(r->out,
            r->strict
                ? tr("エラー・警告・判定できませんあり %d\n", "%d with errors, warnings or rows not judged\n")
                : tr("エラーあり %d\n", "%d with errors\n"),
            r->bad_files);
}

const struct check_form check_text = {.name = "text",
                                      .max = 100,
                                      .file = S_file,
                                      .error = S_error,
                                      .warning = S_warning,
                                      .file_end = S_file_end,
                                      .end = S_end};

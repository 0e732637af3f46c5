/* The report as one page of HTML that needs nothing else; see report.h. */
#include <string.h>

#include "report.h"

static const char S_style[] =
    "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"UTF-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>chukan "
    "実行結果</title>\n<style>\n"
    "body{font-family:\"Hiragino Sans\",\"Noto Sans JP\",\"Yu "
    "Gothic\",Meiryo,sans-serif;max-width:1080px;margin:2em auto;"
    "padding:0 1em;color:#222;background:#fff;line-height:1.6}\n"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em;border-bottom:2px solid #ddd}\n"
    "table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border:1px solid #ddd;padding:.35em .6em;"
    "text-align:left;vertical-align:top}th{background:#f4f5f7}td.n,th.n{text-align:right;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    ".ok{color:#116329}.ng{color:#b42318;font-weight:bold}.skip{color:#667085}\n"
    ".why{color:#b42318;white-space:pre-wrap;overflow-wrap:anywhere}.note{color:#475467;white-space:pre-wrap}"
    "code{font-size:.9em;overflow-wrap:anywhere}\n</style></head><body>\n";

static void S_text(struct buf *out, const char *text)
{
    buf_xml(out, text, strlen(text));
}

static void S_cell(struct buf *out, const char *open, const char *text, const char *close)
{
    buf_adds(out, open);
    S_text(out, text);
    buf_adds(out, close);
}

static void S_columns(const struct report *r, const char *first, struct buf *out)
{
    S_cell(out, "<table><tr><th>", first, "</th>");
    for (const struct pass *p = r->passes; p; p = p->next) {
        S_cell(out, "<th class=\"n\">", p->world, "");
        if (r->repeats > 1)
            buf_addf(out, " %d 回目", p->repeat);
        buf_adds(out, "</th>");
    }
    buf_adds(out, "</tr>\n");
}

static const struct tally *S_tally(const struct pass *p, const char *name)
{
    for (const struct tally *t = p->tallies; t; t = t->next)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

static bool S_before(const struct report *r, const struct pass *p, const char *name)
{
    for (const struct pass *q = r->passes; q != p; q = q->next)
        if (S_tally(q, name))
            return true;
    return false;
}

static void S_tallies(const struct report *r, struct buf *out)
{
    buf_adds(out, "<h2>件数</h2>\n");
    S_columns(r, "項目", out);
    for (const struct pass *p = r->passes; p; p = p->next)
        for (const struct tally *t = p->tallies; t; t = t->next) {
            if (S_before(r, p, t->name))
                continue;
            S_cell(out, "<tr><td>", t->name, "</td>");
            for (const struct pass *q = r->passes; q; q = q->next) {
                const struct tally *have = S_tally(q, t->name);
                if (have)
                    buf_addf(out, "<td class=\"n\">%lld</td>", (long long)have->n);
                else
                    buf_adds(out, "<td class=\"n\">－</td>");
            }
            buf_adds(out, "</tr>\n");
        }
    buf_adds(out, "</table>\n");
}

static void S_marks(const struct report *r, struct buf *out)
{
    buf_adds(out, "<h2>ダイジェスト</"
                  "h2>\n<p>ワールドの内容全体のハッシュです。同じ手順を繰り返すと同じ値になります。</p>\n"
                  "<table><tr><th>ワールド</th><th>名前</th><th>値</th><th>1 回目と</th></tr>\n");
    for (const struct pass *p = r->passes; p; p = p->next)
        for (const struct mark *m = p->marks; m; m = m->next) {
            const struct pass *first = r->passes;
            while (strcmp(first->file, p->file) != 0 || strcmp(first->world, p->world) != 0)
                first = first->next;
            const struct mark *other = report_mark(first, m->name);
            S_cell(out, "<tr><td>", p->world, "");
            buf_addf(out, " %d 回目</td>", p->repeat);
            S_cell(out, "<td>", m->name, "</td>");
            S_cell(out, "<td><code>", m->hex, "</code></td>");
            buf_addf(out, "<td>%s</td></tr>\n",
                     first == p                                 ? "－"
                     : other && strcmp(other->hex, m->hex) == 0 ? "<span class=\"ok\">一致</span>"
                                                                : "<span class=\"ng\">不一致</span>");
        }
    buf_adds(out, "</table>\n");
}

static void S_step(const struct step *s, struct buf *out)
{
    static const char *const words[] = {"<span class=\"ok\">○ 成功</span>",
                                        "<span class=\"ng\">× 失敗</span>",
                                        "<span class=\"skip\">－ 未実施</span>"};
    S_cell(out, "<tr><td>", s->title, "");
    if (s->notes)
        S_cell(out, "<div class=\"note\">", s->notes, "</div>");
    if (s->why)
        S_cell(out, "<div class=\"why\">", s->why, "</div>");
    buf_addf(out,
             "</td><td>%s</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%.2f</td></tr>\n",
             words[s->state], s->acts, s->checks, (double)s->us / 1e6);
}

static void S_pass(const struct pass *p, struct buf *out)
{
    S_cell(out, "<h2>", p->title, "");
    S_cell(out, "（", p->world, "");
    buf_addf(out, "、%d 回目） %s</h2>\n", p->repeat,
             p->failed ? "<span class=\"ng\">失敗</span>" : "<span class=\"ok\">成功</span>");
    S_cell(out, "<p>シナリオ <code>", p->file, "</code></p>\n");
    buf_adds(out, "<table><tr><th>手順</th><th>結果</th><th class=\"n\">操作</th><th class=\"n\">確認</th>"
                  "<th class=\"n\">秒</th></tr>\n");
    for (const struct step *s = p->steps; s; s = s->next)
        S_step(s, out);
    buf_adds(out, "</table>\n");
}

void report_html(const struct report *r, struct buf *out)
{
    int passes = 0, failed = report_failed(r);
    bool tallies = false, marks = false;
    for (const struct pass *p = r->passes; p; p = p->next) {
        passes++;
        tallies = tallies || p->tallies;
        marks = marks || p->marks;
    }
    buf_adds(out, S_style);
    buf_addf(out, "<h1>chukan 実行結果</h1>\n<p class=\"%s\">シナリオ %d 件: 成功 %d、失敗 %d</p>\n",
             failed ? "ng" : "ok", passes, passes - failed, failed);
    if (tallies)
        S_tallies(r, out);
    if (marks)
        S_marks(r, out);
    for (const struct pass *p = r->passes; p; p = p->next)
        S_pass(p, out);
    buf_adds(out,
             "<p class=\"note\">加入者・医療保険者・個人番号はすべて架空のものです。</p>\n</body></html>\n");
}

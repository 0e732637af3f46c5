/* The report as one page of HTML that needs nothing else, for the screen and for A4; see report.h. */
#include <string.h>

#include "world/case/report.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"UTF-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n"
    "body{font-family:\"Hiragino Sans\",\"Noto Sans CJK JP\",\"Noto Sans JP\",\"Yu "
    "Gothic\",Meiryo,sans-serif;"
    "max-width:1080px;margin:2em auto;padding:0 1em;color:#222;background:#fff;line-height:1.6}\n"
    "h1{font-size:1.5em;margin:.2em 0}h2{font-size:1.15em;margin:1.6em 0 .4em;border-bottom:2px solid #889}"
    "h3{font-size:1em;margin:1.2em 0 .2em}\n"
    "table{border-collapse:collapse;width:100%;margin:.4em 0}th,td{border:1px solid #bbb;padding:.25em .5em;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f0f2f5;font-weight:600}"
    "td.n{text-align:right}table.steps{table-layout:fixed}table.steps .a{width:2.6em}table.steps "
    ".b{width:9em}"
    "table.steps .c{width:9.5em}table.steps .d{width:11.5em}th{white-space:nowrap}table.top "
    "th{width:9em;white-space:nowrap}\n"
    ".h{display:inline-block;min-width:4em;text-align:center;border:1px solid #888;padding:0 .4em;"
    "border-radius:3px}.h0{color:#475467}.h1{color:#7a4d00;border-color:#7a4d00}.h2{color:#116329;"
    "border-color:#116329}.h3{color:#b42318;border-color:#b42318;font-weight:bold}\n"
    ".why{color:#b42318}.warn{color:#7a4d00}.small{font-size:.85em;color:#475467}dl{margin:.2em "
    "0}dt{font-weight:600;float:left;"
    "clear:left;width:6em}dd{margin-left:6.5em}\n"
    "@page{size:A4;margin:20mm 12mm 16mm;@top-left{content:\"chukan テスト報告書\";font-size:8pt}"
    "@top-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}\n"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:9pt}"
    "thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}a{color:inherit;"
    "text-decoration:none}}\n</style>\n";

static void S_text(struct buf *out, const char *text)
{
    if (text)
        buf_xml(out, text, strlen(text));
}

/* 2017-05-08T09:00:00+09:00 as a person writes it. */
static void S_time(struct buf *out, const char *before, const char *at, const char *after)
{
    buf_adds(out, before);
    if (at)
        buf_addf(out, "%.10s %.8s", at, at + 11);
    buf_adds(out, after);
}

static void S_put(struct buf *out, const char *before, const char *text, const char *after)
{
    buf_adds(out, before);
    S_text(out, text);
    buf_adds(out, after);
}

static void S_hantei(struct buf *out, const char *hantei)
{
    int h = 0;
    while (h < HANTEI_COUNT - 1 && strcmp(hantei_mei((enum hantei)h), hantei) != 0)
        h++;
    buf_addf(out, "<span class=\"h h%d\">%s</span>", h, hantei);
}

/* --- the top -----------------------------------------------------------------------------------------------
 */

static void S_top(struct buf *out, const struct report *r)
{
    buf_addf(out, "<title>テスト報告書 ロット%s</title></head><body>\n<h1>テスト報告書（ロット%s）</h1>\n",
             r->lot, r->lot);
    S_time(out, "<table class=\"top\"><tr><th>実施日時</th><td>", r->real_at, "</td>");
    S_time(out, "<th>仮想日時</th><td>", r->at, "</td></tr>");
    S_put(out, "<tr><th>実施者</th><td>", r->jisshisha ? r->jisshisha : "　", "</td>");
    S_put(out, "<th>確認者</th><td>", r->kakuninsha ? r->kakuninsha : "　", "</td></tr>");
    S_put(out, "<tr><th>版</th><td>chukan ", r->version, "</td>");
    buf_addf(out, "<th>ワールド</th><td>%s（%lld 回目、世代 %lld）</td></tr>", r->world, (long long)r->run,
             (long long)r->generation);
    if (r->kake)
        buf_addf(out,
                 "<tr><th>記録の欠け</th><td colspan=\"3\" class=\"why\">%lld "
                 "件を記録できませんでした。この報告に出ないことがあります</td></tr>",
                 (long long)r->kake);
    buf_adds(out, "<tr><th>医療保険者</th><td colspan=\"3\">");
    const char *const *who = r->hokensha.items;
    for (size_t i = 0; i < r->hokensha.n; i++)
        S_put(out, i ? "、" : "", who[i], "");
    buf_adds(out, r->hokensha.n ? "</td></tr></table>\n" : "まだ何も届いていません</td></tr></table>\n");
}

static void S_count(struct buf *out, const char *hantei, int64_t n)
{
    buf_adds(out, "<td class=\"n\">");
    S_hantei(out, hantei);
    buf_addf(out, " %lld</td>", (long long)n);
}

/* A line an item, then a line a case. */
static void S_overview(struct buf *out, const struct report *r)
{
    const struct report_case *c = r->cases.items;
    const char *item = "";
    buf_addf(out, "<table><tr><th>テストケース</th><td class=\"n\">%zu</td>", r->cases.n);
    S_count(out, "合格", r->gokaku);
    S_count(out, "不合格", r->fugokaku);
    S_count(out, "実施中", r->jisshichu);
    S_count(out, "未実施", r->mijisshi);
    buf_adds(out, "</tr></table>\n<h2>一覧</h2>\n<table><thead><tr><th>番号</th><th>テストケース</th>"
                  "<th>判定</th><th>実施日時</th><th>医療保険者</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < r->cases.n; i++) {
        if (strcmp(item, c[i].item) != 0)
            S_put(out, "<tr><th colspan=\"5\">", c[i].item_mei, "</th></tr>\n");
        item = c[i].item;
        buf_addf(out, "<tr><td>%s</td><td><a href=\"#c-%s\">", c[i].id, c[i].id);
        S_put(out, "", c[i].title, "</a></td><td>");
        S_hantei(out, c[i].hantei);
        S_time(out, "</td><td>", c[i].real_at, "</td>");
        S_put(out, "<td>", c[i].hokensha && c[i].real_at ? c[i].hokensha : "", "</td></tr>\n");
    }
    buf_adds(out, "</tbody></table>\n");
}

static void S_texts(struct buf *out, const struct list *texts)
{
    const char *const *all = texts->items;
    buf_adds(out, "<td>");
    for (size_t i = 0; i < texts->n; i++)
        S_put(out, i ? "、" : "", all[i], "");
    buf_adds(out, "</td>");
}

/* What rules warned of in the run: a line a rule. */
static void S_kisoku(struct buf *out, const struct report *r)
{
    const struct report_kisoku *k = r->keikoku.items;
    if (!r->keikoku.n)
        return;
    buf_adds(out, "<h2>警告</h2>\n<table><thead><tr><th>コード</th><th>規則</th><th>件数</th><th>内容</th>"
                  "<th>枝番（初め）</th><th>受付番号（初め）</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < r->keikoku.n; i++) {
        S_put(out, "<tr><td>", k[i].code, "</td>");
        S_put(out, "<td>", k[i].kisoku, "</td>");
        buf_addf(out, "<td class=\"n\">%lld</td>", (long long)k[i].kensu);
        S_put(out, "<td>", k[i].naiyo, "</td>");
        S_texts(out, &k[i].edaban);
        S_texts(out, &k[i].uketsuke);
        buf_adds(out, "</tr>\n");
    }
    buf_adds(out, "</tbody></table>\n");
}

/* --- a case ------------------------------------------------------------------------------------------------
 */

static void S_keikoku(struct buf *out, const struct report_step *s)
{
    struct buf words = BUF_INIT;
    report_keikoku_words(&s->keikoku, s->keikoku_hoka, &words);
    if (words.len)
        S_put(out, "<div class=\"warn\">", words.data, "</div>");
    buf_release(&words);
}

static void S_step(struct buf *out, const struct report_step *s)
{
    const struct report_difference *d = s->difference.items;
    if (s->te == INT64_MIN)
        buf_adds(out, "<tr><td></td>");
    else
        buf_addf(out, "<tr><td class=\"n\">%lld</td>", (long long)s->te);
    S_put(out, "<td>", s->what, "</td>");
    S_put(out, "<td>", s->kekka, "</td><td>");
    S_put(out, "", s->jissai, "");
    for (size_t i = 0; i < s->difference.n; i++) {
        S_put(out, "<div class=\"why\">", d[i].mei, ": 期待: ");
        S_put(out, "", d[i].want, "、実際: ");
        S_put(out, "", d[i].have, "</div>");
    }
    S_keikoku(out, s);
    S_time(out, "</td><td>", s->real_at, "");
    if (s->at)
        S_time(out, "<div class=\"small\">仮想 ", s->at, "</div>");
    S_put(out, "</td><td>", s->uketsuke, "");
    if (s->edaban)
        S_put(out, "<div class=\"small\">枝番 ", s->edaban, "</div>");
    buf_adds(out, "</td></tr>\n");
}

static void S_line(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    S_put(out, "<dt>", name, "</dt>");
    S_put(out, "<dd>", text, "</dd>\n");
}

static void S_attempts(struct buf *out, const struct report_case *c)
{
    const struct report_attempt *a = c->attempts.items;
    for (size_t i = 0; i < c->attempts.n; i++) {
        S_time(out, "<dt>前の試み</dt><dd>", a[i].real_at, " ");
        S_put(out, a[i].hantei, a[i].why ? ": " : NULL, "");
        S_put(out, "", a[i].why, "</dd>\n");
    }
}

static void S_runs(struct buf *out, const struct report_case *c)
{
    struct buf runs = BUF_INIT;
    report_runs(c, &runs);
    if (runs.len)
        S_line(out, "前の回", runs.data);
    buf_release(&runs);
}

static bool S_other_before(const struct report_case *c)
{
    struct buf runs = BUF_INIT;
    report_runs(c, &runs);
    bool any = runs.len > 0;
    buf_release(&runs);
    return any;
}

static void S_case(struct buf *out, const struct report_case *c)
{
    buf_addf(out, "<section class=\"case\"><h3 id=\"c-%s\">%s ", c->id, c->id);
    S_put(out, "", c->title, " ");
    S_hantei(out, c->hantei);
    if (c->hantei != c->jido)
        S_put(out, " <span class=\"small\">自動判定は", c->jido, "</span>");
    buf_adds(out, "</h3>\n<dl>");
    S_line(out, "項目", c->item_mei);
    S_line(out, "確認観点", c->kanten);
    S_line(out, "期待", c->expected);
    S_line(out, "判定の理由", c->riyu);
    S_line(out, "コメント", c->comment);
    S_line(out, "記入者", c->dare);
    S_attempts(out, c);
    S_runs(out, c);
    buf_adds(out, "</dl>\n");
    const struct report_step *s = c->steps.items;
    buf_adds(out, "<table class=\"steps\"><thead><tr><th class=\"a\">手順</th><th class=\"b\">行うこと</th>"
                  "<th class=\"a\">結果</th><th>実際</th><th class=\"c\">日時</th><th "
                  "class=\"d\">受付番号</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->steps.n; i++)
        S_step(out, &s[i]);
    buf_adds(out, "</tbody></table></section>\n");
}

void report_html(const struct report *r, struct buf *out)
{
    const struct report_case *c = r->cases.items;
    buf_adds(out, head);
    S_top(out, r);
    S_overview(out, r);
    S_kisoku(out, r);
    buf_adds(out, "<h2>実施したテストケース</h2>\n");
    for (size_t i = 0; i < r->cases.n; i++)
        if (strcmp(c[i].hantei, "未実施") != 0 || c[i].comment || S_other_before(&c[i]))
            S_case(out, &c[i]);
    buf_adds(out, "</body></html>\n");
}

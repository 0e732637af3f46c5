/* The report as JUnit XML; see report.h. One testcase a line: what reads it by lines finds each. */
#include <stdio.h>
#include <string.h>

#include "world/case/report.h"

static void S_attr(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, " %s=\"", name);
    buf_xml(out, value, strlen(value));
    buf_addc(out, '"');
}

/* hantei NULL: the words alone. */
static void S_element(struct buf *out, const char *name, const char *hantei, const char *words)
{
    buf_addf(out, "<%s message=\"%s%s", name, hantei ? hantei : "", hantei && *words ? ": " : "");
    buf_xml(out, words, strlen(words));
    buf_adds(out, "\"/>");
}

static void S_said(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_adds(out, name);
    buf_xml(out, text, strlen(text));
    buf_adds(out, "／");
}

/* What a person has said of it, beside the daemon's own verdict. */
static void S_by_hand(struct buf *out, const struct report_case *c)
{
    if (c->hantei != c->jido) {
        S_said(out, "手での判定 ", c->hantei);
        S_said(out, "理由 ", c->riyu);
        S_said(out, "自動の判定 ", c->jido);
        S_said(out, "", c->why);
    }
    S_said(out, "コメント ", c->comment);
    S_said(out, "記入者 ", c->dare);
}

static void S_keikoku(struct buf *out, const struct report_step *s)
{
    struct buf words = BUF_INIT;
    report_keikoku_words(&s->keikoku, s->keikoku_hoka, &words);
    if (words.len) {
        buf_addc(out, ' ');
        buf_xml(out, words.data, words.len);
    }
    buf_release(&words);
}

/* What was seen, in words, for whoever reads the failure. */
static void S_out(struct buf *out, const struct report_case *c)
{
    const struct report_step *s = c->steps.items;
    struct buf runs = BUF_INIT;
    buf_adds(out, "<system-out>");
    S_by_hand(out, c);
    report_runs(c, &runs);
    if (runs.len) {
        buf_adds(out, "前の回 ");
        buf_xml(out, runs.data, runs.len);
        buf_adds(out, c->steps.n ? "／" : "");
    }
    buf_release(&runs);
    for (size_t i = 0; i < c->steps.n; i++) {
        buf_addf(out, "%s%s ", i ? "／" : "", s[i].kekka);
        buf_xml(out, s[i].what, strlen(s[i].what));
        const char *const more[] = {s[i].real_at, s[i].at, s[i].uketsuke, s[i].jissai};
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            if (more[k]) {
                buf_addc(out, ' ');
                buf_xml(out, more[k], strlen(more[k]));
            }
        S_keikoku(out, &s[i]);
    }
    buf_adds(out, "</system-out>");
}

/* A text may have lines of its own. */
static void S_one_line(struct buf *out, size_t from)
{
    for (size_t i = from; i < out->len; i++)
        if (out->data[i] == '\n')
            out->data[i] = ' ';
}

static void S_case(struct buf *out, const struct report_case *c)
{
    size_t from = out->len;
    buf_adds(out, "<testcase");
    S_attr(out, "classname", c->item_mei);
    buf_addf(out, " name=\"%s ", c->id);
    buf_xml(out, c->title, strlen(c->title));
    buf_addc(out, '"');
    buf_adds(out, ">");
    const char *why = c->riyu ? c->riyu : c->why ? c->why : "";
    if (strcmp(c->hantei, "不合格") == 0)
        S_element(out, "failure", NULL, why);
    else if (strcmp(c->hantei, "合格") != 0)
        S_element(out, "skipped", c->hantei, why);
    S_out(out, c);
    S_one_line(out, from);
    buf_adds(out, "</testcase>\n");
}

static void S_property(struct buf *out, const char *name, const char *value)
{
    buf_adds(out, "<property");
    S_attr(out, "name", name);
    S_attr(out, "value", value);
    buf_adds(out, "/>\n");
}

/* What rules warned of in the run. */
static void S_kisoku(struct buf *out, const struct report *r)
{
    const struct report_kisoku *k = r->keikoku.items;
    struct buf words = BUF_INIT;
    for (size_t i = 0; i < r->keikoku.n; i++) {
        buf_adds(&words, i ? "／警告 " : "警告 ");
        report_kisoku_words(&k[i], &words);
    }
    if (words.len) {
        buf_adds(out, "<system-out>");
        buf_xml(out, words.data, words.len);
        buf_adds(out, "</system-out>\n");
    }
    buf_release(&words);
}

void report_junit(const struct report *r, struct buf *out)
{
    const struct report_case *c = r->cases.items;
    const char *const *who = r->hokensha.items;
    buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
    S_attr(out, "name", r->world);
    buf_addf(out, " tests=\"%zu\" failures=\"%lld\" skipped=\"%lld\"", r->cases.n, (long long)r->fugokaku,
             (long long)(r->jisshichu + r->mijisshi));
    S_attr(out, "timestamp", r->real_at);
    buf_adds(out, ">\n<properties>\n");
    S_property(out, "lot", r->lot);
    S_property(out, "version", r->version);
    S_property(out, "virtualTime", r->at);
    if (r->jisshisha)
        S_property(out, "jisshisha", r->jisshisha);
    if (r->kakuninsha)
        S_property(out, "kakuninsha", r->kakuninsha);
    if (r->kake) {
        char kake[24];
        snprintf(kake, sizeof kake, "%lld", (long long)r->kake);
        S_property(out, "kirokuNoKake", kake);
    }
    for (size_t i = 0; i < r->hokensha.n; i++)
        S_property(out, "hokensha", who[i]);
    buf_adds(out, "</properties>\n");
    for (size_t i = 0; i < r->cases.n; i++)
        S_case(out, &c[i]);
    S_kisoku(out, r);
    buf_adds(out, "</testsuite>\n");
}

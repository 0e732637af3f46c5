/* The report as CSV for a spreadsheet, one line a step; see report.h. UTF-8 with its mark, so that Excel
 * reads it. */
#include <stdio.h>
#include <string.h>

#include "file/case/sheet.h"
#include "world/case/report.h"

static const char *S_difference(const struct report_step *s, struct buf *room)
{
    const struct report_difference *d = s->difference.items;
    buf_clear(room);
    for (size_t i = 0; i < s->difference.n; i++)
        buf_addf(room, "%s%s: 期待: %s、実際: %s", i ? "／" : "", d[i].mei, d[i].want, d[i].have);
    return room->len ? room->data : "";
}

static const char *S_keikoku(const struct report_step *s, struct buf *room)
{
    buf_clear(room);
    report_keikoku_words(&s->keikoku, s->keikoku_hoka, room);
    return room->len ? room->data : "";
}

static void S_line(const struct report *r, const struct report_case *c, const struct report_step *s,
                   struct buf *room, struct buf *runs, struct buf *out)
{
    static const struct report_step none = {.kekka = ""};
    if (!s)
        s = &none;
    buf_clear(runs);
    report_runs(c, runs);
    const char *const cells[] = {r->lot,      c->item_mei, c->id,       c->title,   c->expected,
                                 c->hantei,   c->jido,     c->why,      c->riyu,    c->comment,
                                 c->dare,     s->what,     s->kekka,    s->real_at, s->at,
                                 s->hokensha, s->edaban,   s->uketsuke, s->jissai};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        sheet_cell(out, cells[i], ",");
    sheet_cell(out, S_difference(s, room), ",");
    sheet_cell(out, runs->len ? runs->data : "", ",");
    sheet_cell(out, S_keikoku(s, room), "\r\n");
}

/* A line a rule, at the top. */
static void S_kisoku(const struct report *r, struct buf *room, struct buf *out)
{
    const struct report_kisoku *k = r->keikoku.items;
    for (size_t i = 0; i < r->keikoku.n; i++) {
        buf_clear(room);
        report_kisoku_words(&k[i], room);
        sheet_cell(out, "警告", ",");
        sheet_cell(out, room->len ? room->data : "", "\r\n");
    }
}

void report_csv(const struct report *r, struct buf *out)
{
    struct buf room = BUF_INIT, runs = BUF_INIT;
    char kake[24];
    const struct report_case *c = r->cases.items;
    const char *const heads[][2] = {{"実施日時", r->real_at},    {"仮想日時", r->at},
                                    {"実施者", r->jisshisha},    {"確認者", r->kakuninsha},
                                    {"chukan の版", r->version}, {"ワールド", r->world},
                                    {"記録の欠け", kake}};
    snprintf(kake, sizeof kake, "%lld", (long long)r->kake);
    buf_adds(out, SHEET_MARK);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        sheet_cell(out, heads[i][0], ",");
        sheet_cell(out, heads[i][1], "\r\n");
    }
    S_kisoku(r, &room, out);
    buf_adds(out, "ロット,項目,番号,題,期待,判定,自動判定,理由,手で判定した理由,コメント,記入者,行うこと,"
                  "結果,実施日時,仮想日時,"
                  "保険者番号,枝番,受付番号,実際,相違,前の回,警告\r\n");
    for (size_t i = 0; i < r->cases.n; i++) {
        const struct report_step *s = c[i].steps.items;
        for (size_t k = 0; k < (c[i].steps.n ? c[i].steps.n : 1); k++)
            S_line(r, &c[i], c[i].steps.n ? &s[k] : NULL, &room, &runs, out);
    }
    buf_release(&room);
    buf_release(&runs);
}

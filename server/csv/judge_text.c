/* How errors of a row are told; see judge_row.h. */
#include <stdio.h>

#include "csv/charset_kind.h"
#include "csv/judge_row.h"

/* Double bytes without a character in an insurer's code are decoded to this plus the bytes. */
enum { RAW_PLANE = 0x100000, SHOWN = 100 };

void judge_add_value(struct judged *r, enum status st, const struct column *c, const char *want,
                     struct str have)
{
    if (r->n < JUDGE_ERRORS)
        diag_str(&r->out[r->n++], st, c->mei, want, have);
}

void judge_add(struct judged *r, enum status st, const struct column *c, const char *want, const char *have)
{
    judge_add_value(r, st, c, want, str_of(have));
}

void judge_add_presence(struct judged *r, const struct column *c, const struct when *w, const char *want,
                        const char *have)
{
    char text[200];
    if (w)
        snprintf(text, sizeof text, "%s（%sが %s のとき）", want, r->j->l->columns[w->column].mei, w->values);
    else
        snprintf(text, sizeof text, "%s", want);
    judge_add(r, ST_ROW_COLUMN, c, text, have);
}

static bool S_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

/* A character that nobody else can read: of private use, or none of the code at all. */
static void S_add_gaiji(struct judged *r, const struct column *c, long at, uint32_t code)
{
    char have[120];
    if (code > RAW_PLANE && code < RAW_PLANE + 0xFFFE)
        snprintf(have, sizeof have, "%ld文字めが 0x%04X（%s に割り当てのない文字コード）", at,
                 (unsigned)code - RAW_PLANE, charset_name(r->j->cs));
    else
        snprintf(have, sizeof have, "%ld文字めが U+%04X（外字）", at, (unsigned)code);
    judge_add(r, ST_ROW_GAIJI, c, "文字コードに割り当てのある文字（外字を除く）", have);
}

/* Tells the first such character of v, if there is one. */
static bool S_gaiji_in(struct judged *r, const struct column *c, struct str v)
{
    long at = 1;
    for (size_t i = 0, n; i < v.n; i += n, at++) {
        uint32_t code = charset_code_point(v.p + i, &n);
        if (S_private(code)) {
            S_add_gaiji(r, c, at, code);
            return true;
        }
    }
    return false;
}

void judge_add_code(struct judged *r, const struct column *c, struct str v)
{
    char want[200] = "";
    size_t at = 0;
    for (int i = 0; i < c->codes->n && at + 40 < sizeof want; i++)
        at += (size_t)snprintf(want + at, sizeof want - at, "%s%s %s", i ? "・" : "",
                               c->codes->codes[i].value, c->codes->codes[i].mei);
    if (!S_gaiji_in(r, c, v))
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
}

static void S_form_text(const struct column *c, char *out, size_t cap)
{
    const char *unit = c->chars == CLASS_DIGITS ? "桁" : "文字";
    if (c->date == DATE_ERA)
        snprintf(out, cap, "暦にある和暦の日付（元号 1 明治〜5 令和と年月日 6桁）");
    else if (c->date == DATE_YMD)
        snprintf(out, cap, "暦にある日付（YYYYMMDD）");
    else if (c->min == c->max)
        snprintf(out, cap, "%s %ld%s", char_class_mei(c->chars), c->min, unit);
    else
        snprintf(out, cap, "%s %ld〜%ld%s", char_class_mei(c->chars), c->min, c->max, unit);
}

/* A value that was meant as a 個人番号 is never shown, however long it is. */
void judge_add_form(struct judged *r, const struct column *c, struct str v, long len, uint32_t code)
{
    char want[200], have[64];
    S_form_text(c, want, sizeof want);
    if (S_gaiji_in(r, c, v))
        return;
    if (len < 0 && !(code >= 0x20 && code < 0x7F)) {
        snprintf(have, sizeof have, "%ld文字めが U+%04X", -len, (unsigned)code);
        judge_add(r, ST_ROW_COLUMN, c, want, have);
    } else if (c->check == CHECK_KOJIN_BANGO || (len >= 0 && v.n > SHOWN)) {
        snprintf(have, sizeof have, "%ld文字", str_utf8_len(v));
        judge_add(r, ST_ROW_COLUMN, c, want, have);
    } else {
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
    }
}

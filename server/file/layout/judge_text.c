/* How errors of a row are told; see judge_row.h. */
#include <stdio.h>

#include "file/charset/charset_kind.h"
#include "file/layout/codemap.h"
#include "file/layout/era.h"
#include "file/layout/judge_row.h"

enum { SHOWN = 100 };

void judge_add_value(struct judged *r, enum status st, const struct column *c, const char *want,
                     struct str have)
{
    r->found++;
    if (r->n >= (r->j->first ? 1 : JUDGE_ERRORS))
        return;
    char shown[sizeof r->out->want]; /* longer than what is told of it */
    size_t n = str_mask_row(shown, sizeof shown, have);
    diag_str(&r->out[r->n++], st, c->mei, want, (struct str){shown, n});
}

void judge_add(struct judged *r, enum status st, const struct column *c, const char *want, const char *have)
{
    judge_add_value(r, st, c, want, str_of(have));
}

/* The words of values, as the insurer's files have them. */
static void S_theirs(struct judged *r, const struct column *c, const char *values, char *out, size_t cap)
{
    size_t at = 0;
    out[0] = 0;
    for (const char *p = values; *p && at < cap;) {
        size_t n = strcspn(p, " ");
        struct str v = {p, n};
        if (c->codes)
            v = code_map_out(r->j->map, c->codes->name, v);
        at += (size_t)snprintf(out + at, cap - at, "%s%.*s", at ? " " : "", (int)v.n, v.p);
        p += n + (p[n] == ' ');
    }
}

void judge_add_presence(struct judged *r, const struct column *c, const struct when *w, const char *want,
                        const char *have)
{
    char text[200], values[80];
    if (!w) {
        judge_add(r, ST_ROW_COLUMN, c, want, have);
        return;
    }
    S_theirs(r, &r->j->l->columns[w->column], w->values, values, sizeof values);
    snprintf(text, sizeof text, "%s（%sが %s のとき）", want, r->j->l->columns[w->column].mei, values);
    judge_add(r, ST_ROW_COLUMN, c, text, have);
}

void judge_add_some(struct judged *r, const struct some *o)
{
    char mei[200];
    size_t at = 0;
    for (int i = 0; i < o->n && at < sizeof mei; i++)
        at += (size_t)snprintf(mei + at, sizeof mei - at, "%s%s", i ? "・" : "",
                               r->j->l->columns[o->columns[i]].mei);
    const struct column all = {.mei = mei};
    const struct when w = {.column = o->column, .values = o->values};
    judge_add_presence(r, &all, o->column >= 0 ? &w : NULL, "どれか一つの値", DIAG_EMPTY);
}

static bool S_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

/* A character that nobody else can read: of private use, or none of the code at all. */
static void S_add_gaiji(struct judged *r, const struct column *c, long at, uint32_t code)
{
    char have[120], raw[CHARSET_SHOWN];
    const char *name = charset_name(r->j->cs);
    charset_show(r->j->cs, code, raw);
    if (raw[0] && code >= CHARSET_UNASSIGNED)
        snprintf(have, sizeof have, "%ld文字めが %s（%s に割り当てのない文字コード）", at, raw, name);
    else if (raw[0])
        snprintf(have, sizeof have, "%ld文字めが U+%04X（外字、%s の %s）", at, (unsigned)code, name, raw);
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

bool judge_add_beyond(struct judged *r, const struct column *c, struct str cell)
{
    if (charset_ascii(cell.p, cell.n) == cell.n)
        return false;
    struct buf raw = BUF_INIT;
    uint32_t code = 0;
    size_t n = charset_encode(r->j->cs, cell, &raw, &code);
    buf_release(&raw);
    if (n == cell.n)
        return false;
    char have[120];
    if (c->himitsu)
        snprintf(have, sizeof have, "%s にない文字（示しません）", charset_name(r->j->cs));
    else
        snprintf(have, sizeof have, "%ld文字めが U+%04X（%s にない文字）",
                 str_utf8_len((struct str){cell.p, n}) + 1, (unsigned)code, charset_name(r->j->cs));
    judge_add(r, ST_ROW_GAIJI, c, "文字コードに割り当てのある文字（外字を除く）", have);
    return true;
}

void judge_add_code(struct judged *r, const struct column *c, struct str v)
{
    char want[CODE_MAP_WANT];
    code_map_want(r->j->map, c->codes, want, sizeof want);
    if (!S_gaiji_in(r, c, v))
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
}

static void S_form_text(const struct column *c, char *out, size_t cap)
{
    const char *unit = c->chars == CLASS_DIGITS ? "桁" : "文字";
    char eras[110];
    if (c->date == DATE_ERA && strcmp(c->eras, ERA_USUAL) == 0)
        snprintf(out, cap, "暦にある和暦の日付（元号 1 明治〜5 令和と年月日 6桁）");
    else if (c->date == DATE_ERA) {
        era_text(c->eras, eras, sizeof eras);
        snprintf(out, cap, "暦にある和暦の日付（元号 %sと年月日 6桁）", eras);
    } else if (c->date == DATE_YMD)
        snprintf(out, cap, "暦にある日付（YYYYMMDD）");
    else if (c->min == c->max)
        snprintf(out, cap, "%s %ld%s", char_class_mei(c->chars), c->min, unit);
    else
        snprintf(out, cap, "%s %ld〜%ld%s", char_class_mei(c->chars), c->min, c->max, unit);
}

/* No text shows it, or not as it is: it was meant as a 個人番号, holds what may be one, or is too long. */
static bool S_unshown(const struct column *c, struct str v)
{
    if (c->check == CHECK_KOJIN_BANGO || v.n > SHOWN)
        return true;
    char masked[SHOWN + 1];
    return str_mask_row(masked, sizeof masked, v) != v.n || memcmp(masked, v.p, v.n) != 0;
}

/* The character that does not belong there; the digits of a number are not told. */
static void S_stranger(long at, uint32_t code, char *have, size_t cap)
{
    if (code >= 0xFF10 && code <= 0xFF19)
        snprintf(have, cap, "%ld文字めが全角の数字", at);
    else if (code == ' ' || code == 0x3000)
        snprintf(have, cap, "%ld文字めが U+%04X（%sの空白）", at, (unsigned)code,
                 code == ' ' ? "半角" : "全角");
    else if (code > ' ' && code < 0x7F)
        snprintf(have, cap, "%ld文字めが「%c」", at, (char)code);
    else
        snprintf(have, cap, "%ld文字めが U+%04X", at, (unsigned)code);
}

void judge_add_form(struct judged *r, const struct column *c, struct str v, long len, uint32_t code)
{
    char want[200], have[SHOWN + 40];
    bool stranger = len < 0, hidden = S_unshown(c, v);
    bool visible = code > 0x20 && code < 0x7F;
    S_form_text(c, want, sizeof want);
    if (c->himitsu) {
        snprintf(have, sizeof have, "%ld文字（示しません）", str_utf8_len(v));
        judge_add(r, ST_ROW_COLUMN, c, want, have);
        return;
    }
    if (S_gaiji_in(r, c, v))
        return;
    if (stranger && (hidden || !visible)) {
        S_stranger(-len, code, have, sizeof have);
        judge_add(r, ST_ROW_COLUMN, c, want, have);
    } else if (hidden) {
        snprintf(have, sizeof have, "%ld文字", str_utf8_len(v));
        judge_add(r, ST_ROW_COLUMN, c, want, have);
    } else if (stranger || c->date != DATE_NONE) {
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
    } else {
        snprintf(have, sizeof have, "%.*s（%ld文字）", (int)v.n, v.p, len);
        judge_add(r, ST_ROW_COLUMN, c, want, have);
    }
}

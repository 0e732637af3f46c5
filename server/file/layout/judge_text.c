/* How errors of a row are told; see judge_row.h. */
#include <stdio.h>

#include "base/kojin_bango.h"
#include "file/charset/charset_kind.h"
#include "base/character.h"
#include "file/layout/codemap.h"
#include "file/layout/era.h"
#include "file/layout/judge_row.h"

enum { SHOWN = 100, HINT = 160 };

/* theirs: so many bytes of have are of the row; SIZE_MAX: all of it. */
static void S_add(struct judged *r, enum status st, const struct column *c, const char *want, struct str have,
                  size_t theirs)
{
    r->found++;
    if (r->n >= (r->j->first ? 1 : JUDGE_ERRORS))
        return;
    char shown[sizeof r->out->want]; /* longer than what is told of it */
    size_t n = str_mask_row(shown, sizeof shown, have);
    diag_str(&r->out[r->n], st, c->mei, want, (struct str){shown, n});
    diag_theirs(&r->out[r->n++], theirs);
}

void judge_add_value(struct judged *r, enum status st, const struct column *c, const char *want,
                     struct str have)
{
    S_add(r, st, c, want, have, SIZE_MAX);
}

void judge_add(struct judged *r, enum status st, const struct column *c, const char *want, const char *have)
{
    S_add(r, st, c, want, str_of(have), 0);
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

/* Nobody has ever given it a shape, or it is what is left of one. */
static bool S_shapeless(uint32_t code)
{
    const enum character c = character_of(code);
    return c == CHARACTER_LOST || c == CHARACTER_UNASSIGNED;
}

/* A character that nobody else can read: of private use, or none of the code at all. */
static void S_add_gaiji(struct judged *r, const struct column *c, long at, uint32_t code)
{
    char have[120], raw[CHARSET_SHOWN];
    const char *name = charset_name(r->j->cs);
    charset_show(r->j->cs, code, raw);
    if (S_shapeless(code))
        snprintf(have, sizeof have, "%ld文字めが U+%04X（%s）", at, (unsigned)code,
                 character_mei(character_of(code)));
    else if (raw[0] && code >= CHARSET_UNASSIGNED)
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
        if (S_private(code) || S_shapeless(code)) {
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

/* Drawn by itself, so that it can be shown. */
static bool S_drawn(uint32_t code)
{
    return code > 0x9F && !character_unseen(code) && character_of(code) == CHARACTER_FINE &&
           !(code >= 0x300 && code <= 0x36F) && code != 0x3099 && code != 0x309A;
}

/* The character that does not belong there; the digits of a number are not told. */
static void S_stranger(long at, uint32_t code, char *have, size_t cap)
{
    char shown[5] = "";
    const char *control = character_control(code);
    const size_t n = charset_put(shown, code);
    const struct str v = {shown, n};
    if (code >= 0xFF10 && code <= 0xFF19)
        snprintf(have, cap, "%ld文字めが全角の数字", at);
    else if (code >= 0x80 && kojin_bango_digits(v))
        snprintf(have, cap, "%ld文字めがほかの字体の数字", at);
    else if (code == ' ' || code == 0x3000)
        snprintf(have, cap, "%ld文字めが U+%04X（%sの空白）", at, (unsigned)code,
                 code == ' ' ? "半角" : "全角");
    else if (code > ' ' && code < 0x7F)
        snprintf(have, cap, "%ld文字めが「%c」", at, (char)code);
    else if (S_drawn(code))
        snprintf(have, cap, "%ld文字めが「%.*s」（%sU+%04X）", at, (int)n, shown,
                 code >= 0xFF61 && code <= 0xFF9F ? "半角カナ、" : "", (unsigned)code);
    else if (code < 0xA0 && control)
        snprintf(have, cap, "%ld文字めが U+%04X（制御文字 %s）", at, (unsigned)code, control);
    else if (code < 0xA0)
        snprintf(have, cap, "%ld文字めが U+%04X（制御文字）", at, (unsigned)code);
    else
        snprintf(have, cap, "%ld文字めが U+%04X（%s）", at, (unsigned)code,
                 character_of(code) != CHARACTER_FINE ? character_mei(character_of(code))
                                                      : "見えないか、重ねて書く文字");
}

/* A value that begins or ends with a blank is told in quotes. */
static int S_quoted(struct str v, char *out, size_t cap)
{
    static const char wide[] = "\xE3\x80\x80";
    const bool edge =
        v.n && (v.p[0] == ' ' || v.p[v.n - 1] == ' ' ||
                (v.n >= 3 && (memcmp(v.p, wide, 3) == 0 || memcmp(v.p + v.n - 3, wide, 3) == 0)));
    return snprintf(out, cap, edge ? "「%.*s」" : "%.*s", (int)v.n, v.p);
}

void judge_add_code(struct judged *r, const struct column *c, struct str v)
{
    char want[CODE_MAP_WANT], hint[HINT], have[SHOWN + HINT + 16];
    code_map_want(r->j->map, c->codes, want, sizeof want);
    if (S_gaiji_in(r, c, v))
        return;
    if (S_unshown(c, v) || !judge_hint(r, c, v, (struct judge_told){true, false}, hint, sizeof hint)) {
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
        return;
    }
    int n = S_quoted(v, have, sizeof have);
    snprintf(have + n, sizeof have - (size_t)n, "（%s）", hint);
    S_add(r, ST_ROW_COLUMN, c, want, str_of(have), (size_t)n);
}

/* hidden: nothing of the value but where it goes wrong. How many bytes of have are the value. */
static size_t S_form_have(const struct judged *r, const struct column *c, struct str v, long len,
                          uint32_t code, char *have, size_t cap)
{
    const bool hidden = S_unshown(c, v), stranger = len < 0;
    char hint[HINT], at[SHOWN] = "";
    const bool hinted = judge_hint(r, c, v, (struct judge_told){!hidden, stranger}, hint, sizeof hint);
    if (stranger)
        S_stranger(-len, code, at, sizeof at);
    else if (c->date == DATE_NONE || hidden)
        snprintf(at, sizeof at, "%ld文字", str_utf8_len(v));
    const char *between = at[0] && hinted ? "、" : "";
    if (hidden || (stranger && !(code > 0x20 && code < 0x7F))) {
        snprintf(have, cap, "%s%s%s", at, between, hint);
        return 0;
    }
    int n = S_quoted(v, have, cap);
    if (at[0] || hinted)
        snprintf(have + n, cap - (size_t)n, "（%s%s%s）", at, between, hint);
    return (size_t)n;
}

void judge_add_form(struct judged *r, const struct column *c, struct str v, long len, uint32_t code)
{
    char want[200], have[2 * SHOWN + HINT];
    S_form_text(c, want, sizeof want);
    if (c->himitsu) {
        snprintf(have, sizeof have, "%ld文字（示しません）", str_utf8_len(v));
        judge_add(r, ST_ROW_COLUMN, c, want, have);
        return;
    }
    if (S_gaiji_in(r, c, v))
        return;
    const size_t theirs = S_form_have(r, c, v, len, code, have, sizeof have);
    S_add(r, ST_ROW_COLUMN, c, want, str_of(have), theirs);
}

void judge_add_whole(struct judged *r)
{
    static const struct {
        const char *mei, *want, *have;
    } wholes[] = {[WHOLE_HEADING] = {"見出し行", "データの行（見出し行は不要です）", "列名の並んだ行"},
                  [WHOLE_EMPTY] = {"行", "値のある行", "どの項目も空の行"}};
    const enum judge_whole whole = judge_whole(r);
    if (whole == WHOLE_NOT || (whole == WHOLE_EMPTY && r->found == 1))
        return;
    r->n = 0;
    judge_add(r, ST_ROW_COLUMN, &(struct column){.mei = wholes[whole].mei}, wholes[whole].want,
              wholes[whole].have);
}

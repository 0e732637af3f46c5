/* Judging the values of a row; see judge.h. */
#include "csv/judge.h"

#include <stdio.h>

#include "base/kojin_bango.h"
struct row {
    const struct layout *l;
    const struct charset *cs;
    const struct str *cells;
    struct diag *out;
    int n;
};

/* true when v is one of the words of list, separated by single spaces. */
static bool S_among(const char *list, struct str v)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, " ");
        if (str_eq((struct str){p, n}, v))
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static bool S_code_ok(const struct column *c, struct str v)
{
    for (int i = 0; i < c->codes->n; i++)
        if (str_is(v, c->codes->codes[i].value))
            return true;
    return false;
}

/* What depends on a code that is none itself cannot be judged: only the code is told. */
static enum presence S_presence(const struct row *r, const struct column *c, const struct when **ret_when)
{
    *ret_when = NULL;
    for (int i = 0; i < c->when_count; i++) {
        const struct column *other = &r->l->columns[c->when[i].column];
        struct str value = r->cells[c->when[i].column];
        if (other->codes && !S_code_ok(other, value))
            return PRESENCE_OPTIONAL;
        if (S_among(c->when[i].values, value)) {
            *ret_when = &c->when[i];
            return c->when[i].presence;
        }
    }
    return c->presence;
}

static void S_add(struct row *r, enum status st, const struct column *c, const char *want, struct str have)
{
    if (r->n < JUDGE_ERRORS)
        diag_str(&r->out[r->n++], st, c->mei, want, have);
}

static void S_add_presence(struct row *r, const struct column *c, const struct when *w, const char *want,
                           const char *have)
{
    char text[200];
    if (w)
        snprintf(text, sizeof text, "%s（%sが %s のとき）", want, r->l->columns[w->column].mei, w->values);
    else
        snprintf(text, sizeof text, "%s", want);
    S_add(r, ST_ROW_COLUMN, c, text, str_of(have));
}

static void S_add_code(struct row *r, const struct column *c, struct str v)
{
    char want[200] = "";
    size_t at = 0;
    for (int i = 0; i < c->codes->n && at + 40 < sizeof want; i++)
        at += (size_t)snprintf(want + at, sizeof want - at, "%s%s %s", i ? "・" : "",
                               c->codes->codes[i].value, c->codes->codes[i].mei);
    S_add(r, ST_ROW_COLUMN, c, want, v);
}

static void S_length_text(const struct column *c, char *out, size_t cap)
{
    const char *unit = c->chars == CLASS_DIGITS ? "桁" : "文字";
    if (c->min == c->max)
        snprintf(out, cap, "%s %ld%s", char_class_mei(c->chars), c->min, unit);
    else
        snprintf(out, cap, "%s %ld〜%ld%s", char_class_mei(c->chars), c->min, c->max, unit);
}

/* Wrong characters or a wrong length. A value that was meant as a 個人番号 is never shown, however long it
 * is. */
static void S_add_form(struct row *r, const struct column *c, struct str v, long len, uint32_t code)
{
    char want[200], have[64];
    S_length_text(c, want, sizeof want);
    if (len < 0 && !(code >= 0x20 && code < 0x7F)) {
        snprintf(have, sizeof have, "%ld文字めが U+%04X", -len, (unsigned)code);
        S_add(r, ST_ROW_COLUMN, c, want, str_of(have));
    } else if (c->check == CHECK_KOJIN_BANGO || (len >= 0 && v.n > 100)) {
        snprintf(have, sizeof have, "%ld文字", str_utf8_len(v));
        S_add(r, ST_ROW_COLUMN, c, want, str_of(have));
    } else {
        S_add(r, ST_ROW_COLUMN, c, want, v);
    }
}

static bool S_bytes_ok(struct row *r, const struct column *c, struct str v)
{
    if (!c->max_bytes || v.n <= c->max_bytes)
        return true;
    size_t bytes = charset_raw_len(r->cs, v);
    if (bytes <= c->max_bytes)
        return true;
    char want[64], have[64];
    snprintf(want, sizeof want, "%s で%zuバイト以内", charset_name(r->cs), c->max_bytes);
    snprintf(have, sizeof have, "%zuバイト", bytes);
    S_add(r, ST_ROW_COLUMN, c, want, str_of(have));
    return false;
}

static void S_value(struct row *r, const struct column *c, struct str v)
{
    if (c->no_kojin_bango && v.n >= 12 && kojin_bango_inside(v)) {
        S_add(r, ST_ROW_KOJIN_BANGO, c, "個人番号を含まない値", str_of("12桁の番号"));
        return;
    }
    if (c->codes) {
        if (!S_code_ok(c, v))
            S_add_code(r, c, v);
        return;
    }
    uint32_t code = 0;
    long len = char_class_len(c->chars, v, &code);
    if (c->date) {
        if (len != 8 || str_date(v) == INT32_MIN)
            S_add(r, ST_ROW_COLUMN, c, "暦にある日付（YYYYMMDD）", v);
    } else if (len < c->min || len > c->max) {
        S_add_form(r, c, v, len, code);
    } else if (S_bytes_ok(r, c, v) && c->check != CHECK_NONE && !check_digit_ok(c->check, v)) {
        bool kojin = c->check == CHECK_KOJIN_BANGO;
        char want[96];
        snprintf(want, sizeof want, "検査用数字の合う%s", check_digit_mei(c->check));
        S_add(r, kojin ? ST_KOJIN_BANGO_CHECK : ST_ROW_COLUMN, c, want, kojin ? str_of("不一致") : v);
    }
}

static void S_order(struct row *r, const struct order *o)
{
    struct str from = r->cells[o->from], to = r->cells[o->to];
    if (!from.n || !to.n || str_date(from) == INT32_MIN || str_date(to) == INT32_MIN)
        return; /* told already, or nothing to compare */
    if (memcmp(from.p, to.p, 8) > 0) {
        char want[200];
        snprintf(want, sizeof want, "%s（%.8s）以後", r->l->columns[o->from].mei, from.p);
        S_add(r, ST_DATE_ORDER, &r->l->columns[o->to], want, to);
    }
}

int judge_row(const struct layout *l, const struct charset *cs, const struct str *cells,
              struct diag out[JUDGE_ERRORS])
{
    struct row r = {l, cs, cells, out, 0};
    for (int i = 0; i < l->n; i++) {
        const struct column *c = &l->columns[i];
        const struct when *w;
        enum presence p = S_presence(&r, c, &w);
        if (!cells[i].n) {
            if (p == PRESENCE_REQUIRED)
                S_add_presence(&r, c, w, "値", "空");
        } else if (p == PRESENCE_FORBIDDEN) {
            S_add_presence(&r, c, w, "空", "値あり");
        } else {
            S_value(&r, c, cells[i]);
        }
    }
    for (int i = 0; i < l->order_count; i++)
        S_order(&r, &l->orders[i]);
    return r.n;
}

/* What a spreadsheet, or a person who has one, has made of a value; see judge_row.h. Each kind is a row of
 * the table at the end. */
#include <stdio.h>

#include "base/character.h"
#include "file/layout/codemap.h"
#include "file/layout/era.h"
#include "file/layout/judge_row.h"

enum { DATE_TEXT = 40, SERIAL_DIGITS = 5, SERIAL_ZERO = -25569 /* 1899-12-30 */, ZEROS = 20 };

/* out: what to add; or only true when there is no more to say than the kind. */
struct hint {
    const struct judged *r;
    const struct column *c;
    struct str v;
    char *out;
    size_t cap;
};

static bool S_is_code(const struct hint *h, struct str v)
{
    return code_list_has(h->c->codes, h->r->j->map ? code_map_in(h->r->j->map, h->c->codes->name, v) : v);
}

/* Nothing is wrong with v but for where it stands. */
static bool S_would_fit(const struct hint *h, struct str v)
{
    const struct column *c = h->c;
    uint32_t code;
    if (c->codes)
        return S_is_code(h, v);
    if (c->date != DATE_NONE)
        return c->date == DATE_YMD && v.n == 8 && str_date(v) != INT32_MIN;
    long len = char_class_len(c->chars, v, &code);
    return len >= c->min && len <= c->max && check_digit_ok(c->check, v);
}

static bool S_zeros(struct hint *h)
{
    char text[ZEROS + 1];
    if (!str_all_digits(h->v) || !h->v.n || h->c->date != DATE_NONE)
        return false;
    size_t least = h->c->codes ? h->v.n + 1 : (size_t)h->c->min, most = h->c->codes ? ZEROS : least;
    for (size_t n = least; n > h->v.n && n <= most && n <= ZEROS; n++) {
        memset(text, '0', n);
        memcpy(text + n - h->v.n, h->v.p, h->v.n);
        if (S_would_fit(h, (struct str){text, n}))
            return true;
    }
    return false;
}

/* Digits at p, behind which it stands then; -1: none, or too many. */
static int S_number(const char **p, size_t most)
{
    size_t n = strspn(*p, "0123456789");
    int value = 0;
    if (!n || n > most)
        return -1;
    for (; n; n--)
        value = value * 10 + *(*p)++ - '0';
    return value;
}

static bool S_exponent(struct hint *h)
{
    char text[DATE_TEXT];
    const char *p = text;
    if (!h->v.n || h->v.n >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)h->v.n, h->v.p);
    if (S_number(&p, 1) < 0 || (*p == '.' && (p++, S_number(&p, 9) < 0)) || (*p != 'E' && *p != 'e'))
        return false;
    p++;
    p += *p == '+' || *p == '-';
    return S_number(&p, 3) >= 0 && !*p;
}

/* As text, or as a formula: a sign that no value begins with. */
static bool S_sign(struct hint *h)
{
    return h->v.n && (h->v.p[0] == '\'' || h->v.p[0] == '=');
}

/* #N/A, #REF!, #DIV/0! …, and ### where the cell was too narrow. */
static bool S_error(struct hint *h)
{
    return h->v.n > 1 && h->v.p[0] == '#' && (h->v.p[1] == '#' || (h->v.p[1] >= 'A' && h->v.p[1] <= 'Z'));
}

/* --- dates ------------------------------------------------------------------------------------------------
 */

static const struct {
    const char *prefix;
    char digit; /* of ERA_USUAL */
} eras[] = {{"明治", '1'}, {"大正", '2'}, {"昭和", '3'}, {"平成", '4'}, {"令和", '5'},
            {"M", '1'},    {"T", '2'},    {"S", '3'},    {"H", '4'},    {"R", '5'},
            {"m", '1'},    {"t", '2'},    {"s", '3'},    {"h", '4'},    {"r", '5'}};

static char S_era(const char **p)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        size_t n = strlen(eras[i].prefix);
        if (strncmp(*p, eras[i].prefix, n) == 0) {
            *p += n;
            return eras[i].digit;
        }
    }
    return 0;
}

static bool S_between(const char **p, const char *kanji)
{
    size_t n = strlen(kanji);
    if (strncmp(*p, kanji, n) == 0) {
        *p += n;
        return true;
    }
    if (**p != '/' && **p != '-' && **p != '.')
        return false;
    ++*p;
    return true;
}

/* Year, month and day with something between, or six digits behind an era. */
static bool S_parts(const char **p, char era, int *y, int *m, int *d)
{
    if (era && strspn(*p, "0123456789") == 6) {
        int all = S_number(p, 6);
        *y = all / 10000, *m = all / 100 % 100, *d = all % 100;
        return true;
    }
    if (era && strncmp(*p, "元", 3) == 0) {
        *y = 1;
        *p += 3;
    } else if ((*y = S_number(p, 4)) < 0) {
        return false;
    }
    if (!S_between(p, "年") || (*m = S_number(p, 2)) < 0 || !S_between(p, "月") || (*d = S_number(p, 2)) < 0)
        return false;
    if (strncmp(*p, "日", 3) == 0)
        *p += 3;
    return true;
}

/* Told as the column wants it, where that is the day of our calendar. */
static bool S_told_day(struct hint *h, const char *ymd)
{
    if (str_date(str_of(ymd)) == INT32_MIN)
        return false;
    if (h->c->date == DATE_YMD)
        snprintf(h->out, h->cap, "。%.8s と書きます", ymd);
    return true;
}

static bool S_written_date(struct hint *h)
{
    char text[DATE_TEXT], ymd[DATE_TEXT];
    const char *p = text;
    int y = 0, m = 0, d = 0;
    if (h->c->date == DATE_NONE || h->v.n >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)h->v.n, h->v.p);
    const char era = S_era(&p);
    if (!S_parts(&p, era, &y, &m, &d) || (*p && *p != ' '))
        return false;
    if (!era && y < 100) { /* of which century, nobody knows */
        if (h->c->date == DATE_YMD)
            snprintf(h->out, h->cap, "。西暦は 4桁で書きます");
        return true;
    }
    snprintf(ymd, sizeof ymd, era ? "%c%02d%02d%02d" : "%c%04d%02d%02d", era ? era : ' ', y, m, d);
    if (!era)
        return S_told_day(h, ymd + 1);
    char day[9];
    return era_read(ERA_USUAL, str_of(ymd), day) == 1 && S_told_day(h, day);
}

/* 4290401 where our calendar is wanted. */
static bool S_era_digit(struct hint *h)
{
    char day[9];
    return h->c->date == DATE_YMD && era_read(ERA_USUAL, h->v, day) == 1 && S_told_day(h, day);
}

static bool S_serial(struct hint *h)
{
    char text[SERIAL_DIGITS + 1], ymd[9];
    const char *p = text;
    if (h->c->date == DATE_NONE || h->v.n != SERIAL_DIGITS || !str_all_digits(h->v))
        return false;
    memcpy(text, h->v.p, SERIAL_DIGITS);
    text[SERIAL_DIGITS] = 0;
    str_from_date(S_number(&p, SERIAL_DIGITS) + SERIAL_ZERO, ymd);
    return S_told_day(h, ymd);
}

/* --- words and blanks -------------------------------------------------------------------------------------
 */

/* The name of a code in its place, or how it begins. */
static bool S_name(struct hint *h)
{
    const struct code *found = NULL;
    for (int i = 0; h->c->codes && h->v.n && i < h->c->codes->n; i++) {
        const struct code *code = &h->c->codes->codes[i];
        if (strncmp(code->mei, h->v.p, h->v.n) != 0)
            continue;
        if (found && code->mei[h->v.n])
            return false; /* more than one begins like that */
        found = code;
    }
    if (!found)
        return false;
    struct str code = code_map_out(h->r->j->map, h->c->codes->name, str_of(found->value));
    snprintf(h->out, h->cap, "。%.*s と書きます", (int)code.n, code.p);
    return true;
}

static size_t S_blank(const char *p, size_t n)
{
    return n && *p == ' ' ? 1 : n >= 3 && memcmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Without the blanks that it ends with. */
static struct str S_ended(struct str v)
{
    while (v.n && (v.p[v.n - 1] == ' ' || (v.n >= 3 && S_blank(v.p + v.n - 3, 3) == 3)))
        v.n -= v.p[v.n - 1] == ' ' ? 1 : 3;
    return v;
}

static bool S_edge(struct hint *h)
{
    struct str v = h->v;
    for (size_t n; (n = S_blank(v.p, v.n)); v.p += n, v.n -= n)
        ;
    v = S_ended(v);
    return v.n < h->v.n && v.n && S_would_fit(h, v);
}

/* 1 in full width where the ASCII one would do. */
static bool S_wide(struct hint *h)
{
    char text[ZEROS + 1];
    size_t n = 0, i = 0;
    bool wide = false;
    for (; i < h->v.n && n < ZEROS; n++) {
        const unsigned char *u = (const unsigned char *)h->v.p + i;
        if (h->v.n - i >= 3 && u[0] == 0xEF && u[1] == 0xBC && u[2] >= 0x90 && u[2] <= 0x99) {
            text[n] = (char)('0' + u[2] - 0x90);
            i += 3;
            wide = true;
        } else {
            text[n] = (char)u[0];
            i++;
        }
    }
    return wide && i == h->v.n && S_would_fit(h, (struct str){text, n});
}

/* 80,000 and 1.0 */
static bool S_figure(struct hint *h)
{
    char text[DATE_TEXT];
    size_t n = 0;
    if (h->v.n >= sizeof text)
        return false;
    for (size_t i = 0; i < h->v.n; i++)
        if (h->v.p[i] != ',')
            text[n++] = h->v.p[i];
    text[n] = 0;
    const char *point = strchr(text, '.');
    if (point && point[1] && !point[1 + strspn(point + 1, "0")])
        n = (size_t)(point - text);
    return n && n < h->v.n && str_all_digits((struct str){text, n}) && S_would_fit(h, (struct str){text, n});
}

static const struct {
    bool (*is)(struct hint *h);
    const char *mei;
    bool placed; /* so does the place of the first character that is wrong */
} kinds[] = {
    {S_zeros, "先頭の 0 が失われた値", false},
    {S_exponent, "表計算ソフトの指数の表示に変わった値", false},
    {S_sign, "先頭に表計算ソフトの印（' か =）", false},
    {S_error, "表計算ソフトのエラーの値", false},
    {S_written_date, "区切りや元号のある日付", false},
    {S_era_digit, "和暦の日付", false},
    {S_serial, "表計算ソフトの日付の通し番号", false},
    {S_name, "コードでなく名前", false},
    {S_edge, "前か後ろに空白", true},
    {S_wide, "全角の数字", true},
    {S_figure, "桁区切りか小数点のある数", false},
};

bool judge_hint(const struct judged *r, const struct column *c, struct str v, struct judge_told told,
                char *out, size_t cap)
{
    char more[64];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        more[0] = 0;
        if ((told.place && kinds[i].placed) || !kinds[i].is(&(struct hint){r, c, v, more, sizeof more}))
            continue;
        snprintf(out, cap, "%s%s", kinds[i].mei, told.value ? more : "");
        return true;
    }
    out[0] = 0;
    return false;
}

/* --- whole rows -------------------------------------------------------------------------------------------
 */

/* Up to a bracket, without blanks and asterisks around it. */
static struct str S_bare(struct str v)
{
    static const char *const ends[] = {"(", "（", "[", "【", "※", "*"};
    for (size_t n; v.n && ((n = S_blank(v.p, v.n)) || *v.p == '*'); v.p += n ? n : 1, v.n -= n ? n : 1)
        ;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = memmem(v.p, v.n, ends[i], strlen(ends[i]));
        v.n = end ? (size_t)(end - v.p) : v.n;
    }
    return S_ended(v);
}

static bool S_same(struct str a, struct str b)
{
    return a.n && a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

static bool S_column_name(const struct layout *l, struct str cell)
{
    const struct str bare = S_bare(cell);
    for (int i = 0; i < l->n; i++)
        if (S_same(bare, S_bare(str_of(l->columns[i].mei))) || S_same(bare, str_of(l->columns[i].name)) ||
            S_same(bare, str_of(l->columns[i].field)))
            return true;
    return false;
}

enum judge_whole judge_whole(const struct judged *r)
{
    const struct layout *l = r->j->l;
    int filled = 0, names = 0;
    for (int i = 0; i < l->n; i++)
        if (!char_blank(r->cells[i])) {
            filled++;
            names += S_column_name(l, r->cells[i]);
        }
    if (!filled)
        return WHOLE_EMPTY;
    return names * 2 > filled && names >= (l->n > 1 ? 2 : 1) ? WHOLE_HEADING : WHOLE_NOT;
}

/* One value: what a cell stands for, and the rules of its column; see judge_row.h. */
#include <stdio.h>

#include "base/kojin_bango.h"
#include "file/layout/codemap.h"
#include "file/layout/era.h"
#include "file/layout/judge_row.h"

/* --- normalising ------------------------------------------------------------------------------------------
 */

#define WIDE_SPACE "\xE3\x80\x80"

/* Down to the fewest characters of the column; what is longer than the column is left as it is. */
static struct str S_zeros_off(const struct column *c, struct str v)
{
    if (v.n > (size_t)c->max)
        return v;
    while (v.n > (size_t)c->min && v.p[0] == '0')
        v = (struct str){v.p + 1, v.n - 1};
    return v;
}

static struct str S_spaces_off(struct str v, struct arena *a)
{
    size_t n = v.n;
    for (;;) {
        if (n && v.p[n - 1] == ' ')
            n--;
        else if (n >= 3 && memcmp(v.p + n - 3, WIDE_SPACE, 3) == 0)
            n -= 3;
        else
            break;
    }
    if (n == v.n)
        return v;
    const char *copy = n ? arena_strndup(a, v.p, n) : "";
    return (struct str){copy ? copy : "", copy ? n : 0};
}

struct str judge_normal(const struct judge *j, const struct column *c, struct str v, struct arena *a)
{
    char ymd[9];
    if (c->pad == PAD_ZERO_LEFT)
        v = S_zeros_off(c, v);
    else if (c->pad == PAD_SPACE_RIGHT)
        v = S_spaces_off(v, a);
    if (v.n && c->codes && j->map && !j->ours)
        v = code_map_in(j->map, c->codes->name, v);
    if (!v.n && c->absent)
        v = str_of(c->absent);
    if (c->date == DATE_ERA && era_read(c->eras, v, ymd) == 1) {
        const char *copy = arena_strndup(a, ymd, 8);
        v = copy ? (struct str){copy, 8} : v;
    }
    return v;
}

/* --- judging ----------------------------------------------------------------------------------------------
 */

static bool S_bytes_ok(struct judged *r, const struct column *c, struct str v)
{
    if (!c->max_bytes || v.n * 2 <= c->max_bytes) /* in the file at most twice as much */
        return true;
    size_t bytes = charset_raw_len(r->j->cs, v);
    if (bytes <= c->max_bytes)
        return true;
    char want[64], have[64];
    snprintf(want, sizeof want, "%s で%zuバイト以内", charset_name(r->j->cs), c->max_bytes);
    snprintf(have, sizeof have, "%zuバイト", bytes);
    judge_add(r, ST_ROW_COLUMN, c, want, have);
    return false;
}

static void S_check_digit(struct judged *r, const struct column *c, struct str v)
{
    bool kojin = c->check == CHECK_KOJIN_BANGO;
    char want[96];
    if (check_digit_ok(c->check, v))
        return;
    snprintf(want, sizeof want, "検査用数字の合う%s", check_digit_mei(c->check));
    if (kojin)
        judge_add(r, ST_KOJIN_BANGO_CHECK, c, want, "不一致");
    else
        judge_add_value(r, ST_ROW_COLUMN, c, want, v);
}

/* raw: an era date that is none is still the cell. */
static void S_date(struct judged *r, const struct column *c, struct str v, bool raw)
{
    char ymd[9];
    if (c->date == DATE_ERA && era_read(c->eras, v, ymd) > 1)
        judge_add_value(r, ST_ROW_COLUMN, c, "元号が一つに決まる和暦の日付（二つの元号に読める）", v);
    else if (raw || v.n != 8 || str_date(v) == INT32_MIN)
        judge_add_form(r, c, v, 0, 0);
}

void judge_value(struct judged *r, int i)
{
    const struct column *c = &r->j->l->columns[i];
    struct str v = r->values[i];
    if (c->no_kojin_bango && r->cells[i].n >= 12 && kojin_bango_inside(r->cells[i])) {
        judge_add(r, ST_ROW_KOJIN_BANGO, c, "個人番号を含まない値", "12桁の番号");
        return;
    }
    if (c->codes) {
        if (!code_list_has(c->codes, v))
            judge_add_code(r, c, r->cells[i].n ? r->cells[i] : v);
        return;
    }
    if (c->date != DATE_NONE) {
        S_date(r, c, v, c->date == DATE_ERA && v.p == r->cells[i].p);
        return;
    }
    uint32_t code = 0;
    long len = char_class_len(c->chars, v, &code);
    if (len < c->min || len > c->max)
        judge_add_form(r, c, v, len, code);
    else if (c->not_blank && char_blank(v))
        judge_add(r, ST_ROW_COLUMN, c, NOT_BLANK_WANT, NOT_BLANK_HAVE);
    else if (S_bytes_ok(r, c, v) && c->check != CHECK_NONE)
        S_check_digit(r, c, v);
}

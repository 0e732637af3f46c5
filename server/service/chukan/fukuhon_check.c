/* Checks of single columns; see fukuhon_check.h. The loader has judged a file's rows by the layout; what
 * comes online has not been, and no path may store what is not right. */
#include "service/chukan/fukuhon_check.h"

#include "base/kojin_bango.h"

static bool S_control(struct str v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] < 0x20 || v.p[i] == 0x7F)
            return true;
    return false;
}

static bool S_one_of(struct str v, const char *set)
{
    return v.n == 1 && strchr(set, v.p[0]) != NULL;
}

static bool S_date(struct str v)
{
    return v.n == 8 && str_date(v) != INT32_MIN;
}

/* What was wanted, or NULL when v fits. */
static const char *S_judge(enum fukuhon_rule rule, struct str v)
{
    switch (rule) {
    case RULE_SHORI:
        return S_one_of(v, "123") ? NULL : "1（新規）、2（変更）、3（削除）のいずれか";
    case RULE_KEY:
        return NULL;
    case RULE_KIGO: {
        long n = str_utf8_len(v);
        return n >= 1 && n <= 20 && !S_control(v) ? NULL : "1〜20文字";
    }
    case RULE_HONNIN:
        return S_one_of(v, "12") ? NULL : "1（本人）または 2（家族）";
    case RULE_DATE:
    case RULE_DATE_MAY:
        return (rule == RULE_DATE_MAY && v.n == 0) || S_date(v) ? NULL : "実在する日付 YYYYMMDD";
    case RULE_FLAG:
        return S_one_of(v, "01") ? NULL : "0 または 1";
    case RULE_KINGAKU:
        return v.n <= 9 && str_all_digits(v) ? NULL : "1〜9桁の数字";
    }
    return NULL;
}

static bool S_delete(const struct fukuhon_kind *kind, const void *row)
{
    const char *shori = fukuhon_value(kind, row, COLUMN_SHORI);
    return shori && strcmp(shori, "3") == 0;
}

enum status fukuhon_check(struct call *c, const struct fukuhon_kind *kind, const void *row)
{
    for (int i = COLUMN_KOMOKU; kind->fields[i].element; i++) {
        const char *v = fukuhon_value(kind, row, i);
        if (v && kojin_bango_inside(str_of(v)))
            return diag_set(c->diag, ST_ROW_KOJIN_BANGO, kind->columns[i].item, "個人番号を含まない値", v);
    }
    bool delete = S_delete(kind, row);
    for (int i = 0; kind->fields[i].element; i++) {
        if (delete &&i != kind->kagi)
            continue;
        const char *v = fukuhon_value(kind, row, i);
        const char *want = S_judge(kind->columns[i].rule, str_of(v));
        if (want)
            return diag_set(c->diag, ST_FUKUHON_ITEM, kind->columns[i].item, want, v ? v : "（なし）");
    }
    return ST_OK;
}

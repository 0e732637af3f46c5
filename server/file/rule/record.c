/* From a record to what rules know of it; see record.h. */
#include "file/rule/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define TATAI "2" /* codes.xml: taijiKubun */

/* Asked for many times a row: most names differ in their first letter. */
int record_place(const struct record_view *r, const char *name)
{
    for (int i = 0; name && i < r->n; i++)
        if (r->names[i][0] == name[0] && strcmp(r->names[i], name) == 0)
            return i;
    return -1;
}

const char *record_item(const struct record_view *r, const char *name)
{
    int i = record_place(r, name);
    return i < 0 ? NULL : r->values[i];
}

int32_t record_day(const struct record_view *r, const char *name)
{
    const char *ymd = record_item(r, name);
    return ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

bool record_kept(const char *name)
{
    switch (name[0]) { /* asked of every column of every row */
    case 's':
        return strcmp(name, "shoriKubun") != 0;
    case 'h':
        return strcmp(name, "hokensha") != 0;
    case 'e':
        return strcmp(name, "edaban") != 0;
    default:
        return true;
    }
}

bool record_kept_value(const char *name, const char *value)
{
    return record_kept(name) || (name[0] == 'h' && strncmp(value, "63", 2) == 0);
}

/* The value that column i has for the key; NULL: none. */
static const char *S_key(const struct record_view *r, int i)
{
    const struct column *c = &r->l->columns[i];
    const char *v = r->values[i];
    return !c->key || !v || (c->absent && strcmp(v, c->absent) == 0) ? NULL : v;
}

const char *record_kagi(const struct record_view *r, const char *first_day, struct arena *a)
{
    const char *text = NULL;
    int n = !r->l ? 0 : r->l->n < r->n ? r->l->n : r->n;
    for (int i = 0; i < n; i++) {
        const char *v = S_key(r, i);
        if (v && !text)
            text = v;
        else if (v && !(text = arena_printf(a, "%s/%s", text, v)))
            return NULL;
    }
    return text ? text : first_day ? first_day : "";
}

static void S_shikaku(const struct record_view *r, struct kikan *k)
{
    const char *honnin = record_item(r, "honninKazoku"), *kubun = record_item(r, "shikakuKubun");
    k->honnin = honnin ? honnin[0] : 0;
    if (kubun)
        k->kubun = kubun[0];
}

static void S_shussan(const struct record_view *r, struct kikan *k)
{
    const char *taiji = record_item(r, "taijiKubun");
    k->shussan = record_day(r, "shussanYmd");
    k->yotei = record_day(r, "shussanYoteiYmd");
    k->tatai = taiji && strcmp(taiji, TATAI) == 0;
}

struct kikan record_kikan(const struct record_view *r, enum kikan_kind kind, const char *kagi)
{
    const char *renban = kikan_renban(kind) ? record_item(r, "renban") : NULL;
    bool shikaku = kind == KIKAN_SHIKAKU;
    struct kikan k = {
        .kind = kind,
        .from = record_day(r, kikan_first(kind)),
        .to = DAY_OPEN,
        .kubun = '1',
        .renban = renban ? (int)strtol(renban, NULL, 10) : 1,
        .shussan = DAY_NONE,
        .yotei = DAY_NONE,
        .kagi = kagi,
    };
    if (shikaku)
        S_shikaku(r, &k);
    if (kind == KIKAN_SHUSSAN_TEATE)
        S_shussan(r, &k);
    int32_t last = record_day(r, kikan_last(kind));
    if (!kikan_last(kind))
        k.to = k.from;
    else if (last != DAY_NONE)
        k.to = last - shikaku; /* 喪失日 is the first day without 資格 */
    return k;
}

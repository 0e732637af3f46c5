/* From a record to what rules know of it; see record.h. */
#include "file/rule/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define TATAI "2" /* codes.xml: taijiKubun */

const char *record_item(const struct record_view *r, const char *name)
{
    for (int i = 0; name && i < r->n; i++)
        if (strcmp(r->names[i], name) == 0)
            return r->values[i];
    return NULL;
}

int32_t record_day(const struct record_view *r, const char *name)
{
    const char *ymd = record_item(r, name);
    return ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

const char *record_kagi(const struct record_view *r, const char *first_day, struct arena *a)
{
    struct buf text = BUF_INIT;
    const char *only = first_day;
    int keys = 0;
    for (int i = 0; r->l && i < r->l->n && i < r->n; i++) {
        const struct column *c = &r->l->columns[i];
        const char *v = r->values[i];
        if (!c->key || !v || (c->absent && strcmp(v, c->absent) == 0))
            continue;
        buf_adds(&text, keys++ ? "/" : "");
        buf_adds(&text, v);
        only = v;
    }
    if (keys > 1)
        only = buf_ok(&text) ? arena_strndup(a, text.data, text.len) : NULL;
    buf_release(&text);
    return keys > 1 || only ? only : "";
}

struct kikan record_kikan(const struct record_view *r, enum kikan_kind kind, const char *kagi)
{
    const char *honnin = record_item(r, "honninKazoku"), *kubun = record_item(r, "shikakuKubun");
    const char *taiji = record_item(r, "taijiKubun"), *renban = record_item(r, "renban");
    bool shikaku = kind == KIKAN_SHIKAKU;
    struct kikan k = {
        .kind = kind,
        .from = record_day(r, kikan_first(kind)),
        .to = DAY_OPEN,
        .honnin = shikaku && honnin ? honnin[0] : 0,
        .kubun = shikaku && kubun ? kubun[0] : '1',
        .renban = renban ? (int)strtol(renban, NULL, 10) : 1,
        .shussan = record_day(r, "shussanYmd"),
        .yotei = record_day(r, "shussanYoteiYmd"),
        .tatai = taiji && strcmp(taiji, TATAI) == 0,
        .kagi = kagi,
    };
    int32_t last = record_day(r, kikan_last(kind));
    if (!kikan_last(kind))
        k.to = k.from;
    else if (last != DAY_NONE)
        k.to = last - shikaku; /* 喪失日 is the first day without 資格 */
    return k;
}

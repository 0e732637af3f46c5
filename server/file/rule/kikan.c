/* Periods; see kikan.h. */
#include "file/rule/kikan.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const struct {
    const char *shubetsu, *mei, *first, *last;
} names[] = {
    [KIKAN_OTHER] = {"", "副本", NULL, NULL},
    [KIKAN_SHIKAKU] = {"shikakuJoho", "資格情報", "shutokuYmd", "soshitsuYmd"},
    [KIKAN_GASSAN] = {"kogakuKaigoGassan", "高額介護合算療養費", "keisanFrom", "keisanTo"},
    [KIKAN_SHUSSAN] = {"shussanIchijikin", "出産育児一時金", "shussanYmd", NULL},
    [KIKAN_KAZOKU_SHUSSAN] = {"kazokuShussanIchijikin", "家族出産育児一時金", "shussanYmd", NULL},
    [KIKAN_SHUSSAN_TEATE] = {"shussanTeatekin", "出産手当金", "kikanFrom", "kikanTo"},
    [KIKAN_SHOBYO] = {"shobyoTeatekin", "傷病手当金", "kikanFrom", "kikanTo"},
    [KIKAN_MAISO] = {"maisoryo", "埋葬料", "shiboYmd", NULL},
    [KIKAN_KAZOKU_MAISO] = {"kazokuMaisoryo", "家族埋葬料", "shiboYmd", NULL},
};

const char *kikan_shubetsu(enum kikan_kind kind)
{
    return kind == KIKAN_OTHER ? NULL : names[kind].shubetsu;
}

enum kikan_kind kikan_kind(const char *shubetsu)
{
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].shubetsu, shubetsu) == 0)
            return (enum kikan_kind)i;
    return KIKAN_OTHER;
}

const char *kikan_mei(enum kikan_kind kind)
{
    return names[kind].mei;
}

const char *kikan_first(enum kikan_kind kind)
{
    return names[kind].first;
}

const char *kikan_last(enum kikan_kind kind)
{
    return names[kind].last;
}

bool kikan_same(const struct kikan *a, const struct kikan *b)
{
    return a->kind == b->kind && strcmp(a->kagi, b->kagi) == 0;
}

/* One that ends before it begins (取得 and 喪失 on one day) has no day. */
bool kikan_overlap(const struct kikan *a, const struct kikan *b)
{
    return a->from <= a->to && b->from <= b->to && a->from <= b->to && b->from <= a->to;
}

int32_t kikan_months(int32_t day, int n)
{
    char ymd[9], text[40];
    str_from_date(day, ymd);
    int month = ((ymd[0] - '0') * 1000 + (ymd[1] - '0') * 100 + (ymd[2] - '0') * 10 + ymd[3] - '0') * 12 +
                (ymd[4] - '0') * 10 + ymd[5] - '0' - 1 + n;
    int at = (ymd[6] - '0') * 10 + ymd[7] - '0';
    for (; at > 28; at--) {
        snprintf(text, sizeof text, "%04d%02d%02d", month / 12 % 10000, month % 12 + 1, at);
        if (str_date((struct str){text, 8}) != DAY_NONE)
            break;
    }
    snprintf(text, sizeof text, "%04d%02d%02d", month / 12 % 10000, month % 12 + 1, at);
    return str_date((struct str){text, 8});
}

void kikan_text(const struct kikan *k, char out[32])
{
    char from[9], to[9] = "";
    str_from_date(k->from, from);
    if (k->to != DAY_OPEN)
        str_from_date(k->to, to);
    if (k->from == k->to)
        snprintf(out, 32, "%s", from);
    else
        snprintf(out, 32, "%s〜%s", from, to);
}

static bool S_before(const struct kikan *a, const struct kikan *b)
{
    return a->from != b->from ? a->from < b->from : a->to < b->to;
}

/* The latest 資格情報 before `than` (NULL: of all); NULL: none. */
static const struct kikan *S_latest(const struct kikan_list *l, const struct kikan *than)
{
    const struct kikan *latest = NULL;
    for (size_t i = 0; i < l->n; i++) {
        const struct kikan *k = &l->list[i];
        if (k->kind == KIKAN_SHIKAKU && (!than || S_before(k, than)) && (!latest || S_before(latest, k)))
            latest = k;
    }
    return latest;
}

void kikan_shikaku_text(const struct kikan_list *l, char out[KIKAN_SHIKAKU_TEXT])
{
    enum { SHOWN = 3 };
    const struct kikan *shown[SHOWN + 1] = {S_latest(l, NULL)};
    int n = 0;
    while (n < SHOWN && shown[n]) {
        shown[n + 1] = S_latest(l, shown[n]);
        n++;
    }
    size_t at = (size_t)snprintf(out, KIKAN_SHIKAKU_TEXT, n ? "資格情報 " : "資格情報がない");
    while (n-- > 0) {
        char text[32];
        kikan_text(shown[n], text);
        at += (size_t)snprintf(out + at, KIKAN_SHIKAKU_TEXT - at, "%s%s", text, n ? "、" : "");
    }
}

/* Whether <observe> says of each item what becomes of it; see observe.h. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "file/case/observe.h"
#include "file/layout/layout.h"

struct checking {
    const char *path;
    const struct observe *o;
    const struct observe_step *s;
    struct diag *d;
};

static enum status S_wrong(const struct checking *c, const char *want, const char *have)
{
    char item[200];
    snprintf(item, sizeof item, "%s %d行目", file_base(c->path), c->s->line);
    return diag_set(c->d, ST_SETUP, item, want, have);
}

/* What stands for the item when it is judged otherwise: whose the 個人番号 is, 記号・番号. */
static bool S_covers(const char *judged, const char *item)
{
    static const char *const all[][2] = {{"ningen", "kojinBango"}, {"setai", "kigo"}, {"setai", "bango"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i][0], judged) == 0 && strcmp(all[i][1], item) == 0)
            return true;
    return strcmp(judged, item) == 0;
}

static bool S_is_judged(const struct observe_step *s, const char *item)
{
    for (int i = 0; i < s->judged_count; i++)
        if (S_covers(s->judged[i].item, item))
            return true;
    return strcmp(item, "shubetsu") == 0 && s->shubetsu;
}

static enum status S_declared(const struct checking *c, const char *item)
{
    bool judged = S_is_judged(c->s, item), let = observe_word(c->s->free, item);
    if (judged != let)
        return ST_OK;
    return S_wrong(c, judged ? "judged か free のどちらか一つ" : "judged か free のどちらかにある項目", item);
}

/* The columns of a kind's link file that are items: not those that say which row it is. */
static bool S_column(const struct column *col)
{
    return strcmp(col->field, "shoriKubun") != 0 && strcmp(col->field, "edaban") != 0;
}

static const struct layout *S_layout(const struct observe_step *s)
{
    int n;
    const struct layout *all = s->shubetsu ? layout_versions(s->shubetsu, &n) : NULL;
    return all ? &all[n - 1] : NULL;
}

static bool S_known(const struct observe_step *s, const char *item)
{
    const struct koto_kind *k = koto_kind(s->koto);
    const struct layout *l = S_layout(s);
    int at = k->columns && l ? layout_field(l, item) : -1;
    return koto_item(k, item) >= 0 || (at >= 0 && S_column(&l->columns[at]));
}

/* of: the step that has it. */
static enum status S_judgeable(const struct checking *c, const struct observe_step *of, const char *item)
{
    static const char *const always[] = {"ningen", "setai", "hi", "file", "no", "kikan"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(always[i], item) == 0)
            return ST_OK;
    int at = koto_item(koto_kind(of->koto), item);
    if (at >= 0 && !koto_kind(of->koto)->items[at].kept)
        return S_wrong(c, "ningen か setai で見る", item);
    return S_known(of, item) ? ST_OK : S_wrong(c, "この行いの項目", item);
}

static enum status S_judged(const struct checking *c, const struct judged *j)
{
    bool same = strcmp(j->item, "ningen") == 0 || strcmp(j->item, "setai") == 0;
    if (same && !j->ref)
        return S_wrong(c, "ningen、setai はほかの手順のものと比べる", j->item);
    enum status st = S_judgeable(c, c->s, j->item);
    return st == ST_OK && j->ref ? S_judgeable(c, &c->o->steps[j->step], j->ref) : st;
}

static enum status S_step(const struct checking *c)
{
    const struct koto_kind *k = koto_kind(c->s->koto);
    const struct layout *l = S_layout(c->s);
    enum status st = ST_OK;
    bool record = c->s->koto == KOTO_FUKUHON_REGISTER || c->s->koto == KOTO_FUKUHON_CHANGE;
    if (record && !l)
        return S_wrong(c, "shubetsu に副本の種別", c->s->shubetsu ? c->s->shubetsu : "なし");
    for (int i = 0; i < c->s->judged_count && st == ST_OK; i++)
        st = S_judged(c, &c->s->judged[i]);
    for (int i = 0; i < k->n && st == ST_OK; i++)
        if (!k->items[i].free)
            st = S_declared(c, k->items[i].name);
    for (int i = 0; k->columns && l && i < l->n && st == ST_OK; i++)
        if (S_column(&l->columns[i]) &&
            !l->columns[i].may_lack) /* what need not be there is free unless judged */
            st = S_declared(c, l->columns[i].field);
    char word[80];
    for (const char *p = c->s->free; p && *p && st == ST_OK; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        snprintf(word, sizeof word, "%.*s", (int)n, p);
        p += n;
        st = !*word || S_known(c->s, word) ? ST_OK : S_wrong(c, "free はこの行いの項目", word);
    }
    return st;
}

enum status observe_check(const struct observe *o, const char *path, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; i < o->n && st == ST_OK; i++)
        st = S_step(&(struct checking){path, o, &o->steps[i], d});
    return st;
}

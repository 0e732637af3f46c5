/* Rights; see may.h. Each check tells its own refusal, in the order user, 部署, アクセスグループ. */
#include "service/may.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "store/kanri_ken.h"

const struct rights rights_all = {
    .sosa = SOSA_ALL, .roles = "", .jimu = JIMU_ALL, .shokusho = SHOKUSHO_ALL, .tokutei = "*"};

/* What comes from the 部署 and its アクセスグループ. */
static struct rights S_of(const struct kanri_tables *t, const char *hokensha, const char *busho,
                          struct arena *a)
{
    const struct kanri_hokensha *h = kanri_find_hokensha(t, hokensha);
    const struct kanri_busho *b = kanri_find_busho(t, hokensha, busho);
    const struct kanri_group *g =
        h && h->access_seigyo && b && b->access_group ? kanri_find_group(t, hokensha, b->access_group) : NULL;
    struct rights r = {.seigyo = h && h->access_seigyo};
    for (int k = 0; h && k < GIVING_COUNT; k++)
        r.givers[k] = arena_strdup(a, h->givers[k]);
    if (b) {
        r.jimu = b->jimu_bits;
        r.shokusho = b->shokusho_bits;
        r.tokutei = arena_strdup(a, b->tokutei);
    }
    if (g) {
        r.group = arena_strdup(a, g->access_group);
        r.group_jimu = g->jimu_bits;
        r.group_tokutei = arena_strdup(a, g->tokutei);
        r.group_busho = arena_strdup(a, g->busho);
    }
    return r;
}

struct rights rights_of(const struct kanri_tables *t, const struct kanri_user *u, struct arena *a)
{
    struct rights r = S_of(t, u->hokensha, u->busho, a);
    r.sosa = u->sosa;
    r.roles = arena_strdup(a, u->roles);
    return r;
}

struct rights rights_of_rows(const struct kanri_tables *t, const char *hokensha, const char *busho,
                             struct arena *a)
{
    struct rights r = S_of(t, hokensha, busho, a);
    r.sosa = SOSA_ALL;
    r.jimu = r.group_jimu = JIMU_ALL;
    r.shokusho = SHOKUSHO_ALL;
    r.seigyo = r.group != NULL; /* it has left its group since: then what it was let in with stays */
    r.tokutei = r.tokutei ? r.tokutei : "-"; /* it is gone, and with it what it handled */
    return r;
}

enum { TEXT = 300 };

static bool S_all(const char *tokutei)
{
    return !tokutei || strcmp(tokutei, "*") == 0;
}

static bool S_handles(const char *tokutei, const char *one)
{
    return !one || S_all(tokutei) || words_have(tokutei, str_of(one));
}

/* "（部署を変更できるユーザーは、u001・u003）" */
static const char *S_givers(const struct rights *r, enum giving what, char out[TEXT])
{
    static const char *const words[GIVING_COUNT] = {"ロールを付けられる", "部署を変更できる",
                                                    "アクセスグループを変更できる"};
    const char *who = r->givers[what];
    snprintf(out, TEXT, "（%sユーザーは、%s）", words[what], who && *who ? who : KANRI_INAI);
    return out;
}

static enum status S_user(const struct caller *who, enum sosa what, struct diag *d)
{
    const struct rights *r = &who->rights;
    char want[TEXT * 2], givers[TEXT];
    if (what == SOSA_NONE || (r->sosa & SOSA_BIT(what)))
        return ST_OK;
    snprintf(want, sizeof want, "操作可能業務「%s」のあるロールを持つユーザー%s", sosa_rows[what].mei,
             S_givers(r, GIVING_ROLE, givers));
    return diag_setf(d, ST_NO_ROLE, "ユーザー", want, "%s（%s）", who->user,
                     r->roles && *r->roles ? r->roles : "ロールなし");
}

/* "FUKUHON KANRI", as bushoToroku takes them. */
static const char *S_codes(const struct sosa_word *words, unsigned bits, char out[TEXT])
{
    size_t n = 0;
    out[0] = '\0';
    for (; words->code; words++)
        if (bits & words->bit)
            n += (size_t)snprintf(out + n, TEXT - n, "%s%s", n ? " " : "", words->code);
    return out;
}

static enum status S_busho(const struct caller *who, enum sosa what, struct diag *d)
{
    const struct rights *r = &who->rights;
    const struct sosa_row *s = &sosa_rows[what];
    char want[TEXT * 2], givers[TEXT], has[TEXT];
    if (what == SOSA_NONE || ((r->jimu & s->jimu) && (r->shokusho & s->shokusho)))
        return ST_OK;
    const bool jimu = r->jimu & s->jimu;
    snprintf(want, sizeof want, "%s「%s」を担当する部署%s", jimu ? "職掌" : "事務",
             jimu ? sosa_word_mei(shokusho_words, s->shokusho) : sosa_word_mei(jimu_words, s->jimu),
             S_givers(r, GIVING_BUSHO, givers));
    return diag_setf(d, ST_NO_BUSHO_KEN, "依頼元部署", want, "%s（%s）", who->busho,
                     jimu ? S_codes(shokusho_words, r->shokusho, has) : S_codes(jimu_words, r->jimu, has));
}

static enum status S_tokutei(const struct caller *who, const char *tokutei, struct diag *d)
{
    const struct rights *r = &who->rights;
    char want[TEXT * 2], givers[TEXT];
    if (S_handles(r->tokutei, tokutei))
        return ST_OK;
    snprintf(want, sizeof want, "特定個人情報「%s」を取り扱う部署%s", tokutei,
             S_givers(r, GIVING_BUSHO, givers));
    return diag_setf(d, ST_NO_TOKUTEI, "依頼元部署", want, "%s（%s）", who->busho, r->tokutei);
}

/* What of the group is missing, for people; NULL: nothing. */
static const char *S_missing(const struct caller *who, enum sosa what, const struct may_about *about,
                             char out[TEXT])
{
    const struct rights *r = &who->rights;
    const unsigned jimu = sosa_rows[what].jimu;
    if (!r->group)
        return "アクセスグループに入っている部署";
    if (what != SOSA_NONE && !(r->group_jimu & jimu))
        snprintf(out, TEXT, "事務「%s」のあるアクセスグループの部署", sosa_word_mei(jimu_words, jimu));
    else if (!S_handles(r->group_tokutei, about->tokutei))
        snprintf(out, TEXT, "特定個人情報「%s」のあるアクセスグループの部署", about->tokutei);
    else if (about->busho && !words_have(r->group_busho, str_of(about->busho)))
        snprintf(out, TEXT, "部署 %s と同じアクセスグループの部署", about->busho);
    else
        return NULL;
    return out;
}

static enum status S_group(const struct caller *who, enum sosa what, const struct may_about *about,
                           struct diag *d)
{
    const struct rights *r = &who->rights;
    char missing[TEXT], want[TEXT * 2], givers[TEXT];
    const char *text = r->seigyo && (what != SOSA_NONE || about->tokutei || about->busho)
                           ? S_missing(who, what, about, missing)
                           : NULL;
    if (!text)
        return ST_OK;
    snprintf(want, sizeof want, "%s%s", text, S_givers(r, GIVING_GROUP, givers));
    return diag_setf(d, ST_NO_GROUP, "依頼元部署", want, "%s（アクセスグループ %s）", who->busho,
                     r->group ? r->group : "なし");
}

enum status may(const struct caller *who, enum sosa what, const struct may_about *about, struct diag *d)
{
    static const struct may_about nothing;
    enum status st = S_user(who, what, d);
    about = about ? about : &nothing;
    if (st == ST_OK)
        st = S_busho(who, what, d);
    if (st == ST_OK)
        st = S_tokutei(who, about->tokutei, d);
    return st == ST_OK ? S_group(who, what, about, d) : st;
}

bool may_see(const struct caller *who, enum sosa what, const struct may_about *about)
{
    struct diag ignored = DIAG_INIT;
    return may(who, what, about, &ignored) == ST_OK;
}

/* " a b "; other: without the words that it has not; NULL: all of them. */
static const char *S_spaced(const char *list, const char *other, struct arena *a)
{
    char *to = arena_alloc(a, strlen(list) + 3), *end = to;
    struct str word;
    while (to && words_next(&list, &word))
        if (!other || words_have(other, word)) {
            *end++ = ' ';
            end = (char *)memcpy(end, word.p, word.n) + word.n;
        }
    if (to)
        memcpy(end, " ", 2);
    return to;
}

struct may_only may_only(const struct caller *who, struct arena *a)
{
    const struct rights *r = &who->rights;
    const char *group = r->seigyo ? r->group_tokutei : NULL;
    struct may_only only = {0};
    if (r->seigyo)
        only.bushos = S_spaced(r->group ? r->group_busho : "", NULL, a);
    if (!S_all(r->tokutei))
        only.tokuteis = S_spaced(r->tokutei, S_all(group) ? NULL : group, a);
    else if (!S_all(group))
        only.tokuteis = S_spaced(group, NULL, a);
    return only;
}

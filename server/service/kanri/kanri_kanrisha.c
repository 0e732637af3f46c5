/* Somebody who manages remains; see kanri_kanrisha.h. */
#include "service/kanri/kanri_kanrisha.h"

#include <stdio.h>
#include <string.h>

#include "base/mix.h"
#include "base/words.h"
#include "service/kanri/kanri_bulk.h"
#include "store/kanri_role.h"

enum { KEY = SOSA_KANRI_USER /* the right that gives all others */ };

/* What a user lacks, in the order of service/may.c. */
struct lack {
    const char *item, *want, *have; /* item NULL: nothing */
};

static bool S_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* What the roles let somebody do, one of them being as it will be. */
static enum status S_sosa(struct call *c, const struct kanri_henko *h, const char *roles, uint64_t *ret)
{
    enum status st = ST_OK;
    *ret = 0;
    struct str word;
    while (st == ST_OK && words_next(&roles, &word)) {
        uint64_t bits = 0;
        const char *name = arena_strndup(c->arena, word.p, word.n);
        if (!name)
            return ST_LIMIT;
        if (h->role && S_same(h->role->role_name, name))
            bits = sosa_bits(h->role->sosa);
        else
            st = kanri_roles_sosa(c->tx, c->arena, c->caller->hokensha, name, &bits);
        *ret |= bits;
    }
    return st;
}

/* By アクセスグループ, where access control is on. */
static enum status S_group(struct call *c, const struct kanri_henko *h, const char *code, struct lack *ret)
{
    struct kanri_group g = {.jimu = ""};
    bool found = false;
    enum status st = ST_OK;
    if (code && h->group && S_same(h->group->access_group, code))
        g = *h->group;
    else if (code)
        st = kanri_group_get(c->tx, c->caller->hokensha, code, c->arena, &g, &found);
    if (st == ST_OK && !(sosa_word_bits(jimu_words, g.jimu) & sosa_rows[KEY].jimu))
        *ret = h->group && S_same(h->group->access_group, code)
                   ? (struct lack){"事務", "KANRI を含む並び", g.jimu}
                   : (struct lack){"アクセスグループ", "事務 KANRI のあるアクセスグループ",
                                   code ? code : "なし"};
    return st;
}

/* By 部署. */
static enum status S_busho(struct call *c, const struct kanri_henko *h, const char *code, struct lack *ret)
{
    struct kanri_busho b = {.jimu = "", .shokusho = ""};
    bool found, seigyo = h->seigyo;
    enum status st = ST_OK;
    if (h->busho && S_same(h->busho->busho, code))
        b = *h->busho;
    else
        st = kanri_busho_get(c->tx, c->caller->hokensha, code, c->arena, &b, &found);
    if (st == ST_OK && !seigyo)
        st = kanri_access_seigyo(c->tx, c->caller->hokensha, &seigyo);
    if (st != ST_OK)
        return st;
    if (!(sosa_word_bits(jimu_words, b.jimu) & sosa_rows[KEY].jimu))
        *ret = (struct lack){"事務", "KANRI を含む並び", b.jimu};
    else if (!(sosa_word_bits(shokusho_words, b.shokusho) & sosa_rows[KEY].shokusho))
        *ret = (struct lack){"職掌", "KANRI を含む並び", b.shokusho};
    else if (seigyo)
        return S_group(c, h, b.access_group, ret);
    return ST_OK;
}

static enum status S_user(struct call *c, const struct kanri_henko *h, const char *user, struct lack *ret)
{
    struct kanri_shokuin u = {0};
    bool found = true;
    uint64_t bits = 0;
    enum status st = ST_OK;
    *ret = (struct lack){0};
    if (h->user && S_same(h->user->user, user))
        u = *h->user;
    else
        st = kanri_user_get(c->tx, c->caller->hokensha, user, c->arena, &u, &found);
    if (st == ST_OK && (!found || S_same(h->yameru, user))) {
        *ret = (struct lack){"ユーザー", "ほかのユーザー", user};
        return ST_OK;
    }
    if (st == ST_OK && u.jotai && kanri_teishi(u.jotai)) {
        *ret = (struct lack){"ユーザー", "停止されていないユーザー", user};
        return ST_OK;
    }
    if (st == ST_OK)
        st = S_sosa(c, h, u.roles, &bits);
    if (st == ST_OK && !(bits & SOSA_BIT(KEY)))
        *ret = h->role ? (struct lack){"操作可能業務", "kanriUser を含む並び", h->role->sosa}
                       : (struct lack){"ロール", "操作可能業務 kanriUser のあるロールを含む並び", u.roles};
    return st == ST_OK && !ret->item ? S_busho(c, h, u.busho, ret) : st;
}

/* *ret_one: somebody with those roles and that 部署 still manages. NULL: nobody, and *ret may become what one
 * who manages now will lack. Two of them tell of all: a change that is about one user leaves the other. */
static enum status S_kumi(struct call *c, const struct kanri_henko *h, const struct kanri_kumi *k,
                          const char **ret_one, struct lack *ret)
{
    static const struct kanri_henko now;
    const char *const two[] = {k->first, k->last};
    struct lack before, after;
    enum status st = ST_OK;
    *ret_one = NULL;
    for (size_t i = 0; i < 2 && st == ST_OK && !*ret_one; i++) {
        st = S_user(c, h, two[i], &after);
        *ret_one = st == ST_OK && !after.item ? two[i] : NULL;
        if (st == ST_OK && after.item)
            st = S_user(c, &now, two[i], &before);
        if (st == ST_OK && after.item && !before.item)
            *ret = after;
    }
    return st;
}

/* Where the search begins among n. One after the other is taken the right from in a link file, in whatever
 * order: who was found by chance is seldom the next. An operation is answered the same each time. */
static size_t S_begin(const struct call *c, size_t n)
{
    return c->bulk_state && n ? (size_t)(mix64((uint64_t)c->gyo) % n) : 0;
}

/* Of all of them; ret->item NULL: somebody remains, *ret_one, or nobody was there. Those whose roles do not
 * manage, as they are or will be, are passed over: of the others there are few. */
static enum status S_search(struct call *c, const struct kanri_henko *h, const char **ret_one,
                            struct lack *ret)
{
    struct kanri_kumi *list = NULL;
    const char *roles = "";
    size_t n = 0;
    uint64_t bits = 0;
    enum status st = kanri_kumi_list(c->tx, c->caller->hokensha, c->arena, &list, &n);
    const size_t from = S_begin(c, n);
    *ret_one = NULL;
    *ret = (struct lack){0};
    for (size_t i = 0; i < n && st == ST_OK && !*ret_one; i++) {
        const struct kanri_kumi *k = &list[(from + i) % n];
        if (strcmp(k->roles, roles) != 0)
            st = S_sosa(c, &(struct kanri_henko){0}, roles = k->roles, &bits);
        if (st == ST_OK && (h->role || h->user || (bits & SOSA_BIT(KEY))))
            st = S_kumi(c, h, k, ret_one, ret);
    }
    if (*ret_one)
        *ret = (struct lack){0};
    return st;
}

/* The same; who was found for another row of the link file is asked first. */
static enum status S_anybody(struct call *c, const struct kanri_henko *h, struct lack *ret)
{
    struct kanri_kensu *known = c->bulk_state;
    const char *one = NULL;
    enum status st = ST_OK;
    if (known && known->kanrisha[0]) {
        st = S_user(c, h, known->kanrisha, ret);
        if (st != ST_OK || !ret->item)
            return st;
    }
    st = S_search(c, h, &one, ret);
    if (known && st == ST_OK)
        snprintf(known->kanrisha, sizeof known->kanrisha, "%s",
                 one && strlen(one) < sizeof known->kanrisha ? one : "");
    return st;
}

/* *ret: a 部署 that lets manage, and in which somebody does, stops doing so. Most changes of 部署 are none,
 * and nobody else is looked at for them. */
static enum status S_busho_takes(struct call *c, const struct kanri_henko *h, bool *ret)
{
    static const struct kanri_henko now;
    struct lack before = {0}, after = {0};
    const char *roles = NULL;
    uint64_t bits = 0;
    enum status st = S_busho(c, &now, h->busho->busho, &before);
    if (st == ST_OK && !before.item)
        st = S_busho(c, h, h->busho->busho, &after);
    if (st == ST_OK && after.item)
        st = kanri_busho_roles(c->tx, c->caller->hokensha, h->busho->busho, c->arena, &roles);
    if (st == ST_OK && roles)
        st = S_sosa(c, &now, roles, &bits);
    *ret = bits & SOSA_BIT(KEY);
    return st;
}

enum status kanri_kanrisha(struct call *c, const struct kanri_henko *h)
{
    static const struct kanri_henko now;
    const char *self = c->caller->user;
    struct lack before, after;
    bool takes = true;
    enum status st = h->busho ? S_busho_takes(c, h, &takes) : ST_OK;
    if (st == ST_OK && takes)
        st = S_user(c, h, self, &after);
    if (st != ST_OK || !takes || !after.item)
        return st;
    st = S_user(c, &now, self, &before);
    if (st == ST_OK && !before.item)
        return diag_setf(c->diag, ST_KANRISHA_NONE, after.item, after.want,
                         "%s（依頼したユーザー %s が管理できなくなる）", after.have, self);
    if (st == ST_OK)
        st = S_anybody(c, h, &after);
    if (st == ST_OK && after.item)
        st = diag_setf(c->diag, ST_KANRISHA_NONE, after.item, after.want,
                       "%s（管理できるユーザーが残らない）", after.have);
    return st;
}

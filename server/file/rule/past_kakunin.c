/* 枝番 of 副本 against those of results; see past_kakunin.h. */
#include "file/rule/past_kakunin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mix.h"
#include "file/rule/past_soi.h"
#include "file/rule/soi.h"

enum { FIRST_SLOTS = 1 << 10, EDABAN_BITS = 56 };

/* A 枝番 that a result has. */
struct issued {
    uint64_t edaban;
    uint32_t line;  /* 行番号 of the first 新規 */
    uint32_t file;  /* where that is, from 1 on */
    int32_t shinki; /* rows of 新規 less those of 取消, which may come first */
    uint32_t rows;  /* past_kakunin_row anew */
};

/* A row of which something is told at the end. */
struct told {
    uint64_t edaban : EDABAN_BITS;
    uint64_t kasanari : 1; /* or else: no result has the 枝番 */
    uint32_t line, file;
};

void past_kakunin_release(struct past_kakunin *k)
{
    keep_release(&k->issued);
    keep_release(&k->told);
    free(k->slots);
    for (size_t i = 0; i < k->name_count; i++)
        free(k->names[i]);
    free(k->names);
}

bool past_kakunin_file(struct past_kakunin *k, const char *name)
{
    if (k->name_count == k->name_cap) {
        size_t cap = k->name_cap ? 2 * k->name_cap : 16;
        char **wide = realloc(k->names, cap * sizeof *wide);
        if (!wide)
            return false;
        k->names = wide;
        k->name_cap = cap;
    }
    char *own = strdup(name);
    if (own)
        k->names[k->name_count++] = own;
    return own;
}

/* --- what is issued ---------------------------------------------------------------------------------------
 */

static struct issued *S_at(const struct past_kakunin *k, uint32_t one)
{
    return keep_at(&k->issued, one);
}

static uint32_t *S_slot(const struct past_kakunin *k, uint32_t *slots, size_t cap, uint64_t edaban)
{
    size_t i = mix64(edaban) & (cap - 1);
    while (slots[i] && S_at(k, slots[i])->edaban != edaban)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static struct issued *S_find(const struct past_kakunin *k, uint64_t edaban)
{
    uint32_t one = k->cap ? *S_slot(k, k->slots, k->cap, edaban) : 0;
    return one ? S_at(k, one) : NULL;
}

static bool S_grow(struct past_kakunin *k)
{
    size_t cap = k->cap ? 2 * k->cap : FIRST_SLOTS;
    uint32_t *slots = calloc(cap, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t one = 1; one <= k->issued.n; one++)
        *S_slot(k, slots, cap, S_at(k, one)->edaban) = one;
    free(k->slots);
    k->slots = slots;
    k->cap = cap;
    return true;
}

static struct issued *S_more(struct past_kakunin *k, uint64_t edaban)
{
    k->issued.size = sizeof(struct issued);
    if ((size_t)k->issued.n * 4 >= k->cap * 3 && !S_grow(k))
        return NULL;
    struct issued *i = keep_more(&k->issued);
    if (i) {
        i->edaban = edaban;
        *S_slot(k, k->slots, k->cap, edaban) = k->issued.n;
    }
    return i;
}

bool past_kakunin_issued(struct past_kakunin *k, int64_t line, char kubun, uint64_t edaban)
{
    k->given = true;
    if (!edaban)
        return true;
    struct issued *i = S_find(k, edaban);
    if (!i && !(i = S_more(k, edaban)))
        return false;
    if (kubun == '1' && !i->file) {
        i->line = (uint32_t)line;
        i->file = (uint32_t)k->name_count;
    }
    i->shinki += (kubun == '1') - (kubun == '5');
    return true;
}

bool past_kakunin_has(const struct past_kakunin *k, uint64_t edaban)
{
    return S_find(k, edaban);
}

/* --- rows of 副本 -----------------------------------------------------------------------------------------
 */

static bool S_tell(struct past_kakunin *k, uint64_t edaban, int64_t line, bool kasanari)
{
    k->told.size = sizeof(struct told);
    struct told *t = keep_more(&k->told);
    if (t)
        *t = (struct told){edaban, kasanari, (uint32_t)line, (uint32_t)k->name_count};
    return t;
}

/* Of how many 資格 were registered where no 新規 is in a result, nothing is known. */
bool past_kakunin_row(struct past_kakunin *k, uint64_t edaban, int64_t line, bool anew)
{
    if (!k->given)
        return true;
    struct issued *i = S_find(k, edaban);
    k->rows++;
    if (!i)
        return S_tell(k, edaban, line, false);
    if (!anew)
        return true;
    i->rows++;
    return i->shinki <= 0 || i->rows <= (uint32_t)i->shinki || S_tell(k, edaban, line, true);
}

/* --- the end ----------------------------------------------------------------------------------------------
 */

struct past_kakunin_walk {
    const struct past_kakunin *k;
    const struct people *people;
    const struct past_kept *kept;
    struct past_kakunin_ask q;
    size_t stage; /* of the table at the end */
    uint32_t at;  /* the element of the stage that was looked at last */
    struct finding found;
    enum severity severity;
    char edaban[24];
    uint64_t *honnin; /* owned: households with a 本人, sorted */
    size_t honnin_n;
    struct past_owari left; /* in q.arena: of S_late */
    size_t left_at;
    uint64_t made;
    bool begun;  /* left is filled */
    bool failed; /* out of memory */
};

/* What is told of an element. false: the rule is off. */
static bool S_rule(struct past_kakunin_walk *x, enum rule r, uint64_t edaban)
{
    x->severity = rule_severity(x->q.policy, r, x->q.today, NULL, &x->found.row);
    people_edaban_text(edaban, x->edaban);
    x->found.diag = DIAG_INIT;
    return x->severity != SEVERITY_OFF;
}

static const char *S_name(const struct past_kakunin_walk *x, uint32_t file)
{
    return file ? x->k->names[file - 1] : "";
}

/* That rows of 加入者情報 have told of the 枝番 is as good as a result. */
static bool S_fumei(struct past_kakunin_walk *x, uint32_t one)
{
    const struct told *t = keep_at(&x->k->told, one);
    if (t->kasanari || people_by_edaban(x->people, t->edaban) || !S_rule(x, RULE_EDABAN_FUMEI, t->edaban))
        return false;
    diag_setf(&x->found.diag, x->found.row->status, "被保険者枝番", "登録結果にある枝番", "%s（%u行目、%s）",
              x->edaban, t->line, S_name(x, t->file));
    return true;
}

static bool S_kasanari(struct past_kakunin_walk *x, uint32_t one)
{
    const struct told *t = keep_at(&x->k->told, one);
    if (!t->kasanari || !S_rule(x, RULE_EDABAN_KASANARI, t->edaban))
        return false;
    const struct issued *i = S_find(x->k, t->edaban);
    diag_setf(&x->found.diag, x->found.row->status, "被保険者枝番", "登録結果の新規と同じ数までの資格情報",
              "%s は新規 %d件、資格情報 %u件（%u行目、%s）", x->edaban, (int)i->shinki, i->rows, t->line,
              S_name(x, t->file));
    return true;
}

static const struct kept *S_shikaku(const struct past_kakunin_walk *x, uint64_t edaban)
{
    const struct kept *k = past_kept_first(x->kept, edaban);
    while (k && (k->gone || k->kind != KIKAN_SHIKAKU))
        k = past_kept_next(x->kept, k);
    return k;
}

static bool S_nashi(struct past_kakunin_walk *x, uint32_t one)
{
    const struct issued *i = S_at(x->k, one);
    const uint32_t person = people_by_edaban(x->people, i->edaban);
    if (i->shinki <= 0 || S_shikaku(x, i->edaban) || (person && people_at(x->people, person)->gone) ||
        !S_rule(x, RULE_SHIKAKU_NASHI, i->edaban))
        return false;
    diag_setf(&x->found.diag, x->found.row->status, "資格情報", "エラーのない資格情報の行",
              "%s の行がない（行番号 %u、%s）", x->edaban, i->line, S_name(x, i->file));
    return true;
}

/* --- families: 家族 without a 本人 of their 記号・番号 in any file ----------------------------------------
 */

/* The same in full and in half width; 0: it has no 番号. */
static uint64_t S_household(const struct people *people, uint32_t kigo, uint32_t bango)
{
    char room[TOKEN_ROOM];
    const uint64_t first = soi_hash(people_token_text(people, kigo, room));
    const uint64_t second = soi_hash(people_token_text(people, bango, room));
    return second ? first << 32 | second : 0;
}

static int S_compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool S_of_shikaku(const struct kept *k, char honnin)
{
    return !k->gone && k->kind == KIKAN_SHIKAKU && k->honnin == honnin;
}

/* When the first 家族 asks. */
static bool S_honnin(struct past_kakunin_walk *x)
{
    const struct keep *all = &x->kept->all;
    uint64_t *list = malloc(((size_t)all->n + people_count(x->people) + 1) * sizeof *list);
    size_t n = 0;
    for (uint32_t one = 1; list && one <= all->n; one++) {
        const struct kept *k = keep_at(all, one);
        if (S_of_shikaku(k, '1'))
            list[n++] = S_household(x->people, k->kigo, k->bango);
    }
    for (uint32_t one = 1; list && one <= people_count(x->people); one++) {
        const struct person *p = people_at(x->people, one);
        if (p->now.honnin.is[0] == '1') /* whoever is gone has none */
            list[n++] = S_household(x->people, p->now.kigo, p->now.bango);
    }
    if (list)
        qsort(list, n, sizeof *list, S_compare);
    x->honnin = list;
    x->honnin_n = n;
    x->failed = !list;
    return list;
}

static bool S_kazoku(struct past_kakunin_walk *x, uint32_t one)
{
    char kigo[TOKEN_ROOM], bango[TOKEN_ROOM];
    const struct kept *k = keep_at(&x->kept->all, one);
    const uint64_t of = S_of_shikaku(k, '2') ? S_household(x->people, k->kigo, k->bango) : 0;
    if (!of || (!x->honnin && !S_honnin(x)) || bsearch(&of, x->honnin, x->honnin_n, sizeof of, S_compare) ||
        !S_rule(x, RULE_KAZOKU_HONNIN, k->edaban))
        return false;
    const char *first = people_token_text(x->people, k->kigo, kigo);
    diag_setf(&x->found.diag, x->found.row->status, "被保険者証記号・番号", "本人のいる記号・番号",
              "%s%s%s（枝番 %s の家族。本人の行がない）", first, *first ? "・" : "",
              people_token_text(x->people, k->bango, bango), x->edaban);
    return true;
}

/* --- 加入者情報 that came behind the 資格情報 --------------------------------------------------------------
 */

static enum status S_late(struct past_kakunin_walk *x, bool *ret_found)
{
    const struct past_owari_ask q = {
        x->q.shikaku, x->q.policy, x->q.today, x->q.arena, {.looks = INT64_MAX, .told = OWARI_MOST.told}};
    while (x->left_at == x->left.n && (!x->begun || x->made)) {
        x->begun = true;
        x->left = (struct past_owari){0};
        x->left_at = 0;
        arena_reset(q.arena);
        enum status st = past_soi_late_owari(x->people, x->kept, &q, &x->made, &x->left);
        if (st != ST_OK)
            return st;
    }
    if ((*ret_found = x->left_at < x->left.n)) {
        const struct past_left *left = &x->left.list[x->left_at++];
        x->found = left->found;
        x->severity = rule_severity(q.policy, RULE_SHIKAKU_SOI, q.today, q.l->name, &x->found.row);
        snprintf(x->edaban, sizeof x->edaban, "%s", left->edaban);
    }
    return ST_OK;
}

/* --- the walk ---------------------------------------------------------------------------------------------
 */

static const struct keep *S_told(const struct past_kakunin_walk *x)
{
    return &x->k->told;
}

static const struct keep *S_issued(const struct past_kakunin_walk *x)
{
    return &x->k->issued;
}

static const struct keep *S_kept(const struct past_kakunin_walk *x)
{
    return &x->kept->all;
}

/* In the order in which they are told. */
static const struct {
    const struct keep *(*all)(const struct past_kakunin_walk *x); /* NULL: of people, S_late */
    bool (*look)(struct past_kakunin_walk *x, uint32_t one);      /* of each of them */
    bool of_shikaku;                                              /* nothing without a file of 資格情報 */
    bool of_missing; /* tells that something is nowhere, which only whole files can say */
} stages[] = {
    {S_told, S_fumei, false, true}, {S_told, S_kasanari, false, false}, {S_kept, S_kazoku, true, true},
    {NULL, NULL, true, false},      {S_issued, S_nashi, true, true},
};

enum { STAGES = sizeof stages / sizeof *stages };

static enum status S_stage(struct past_kakunin_walk *x, bool *ret_found)
{
    const struct keep *all = stages[x->stage].all ? stages[x->stage].all(x) : NULL;
    *ret_found = false;
    if ((stages[x->stage].of_missing && x->q.cut) || (stages[x->stage].of_shikaku && !x->q.shikaku))
        return ST_OK;
    if (!all)
        return S_late(x, ret_found);
    while (!*ret_found && !x->failed && x->at < all->n)
        *ret_found = stages[x->stage].look(x, ++x->at);
    return x->failed ? ST_LIMIT : ST_OK;
}

struct past_kakunin_walk *past_kakunin_walk(const struct past_kakunin *k, const struct people *people,
                                            const struct past_kept *kept, const struct past_kakunin_ask *q,
                                            struct past_kakunin_count *ret)
{
    struct past_kakunin_walk *x = calloc(1, sizeof *x);
    *ret = (struct past_kakunin_count){k->issued.n, k->rows};
    if (x)
        *x = (struct past_kakunin_walk){.k = k, .people = people, .kept = kept, .q = *q};
    return x;
}

enum status rule_past_kakunin_next(struct past_kakunin_walk *x, struct past_told *ret, bool *ret_found)
{
    enum status st = ST_OK;
    *ret_found = false;
    while (st == ST_OK && !*ret_found && x->stage < STAGES) {
        st = S_stage(x, ret_found);
        if (!*ret_found) {
            x->stage++;
            x->at = 0;
        }
    }
    if (*ret_found)
        *ret = (struct past_told){x->edaban, &x->found, x->severity};
    return st;
}

void rule_past_kakunin_end(struct past_kakunin_walk *x)
{
    if (x)
        free(x->honnin);
    free(x);
}

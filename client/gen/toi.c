/* Rows of kengen.csv taken apart; see toi.h. */
#include "gen/toi.h"

#include "gen/random.h"

/* The next of words with spaces between; false: there is none. */
static bool S_word(struct str *words, struct str *ret)
{
    size_t n = 0;
    while (n < words->n && words->p[n] != ' ')
        n++;
    *ret = (struct str){words->p, n};
    n += n < words->n;
    *words = (struct str){words->p + n, words->n - n};
    return ret->n > 0;
}

static bool S_among(struct str words, struct str word)
{
    struct str w;
    while (S_word(&words, &w))
        if (str_eq(w, word))
            return true;
    return false;
}

static struct str S_cell(const struct table *x, int row, const char *name)
{
    int column = table_column(x, name);
    return column < 0 ? STR("") : x->rows[row][column];
}

/* Insurers of this 中間サーバー are asked by johoShokai; who does not answer now is left out. */
static bool S_answers(const struct table *kikan, int row, struct str teikyosha)
{
    return S_among(teikyosha, S_cell(kikan, row, "shubetsu")) && !S_cell(kikan, row, "hokensha").n &&
           str_is(S_cell(kikan, row, "jotai"), "開局");
}

static void S_kikan(struct toi_all *x, struct str teikyosha, struct toi *t)
{
    for (int i = 0; i < x->kikan.n; i++)
        if (S_answers(&x->kikan, i, teikyosha)) {
            t->kikan = arena_more(x->kengen.a, t->kikan, (size_t)t->kikan_n, sizeof *t->kikan);
            if (!t->kikan)
                return;
            t->kikan[t->kikan_n++] =
                (struct toi_kikan){S_cell(&x->kikan, i, "code"), S_cell(&x->kikan, i, "mei")};
        }
}

/* Each code for each 事務手続 of the row. */
static void S_add(struct toi_all *x, int row)
{
    struct toi t = {.jimu = S_cell(&x->kengen, row, "jimu_code")};
    struct str codes = S_cell(&x->kengen, row, "code");
    S_kikan(x, S_cell(&x->kengen, row, "teikyosha"), &t);
    while (t.kikan_n && S_word(&codes, &t.code)) {
        struct str all = S_cell(&x->kengen, row, "tetsuzuki");
        bool more = S_word(&all, &t.tetsuzuki);
        do {
            x->list = arena_more(x->kengen.a, x->list, (size_t)x->n, sizeof *x->list);
            if (!x->list)
                return;
            x->list[x->n++] = t;
            more = more && S_word(&all, &t.tetsuzuki);
        } while (more);
    }
}

enum status toi_read(struct toi_all *x, const char *folder, struct diag *d)
{
    *x = (struct toi_all){0};
    enum status st = table_read(&x->kengen, folder, "kengen", d);
    if (st == ST_OK)
        st = table_read(&x->kikan, folder, "kikan", d);
    for (int i = 0; st == ST_OK && i < x->kengen.n; i++)
        if (S_among(S_cell(&x->kengen, i, "shokaisha"), STR("kenpo")))
            S_add(x, i);
    if (st == ST_OK && arena_failed(x->kengen.a))
        return diag_set(d, ST_LIMIT, "kengen.csv", "メモリ", "不足");
    return st == ST_OK && !x->n
               ? diag_set(d, ST_SETUP, "kengen.csv と kikan.csv", "健保組合が照会できる機関", "ない")
               : st;
}

void toi_free(struct toi_all *x)
{
    table_free(&x->kengen);
    table_free(&x->kikan);
}

const struct toi *toi_pick(const struct toi_all *x, uint64_t luck)
{
    return &x->list[random_below(&luck, (uint32_t)x->n)];
}

struct str toi_whom(const struct toi *t, const char *address, uint64_t luck)
{
    for (int i = 0; i < t->kikan_n; i++)
        if (strncmp(address, t->kikan[i].mei.p, t->kikan[i].mei.n) == 0)
            return t->kikan[i].code;
    return t->kikan[random_below(&luck, (uint32_t)t->kikan_n)].code;
}

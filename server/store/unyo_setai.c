/* Households in memory; see unyo_setai.h. */
#include "store/unyo_setai.h"

#include <stdlib.h>
#include <string.h>

#include "base/mix.h"
#include "base/str.h"
#include "store/sql.h"
#include "store/tx.h"
#include "store/unyo_id.h"

enum { FIRST = 1 << 8, SAVES = 8 };

#define ROW setai_hito
TABLE(C(edaban), C(kigo), C(bango), C(honnin_kazoku), C(shutoku_ymd), C(soshitsu_ymd), C(jotai));
#undef ROW

/* A change that may be undone. */
struct change {
    int64_t base;
    uint64_t key;
    struct setai_shikaku is;
    bool taken; /* or else put */
    bool had;   /* before it */
};

struct setai_memory {
    struct setai_memory *next;
    int64_t base;          /* of the insurer */
    struct setai_hyo *hyo; /* NULL: it has had too many 資格 */
};

struct setai_all {
    struct setai_memory *first;
    struct change *log; /* of the transaction */
    size_t n, cap;
    size_t saved[SAVES];
    int saves;
};

/* --- of a person ------------------------------------------------------------------------------------------
 */

static uint64_t S_key(const struct setai_hito *h)
{
    uint64_t key = mix_bytes(mix_bytes(1, h->kigo, strlen(h->kigo)), h->bango, strlen(h->bango));
    return key ? key : 1;
}

static bool S_stands(const struct setai_hito *h)
{
    return strcmp(h->jotai, "取消") != 0;
}

static bool S_honnin(const struct setai_hito *h)
{
    return strcmp(h->honnin_kazoku, "1") == 0;
}

static struct setai_shikaku S_shikaku(const struct setai_hito *h)
{
    int64_t one = bango_digits(h->edaban, EDABAN_DIGITS);
    return (struct setai_shikaku){
        .from = str_date(str_of(h->shutoku_ymd)),
        .to = h->soshitsu_ymd ? str_date(str_of(h->soshitsu_ymd)) : SETAI_OPEN,
        .one = one > 0 && one <= INT32_MAX ? (uint32_t)one : 0,
        .honnin = S_honnin(h),
    };
}

/* --- of an insurer ----------------------------------------------------------------------------------------
 */

static bool S_known(struct setai_hyo *hyo, const struct setai_hito *h)
{
    const struct setai_shikaku s = S_shikaku(h);
    return S_stands(h) ? setai_hyo_put(hyo, S_key(h), &s)
                       : !S_honnin(h) || setai_hyo_had(hyo, S_key(h), true);
}

/* Of more rows than setai_most() *n is the number of one too many. */
static enum status S_rows(struct sql *q, struct setai_hyo *hyo, size_t *n)
{
    struct setai_hito h;
    enum status st;
    bool row;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        sql_row(q, NULL, setai_hito, &h);
        *n += S_stands(&h);
        if (*n > setai_most() || !S_known(hyo, &h)) {
            sql_done(q);
            return *n > setai_most() ? ST_OK : ST_LIMIT;
        }
    }
    return st;
}

static enum status S_read(struct tx *tx, struct setai_memory *m)
{
    static const enum sql_id all[] = {SQL_SETAI_ALL, SQL_SETAI_MAE, SQL_SETAI_HAD};
    enum status st = (m->hyo = setai_hyo_new()) ? ST_OK : ST_LIMIT;
    size_t n = 0;
    for (size_t i = 0; st == ST_OK && n <= setai_most() && i < sizeof all / sizeof *all; i++)
        st = S_rows(sql_with(sql_get(tx, all[i]), .from = m->base, .to = bango_end(m->base)), m->hyo, &n);
    if (st != ST_OK || n > setai_most()) { /* of so many nothing is told */
        setai_hyo_free(m->hyo);
        m->hyo = NULL;
    }
    return st;
}

static struct setai_memory *S_of(const struct setai_all *all, int64_t base)
{
    struct setai_memory *m = all->first;
    while (m && m->base != base)
        m = m->next;
    return m;
}

/* In a transaction that may yet be undone they may be more. */
static bool S_too_many(const struct setai_memory *m)
{
    return !m->hyo || setai_hyo_count(m->hyo) > setai_most();
}

/* The insurer's, as the transaction has it. */
static enum status S_memory(struct tx *tx, int64_t base, struct setai_memory **ret)
{
    if (!tx->setai && !(tx->setai = calloc(1, sizeof *tx->setai)))
        return ST_LIMIT;
    struct setai_memory *m = S_of(tx->setai, base);
    if (!m) {
        if (!(m = calloc(1, sizeof *m)))
            return ST_LIMIT;
        m->base = base;
        enum status st = S_read(tx, m);
        if (st != ST_OK) {
            free(m);
            return st;
        }
        m->next = tx->setai->first;
        tx->setai->first = m;
    }
    *ret = m;
    return ST_OK;
}

static bool S_log(struct setai_all *all, const struct change *x)
{
    if (all->n == all->cap) {
        size_t cap = all->cap ? 2 * all->cap : FIRST;
        struct change *wide = realloc(all->log, cap * sizeof *wide);
        if (!wide)
            return false;
        all->log = wide;
        all->cap = cap;
    }
    all->log[all->n++] = *x;
    return true;
}

enum status unyo_setai_ready(struct tx *tx, const char *hokensha)
{
    struct setai_memory *m;
    return S_memory(tx, bango_base(hokensha), &m);
}

enum status unyo_setai_hito(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct setai_hito *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SETAI_HITO), .id = unyo_id(hokensha, edaban));
    return sql_one(q, a, setai_hito, ret, ret_found);
}

enum status unyo_setai_edaban(struct tx *tx, const char *hokensha, uint32_t one, struct arena *a,
                              const char **ret)
{
    struct setai_hito h;
    bool found = false;
    struct sql *q = sql_with(sql_get(tx, SQL_SETAI_HITO), .id = bango_base(hokensha) + one);
    enum status st = sql_one(q, a, setai_hito, &h, &found);
    *ret = st == ST_OK && found && one ? h.edaban : NULL;
    return st;
}

enum status unyo_setai_look(struct tx *tx, const char *hokensha, const struct setai_hito *h,
                            struct setai *ret, bool *ret_known)
{
    struct setai_memory *m = NULL;
    enum status st = S_memory(tx, bango_base(hokensha), &m);
    *ret_known = st == ST_OK && !S_too_many(m);
    if (*ret_known)
        setai_hyo_look(m->hyo, S_key(h), ret);
    return st;
}

static enum status S_change(struct tx *tx, const char *hokensha, const struct setai_hito *h, bool taken)
{
    struct setai_memory *m = NULL;
    struct change x = {bango_base(hokensha), S_key(h), S_shikaku(h), taken, false};
    enum status st = S_stands(h) ? S_memory(tx, x.base, &m) : ST_OK;
    if (!m || !m->hyo)
        return st;
    x.had = setai_hyo_has(m->hyo, x.key);
    if (!S_log(tx->setai, &x))
        return ST_LIMIT;
    if (taken)
        setai_hyo_take(m->hyo, x.key, &x.is);
    else if (!setai_hyo_put(m->hyo, x.key, &x.is)) {
        tx->setai->n--;
        return ST_LIMIT;
    }
    return ST_OK;
}

enum status unyo_setai_put(struct tx *tx, const char *hokensha, const struct setai_hito *h)
{
    return S_change(tx, hokensha, h, false);
}

enum status unyo_setai_take(struct tx *tx, const char *hokensha, const struct setai_hito *h)
{
    return S_change(tx, hokensha, h, true);
}

/* --- transactions -----------------------------------------------------------------------------------------
 */

/* Of what was taken there is room again. */
static void S_back(struct setai_all *all, size_t to)
{
    while (all->n > to) {
        const struct change *x = &all->log[--all->n];
        struct setai_memory *m = S_of(all, x->base);
        if (!m || !m->hyo)
            continue;
        if (x->taken)
            (void)setai_hyo_put(m->hyo, x->key, &x->is);
        else
            setai_hyo_take(m->hyo, x->key, &x->is);
        (void)setai_hyo_had(m->hyo, x->key, x->had);
    }
}

void setai_save(struct tx *tx)
{
    if (!tx->setai && tx->db == DB_UNYO)
        tx->setai = calloc(1, sizeof *tx->setai);
    struct setai_all *all = tx->setai;
    if (all && all->saves++ < SAVES)
        all->saved[all->saves - 1] = all->n;
}

void setai_keep(struct tx *tx)
{
    if (tx->setai && tx->setai->saves > 0)
        tx->setai->saves--;
}

void setai_undo(struct tx *tx)
{
    struct setai_all *all = tx->setai;
    if (all && all->saves > 0 && all->saves <= SAVES)
        S_back(all, all->saved[all->saves - 1]);
}

void setai_commit(struct tx *tx)
{
    if (!tx->setai)
        return;
    tx->setai->n = 0;
    tx->setai->saves = 0;
    for (struct setai_memory *m = tx->setai->first; m; m = m->next)
        if (S_too_many(m)) {
            setai_hyo_free(m->hyo);
            m->hyo = NULL;
        }
}

void setai_rollback(struct tx *tx)
{
    if (!tx->setai)
        return;
    S_back(tx->setai, 0);
    tx->setai->saves = 0;
}

void setai_free(struct tx *tx)
{
    struct setai_all *all = tx->setai;
    for (struct setai_memory *m = all ? all->first : NULL, *next; m; m = next) {
        next = m->next;
        setai_hyo_free(m->hyo);
        free(m);
    }
    if (all)
        free(all->log);
    free(all);
    tx->setai = NULL;
}

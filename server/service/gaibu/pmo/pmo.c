/* What an insurer finds at Digital PMO; see pmo.h. */
#include "service/gaibu/pmo/pmo.h"

#include <string.h>

#include "base/clock.h"
#include "store/kanri_nittei.h"
#include "store/kanri_toroku.h"

#define MAY_TEXT(type, name, member) FIELD_TEXT_AS(struct type, name, member, FIELD_LEFT_OUT)
#define MAY_INT(type, name, member) FIELD_INT_AS(struct type, name, member, FIELD_LEFT_OUT)

const struct field pmo_shiryo_fields[] = {FIELD_TEXT(struct pmo_shiryo, "kokai", kokai),
                                          FIELD_TEXT(struct pmo_shiryo, "jotai", jotai),
                                          FIELD_TEXT(struct pmo_shiryo, "shubetsu", shubetsu),
                                          FIELD_TEXT(struct pmo_shiryo, "mei", mei),
                                          MAY_TEXT(pmo_shiryo, "setsu", setsu),
                                          MAY_TEXT(pmo_shiryo, "meirei", meirei),
                                          FIELD_END};

const struct field pmo_row_fields[] = {FIELD_TEXT(struct pmo_row, "jiko", jiko),
                                       FIELD_TEXT(struct pmo_row, "mei", mei),
                                       FIELD_TEXT(struct pmo_row, "shurui", shurui),
                                       MAY_TEXT(pmo_row, "setsu", setsu),
                                       MAY_TEXT(pmo_row, "kigen", kigen),
                                       FIELD_TEXT(struct pmo_row, "jotai", jotai),
                                       MAY_TEXT(pmo_row, "kara", kara),
                                       MAY_TEXT(pmo_row, "made", made),
                                       MAY_TEXT(pmo_row, "ymd", ymd),
                                       MAY_INT(pmo_row, "zumi", zumi),
                                       MAY_INT(pmo_row, "zen", zen),
                                       MAY_INT(pmo_row, "fileSu", file),
                                       MAY_INT(pmo_row, "gyoSu", gyo),
                                       MAY_INT(pmo_row, "seijoSu", seijo),
                                       MAY_INT(pmo_row, "ijoSu", ijo),
                                       MAY_TEXT(pmo_row, "moto", moto),
                                       MAY_TEXT(pmo_row, "at", at),
                                       FIELD_END};

enum status pmo_shiryo(struct call *c, int32_t today, struct list *ret)
{
    struct pmo_bunsho *b = NULL;
    size_t n = 0;
    enum status st = kanri_pmo_bunsho(c->tx, c->arena, &b, &n);
    struct pmo_shiryo *out = st == ST_OK ? arena_array(c->arena, n + 1, sizeof *out) : NULL;
    if (st != ST_OK || !out)
        return st != ST_OK ? st : ST_LIMIT;
    for (size_t i = 0; i < n; i++)
        out[i] = (struct pmo_shiryo){b[i].kokai,    str_date(str_of(b[i].kokai)) <= today ? "公開" : "公開前",
                                     b[i].shubetsu, b[i].mei,
                                     b[i].setsu,    b[i].meirei};
    *ret = (struct list){out, n};
    return ST_OK;
}

struct reading {
    struct call *c;
    const struct pmo_asked *q;
    struct pmo_jiko *jiko;
    struct pmo_toroku *toroku;
    struct kanri_nittei *nittei;
    size_t jiko_n, toroku_n, nittei_n;
};

static enum status S_read(struct reading *x)
{
    struct tx *tx = x->c->tx;
    struct arena *a = x->c->arena;
    bool there = false;
    enum status st = kanri_hokensha_exists(tx, x->q->hokensha, &there);
    if (st == ST_OK && !there)
        st = diag_set(x->c->diag, ST_CONTROL, "hokensha", "このワールドの医療保険者等の保険者番号",
                      x->q->hokensha);
    if (st == ST_OK)
        st = kanri_pmo_jiko(tx, a, &x->jiko, &x->jiko_n);
    if (st == ST_OK)
        st = kanri_pmo_toroku(tx, x->q->hokensha, a, &x->toroku, &x->toroku_n);
    return st == ST_OK ? kanri_nittei_list(tx, a, &x->nittei, &x->nittei_n) : st;
}

static const struct kanri_nittei *S_nittei(const struct reading *x, const char *name)
{
    for (size_t i = 0; i < x->nittei_n; i++)
        if (strcmp(x->nittei[i].lot, x->q->lot) == 0 && strcmp(x->nittei[i].nittei, name) == 0)
            return &x->nittei[i];
    return NULL;
}

static const struct pmo_toroku *S_toroku(const struct reading *x, const char *jiko)
{
    for (size_t i = 0; i < x->toroku_n; i++)
        if (strcmp(x->toroku[i].jiko, jiko) == 0)
            return &x->toroku[i];
    return NULL;
}

static void S_registered(const struct reading *x, const struct pmo_toroku *t, struct pmo_row *row)
{
    struct arena *a = x->c->arena;
    row->jotai = "登録済";
    row->kara = t->kara;
    row->made = t->made;
    row->ymd = t->ymd;
    row->zumi = t->zumi;
    row->zen = t->zen;
    row->file = t->file;
    row->gyo = t->gyo;
    row->seijo = t->seijo;
    row->ijo = t->ijo;
    row->jikko = t->jikko;
    row->moto =
        t->jikko == INT64_MIN ? "手での登録" : arena_printf(a, "%lld 回目の実行", (long long)t->jikko);
    row->at = clock_text_in(a, t->at);
}

static const char *S_open(const struct reading *x, int32_t day)
{
    return x->q->today <= day ? "未登録" : "遅れ";
}

/* kanryo has the day, whoever said it; what was registered here tells of it as long as it says the same. */
static enum status S_kanryo(const struct reading *x, const struct pmo_toroku *t, struct pmo_row *row,
                            const char *nittei, int32_t day)
{
    struct kanri_kanryo k = {0};
    bool found = false;
    enum status st = kanri_kanryo_get(x->c->tx, x->q->hokensha, nittei, x->c->arena, &k, &found);
    if (st != ST_OK)
        return st;
    if (t && k.ymd && str_same(t->ymd, k.ymd)) {
        S_registered(x, t, row);
    } else if (k.ymd) {
        row->jotai = "登録済";
        row->moto = "取りまとめ機関の記録";
    }
    row->ymd = k.ymd;
    row->noted = found;
    if (found && !k.ymd)
        row->jotai = S_open(x, day);
    return ST_OK;
}

static enum status S_row(const struct reading *x, const struct pmo_jiko *j, const struct kanri_nittei *n,
                         struct pmo_row *row)
{
    const struct pmo_toroku *t = S_toroku(x, j->jiko);
    struct pmo_row none = {.zumi = INT64_MIN,
                           .zen = INT64_MIN,
                           .file = INT64_MIN,
                           .gyo = INT64_MIN,
                           .seijo = INT64_MIN,
                           .ijo = INT64_MIN,
                           .jikko = INT64_MIN};
    const char *kigen = strcmp(j->kigen, "kara") == 0 ? n->kara : n->made;
    const int32_t day = kigen ? str_date(str_of(kigen)) : INT32_MAX;
    enum status st = ST_OK;
    *row = none;
    row->jotai = day < x->q->hajime ? "記録なし" : S_open(x, day);
    if (strcmp(j->shurui, PMO_KANRYO) == 0)
        st = S_kanryo(x, t, row, n->nittei, day);
    else if (t)
        S_registered(x, t, row);
    row->jiko = j->jiko;
    row->mei = j->mei;
    row->shurui = j->shurui;
    row->setsu = j->setsu;
    row->komoku = j->komoku;
    row->nittei = j->nittei;
    row->kigen = kigen;
    return st;
}

enum status pmo_rows(struct call *c, const struct pmo_asked *q, struct list *ret)
{
    struct reading x = {.c = c, .q = q};
    enum status st = S_read(&x);
    struct pmo_row *rows = st == ST_OK ? arena_array(c->arena, x.jiko_n + 1, sizeof *rows) : NULL;
    size_t n = 0;
    for (size_t i = 0; rows && st == ST_OK && i < x.jiko_n; i++) {
        const struct kanri_nittei *of = S_nittei(&x, x.jiko[i].nittei);
        if (of)
            st = S_row(&x, &x.jiko[i], of, &rows[n++]);
    }
    *ret = (struct list){rows, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

bool pmo_has(const char *list, const char *word)
{
    const size_t n = strlen(word);
    for (const char *p = list; p && *p; p += strcspn(p, " "), p += *p == ' ')
        if (strcspn(p, " ") == n && strncmp(p, word, n) == 0)
            return true;
    return false;
}

/* masterHokoku: what the base system holds of the 配信マスター as a link file (2.7.8). Each row gets the
 * verdict of its record; what no row has named is told when the file ends. Called by world/load/loader. */
#include <string.h>

#include "base/clock.h"
#include "service/chukan/master.h"
#include "service/keikoku.h"
#include "service/messages.h"
#include "store/torikomi.h"
#include "store/torikomi_keikoku.h"

struct hokoku_row {
    const char *release, *master;
    struct haishin_record record;
};

static const struct field row[] = {
    FIELD_TEXT(struct hokoku_row, "masterRelease", release),
    FIELD_TEXT(struct hokoku_row, "masterShurui", master),
    FIELD_TEXT(struct hokoku_row, "masterCode", record.code),
    FIELD_TEXT(struct hokoku_row, "han", record.han),
    FIELD_TEXT(struct hokoku_row, "mei", record.mei),
    FIELD_TEXT(struct hokoku_row, "kikanShubetsu", record.shubetsu),
    FIELD_TEXT(struct hokoku_row, "jimuCode", record.jimu_code),
    FIELD_TEXT(struct hokoku_row, "ko", record.ko),
    FIELD_END,
};

/* --- a row -----------------------------------------------------------------------------------------------
 */

/* A known record's: what differs first, in the order of its items. */
static enum status S_differs(struct call *c, const struct haishin_kind *k, const struct haishin_record *want,
                             const struct haishin_record *have)
{
    struct master_soi soi;
    if (!master_compare(k, want, 1, have, 1, &soi, 1))
        return ST_OK;
    return diag_set(c->diag, strcmp(soi.kubun, MASTER_HAN) == 0 ? ST_MASTER_HAN : ST_MASTER_ATAI, soi.komoku,
                    soi.want, *soi.have ? soi.have : "空");
}

/* Noted also when it is refused: the file then does not prove that master. */
static enum status S_noted(struct call *c, struct master_hokoku *m, enum status verdict)
{
    m->soi = verdict != ST_OK;
    enum status st = master_hokoku_put(c->tx, m);
    return st == ST_OK ? verdict : st;
}

static enum status S_verdict(struct call *c, const struct hokoku_row *r, const struct haishin *h,
                             const struct haishin_kind *k, struct row_kekka *out)
{
    struct master_hokoku m = {c->uketsuke, k->name, r->record.code, h->release_jun, 0};
    struct haishin_record want;
    bool known = false, there = false;
    enum status st = haishin_state_one(c->tx, k->name, h->release_jun, m.code, c->arena, &want, &known);
    out->code = known ? m.code : master_shown(c, m.code);
    if (st == ST_OK && !known) {
        m.code = "";
        const char *in = arena_printf(c->arena, "%s リリース%s の適用後にある記録", k->mei, h->release);
        return S_noted(c, &m, diag_set(c->diag, ST_MASTER_YOBUN, "コード", in, r->record.code));
    }
    if (st == ST_OK)
        st = master_hokoku_there(c->tx, &m, &there);
    if (st != ST_OK)
        return st;
    return S_noted(c, &m,
                   there ? diag_set(c->diag, ST_MASTER_CHOFUKU, "コード", "一つのマスターに一度", want.mei)
                         : S_differs(c, k, &want, &r->record));
}

/* Which master of which release is reported. */
static enum status S_of(struct call *c, const char *release, const char *master, struct haishin *ret_h,
                        const struct haishin_kind **ret_k)
{
    enum status st = haishin_of(c, release, master, ret_h, ret_k);
    return st == ST_OK && master_refuses(c, RULE_MASTER_KIKAN) ? master_kikan(c, ret_h) : st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct hokoku_row *r = cells;
    struct haishin h;
    const struct haishin_kind *k;
    enum status st = S_of(c, r->release, r->master, &h, &k);
    if (st != ST_OK)
        out->code = master_shown(c, r->record.code);
    return st == ST_OK ? S_verdict(c, r, &h, k, out) : st;
}

/* A record that no release can have: its master is not proven either, whatever the other rows say. A row that
 * does not tell whose it is says nothing. */
static enum status S_refused(struct call *c, const struct layout *l, const struct str *cells,
                             struct row_kekka *out)
{
    const int release = layout_field(l, "masterRelease"), master = layout_field(l, "masterShurui"),
              code = layout_field(l, "masterCode");
    struct haishin h;
    struct haishin_record own;
    const struct haishin_kind *k;
    bool known = false;
    out->code = code < 0 ? NULL : master_shown(c, cells[code].p);
    if (release < 0 || master < 0)
        return ST_OK;
    enum status st = S_of(c, cells[release].p, cells[master].p, &h, &k);
    if (st != ST_OK)
        return status_info(st)->fault != FAULT_NONE ? st : ST_OK;
    if (code >= 0)
        st = haishin_state_one(c->tx, k->name, h.release_jun, cells[code].p, c->arena, &own, &known);
    if (st != ST_OK)
        return st;
    if (known)
        out->code = own.code;
    const struct master_hokoku m = {c->uketsuke, k->name, "", h.release_jun, 1};
    return master_hokoku_put(c->tx, &m);
}

/* --- the end ---------------------------------------------------------------------------------------------
 */

struct owari {
    const struct torikomi *t;
    int64_t nth;
};

static enum status S_tell(struct call *c, struct owari *o, enum rule r, const char *komoku, const char *naiyo)
{
    const struct rule_row *of;
    if (rule_severity(&c->policy->rules, r, clock_date(c->now), NULL, &of) == SEVERITY_OFF)
        return ST_OK;
    const struct torikomi_keikoku k = {
        .uketsuke = o->t->uketsuke,
        .juni = (o->t->total + 1) * FINDINGS + o->nth++,
        .gyo = INT64_MIN,
        .kisoku = of->name,
        .code = status_info(of->status)->code,
        .komoku = komoku,
        .naiyo = naiyo,
    };
    return naiyo ? torikomi_keikoku_put(c->tx, &k) : ST_LIMIT;
}

/* Once a release, whichever of its masters the file reports. */
static enum status S_window(struct call *c, struct owari *o, const struct master_hokoku_su *m)
{
    const char *day = haishin_day(c, c->now);
    if (!day || !m->kara || (strcmp(m->kara, day) <= 0 && strcmp(day, m->made) <= 0))
        return day ? ST_OK : ST_LIMIT;
    return S_tell(c, o, RULE_MASTER_KIKAN, "リリース",
                  arena_printf(c->arena, "期待: リリース%s の適用期間 %s〜%s、実際: %s", m->release, m->kara,
                               m->made, day));
}

/* These are our own records: their codes are shown. */
static enum status S_master(struct call *c, struct owari *o, const struct master_hokoku_su *m)
{
    const struct haishin_kind *k = haishin_kind(m->master);
    struct haishin_record *rows = NULL;
    size_t n = 0;
    enum status st = k ? ST_OK : ST_INTERNAL;
    if (st == ST_OK)
        st = master_hokoku_fusoku(c->tx, o->t->uketsuke, m, c->arena, &rows, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = S_tell(c, o, RULE_MASTER_FUSOKU, k->mei,
                    arena_printf(c->arena, "期待: リリース%s の適用後にある記録 %s %s、実際: なし",
                                 m->release, rows[i].code, rows[i].mei));
    const struct hokensha_master held = {c->caller->hokensha, m->master, m->release_jun, !n && !m->soi,
                                         c->now};
    return st == ST_OK ? chukan_master_put(c->tx, &held) : st;
}

static enum status S_owari(struct call *c, const struct torikomi *t)
{
    struct owari o = {.t = t};
    struct master_hokoku_su *list = NULL;
    size_t n = 0;
    enum status st = master_hokoku_list(c->tx, t->uketsuke, c->policy->lot, c->arena, &list, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        if (!i || list[i].release_jun != list[i - 1].release_jun)
            st = S_window(c, &o, &list[i]);
        if (st == ST_OK)
            st = S_master(c, &o, &list[i]);
    }
    return st;
}

static enum status S_done(struct call *c, const struct torikomi *t)
{
    enum status st = master_hokoku_drop(c->tx, t->uketsuke);
    return st == ST_OK ? file_kanryo_send(c, t) : st;
}

const struct bulk bulk_master_hokoku = {
    .shubetsu = "masterHokoku",
    .result_layout = "masterHokokuKekka",
    .db = DB_CHUKAN,
    .sosa = SOSA_MASTER_HAISHIN,
    .row = row,
    .row_size = sizeof(struct hokoku_row),
    .apply = S_apply,
    .refused = S_refused,
    .owari = S_owari,
    .done = S_done,
    .refuses_clean = true,
};

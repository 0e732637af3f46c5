/* Registration of 副本, one apply function for online and bulk; see fukuhon.h. */
#include "service/chukan/fukuhon.h"

#include <stdio.h>

#include "base/bango.h"
#include "base/clock.h"
#include "base/kojin_bango.h"
#include "file/rule/fukuhon.h"
#include "file/rule/nokori.h"
#include "service/chukan/tomeru.h"
#include "service/edaban.h"
#include "service/keikoku.h"
#include "store/chukan_counter.h"

static const char counter[] = "fukuhon";

const char *fukuhon_bango_text(struct arena *a, int64_t bango)
{
    return bango_text(a, BANGO_FUKUHON, bango);
}

int64_t fukuhon_bango_parse(const char *text)
{
    return bango_parse(BANGO_FUKUHON, text);
}

/* The next n of the caller's 副本番号. Within a chunk it is taken from memory and written back once, by
 * fukuhon_chunk_end. */
static enum status S_next(struct call *c, int64_t *ret)
{
    struct fukuhon_chunk *chunk = c->bulk_state;
    if (!chunk)
        return chukan_count_up(c->tx, counter, c->caller->hokensha, ret);
    if (!chunk->read) {
        enum status st = chukan_count_get(c->tx, counter, c->caller->hokensha, &chunk->first);
        if (st != ST_OK)
            return st;
        chunk->last = chunk->first;
        chunk->read = true;
    }
    *ret = ++chunk->last;
    return ST_OK;
}

static enum status S_next_bango(struct call *c, int64_t *ret)
{
    int64_t nth;
    enum status st = S_next(c, &nth);
    if (st == ST_OK)
        *ret = bango_base(c->caller->hokensha) + nth;
    return st;
}

enum status fukuhon_chunk_end(struct call *c, void *state)
{
    const struct fukuhon_chunk *chunk = state;
    return chunk->last > chunk->first ? chukan_count_set(c->tx, counter, c->caller->hokensha, chunk->last)
                                      : ST_OK;
}

/* Japanese name of a column by its semantic name. */
static const char *S_called(const struct fukuhon_row *row, const char *name)
{
    const struct record_view v = fukuhon_view(row);
    int at = record_place(&v, name);
    return at < 0 ? name : row->items.mei[at];
}

/* The same of the column at place i of kind->fields. */
static const char *S_mei(const struct fukuhon_kind *kind, const struct fukuhon_row *row, int i)
{
    return S_called(row, kind->fields[i].element);
}

void fukuhon_row_of(const struct fukuhon_kind *kind, const struct row_items *items, struct fukuhon_row *ret)
{
    *ret = (struct fukuhon_row){.items = *items};
    for (const struct field *f = kind->fields; f->element; f++)
        for (int i = 0; i < items->n; i++)
            if (strcmp(items->names[i], f->element) == 0)
                memcpy((char *)ret + f->offset, &items->values[i], sizeof items->values[i]);
}

/* --- what must hold whatever the layout says --------------------------------------------------------------
 */

/* The columns that are kept and not empty, as a JSON object. */
static void S_json(const struct row_items *items, struct buf *json)
{
    buf_addc(json, '{');
    for (int i = 0; i < items->n; i++)
        if (items->values[i] && record_kept_value(items->names[i], items->values[i]))
            buf_json_member(json, items->names[i], items->values[i]);
    buf_addc(json, '}');
}

bool fukuhon_prepare(const struct fukuhon_kind *kind, struct arena *a, void *row)
{
    struct fukuhon_row *r = row;
    struct buf json = BUF_INIT;
    r->himitsu = -1;
    for (int i = 0; r->himitsu < 0 && i < r->items.n; i++) {
        struct str v = str_of(r->items.values[i]);
        if (v.n >= 12 && record_kept(r->items.names[i]) && kojin_bango_inside(v))
            r->himitsu = i;
    }
    S_json(&r->items, &json);
    r->komoku = buf_ok(&json) ? arena_strndup(a, json.data, json.len) : NULL;
    buf_release(&json);
    struct record_view v = fukuhon_view(r);
    r->kagi = record_kagi(&v, r->kara, a);
    r->is = record_kikan(&v, kind->kikan, r->kagi);
    if (kind->kikan == KIKAN_SHIKAKU)
        fukuhon_soi_prepare(r);
    return r->komoku && r->kagi;
}

static enum status S_day(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row,
                         int field, const char *v)
{
    struct str day = str_of(v);
    return day.n == 8 && str_date(day) != INT32_MIN
               ? ST_OK
               : diag_set(c->diag, ST_FUKUHON_ITEM, S_mei(kind, row, field), "実在する日付 YYYYMMDD",
                          v ? v : "（なし）");
}

static bool S_own(const struct call *c, const char *hokensha)
{
    const char *own = c->caller->hokensha;
    return hokensha && (strcmp(hokensha, own) == 0 ||
                        (c->policy->hobetsu63 == HOBETSU63_ONAJI && check_hobetsu63(own, str_of(hokensha))));
}

static enum status S_check(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row)
{
    bool saigo = kind->fields[FIELD_SAIGO].element && (row->saigo || kind->kikan != KIKAN_SHIKAKU);
    if (row->himitsu >= 0) /* no layout may let a 個人番号 in here (DESIGN 2.1) */
        return diag_set(c->diag, ST_ROW_KOJIN_BANGO, row->items.mei[row->himitsu], "個人番号を含まない値",
                        row->items.values[row->himitsu]);
    if (!row->shori_kubun || !strchr("123", row->shori_kubun[0]) || row->shori_kubun[1])
        return diag_set(c->diag, ST_FUKUHON_ITEM, S_mei(kind, row, FIELD_SHORI),
                        "1（新規）、2（変更）、3（削除）のいずれか",
                        row->shori_kubun ? row->shori_kubun : "（なし）");
    if (!S_own(c, row->hokensha))
        return diag_set(c->diag, ST_OTHER_HOKENSHA, S_mei(kind, row, FIELD_HOKENSHA), c->caller->hokensha,
                        row->hokensha ? row->hokensha : "（なし）");
    if (!row->edaban)
        return diag_set(c->diag, ST_FUKUHON_ITEM, S_mei(kind, row, FIELD_EDABAN), "被保険者枝番", "（なし）");
    enum status st = S_day(c, kind, row, FIELD_KARA, row->kara);
    return st == ST_OK && saigo && row->shori_kubun[0] != '3' ? S_day(c, kind, row, FIELD_SAIGO, row->saigo)
                                                              : st;
}

/* --- what it finds there ----------------------------------------------------------------------------------
 */

static enum status S_unknown(struct call *c, const char *edaban)
{
    return edaban_none(c, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番", edaban);
}

static enum status S_missing(struct call *c, const char *item, const char *kagi)
{
    return diag_set(c->diag, ST_FUKUHON_NONE, item, "登録済みの副本の値", kagi);
}

/* The one of the same key; NULL: none. */
static const struct chukan_kikan *S_stored(const struct chukan_hito *hito, const struct fukuhon_kind *kind,
                                           const char *kagi)
{
    for (size_t i = 0; i < hito->kikan_n; i++)
        if (strcmp(hito->kikan[i].kagi, kagi) == 0 && strcmp(hito->kikan[i].shubetsu, kind->shubetsu) == 0)
            return &hito->kikan[i];
    return NULL;
}

static enum status S_rules(struct call *c, const struct chukan_hito *hito, struct fukuhon_judged *x)
{
    x->others = (struct kikan_list){fukuhon_kikan(c, hito), hito->kikan_n};
    x->today = clock_date(c->now);
    return x->others.list ? rule_fukuhon(x, keikoku_of(c)) : ST_LIMIT;
}

/* --- 新規 and 変更 ----------------------------------------------------------------------------------------
 */

/* The rows of a chunk are of one layout. */
static struct fukuhon_mei S_names(struct call *c, const struct fukuhon_kind *kind,
                                  const struct fukuhon_row *row)
{
    struct fukuhon_mei own = {0}, *mei = c->bulk_state ? &((struct fukuhon_chunk *)c->bulk_state)->mei : &own;
    if (!mei->l || mei->l != row->items.layout)
        *mei = (struct fukuhon_mei){
            .l = row->items.layout,
            .kara = S_mei(kind, row, FIELD_KARA),
            .saigo = S_mei(kind, row, kind->fields[FIELD_SAIGO].element ? FIELD_SAIGO : FIELD_KARA),
            .kettei = S_called(row, "ketteiYmd"),
        };
    return *mei;
}

/* What a row that may be written meets. */
struct meets {
    struct chukan_hito hito;
    bool stored; /* it replaces one */
    struct nokori_marks marks;
};

/* Of a 資格情報. */
static enum status S_shikaku(struct call *c, const struct fukuhon_row *row, const struct fukuhon_judged *x,
                             struct meets *ret)
{
    enum status st = fukuhon_soi(c, row, &ret->hito);
    return st == ST_OK ? nokori_marks(&x->others, &x->is, x->kubun, keikoku_of(c), &ret->marks) : st;
}

/* The person must be known here, as the caller's own. */
static enum status S_allowed(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row,
                             struct meets *ret)
{
    struct chukan_hito *hito = &ret->hito;
    bool new = row->shori_kubun[0] == '1';
    enum status st = chukan_hito_kikan(c->tx, c->caller->hokensha, row->edaban, kind->shubetsu, row->kagi,
                                       row->komoku, c->arena, hito);
    if (st != ST_OK)
        return st;
    if (!hito->known)
        return S_unknown(c, row->edaban);
    if (hito->ido == CHUKAN_TORIKESHI)
        return diag_setf(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                         "%s（取消済み）", row->edaban);
    if ((st = tomeru_hito(c, row->edaban, TOMERU_FUKUHON)) != ST_OK)
        return st;
    const struct chukan_kikan *stored = S_stored(hito, kind, row->kagi);
    ret->stored = stored != NULL;
    if (!new && !stored)
        return S_missing(c, S_mei(kind, row, FIELD_KARA), row->kagi);
    struct record_view v = fukuhon_view(row);
    const struct fukuhon_mei mei = S_names(c, kind, row);
    struct fukuhon_judged x = {
        .is = row->is,
        .kubun = row->shori_kubun[0],
        .all_equal = stored && stored->onaji && new,
        .kettei = kind->kikan == KIKAN_SHIKAKU ? DAY_NONE : record_day(&v, "ketteiYmd"),
        .item = mei.kara,
        .saigo_mei = mei.saigo,
        .kettei_mei = mei.kettei,
    };
    st = S_rules(c, hito, &x);
    return rule_goes_on(st) && kind->kikan == KIKAN_SHIKAKU ? rule_first(st, S_shikaku(c, row, &x, ret)) : st;
}

static enum status S_add(struct call *c, struct chukan_fukuhon *f)
{
    bool done = false;
    enum status st = S_next_bango(c, &f->bango);
    if (st == ST_OK)
        st = chukan_fukuhon_add(c->tx, f, &done);
    return st == ST_OK && !done ? ST_INTERNAL : st; /* it was looked for */
}

/* Last day as it is kept, in room; NULL: open. */
static const char *S_owari(const struct kikan *k, char room[9])
{
    if (k->to == DAY_OPEN)
        return NULL;
    str_from_date(k->to, room);
    return room;
}

static enum status S_put(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row,
                         int64_t *ret_bango)
{
    struct meets meets = {0};
    char owari[9], kisoku[FUKUHON_KISOKU];
    enum status st = S_allowed(c, kind, row, &meets);
    if (st != ST_OK)
        return st;
    struct chukan_fukuhon f = {
        .hokensha = c->caller->hokensha,
        .edaban = row->edaban,
        .shubetsu = kind->shubetsu,
        .kagi = row->kagi,
        .kara = strcmp(row->kagi, row->kara) == 0 ? NULL : row->kara,
        .owari = S_owari(&row->is, owari),
        .kisoku = fukuhon_kisoku(&row->is, kisoku),
        .komoku = row->komoku,
        .koshin_at = c->now,
        .uketsuke = c->uketsuke,
    };
    st = meets.stored ? chukan_fukuhon_change(c->tx, &f, &f.bango) : S_add(c, &f);
    if (st == ST_OK)
        *ret_bango = f.bango;
    return st == ST_OK ? fukuhon_nokori_put(c, row->edaban, &meets.hito, row->kagi, &meets.marks) : st;
}

/* --- 削除 -------------------------------------------------------------------------------------------------
 */

/* Of a cancelled person's too; of one that was never known the 副本 is simply not there. */
enum status fukuhon_remove(struct call *c, const struct fukuhon_kind *kind, const char *item,
                           const char *edaban, const char *kagi, int64_t *ret_bango)
{
    const struct kikan is = {.kind = kind->kikan, .kagi = kagi};
    struct nokori_marks marks = {0};
    struct chukan_fukuhon f = {
        .hokensha = c->caller->hokensha, .edaban = edaban, .shubetsu = kind->shubetsu, .kagi = kagi};
    struct chukan_hito hito;
    enum status st =
        chukan_hito_kikan(c->tx, f.hokensha, edaban, kind->shubetsu, kagi, NULL, c->arena, &hito);
    if (st == ST_OK && !hito.known)
        st = S_unknown(c, edaban);
    if (st == ST_OK && !S_stored(&hito, kind, kagi))
        st = S_missing(c, item, kagi);
    const struct kikan_list others = {st == ST_OK ? fukuhon_kikan(c, &hito) : NULL, hito.kikan_n};
    if (st == ST_OK && kind->kikan == KIKAN_SHIKAKU)
        st = others.list ? nokori_marks(&others, &is, '3', keikoku_of(c), &marks) : ST_LIMIT;
    if (st == ST_OK)
        st = chukan_fukuhon_remove(c->tx, &f, ret_bango);
    return st == ST_OK ? fukuhon_nokori_put(c, edaban, &hito, kagi, &marks) : st;
}

enum status fukuhon_apply(struct call *c, const struct fukuhon_kind *kind, const struct fukuhon_row *row,
                          int64_t *ret_bango)
{
    struct fukuhon_row own;
    if (!row->komoku) {
        own = *row;
        if (!fukuhon_prepare(kind, c->arena, &own))
            return ST_LIMIT;
        row = &own;
    }
    enum status st = S_check(c, kind, row);
    if (st != ST_OK)
        return st;
    return row->shori_kubun[0] != '3'
               ? S_put(c, kind, row, ret_bango)
               : fukuhon_remove(c, kind, S_mei(kind, row, FIELD_KARA), row->edaban, row->kagi, ret_bango);
}

/* Registration of 副本, one apply function for online and bulk; see fukuhon.h. */
#include "service/chukan/fukuhon.h"

#include <stdio.h>
#include <stdlib.h>

#include "service/chukan/fukuhon_check.h"
#include "store/chukan_counter.h"
#include "store/chukan_fugo.h"

static const char *const counter = "fukuhon";

const struct fukuhon_kind *const fukuhon_kinds[] = {&fukuhon_shikaku_joho, &fukuhon_shobyo_teatekin, NULL};

const struct fukuhon_kind *fukuhon_kind_find(const char *shubetsu)
{
    for (const struct fukuhon_kind *const *k = fukuhon_kinds; *k; k++)
        if (strcmp((*k)->shubetsu, shubetsu) == 0)
            return *k;
    return NULL;
}

const char *fukuhon_bango_text(struct arena *a, int64_t bango)
{
    return arena_printf(a, "P%08lld", (long long)bango);
}

int64_t fukuhon_bango_parse(const char *text)
{
    struct str digits = str_of(text + (text[0] == 'P'));
    return text[0] == 'P' && digits.n >= 8 && digits.n <= 11 && str_all_digits(digits)
               ? strtoll(digits.p, NULL, 10)
               : -1;
}

/* The next 副本番号. Within a chunk it is taken from memory and written back once, by fukuhon_chunk_end. */
static enum status S_next_bango(struct call *c, int64_t *ret)
{
    struct fukuhon_chunk *chunk = c->bulk_state;
    if (!chunk)
        return chukan_count_up(c->tx, counter, ret);
    if (!chunk->read) {
        enum status st = chukan_count_get(c->tx, counter, &chunk->first);
        if (st != ST_OK)
            return st;
        chunk->last = chunk->first;
        chunk->read = true;
    }
    *ret = ++chunk->last;
    return ST_OK;
}

enum status fukuhon_chunk_end(struct call *c, void *state)
{
    const struct fukuhon_chunk *chunk = state;
    return chunk->last > chunk->first ? chukan_count_set(c->tx, counter, chunk->last) : ST_OK;
}

/* The person must be known here, as the caller's own; 資格情報 comes before every other kind (2.13.1). */
static enum status S_person(struct call *c, const struct fukuhon_kind *kind, const struct chukan_fukuhon *f)
{
    struct chukan_hito hito;
    enum status st = kind->shikaku
                         ? chukan_hito(c->tx, f->hokensha, f->edaban, &hito)
                         : chukan_hito_shikaku(c->tx, f->hokensha, f->edaban, f->kagi, f->owari, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return diag_set(c->diag, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                        f->edaban);
    if (hito.ido == CHUKAN_TORIKESHI)
        return diag_set(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                        f->edaban);
    if (kind->shikaku)
        return ST_OK;
    if (!hito.has_shikaku)
        return diag_set(c->diag, ST_SHIKAKU_FIRST, "被保険者枝番", "資格情報のある被保険者枝番", f->edaban);
    return hito.inside ? ST_OK
                       : diag_setf(c->diag, ST_OUTSIDE_SHIKAKU, "支給期間",
                                   "資格取得日から資格喪失日の前日まで", "%s〜%s", f->kagi, f->owari);
}

/* The columns after 枝番 that are not empty, as a JSON object. */
static void S_json(const struct fukuhon_kind *kind, const void *row, struct buf *json)
{
    buf_addc(json, '{');
    for (int i = COLUMN_KOMOKU; kind->fields[i].element; i++) {
        const char *v = fukuhon_value(kind, row, i);
        if (v)
            buf_json_member(json, kind->fields[i].element, v);
    }
    buf_addc(json, '}');
}

static enum status S_missing(struct call *c, const struct fukuhon_kind *kind, const char *kagi)
{
    return diag_set(c->diag, ST_FUKUHON_NONE, kind->columns[kind->kagi].item, "登録済みの副本の値", kagi);
}

static enum status S_new(struct call *c, const struct fukuhon_kind *kind, struct chukan_fukuhon *f)
{
    struct fukuhon_chunk *chunk = c->bulk_state;
    bool done;
    enum status st = S_next_bango(c, &f->bango);
    if (st == ST_OK)
        st = chukan_fukuhon_add(c->tx, f, &done);
    if (st != ST_OK || done)
        return st;
    if (chunk)
        chunk->last--; /* not used: numbers have no gaps, however a file is cut into chunks */
    return diag_set(c->diag, ST_FUKUHON_EXISTS, kind->columns[kind->kagi].item, "未登録の副本の値", f->kagi);
}

/* 新規 or 変更 of a row whose columns are right. */
static enum status S_put(struct call *c, const struct fukuhon_kind *kind, const void *row, bool new,
                         int64_t *ret_bango)
{
    char owari[9] = "";
    struct buf json = BUF_INIT;
    struct chukan_fukuhon f = {
        .hokensha = c->caller->hokensha,
        .edaban = fukuhon_value(kind, row, COLUMN_EDABAN),
        .shubetsu = kind->shubetsu,
        .kagi = fukuhon_value(kind, row, kind->kagi),
        .koshin_at = c->now,
        .uketsuke = c->uketsuke,
    };
    enum status st = kind->period(c, row, owari);
    if (st != ST_OK)
        goto out;
    f.owari = owari[0] ? owari : NULL;
    st = S_person(c, kind, &f);
    if (st != ST_OK)
        goto out;
    S_json(kind, row, &json);
    st = buf_ok(&json) ? ST_OK : ST_LIMIT;
    if (st != ST_OK)
        goto out;
    f.komoku = json.data;
    if (new) {
        st = S_new(c, kind, &f);
    } else {
        bool done = false;
        st = chukan_fukuhon_change(c->tx, &f, &f.bango, &done);
        if (st == ST_OK && !done)
            st = S_missing(c, kind, f.kagi);
    }
    if (st == ST_OK)
        *ret_bango = f.bango;
out:
    buf_release(&json);
    return st;
}

/* What the removal of a 資格情報 would leave without one is only seen afterwards: taken back then, so that a
 * refusal has written nothing. */
static enum status S_remove_shikaku(struct call *c, struct chukan_fukuhon *f, int64_t *ret_bango, bool *done)
{
    bool leans = false;
    enum status st = tx_save(c->tx);
    if (st != ST_OK)
        return st;
    st = chukan_fukuhon_remove(c->tx, f, ret_bango, done);
    if (st == ST_OK && *done)
        st = chukan_fukuhon_leans(c->tx, f->hokensha, f->edaban, f->kagi, &leans);
    if (st == ST_OK && !leans)
        return tx_keep(c->tx);
    tx_undo(c->tx);
    return st != ST_OK
               ? st
               : diag_set(c->diag, ST_FUKUHON_IN_USE, "被保険者枝番", "他の副本のない資格情報", f->edaban);
}

enum status fukuhon_remove(struct call *c, const struct fukuhon_kind *kind, const char *edaban,
                           const char *kagi, int64_t *ret_bango)
{
    struct chukan_fukuhon f = {
        .hokensha = c->caller->hokensha, .edaban = edaban, .shubetsu = kind->shubetsu, .kagi = kagi};
    bool done = false;
    enum status st = kind->shikaku ? S_remove_shikaku(c, &f, ret_bango, &done)
                                   : chukan_fukuhon_remove(c->tx, &f, ret_bango, &done);
    return st == ST_OK && !done ? S_missing(c, kind, kagi) : st;
}

/* 削除: of a cancelled person's too, and of one that was never known the 副本 is simply not there. */
static enum status S_remove(struct call *c, const struct fukuhon_kind *kind, const void *row,
                            int64_t *ret_bango)
{
    const char *edaban = fukuhon_value(kind, row, COLUMN_EDABAN);
    struct chukan_hito hito;
    enum status st = chukan_hito(c->tx, c->caller->hokensha, edaban, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return diag_set(c->diag, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                        edaban);
    return fukuhon_remove(c, kind, edaban, fukuhon_value(kind, row, kind->kagi), ret_bango);
}

enum status fukuhon_apply(struct call *c, const struct fukuhon_kind *kind, const void *row,
                          int64_t *ret_bango)
{
    const char *hokensha = fukuhon_value(kind, row, COLUMN_HOKENSHA);
    const char *edaban = fukuhon_value(kind, row, COLUMN_EDABAN);
    enum status st = fukuhon_check(c, kind, row);
    if (st != ST_OK)
        return st;
    if (!hokensha || strcmp(hokensha, c->caller->hokensha) != 0)
        return diag_set(c->diag, ST_OTHER_HOKENSHA, "保険者番号", c->caller->hokensha,
                        hokensha ? hokensha : "（なし）");
    if (!edaban)
        return diag_set(c->diag, ST_FUKUHON_ITEM, "被保険者枝番", "被保険者枝番", "（なし）");
    switch (fukuhon_value(kind, row, COLUMN_SHORI)[0]) {
    case '1':
        return S_put(c, kind, row, true, ret_bango);
    case '2':
        return S_put(c, kind, row, false, ret_bango);
    }
    return S_remove(c, kind, row, ret_bango);
}

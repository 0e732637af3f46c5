/* 医療保険者等定義情報 (2.12.1 ⑦, 2.12.2 ⑦), by link file and by operation: 文字コード of the insurer's link
 * files, and whether アクセスグループ count. A file that was received keeps the 文字コード that it came with
 * (store/torikomi.h). */
#include "service/kanri/teigi_henko.h"

#include <string.h>

#include "file/charset/charset.h"
#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "store/kanri_system.h"

const struct field teigi_row[] = {
    FIELD_CODE_AS(struct teigi_row, "encoding", encoding, "teigiHenko", FIELD_TAISHO),
    FIELD_CODE_AS(struct teigi_row, "accessSeigyo", access_seigyo, "teigiHenko", FIELD_TAISHO),
    FIELD_END,
};

/* Who switches it on must still be there to switch it off. */
static enum status S_check_on(struct call *c)
{
    static const char item[] = "依頼元部署";
    const unsigned jimu = sosa_rows[SOSA_KANRI_TEIGI].jimu;
    const char *hokensha = c->caller->hokensha, *busho = c->caller->busho;
    struct kanri_busho b = {0};
    struct kanri_group g = {.jimu = ""};
    bool there = false;
    enum status st = kanri_busho_get(c->tx, hokensha, busho, c->arena, &b, &there);
    if (st == ST_OK && (!there || !b.access_group))
        return diag_setf(c->diag, ST_SEIGYO_GROUP, item, "アクセスグループに入っている部署",
                         "%s（アクセスグループなし）", busho);
    if (st == ST_OK)
        st = kanri_group_get(c->tx, hokensha, b.access_group, c->arena, &g, &there);
    if (st == ST_OK && !(sosa_word_bits(jimu_words, g.jimu) & jimu))
        return diag_setf(c->diag, ST_SEIGYO_GROUP, item, "事務 KANRI のあるアクセスグループの部署",
                         "%s（アクセスグループ %s）", busho, b.access_group);
    return st == ST_OK ? kanri_kanrisha(c, &(struct kanri_henko){.seigyo = true}) : st;
}

static enum status S_check_encoding(struct call *c, const char *encoding)
{
    return charset_find(encoding) ? ST_OK
                                  : diag_set(c->diag, ST_KANRI_ITEM, "文字コード", charset_names(), encoding);
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct teigi_row *r = cells;
    const char *const given[] = {r->encoding, r->access_seigyo};
    struct kanri_teigi t;
    (void)out;
    enum status st = kanri_check_any(c, given, 2);
    if (st == ST_OK)
        st = kanri_teigi_get(c->tx, c->caller->hokensha, c->arena, &t);
    if (st != ST_OK)
        return st;
    const bool on = kanri_given(r->access_seigyo) ? strcmp(r->access_seigyo, "1") == 0 : t.access_seigyo;
    t.encoding = kanri_or(r->encoding, t.encoding);
    st = S_check_encoding(c, t.encoding);
    if (st == ST_OK && on && !t.access_seigyo)
        st = S_check_on(c);
    t.access_seigyo = on;
    return st == ST_OK ? kanri_teigi_put(c->tx, &t) : st;
}

const struct bulk bulk_teigi_henko = {
    .shubetsu = "teigiHenko",
    .result_layout = "teigiKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_TEIGI,
    .row = teigi_row,
    .row_size = sizeof(struct teigi_row),
    .apply = S_apply,
    .done = kanri_done,
    .refuses_clean = true,
};

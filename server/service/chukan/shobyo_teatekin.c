/* 被用者保険-傷病手当金 (2.13.1; 健保法99条): its period must lie inside one 資格. Columns: [A].
 * NEEDSWORK: 資格喪失後の継続給付 (健保法104条) would lie outside; how the real server takes it is not
 * public. */
#include "service/chukan/fukuhon.h"

/* member, column of the layout, Japanese name, rule */
#define COLUMNS(C)                                                                                           \
    C(shori_kubun, "shoriKubun", "処理区分", RULE_SHORI)                                                     \
    C(hokensha, "hokensha", "保険者番号", RULE_KEY)                                                          \
    C(edaban, "edaban", "被保険者枝番", RULE_KEY)                                                            \
    C(kettei_ymd, "ketteiYmd", "支給決定年月日", RULE_DATE)                                                  \
    C(kikan_from, "kikanFrom", "支給期間（自）", RULE_DATE)                                                  \
    C(kikan_to, "kikanTo", "支給期間（至）", RULE_DATE)                                                      \
    C(kingaku, "kingaku", "支給金額", RULE_KINGAKU)                                                          \
    C(jido_oto_fuka, "jidoOtoFuka", "自動応答不可フラグ", RULE_FLAG)

#define MEMBER(member, element, item, rule) const char *member;
#define FIELD(member, element, item, rule) FIELD_TEXT(struct shobyo_row, element, member),
#define COLUMN(member, element, item, rule) {item, rule},

struct shobyo_row {
    COLUMNS(MEMBER)
};
static const struct field fields[] = {COLUMNS(FIELD) FIELD_END};
static const struct fukuhon_column columns[] = {COLUMNS(COLUMN)};
enum { KAGI = 4 };

static enum status S_period(struct call *c, const void *row, char ret_owari[9])
{
    const struct shobyo_row *r = row;
    if (strcmp(r->kikan_to, r->kikan_from) < 0)
        return diag_set(c->diag, ST_DATE_ORDER, "支給期間（至）", "支給期間（自）以後", r->kikan_to);
    memcpy(ret_owari, r->kikan_to, 9);
    return ST_OK;
}

const struct fukuhon_kind fukuhon_shobyo_teatekin = {
    .shubetsu = "shobyoTeatekin",
    .fields = fields,
    .columns = columns,
    .row_size = sizeof(struct shobyo_row),
    .kagi = KAGI,
    .period = S_period,
};

static enum status S_apply(struct call *c, const void *row, struct row_kekka *out)
{
    return fukuhon_bulk_row(c, &fukuhon_shobyo_teatekin, row, out);
}

const struct bulk bulk_shobyo_teatekin = {
    .shubetsu = "shobyoTeatekin",
    .result_layout = "fukuhonKekka",
    .db = DB_CHUKAN,
    .role = ROLE_FUKUHON,
    .row = fields,
    .row_size = sizeof(struct shobyo_row),
    .apply = S_apply,
    .chunk_end = fukuhon_chunk_end,
    .state_size = sizeof(struct fukuhon_chunk),
    .done = fukuhon_done,
    .refuses_clean = true, /* fukuhon.c: every check precedes the first write */
};

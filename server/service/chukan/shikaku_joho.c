/* 被用者保険-資格情報 (2.13.1): the first 副本 of a person; its period is that of the 資格. Columns: [A]. */
#include "service/chukan/fukuhon.h"

/* member, column of the layout, Japanese name, rule */
#define COLUMNS(C)                                                                                           \
    C(shori_kubun, "shoriKubun", "処理区分", RULE_SHORI)                                                     \
    C(hokensha, "hokensha", "保険者番号", RULE_KEY)                                                          \
    C(edaban, "edaban", "被保険者枝番", RULE_KEY)                                                            \
    C(kigo, "kigo", "被保険者証記号", RULE_KIGO)                                                             \
    C(bango, "bango", "被保険者証番号", RULE_KIGO)                                                           \
    C(honnin_kazoku, "honninKazoku", "本人家族区分", RULE_HONNIN)                                            \
    C(shutoku_ymd, "shutokuYmd", "資格取得年月日", RULE_DATE)                                                \
    C(soshitsu_ymd, "soshitsuYmd", "資格喪失年月日", RULE_DATE_MAY)                                          \
    C(nintei_ymd, "ninteiYmd", "被扶養者認定年月日", RULE_DATE_MAY)                                          \
    C(fukaiji, "fukaiji", "不開示該当フラグ", RULE_FLAG)                                                     \
    C(jiko_teikyo_fuka, "jikoTeikyoFuka", "自己情報提供不可フラグ", RULE_FLAG)

#define MEMBER(member, element, item, rule) const char *member;
#define FIELD(member, element, item, rule) FIELD_TEXT(struct shikaku_row, element, member),
#define COLUMN(member, element, item, rule) {item, rule},

struct shikaku_row {
    COLUMNS(MEMBER)
};
static const struct field fields[] = {COLUMNS(FIELD) FIELD_END};
static const struct fukuhon_column columns[] = {COLUMNS(COLUMN)};
enum { KAGI = 6 };

/* 資格喪失日 is the first day without 資格. */
static enum status S_period(struct call *c, const void *row, char ret_owari[9])
{
    const struct shikaku_row *r = row;
    if (!r->soshitsu_ymd || !*r->soshitsu_ymd)
        return ST_OK;
    if (strcmp(r->soshitsu_ymd, r->shutoku_ymd) < 0)
        return diag_set(c->diag, ST_DATE_ORDER, "資格喪失年月日", "資格取得年月日以後", r->soshitsu_ymd);
    str_from_date(str_date(str_of(r->soshitsu_ymd)) - 1, ret_owari);
    return ST_OK;
}

const struct fukuhon_kind fukuhon_shikaku_joho = {
    .shubetsu = "shikakuJoho",
    .fields = fields,
    .columns = columns,
    .row_size = sizeof(struct shikaku_row),
    .kagi = KAGI,
    .period = S_period,
    .shikaku = true,
};

static enum status S_apply(struct call *c, const void *row, struct row_kekka *out)
{
    return fukuhon_bulk_row(c, &fukuhon_shikaku_joho, row, out);
}

const struct bulk bulk_shikaku_joho = {
    .shubetsu = "shikakuJoho",
    .result_layout = "fukuhonKekka",
    .db = DB_CHUKAN,
    .role = ROLE_FUKUHON,
    .row = fields,
    .row_size = sizeof(struct shikaku_row),
    .apply = S_apply,
    .chunk_end = fukuhon_chunk_end,
    .state_size = sizeof(struct fukuhon_chunk),
    .done = fukuhon_done,
    .refuses_clean = true, /* fukuhon.c: every check precedes the first write */
};

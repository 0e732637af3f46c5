/* One kind of 副本 = one file: FUKUHON_KIND, the data of the kind, and its struct bulk, FUKUHON_BULK.
 * Columns: [A], in schema/layout; what may stand beside what: schema/rules.xml. */
#ifndef SERVICE_CHUKAN_FUKUHON_KIND_H
#define SERVICE_CHUKAN_FUKUHON_KIND_H
#include "service/chukan/fukuhon.h"

/* symbol, enum kikan_kind, 種別, columns of the first day, the last day and 本人家族区分; 記号 and 番号 come
 * behind them. A column that is NULL ends the table of fields. */
#define FUKUHON_KIND(symbol, kikan_of, name, first, last, who)                                               \
    static const struct field fields[] = {FIELD_TEXT(struct fukuhon_row, "shoriKubun", shori_kubun),         \
                                          FIELD_TEXT(struct fukuhon_row, "hokensha", hokensha),              \
                                          FIELD_TEXT(struct fukuhon_row, "edaban", edaban),                  \
                                          FIELD_TEXT(struct fukuhon_row, first, kara),                       \
                                          FIELD_TEXT(struct fukuhon_row, last, saigo),                       \
                                          FIELD_TEXT(struct fukuhon_row, who, honnin_kazoku),                \
                                          FIELD_TEXT(struct fukuhon_row, "kigo", kigo),                      \
                                          FIELD_TEXT(struct fukuhon_row, "bango", bango),                    \
                                          FIELD_END};                                                        \
    const struct fukuhon_kind fukuhon_##symbol = {.shubetsu = name, .fields = fields, .kikan = kikan_of};    \
    static bool S_prepare(struct arena *a, void *row)                                                        \
    {                                                                                                        \
        return fukuhon_prepare(&fukuhon_##symbol, a, row);                                                   \
    }                                                                                                        \
    static enum status S_apply(struct call *c, const void *row, struct row_kekka *out)                       \
    {                                                                                                        \
        return fukuhon_bulk_row(c, &fukuhon_##symbol, row, out);                                             \
    }

/* clang-format off */
#define FUKUHON_BULK(name, ...)                                                                              \
    {                                                                                                        \
        .shubetsu = name, .result_layout = "fukuhonKekka", .db = DB_CHUKAN, .sosa = SOSA_FUKUHON_TOROKU, .tokutei = true,            \
        .row = fields, .row_size = sizeof(struct fukuhon_row), .whole = true, .prepare = S_prepare,          \
        .apply = S_apply, .chunk_end = fukuhon_chunk_end, .state_size = sizeof(struct fukuhon_chunk),        \
        .done = fukuhon_done, .refuses_clean = true, /* fukuhon.c: every check precedes the first write */   \
        __VA_ARGS__                                                                                          \
    }
/* clang-format on */

#endif

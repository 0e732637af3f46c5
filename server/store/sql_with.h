/* Inside store/ only: the parameters of statements that are no column of what is written: keys that a caller
 * names, limits, times. sql_with(q, .now = now, …) of sql.h binds them; one left out is NULL or 0. */
#ifndef STORE_SQL_WITH_H
#define STORE_SQL_WITH_H
#include <stdint.h>

#include "base/str.h"

struct sql_with {
    const char *hokensha, *edaban, *busho, *user, *uketsuke, *jotai, *shubetsu, *shubetsu2, *code;
    const char *shokai_bango, *kojin_bango, *fugo;
    const char *tomeru; /* digits of classes of mismatches (service/togo.h) */
    const char *name, *key, *value, *sender, *ymd;
    const char *after;             /* keys after this one */
    const char *json;              /* a message, or what is kept as JSON */
    const char *at_work;           /* insurers, a space behind each */
    const char *bushos, *tokuteis; /* of what may be seen, a space before and behind each; NULL: all */
    struct str word;
    int64_t id;                   /* of hokensha and edaban (unyo_id.h), or of the row */
    int64_t from, to;             /* keys, both included */
    int64_t above;                /* keys above this one */
    int64_t base, run;            /* of an insurer (base/bango.h, unyo_id.h) */
    int64_t number;               /* 個人番号 */
    int64_t yokyu, shokai, bango; /* 要求番号, 照会番号, 副本番号 */
    int64_t dankai, polls, jun, juni, made, overlaps, n, ryokin;
    int64_t was_offset, was_part; /* of torikomi, before */
    int64_t now, limit;
};
#endif

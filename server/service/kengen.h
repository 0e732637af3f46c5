/* Who may ask what of whom (番号法 19条7号, 21条2項, 別表第二), by the table of the fixture: what is in no
 * row is refused before the provider hears of it. Called by service/chukan, for what our insurers ask, and by
 * service/gaibu, for what others do. */
#ifndef SERVICE_KENGEN_H
#define SERVICE_KENGEN_H
#include "service/op.h"
#include "store/kengen.h"

/* A question between two institutions; tetsuzuki NULL: not said. */
struct kengen {
    const struct kikan *shokaisha, *teikyosha;
    const char *jimu_code, *tetsuzuki, *code;
};
/* SHOKAI_KENGEN: c->diag names the first element that differs from the row that comes nearest, and the row.
 * OK too in a world whose fixture has no such table. */
enum status kengen_check(struct call *c, const struct kengen *k);

/* The institution that an insurer of this 中間サーバー is; one that the fixture's kikan does not name is a
 * 健保組合 without a 機関コード, its mei its 保険者番号. */
enum status kengen_hokensha(struct call *c, const char *hokensha, struct kikan *ret);

/* "JM" or "JT" and 14 digits: SHOKAI_ITEM, item. Twelve of them may not be a 個人番号 in disguise. */
enum status kengen_code(struct call *c, const char *letters, const char *item, const char *code);
#endif

/* What the masters of the administration share, by link file and by operation (2.12.1, 2.12.2). Called by the
 * masters of this folder. */
#ifndef SERVICE_KANRI_KANRI_BULK_H
#define SERVICE_KANRI_KANRI_BULK_H
#include <stdbool.h>

#include "service/op.h"

static inline bool kanri_given(const char *s)
{
    return s && *s;
}

/* What is given; else what was. */
static inline const char *kanri_or(const char *given, const char *was)
{
    return kanri_given(given) ? given : was;
}

/* 処理区分, in the order of its values "1", "2" … */
enum kanri_kubun { KANRI_SHINKI, KANRI_HENKO, KANRI_SAKUJO, KANRI_TEISHI, KANRI_SAIKAI };
/* KANRI_ITEM unless it is one up to `last`. */
enum status kanri_kubun(struct call *c, const char *text, enum kanri_kubun last, enum kanri_kubun *ret);

/* done() of all: 運用支援環境 hears of the end, the world takes the new tables. */
enum status kanri_done(struct call *c, const struct torikomi *t);
/* KANRI_ITEM for a code that no request could name (schema/common.xsd, base/pki_names.h): letters, digits and
 * what `also` holds, 1 to max. */
enum status kanri_check_code(struct call *c, const char *item, const char *code, const char *also,
                             size_t max);
/* KANRI_ITEM when all n that a change may give are empty. */
enum status kanri_check_any(struct call *c, const char *const *given, size_t n);
/* Of ユーザー and 接続システム, as kanri.db has it. */
#define KANRI_YUKO "有効"
#define KANRI_TEISHICHU "停止"
/* KANRI_JOTAI unless it is in the state that 停止 or 再開 begins with. */
enum status kanri_check_jotai(struct call *c, const char *item, const char *code, const char *jotai,
                              const char *want);
/* Rows of a link file: bulk_state. How many the insurer has of a master, counted at the first that asks; and
 * a user that has been found to manage (kanri_kanrisha.h), "": none has. */
struct kanri_kensu {
    bool known;
    int64_t n;
    char kanrisha[64];
};
/* KANRI_SAIDAI when it has `most`. count: as they stand, of the caller's insurer. */
enum status kanri_saidai(struct call *c, const char *item, int64_t most,
                         enum status (*count)(struct tx *tx, const char *hokensha, int64_t *ret));
/* One more (1), or less (-1). */
void kanri_kensu(struct call *c, int64_t by);
/* KANRI_ITEM when it is empty. */
enum status kanri_check_given(struct call *c, const char *item, const char *s);
/* CONTROL unless the world has that insurer: what 取りまとめ機関 names. */
enum status kanri_check_hokensha(struct call *c, const char *hokensha);
#endif

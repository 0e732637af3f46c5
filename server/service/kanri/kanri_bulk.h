/* What the link files of the administration share (2.12.1 ②④, 2.12.2). Called by busho_toroku.c and
 * user_toroku.c. */
#ifndef SERVICE_KANRI_KANRI_BULK_H
#define SERVICE_KANRI_KANRI_BULK_H
#include <stdbool.h>

#include "service/op.h"

static inline bool kanri_given(const char *s)
{
    return s && *s;
}

/* done() of both: 運用支援環境 hears of the end, the world takes the new tables. */
enum status kanri_done(struct call *c, const struct torikomi *t);
/* KANRI_ITEM for a code that no request could name (schema/common.xsd): letters, digits and what `also`
 * holds, 1 to max. */
enum status kanri_check_code(struct call *c, const char *item, const char *code, const char *also,
                             size_t max);
/* KANRI_ITEM when it is empty. */
enum status kanri_check_given(struct call *c, const char *item, const char *s);
#endif

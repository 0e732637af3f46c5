/* The households of an insurer (base/setai.h) in the memory of unyo's writer: made by one look through its
 * 加入者 when it is first asked for, and kept up with each change from then on, also when a transaction is
 * undone. An insurer of more than setai_most() 資格 has none: from the transaction on that has made them so
 * many, until the next start. Called by service/unyo; setai_… by db.c alone.
 */
#ifndef STORE_UNYO_SETAI_H
#define STORE_UNYO_SETAI_H
#include "base/arena.h"
#include "base/setai.h"
#include "store/db.h"

/* A 資格 of somebody. */
struct setai_hito {
    const char *edaban, *kigo, *bango, *honnin_kazoku, *shutoku_ymd;
    const char *soshitsu_ymd; /* NULL: none */
    const char *jotai;        /* of who is 取消 it does not stand */
};
/* Before the first write to 加入者 of the insurer: whatever is written from then on must be put or taken. */
enum status unyo_setai_ready(struct tx *tx, const char *hokensha);
/* As the row stands, before it is changed. *ret_found false: there is none. */
enum status unyo_setai_hito(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct setai_hito *ret, bool *ret_found);
/* The household of h. *ret_known false: such insurers have none. */
enum status unyo_setai_look(struct tx *tx, const char *hokensha, const struct setai_hito *h,
                            struct setai *ret, bool *ret_known);
enum status unyo_setai_put(struct tx *tx, const char *hokensha, const struct setai_hito *h);
enum status unyo_setai_take(struct tx *tx, const char *hokensha, const struct setai_hito *h);
/* The 枝番 of one who is told by a household; NULL: it is not to be told. */
enum status unyo_setai_edaban(struct tx *tx, const char *hokensha, uint32_t one, struct arena *a,
                              const char **ret);

/* What becomes of the transaction becomes of the households. */
void setai_save(struct tx *tx);
void setai_keep(struct tx *tx);
void setai_undo(struct tx *tx);
void setai_commit(struct tx *tx);
void setai_rollback(struct tx *tx);
void setai_free(struct tx *tx);
#endif

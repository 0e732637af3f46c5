/* How many 本人 and 被扶養者 each 記号・番号 of an insurer has, in the memory of unyo's writer: made by one
 * look through its 加入者 when it is first asked for, and kept up with each change from then on, also when a
 * transaction is undone. 16 bytes a household; an insurer of more than setai_most() members has none. Called
 * by service/unyo; setai_… by db.c alone. */
#ifndef STORE_UNYO_SETAI_H
#define STORE_UNYO_SETAI_H
#include "base/arena.h"
#include "store/db.h"

struct setai_hito {
    const char *kigo, *bango, *honnin_kazoku, *jotai;
};
struct setai_counts {
    unsigned short honnin, kazoku; /* 有効 */
    unsigned short lost;           /* 本人 who are 喪失 */
};
/* Before the first write to 加入者 of the insurer: whatever is written from then on must be counted. */
enum status unyo_setai_ready(struct tx *tx, const char *hokensha);
/* As the row stands, before it is changed. *ret_found false: there is none. */
enum status unyo_setai_hito(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct setai_hito *ret, bool *ret_found);
/* The household of h with one more (is true) or less of it. *ret_known false: such insurers have none. Before
 * and after the change. */
enum status unyo_setai_count(struct tx *tx, const char *hokensha, const struct setai_hito *h, bool is,
                             struct setai_counts *before, struct setai_counts *after, bool *ret_known);

size_t setai_most(void); /* in a file of its own: a test has another */

/* What becomes of the transaction becomes of the counts. */
void setai_save(struct tx *tx);
void setai_keep(struct tx *tx);
void setai_undo(struct tx *tx);
void setai_commit(struct tx *tx);
void setai_rollback(struct tx *tx);
void setai_free(struct tx *tx);
#endif

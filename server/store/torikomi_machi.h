/* The rows of a link file whose result needs answers that come later (struct bulk_waits of service/op.h):
 * what became of each when it was applied, and how many answers are still to come. Beside torikomi, in the
 * same database. Rows are put by world/load/loader; who applies an answer tells file_answered. */
#ifndef STORE_TORIKOMI_MACHI_H
#define STORE_TORIKOMI_MACHI_H
#include "store/torikomi.h"

struct torikomi_gyo {
    int64_t juni;        /* which row of the file, from 1 */
    enum status st;      /* why it was refused; OK: it is answered later */
    const char *message; /* of a refused one, for the result file */
    const char *kagi;    /* of another: what its answer is found by; NULL when refused */
};

enum status torikomi_gyo_put(struct tx *tx, const char *uketsuke, const struct torikomi_gyo *g);
/* Texts in a. INTERNAL when there is none. */
enum status torikomi_gyo_get(struct tx *tx, const char *uketsuke, int64_t juni, struct arena *a,
                             struct torikomi_gyo *ret);

/* n more rows wait for their answers. */
enum status torikomi_expect(struct tx *tx, const char *uketsuke, int64_t n);
/* Only file_answered (service/messages.h): n answers have come. *ret_last: the file waits for nothing else,
 * and the loader may take it up from `now` on to write its result. */
enum status torikomi_answered(struct tx *tx, const char *uketsuke, int64_t n, int64_t now, bool *ret_last);
/* Only world/load/loader: every row has been applied. t becomes MACHI, or KAITO when no answer is
 * outstanding. */
enum status torikomi_wait(struct tx *tx, struct torikomi *t, int64_t now);
#endif

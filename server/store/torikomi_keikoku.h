/* What rules warn of in the rows of a link file, from the row to the end of the file. Beside torikomi, in the
 * same database. Called by world/load. */
#ifndef STORE_TORIKOMI_KEIKOKU_H
#define STORE_TORIKOMI_KEIKOKU_H
#include "store/torikomi.h"

struct torikomi_keikoku {
    const char *uketsuke;
    int64_t juni;               /* from 1 on, rises */
    int64_t part, gyo;          /* gyo INT64_MIN: of no row */
    const char *kubun, *edaban; /* NULL: none */
    const char *kisoku, *code, *komoku, *naiyo;
};
enum status torikomi_keikoku_put(struct tx *tx, const struct torikomi_keikoku *k);
/* Those behind `after` (0: from the first), 1000 at most; array and texts in a. */
enum status torikomi_keikoku_list(struct tx *tx, const char *uketsuke, int64_t after, struct arena *a,
                                  struct torikomi_keikoku **ret, size_t *ret_n);

/* How many there are of each rule, as torikomi.keikoku_kensu has it, in a; NULL: none. */
enum status torikomi_keikoku_kensu(struct tx *tx, const char *uketsuke, struct arena *a, const char **ret);
/* Forgets some thousand of them, the first ones first; *ret_more: some may be left. */
enum status torikomi_keikoku_forget(struct tx *tx, const char *uketsuke, bool *ret_more);
#endif

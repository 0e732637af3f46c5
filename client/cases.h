/* The test cases of fixtures/cases, chosen by lot, item and ID. Called by the case and run commands. */
#ifndef CLIENT_CASES_H
#define CLIENT_CASES_H
#include "file/case/case.h"
#include "words.h"

struct bench {
    struct arena *arena;
    struct cases all;
};

/* fixtures, schema: folders, NULL: where they are found. asked: as below, NULL: all; of nothing but IDs the
 * other files are left unread. false after saying why. Release always. */
bool bench_open(struct bench *b, const char *fixtures, const char *schema, const struct words *asked);
void bench_release(struct bench *b);
/* Whether a case is among what was asked for: words are items ("2", "rendo") or IDs, with commas between;
 * none: every one. */
bool bench_asked(const struct words *asked, const struct test_case *c);
/* The first word that is neither an item with cases nor the ID of one; NULL: there is none. Points into
 * room. */
const char *bench_unknown(const struct bench *b, const struct words *asked, char room[WORD]);
#endif

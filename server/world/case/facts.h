/* Inside world/ only: one run of a tracker's log, read for judging (match.h). Of large files only some rows
 * of each kind are held, and those of people who are seen elsewhere as well: what a case needs is a person
 * with all that was done to them, not everybody. One thread at a time. */
#ifndef WORLD_CASE_FACTS_H
#define WORLD_CASE_FACTS_H
#include <stdint.h>

#include "world/case/tracker.h"

enum { FACTS_ROWS = 64 }; /* of one file, kind, outcome and first warning that are held in any case */

struct fact {
    uint64_t block, head; /* where in the log */
    uint64_t edaban, ningen;
    int64_t at;
    uint32_t order;                           /* which block: facts of one have happened together */
    uint32_t branch;                          /* in which life of the world, see struct branch */
    uint32_t hokensha, setai, juni, uketsuke; /* uketsuke: which, 0: none */
    uint16_t status;
    uint8_t koto, edaban_digits;
    uint32_t next; /* the next of this kind and 枝番, UINT32_MAX: none */
};

/* A restore goes back to how a world was when it was saved: what happened in between has not happened to what
 * comes after. Each restore begins a branch at the block of its save. */
#define NO_BRANCH UINT32_MAX
struct branch {
    uint32_t first; /* order of its first block */
    uint32_t parent,
        upto; /* what came before: of that branch, so far; parent NO_BRANCH: nothing that is known */
};

struct facts {
    const struct tracker *tracker; /* that the log is of; NULL: none was read */
    char *map;                     /* the log as far as it was read */
    size_t mapped, size;
    uint32_t blocks;
    size_t late;      /* facts that came to be held long after their time: what was judged may be otherwise */
    uint32_t damaged; /* places where blocks are missing, for they cannot be read */
    struct branch *branches;
    size_t branch_n, branch_cap; /* the last is the present one */
    struct fact *list;
    size_t n, cap;
    uint32_t *of[KOTO_COUNT]; /* indexes by kind, as they came to be held */
    size_t of_n[KOTO_COUNT], of_cap[KOTO_COUNT];
    struct people *people;             /* who is looked for in large files */
    struct names *names;               /* 受付番号 */
    unsigned char keikoku[KOTO_COUNT]; /* the tag of a rule that warned, by kind; 0: of this none can */
};

void facts_init(struct facts *x);
void facts_release(struct facts *x);
/* What the log has by now; *ret_new: whether anything came. Always of the same run. */
enum status facts_read(struct facts *x, const struct run_log *log, bool *ret_new, struct diag *d);
const char *fact_uketsuke(const struct facts *x, const struct fact *f); /* "": none */
int64_t fact_real(const struct facts *x, const struct fact *f);
/* By its name, TAG_NO and TAG_WHY by theirs: "no", "why". NULL: it was not there. */
const char *fact_item(const struct facts *x, const struct fact *f, const char *name);
/* The next of an item that is there more than once, from the value that fact_item answered; NULL: it was the
 * last. */
const char *fact_next(const struct facts *x, const struct fact *f, const char *value);
/* The items in order: *at 0 at first; name and value; false: no more. */
bool fact_items(const struct facts *x, const struct fact *f, size_t *at, const char **name,
                const char **value);
/* It has happened to what is there in that branch. */
bool facts_happened(const struct facts *x, const struct fact *f, uint32_t branch);
/* The first of the kind that concerns the person; then fact.next. UINT32_MAX: none. */
uint32_t facts_of_person(const struct facts *x, enum koto koto, uint32_t hokensha, uint64_t edaban);
#endif

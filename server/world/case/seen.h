/* Inside world/ only: by what the requests are known that a test case counts: whose facts (facts.h) its steps
 * are met by, as it is judged now. Called by journal_sought.c. */
#ifndef WORLD_CASE_SEEN_H
#define WORLD_CASE_SEEN_H
#include "file/case/observe.h"
#include "world/case/tracker.h"

struct world;

struct case_seen {
    int n;
    struct case_seen_fact {
        int64_t real_us;             /* when it was told */
        char uketsuke[TRACKER_TEXT]; /* of the file, or the answer; "": none */
    } facts[OBSERVE_STEPS];
};

/* Of the insurer that is nearest to the case; nothing of a case that nothing was seen of. CONTROL: there is
 * no case of that number; DISK, LIMIT. */
enum status case_seen(struct world *w, const char *id, struct case_seen *ret, struct diag *d);
/* A request of which was told at that time (0: never), with that 受付番号. */
bool case_seen_has(const struct case_seen *x, int64_t told, struct str uketsuke);
#endif

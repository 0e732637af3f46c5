/* Inside world/case/ only: what an earlier run came to, kept as run-N.hantei beside its log, so that it is
 * judged once. Used by judge.c. */
#ifndef WORLD_CASE_PAST_H
#define WORLD_CASE_PAST_H
#include "file/case/case.h"
#include "world/case/match.h"

struct judged_past {
    enum hantei hantei;
    char *why; /* owned; NULL: it was passed, or not tried */
};

/* By case, malloc'ed. NULL: there is no such file, or it cannot be read. */
struct judged_past *past_read(const char *path, const struct cases *cases);
/* What cannot be written is judged again another time. */
void past_write(const char *path, const struct cases *cases, const struct judged_past *of);
void past_free(struct judged_past *of, size_t n);
#endif

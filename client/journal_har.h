/* Exchanges of the journal with what was sent and answered: each that is wanted, and all of them as HAR 1.2,
 * which browsers' developer tools open. Called by cmd/journal.c and evidence.c. */
#ifndef CLIENT_JOURNAL_HAR_H
#define CLIENT_JOURNAL_HAR_H
#include "journal_pick.h"
#include "wire/http.h"

struct journal_wanted {
    struct journal_pick pick;
    long long since;
    int generation; /* -1: the one that lives */
};

enum { JOURNAL_ERROR = 8000 };

/* Each of them in order, answer by answer; raw: as it came. false: why is in error. pick.last is not looked
 * at. */
bool journal_each(struct http *h, const struct options *o, const struct journal_wanted *w,
                  bool (*each)(void *cls, const struct node *row, struct str raw), void *cls,
                  char error[JOURNAL_ERROR]);
/* Those that were requests, the latest pick.last of them, as one HAR. */
bool journal_har(struct http *h, const struct options *o, const struct journal_wanted *w, struct buf *out,
                 char error[JOURNAL_ERROR]);
#endif

/* The evidence of a run as one zip: report, journal, what was sent and what became of it, versions, digest
 * and the SHA-256 of each. The same bytes for the same state of a world. Called by cmd/report.c. */
#ifndef CLIENT_EVIDENCE_H
#define CLIENT_EVIDENCE_H
#include <stdbool.h>

#include "options.h"

struct evidence_wanted {
    const char *lot, *hokensha, *jisshisha, *kakuninsha; /* as of a report; NULL */
    bool files; /* with the link files themselves and their results, from o->data: they have 個人番号 */
};

/* Answers the exit status. Nothing stands at `to` when it fails. */
int evidence_zip(const struct options *o, const struct evidence_wanted *w, const char *to);
#endif

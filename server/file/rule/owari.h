/* How much is looked at when a file of 資格情報 ends: the rest comes when the next one does. Called by
 * service/chukan and past*.c. */
#ifndef FILE_RULE_OWARI_H
#define FILE_RULE_OWARI_H
#include <stdint.h>

/* Of one rule or family of rules. The end of a file is one write of the daemon's, and calls wait for it. A
 * person of whom something is told is told of whole, so that a few more may be. */
struct owari_most {
    int64_t looks; /* people */
    int64_t told;  /* warnings */
};

#define OWARI_MOST ((struct owari_most){.looks = 5000, .told = 1000})
#endif

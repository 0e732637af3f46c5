/* Inside file/rule/ only: the 副本 that rows of files have made, by the 枝番 of their person. Keys and values
 * are kept as hashes. Called by past.c, past_soi.c and past_nokori.c. */
#ifndef FILE_RULE_PAST_KEPT_H
#define FILE_RULE_PAST_KEPT_H
#include <stdbool.h>

#include "file/rule/keep.h"
#include "file/rule/nokori.h"

struct kept {
    uint64_t edaban, kagi, values; /* people_edaban_key */
    int32_t from, to;
    union {
        struct {
            int32_t shussan, yotei;
        };
        struct {
            uint32_t kigo, bango; /* of 資格情報: people_token */
        };
    };
    uint32_t next; /* of the same person; 0: none */
    int16_t renban;
    unsigned char kind;
    char honnin, kubun;
    bool tatai, gone;
    bool unsure; /* whether the daemon has it: the 資格 of the person was not known */
    nokori_mark mark;
};

struct past_kept {
    struct keep all;
    uint32_t *slots; /* owned: the first of a person */
    size_t cap, people;
};

/* Zeroed at first. false: out of memory. */
bool past_kept_begin(struct past_kept *p);
void past_kept_release(struct past_kept *p);
/* A new one of the person at its front. NULL: out of memory. */
struct kept *past_kept_more(struct past_kept *p, uint64_t edaban);
/* The person's, the latest first; NULL: no more. */
struct kept *past_kept_first(const struct past_kept *p, uint64_t edaban);
struct kept *past_kept_next(const struct past_kept *p, const struct kept *k);
/* As rules see it. kagi: text of its key, which is not kept. */
struct kikan past_kept_kikan(const struct kept *k, const char *kagi);
#endif

/* Inside file/rule/ only: 副本 of files against the 枝番 that results of 加入者情報 have (2.13.2 ②), all of
 * them at once, whatever their order. 24 bytes a 枝番, at most 11 more to find it, and 16 a row that is told
 * of. Called by past.c. */
#ifndef FILE_RULE_PAST_KAKUNIN_H
#define FILE_RULE_PAST_KAKUNIN_H
#include "file/rule/past.h"
#include "file/rule/past_kept.h"
#include "file/rule/people.h"

/* Zeroed at first. */
struct past_kakunin {
    struct keep issued, told;
    uint32_t *slots; /* owned: numbers of what is issued, by 枝番 */
    size_t cap;
    char **names; /* owned, and what they point to: of files, the latest is that of the present rows */
    size_t name_count, name_cap;
    int64_t rows; /* of 副本 */
    bool given;   /* there is a result */
};
void past_kakunin_release(struct past_kakunin *k);

/* As past.h says of the functions of these names. */
bool past_kakunin_file(struct past_kakunin *k, const char *name);
bool past_kakunin_issued(struct past_kakunin *k, int64_t line, char kubun, uint64_t edaban);
bool past_kakunin_has(const struct past_kakunin *k, uint64_t edaban);
/* A row of 副本 that counts. anew: a 資格情報 of 処理区分 新規 whose key was not there. false: out of memory.
 */
bool past_kakunin_row(struct past_kakunin *k, uint64_t edaban, int64_t line, bool anew);
struct past_kakunin_walk *past_kakunin_walk(const struct past_kakunin *k, const struct people *people,
                                            const struct past_kept *kept, const struct past_kakunin_ask *q,
                                            struct past_kakunin_count *ret);
#endif

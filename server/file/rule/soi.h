/* Rule shikakuSoi (2.13.1 [A]): a 資格情報 against the 資格 that 加入者情報 has of the same person. Pure but
 * for what it finds. Called by service/chukan and past.c. */
#ifndef FILE_RULE_SOI_H
#define FILE_RULE_SOI_H
#include "file/rule/record.h"
#include "file/rule/rule.h"

/* A 資格 of 加入者情報. */
struct soi_shikaku {
    int32_t shutoku, soshitsu; /* days; soshitsu DAY_NONE: none */
    char honnin[3];            /* 本人家族区分 */
    uint32_t kigo, bango;      /* soi_hash */
};
/* A 記号 or 番号 with letters of full width as those of half width, cut to cap - 1 bytes. Its bytes. */
size_t soi_fold(const char *s, char *out, size_t cap);
/* Of a 記号 or 番号, the same in full and in half width, 28 bits; 0: empty. */
uint32_t soi_hash(const char *s);

/* What the 資格情報 has, its columns named in Japanese by mei; those that its layout has not are not judged.
 * list: all that the person has; n 0: who was cancelled, so that no 資格情報 is right. A 喪失 after today
 * need not be told yet. OK, perhaps with a warning in f of the first that differs, or the status to refuse
 * with (f->refusal). */
enum status rule_soi(const struct record_view *row, const char *const *mei, const struct soi_shikaku *list,
                     size_t n, int32_t today, struct findings *f);
#endif

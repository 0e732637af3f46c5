/* Inside file/rule/ only: persons of people.h as kubun.h judges them, and what rows tell as people.h keeps
 * it. Called by past_hito.c. */
#ifndef FILE_RULE_RECALL_H
#define FILE_RULE_RECALL_H
#include "base/arena.h"
#include "file/rule/kubun.h"
#include "file/rule/people.h"

/* Who asks. */
struct recall {
    const struct people *people;
    const struct kanyusha_koto *told; /* by the row: a text that is kept as a hash is this one, or another */
    uint64_t number;                  /* people_number_key of it */
    int32_t today;
    bool new_loss; /* the day of 喪失 that the row tells is new: where none is known, it is not that */
    uint16_t file; /* the present one */
    struct arena *a;
};
/* Texts live in the arena. LIMIT, or OK. */
enum status recall(const struct recall *x, uint32_t one, struct kanyusha_person *ret);
/* 「0000001」, or where the 新規 stood whose 枝番 is not known. */
const char *recall_edaban(const struct person *x, uint16_t file, struct arena *a);

int32_t person_day(const char *ymd); /* DAY_NONE: empty */
struct person_shikaku person_shikaku(struct people *all, const struct kanyusha_koto *k);
/* All that is not of a 資格. */
void person_keep_who(struct person *p, const struct kanyusha_koto *k);
/* What a 変更 gives; the rest stays. */
void person_keep_change(struct people *all, struct person *p, const struct kanyusha_koto *told);
#endif

/* Inside file/rule/ only: rule shikakuSoi (soi.h) over files, as service/chukan/fukuhon_soi.c has it. Called
 * by past.c. */
#ifndef FILE_RULE_PAST_SOI_H
#define FILE_RULE_PAST_SOI_H
#include "file/rule/past.h"
#include "file/rule/past_kept.h"
#include "file/rule/people.h"

/* A row of 資格情報 that is right otherwise. Of who is in no 加入者情報 file, is gone or is known in part
 * alone nothing is said. OK, or the status to refuse with. */
enum status past_soi_row(const struct people *people, uint64_t edaban, const struct record_view *row,
                         const struct layout *l, int32_t today, struct findings *f);
/* A row of 加入者情報 has changed the 資格 of this one: who has 資格情報 is looked at when files of these
 * end. */
void past_soi_changed(const struct people *people, const struct past_kept *kept, uint32_t one);
/* A row of 加入者情報 has told of this one: if files before have 資格情報 of the person, no row has been held
 * against it. */
void past_soi_late(const struct people *people, const struct past_kept *kept, uint32_t one);
/* Those and the changed that no end of a file has looked at since; told on from *made as past_soi_owari does,
 * q->l being the layout of 資格情報. */
enum status past_soi_late_owari(const struct people *people, const struct past_kept *kept,
                                const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret);
/* A file of 資格情報 has ended. made: of past_walk.h. LIMIT, or OK. */
enum status past_soi_owari(const struct people *people, const struct past_kept *kept,
                           const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret);
#endif

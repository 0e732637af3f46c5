/* A row of a link file of 情報照会要求 is a 情報照会 like one asked by shokai.request, and the result file
 * tells of everything that was answered. Shared by the two kinds of such files: joho_shokai.c,
 * kikan_shokai_ikkatsu.c. */
#ifndef SERVICE_CHUKAN_SHOKAI_GYO_H
#define SERVICE_CHUKAN_SHOKAI_GYO_H
#include "service/chukan/shokai_kaishi.h"
#include "service/chukan/shokai_saisoku.h"

/* A line of the result file. */
struct shokai_gyo {
    const char *shokai_bango, *tsuban, *kekka_kubun, *shubetsu, *komoku;
};

/* Of struct bulk, struct bulk_waits; a row is a struct shokai_irai, a line a struct shokai_gyo. */
enum status shokai_gyo_apply(struct call *c, const void *row, struct row_kekka *out);
enum status shokai_gyo_answer(struct call *c, const char *kagi, struct row_answer *ret);
enum status shokai_gyo_machi(struct call *c, const struct torikomi *t);
/* A question goes through the rights and leaves a 情報照会, its record and a message. */
#define SHOKAI_GYO_WORK 8
/* clang-format off */
/* fields: which columns of the result file a line fills. */
#define SHOKAI_GYO_WAITS(fields)                                                                             \
    {.work = WORK_SHOKAI, .line = (fields), .line_size = sizeof(struct shokai_gyo),                          \
     .answer = shokai_gyo_answer, .machi = shokai_gyo_machi, .go_on = shokai_saisoku}
/* clang-format on */
#endif

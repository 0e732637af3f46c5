/* The way of questions through the 情報提供サーバー to 住基ネット (2.11.3): rows of a 照会要求 and those of
 * operations. Every access is recorded as it goes out, because one for another purpose is forbidden. Called
 * by the bulk kind of 照会要求, by honnin.request and honnin.getResult, and by the operator. */
#ifndef SERVICE_JOHO_JUKI_SEND_H
#define SERVICE_JOHO_JUKI_SEND_H
#include "service/op.h"
#include "store/unyo_juki.h"

/* Sends those that wait; *ret_n: how many. */
enum status juki_send(struct call *c, const struct juki_matsu *m, int64_t *ret_n);

static inline struct juki_matsu juki_of_file(const char *uketsuke)
{
    return (struct juki_matsu){uketsuke, INT64_MIN + 1, INT64_MAX};
}
static inline struct juki_matsu juki_of_all(void) /* of operations */
{
    return (struct juki_matsu){NULL, INT64_MIN + 1, INT64_MAX};
}
static inline struct juki_matsu juki_of_one(int64_t shokai)
{
    return (struct juki_matsu){NULL, shokai, shokai};
}
#endif

/* A record of an access to 住基ネット as it is shown (2.11.3). Called by honnin.list and the operator's
 * honnin-kiroku. */
#ifndef SERVICE_JOHO_HONNIN_KIROKU_H
#define SERVICE_JOHO_HONNIN_KIROKU_H
#include "service/op.h"
#include "store/unyo_access.h"

struct honnin_kiroku {
    struct juki_ken k;
    const char *bango, *at, *komoku, *kekka_code, *kaito_at;
};
extern const struct field honnin_kiroku[];

/* What unyo_access_list or unyo_access_kikan has read as rows[0…n), of a page of that limit. */
enum status honnin_kiroku_show(struct call *c, const struct juki_ken *rows, size_t n, int64_t limit,
                               struct list *ret, int64_t *ret_tsuzuki);
#endif

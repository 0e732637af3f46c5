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

enum status honnin_kiroku_list(struct call *c, const struct juki_page *p, struct list *ret,
                               int64_t *ret_tsuzuki);
#endif

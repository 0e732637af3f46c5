/* What comes back of a 加入者 that was changed; see kanyusha_irai.h. */
#include "service/unyo/kanyusha_irai.h"

const struct field kanyusha_kekka[] = {
    FIELD_TEXT(struct kanyusha_kekka, "edaban", edaban),
    FIELD_END,
};

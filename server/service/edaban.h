/* A 被保険者枝番 that is nobody's, refused: by 枝番 alone, so that each operation says the same of one that
 * has lost its zeros. */
#ifndef SERVICE_EDABAN_H
#define SERVICE_EDABAN_H
#include "service/op.h"

/* st: KANYUSHA_NONE or EDABAN_UNKNOWN, which it answers. edaban NULL: none was given. */
enum status edaban_none(struct call *c, enum status st, const char *item, const char *want,
                        const char *edaban);
#endif

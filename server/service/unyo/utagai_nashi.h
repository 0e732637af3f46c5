/* 理由付き疑いなし [P]: a registration that differs from 住基ネット is right all the same, and the insurer
 * says why. The same for one told online and for a row of a link file. */
#ifndef SERVICE_UNYO_UTAGAI_NASHI_H
#define SERVICE_UNYO_UTAGAI_NASHI_H
#include "service/bodies.h"
#include "service/op.h"

struct utagai_nashi {
    const char *edaban, *riyu; /* a value of the code list utagaiRiyu */
};
extern const struct field utagai_nashi[];

/* KANYUSHA_NONE, KANYUSHA_CANCELLED, TOGO_MACHI, TOGO_NASHI; *ret: what the 中間サーバー is to hear
 * (juki_togo_tell). */
enum status utagai_nashi_put(struct call *c, const struct utagai_nashi *u, struct togo_row *ret);
#endif

/* Policy jukiSubete: a 個人番号 with its check digit that no resident has belongs to one who is derived from
 * it and from what is asked, the same whenever it is. Nothing of them is kept. Called by the answers of
 * 住基ネット and by questions of other institutions. */
#ifndef SERVICE_GAIBU_JUKI_SUBETE_H
#define SERVICE_GAIBU_JUKI_SUBETE_H
#include "service/gaibu/nws/nws.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

/* In place of their 住民票コード: 16 letters, under a key of this world's; never equal to a 住民票コード,
 * nor, as far as anybody lives to see, to another's. false: the policy is off, or there can be no such
 * number. */
bool juki_subete_code(const struct policy *p, const char *kojin_bango, char out[JUMINHYO_CODE]);
/* Who they are: what t gives is so; what it does not is made up from the number. Texts of t and static ones.
 * false: as above. */
bool juki_subete_hito(const struct policy *p, const struct juki_toi *t, struct jumin *ret);
#endif

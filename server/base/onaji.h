/* Whether two names or addresses are the same for 住基ネット: half and full width are one, spaces do not
 * count [A]. Called by service/gaibu, and
 * by store/import.c, which writes down whom one may be of. */
#ifndef BASE_ONAJI_H
#define BASE_ONAJI_H
#include <stdbool.h>
#include <stdint.h>

/* Valid UTF-8. */
bool onaji(const char *a, const char *b);
/* One number for all that are the same in what is given; of others by chance alone. NULL: it is not given. */
int64_t onaji_kagi(const char *shimei, const char *kana, const char *jusho);
#endif

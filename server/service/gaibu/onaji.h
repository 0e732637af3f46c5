/* Whether two names or addresses are the same for 住基ネット: half and full width are one, spaces do not
 * count [A]. Called by juki_shokai.c. */
#ifndef SERVICE_GAIBU_ONAJI_H
#define SERVICE_GAIBU_ONAJI_H
#include <stdbool.h>

/* Valid UTF-8. */
bool onaji(const char *a, const char *b);
#endif

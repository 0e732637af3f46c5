/* A result file of 加入者情報 (kanyushaKekka): which 枝番 the server has issued for the 新規 of which line,
 * so that what comes later of these people can be judged. Called by checker.c. */
#ifndef CLIENT_CHECK_KEKKA_H
#define CLIENT_CHECK_KEKKA_H
#include "base/diag.h"
#include "file/rule/past.h"

/* Told to past, for the file that is judged next. encoding NULL: found out. Otherwise than OK: why, in d. */
enum status kekka_read(const char *path, const char *encoding, int32_t day, struct past *past,
                       struct diag *d);
#endif

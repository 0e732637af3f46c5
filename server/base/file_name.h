/* Names of files that others choose. Called where link files come in: online.c, zip.c, layout.c. */
#ifndef BASE_FILE_NAME_H
#define BASE_FILE_NAME_H
#include <stdbool.h>

#include "base/diag.h"

/* What is wanted of a name, for error texts. */
#define FILE_NAME_WANT "1〜100文字、/ \\ : * ? \" < > | と制御文字を含まない、. と .. でない"

/* A name that is safe to show and to save under, anywhere: in UTF-8, with no separator of folders, no control
 * character, nothing that some system forbids. */
bool file_name_safe(const char *name);
/* The name as what was had, with what is wrong with it if that is not plain to see. Answers st. */
enum status file_name_refuse(struct diag *d, enum status st, const char *item, const char *want,
                             const char *name);
#endif

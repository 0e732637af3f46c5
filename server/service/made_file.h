/* A link file that is made for a reply, in the arena of the call: what an insurer takes back that is no
 * answer to a file of its own (配信マスター, 請求明細). Called by the operations that give one. */
#ifndef SERVICE_MADE_FILE_H
#define SERVICE_MADE_FILE_H
#include "service/op.h"

/* What stands in a column of the i-th record: in the arena, or what lives as long. Empty: nothing. */
typedef struct str made_cell(struct call *c, const void *of, size_t i, const char *column);

/* n records by the layout of that name that is in force today, CSV in that character set; of: handed to
 * cell. LIMIT: the arena is used up. */
enum status made_file(struct call *c, const char *layout, const char *charset, made_cell *cell,
                      const void *of, size_t n, struct download *ret);
#endif

/* 業務コード情報 (2.12.1 ⑧) from a file of the form of a fixture's gyomu_code.csv, for who judges without a
 * daemon. Called by the client's check and gen. */
#ifndef FILE_FORM_CODEMAP_FILE_H
#define FILE_FORM_CODEMAP_FILE_H
#include "base/diag.h"
#include "file/layout/codemap.h"

/* The lines of the insurer (NULL: all, which are of one; of all where there is no such column). Texts and
 * *ret, NULL when there are no lines, in a. The layouts must be open. SETUP: the line that is wrong. */
enum status code_map_file(const char *path, const char *hokensha, struct arena *a,
                          const struct code_map **ret, struct diag *d);
#endif

/* Inside store/ only: a struct chofuku_person from the first columns of a row: 枝番, 個人番号, 資格期間,
 * version, live. unyo_chofuku.c has them, unyo_chofuku_machi.c uses them. */
#ifndef STORE_CHOFUKU_ROW_H
#define STORE_CHOFUKU_ROW_H
#include "store/sql.h"
#include "store/unyo_chofuku.h"

void chofuku_person_row(sqlite3_stmt *q, struct arena *a, void *item);
/* The row that a bound statement answers, if any. */
enum status chofuku_person_one(struct tx *tx, sqlite3_stmt *q, const char *hokensha, struct arena *a,
                               struct chofuku_person *ret, bool *ret_found);
#endif

/* All rows of the link file that is at work, for a kind that looks ahead in it: as the loader will read them.
 * Called by bulk kinds (c->file). */
#ifndef SERVICE_FILE_ROWS_H
#define SERVICE_FILE_ROWS_H
#include "file/form/reader.h"
#include "file/layout/judge.h"
#include "service/op.h"

/* How its rows are judged. */
struct judge file_rows_judge(const struct call *c);
/* Calls row for every record but a header, in order, until it answers other than OK, and answers that. */
enum status file_rows(struct call *c, enum status (*row)(void *cls, const struct record *rec), void *cls);
#endif

/* What operations ask of the layouts in force: the rule for file names, and the verdict on what was sent
 * online, which is that of the same value in a link file. Refusals are the layout's (ROW_COLUMN …) in
 * c->diag; texts and arrays are in c->arena. Called by operations only. */
#ifndef SERVICE_ONLINE_H
#define SERVICE_ONLINE_H
#include "service/op.h"

/* FILE_NAME when the name of a file does not follow the rule of its ファイル種別 on the day of c->now. */
enum status online_file_name(struct call *c, const char *shubetsu, const char *file_mei);
/* FILE_KIND, with all there are. */
enum status online_unknown_kind(struct call *c, const char *shubetsu);
/* One whole record: the first error, or *ret with every column of the layout as the file's row would have it.
 * sent: some columns, in any order; the others are empty cells. */
enum status online_judge(struct call *c, const char *shubetsu, const struct row_items *sent,
                         struct row_items *ret);

/* The row of a link file that a request of an operation is. */
struct online_row {
    const char *shubetsu;
    const char *kubun; /* 処理区分 of such a row; NULL: its kind has none */
    bool some;         /* what is absent stays as it is; else an absent value is an empty cell */
};

/* fields: F_TEXT only; element = the column's semantic name. Columns that are none of them are not judged,
 * nor are fields that the layout has no column for. The fields of *ret become those of *req as the file's row
 * would have them, NULL when empty. */
enum status online_row(struct call *c, const struct online_row *row, const struct field *fields,
                       const void *req, void *ret);
/* One value that says what is looked for, by its column of a row; it must not be empty. *ret as judged. */
enum status online_key(struct call *c, const char *shubetsu, const char *field, const char *value,
                       const char **ret);
#endif

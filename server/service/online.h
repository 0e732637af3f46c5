/* What operations ask of the layouts in force: the rule for file names, and the verdict on one record that
 * was sent online. */
#ifndef SERVICE_ONLINE_H
#define SERVICE_ONLINE_H
#include "service/op.h"

/* FILE_NAME when the name of a file does not follow the rule of its ファイル種別 on the day of c->now. */
enum status online_file_name(struct call *c, const char *shubetsu, const char *file_mei);
/* One record sent online gets the verdict of the same row in a file: the first error, or *ret with every
 * column of the layout as the file's row would have it. sent: some columns, in any order. Texts and arrays in
 * c->arena. */
enum status online_judge(struct call *c, const char *shubetsu, const struct row_items *sent,
                         struct row_items *ret);
#endif

/* Link files of 副本 (2.13.2): a row of a chunk, and the end of a file, which 運用支援環境 hears of by
 * fileKanryo. */
#include "service/chukan/fukuhon.h"
#include "service/messages.h"

enum status fukuhon_bulk_row(struct call *c, const struct fukuhon_kind *kind, const void *row,
                             struct row_kekka *out)
{
    int64_t bango = 0;
    enum status st = fukuhon_apply(c, kind, row, &bango);
    if (st == ST_OK)
        out->edaban = ((const struct fukuhon_row *)row)->edaban;
    return st;
}

enum status fukuhon_done(struct call *c, const struct torikomi *t)
{
    return file_kanryo_send(c, t);
}

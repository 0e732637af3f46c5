/* Items of a 副本 in replies; see komoku.h. */
#include "service/chukan/komoku.h"

const struct field komoku_fields[] = {
    FIELD_TEXT(struct chukan_komoku, "mei", mei),
    FIELD_TEXT(struct chukan_komoku, "atai", atai),
    FIELD_END,
};

enum status komoku_list(struct call *c, const char *json, struct list *ret)
{
    struct chukan_komoku *items = NULL;
    size_t n = 0;
    enum status st = chukan_komoku_read(c->tx, json, c->arena, &items, &n);
    if (st == ST_OK)
        *ret = (struct list){items, n};
    return st;
}

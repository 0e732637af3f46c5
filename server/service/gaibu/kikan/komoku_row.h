/* The items of one row of an answer, as its layout has them: exactly its columns, in their order, each with a
 * value or with the reason why there is none. Called by kikan_kaito.c. */
#ifndef SERVICE_GAIBU_KIKAN_KOMOKU_ROW_H
#define SERVICE_GAIBU_KIKAN_KOMOKU_ROW_H
#include "base/arena.h"
#include "base/buf.h"
#include "file/layout/layout.h"

struct komoku_value {
    const char *name;  /* of the column, semantic; NULL at the end */
    const char *value; /* NULL: none */
};

/* ["layout",{"item":"value",…,"item":{"kuhaku":"reason"}}], as the next entry of an array that b has open.
 * text: items as kikan_joho has them, "item=value|item!reason", which go before those of values; either may
 * be NULL. What the layout has no column for is left out, what it has and nobody says is empty with reason 1.
 * a: for what is cut out of text; b fails when it is used up. */
void komoku_row(struct buf *b, const struct layout *l, const struct komoku_value *values, const char *text,
                struct arena *a);
#endif

/* A record as lists show it; see kiroku_item.h. */
#include "service/kiroku_item.h"

#include <string.h>

#include "service/at_text.h"

const struct field kiroku_komoku_fields[] = {
    FIELD_TEXT(struct kiroku_komoku, "shubetsu", shubetsu),
    FIELD_TEXT(struct kiroku_komoku, "mei", mei),
    FIELD_END,
};

enum status kiroku_item(struct call *c, const struct kiroku_ken *k, struct kiroku_item *ret)
{
    const bool provides = strcmp(k->gawa, KIROKU_TEIKYO) == 0;
    struct kiroku_komoku *list = NULL;
    *ret = (struct kiroku_item){
        .ken = *k,
        .shokaisha = provides ? k->aite : k->hokensha,
        .shokaisha_mei = provides ? k->aite_mei : k->hokensha_mei,
        .teikyosha = provides ? k->hokensha : k->aite,
        .teikyosha_mei = provides ? k->hokensha_mei : k->aite_mei,
        .yokyu_at = at_text(c, k->yokyu_at),
        .kaito_at = at_text(c, k->kaito_at),
        .torikeshi_at = at_text(c, k->torikeshi_at),
        .fukaiji = k->fukaiji ? "1" : "0",
    };
    if (strcmp(k->komoku, "[]") == 0)
        return ST_OK;
    enum status st = kiroku_komoku_read(c->tx, k->komoku, c->arena, &list, &ret->komoku.n);
    ret->komoku.items = list;
    return st;
}

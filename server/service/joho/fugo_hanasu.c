/* What a corrected 個人番号 does to the 符号; see fugo_hanasu.h. */
#include <string.h>

#include "service/joho/fugo_hanasu.h"
#include "service/joho/fugo_kaishi.h"
#include "service/messages.h"
#include "store/unyo_fugo.h"
#include "store/unyo_hanashi.h"

/* yokyu_no: NULL unless the request was given up. kara: the first that asks with the right number. */
static enum status S_free(struct call *c, const struct kanyusha *k, const char *yokyu_no, int64_t kara)
{
    const struct body_fugo_hanasu b = {k->hokensha, k->edaban, yokyu_no};
    enum status st = message_put(c, "fugoHanasu", &b, c->now);
    return st == ST_OK ? unyo_hanashi_put(c->tx, k->hokensha, k->edaban, kara, c->now) : st;
}

static enum status S_give_up(struct call *c, const struct kanyusha *k)
{
    bool changed;
    const char *no = fugo_yokyu_no(c->arena, k->yokyu);
    enum status st = no ? unyo_fugo_fail(c->tx, k->yokyu, "FUGO_TEISEI", NULL, c->now, &changed) : ST_LIMIT;
    return st == ST_OK ? S_free(c, k, no, k->yokyu + 1) : st;
}

enum status fugo_hanasu(struct call *c, const struct kanyusha *k)
{
    struct fugo_yokyu f;
    bool found;
    enum status st = unyo_fugo_get(c->tx, k->yokyu, c->arena, &f, &found);
    /* not found: the link file that registered the person is still at work, and nobody was asked */
    if (st != ST_OK || !found || strcmp(f.jotai, FUGO_SHIPPAI) == 0)
        return st;
    if (strcmp(f.jotai, FUGO_SHUTOKUZUMI) == 0)
        return S_free(c, k, NULL, k->yokyu + 1);
    if (f.dankai == FUGO_JUKI)
        return S_give_up(c, k);
    return f.kaisu > 1 ? S_free(c, k, NULL, k->yokyu) : ST_OK; /* the first one: there is no 符号 yet */
}

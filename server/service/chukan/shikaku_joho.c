/* 被用者保険-資格情報 (2.13.1): the first 副本 of a person; its period is that of the 資格. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shikaku_joho, KIKAN_SHIKAKU, "shikakuJoho", "shutokuYmd", "soshitsuYmd", "honninKazoku")
/* All but 記号 and 番号. */
static const char *const needs[] = {"shoriKubun",  "hokensha",     "edaban", "shutokuYmd",
                                    "soshitsuYmd", "honninKazoku", NULL};

static enum status S_owari(struct call *c, const struct torikomi *t)
{
    int64_t told = 0;
    enum status st = fukuhon_soi_owari(c, t, OWARI_MOST, &told);
    return st == ST_OK ? fukuhon_nokori_owari(c, t, OWARI_MOST, &told) : st;
}

const struct bulk bulk_shikaku_joho = FUKUHON_BULK("shikakuJoho", .needs = needs, .owari = S_owari);

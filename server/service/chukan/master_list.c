/* master.list: the releases of the 配信マスター, when they are given, in which days this insurer's lot
 * applies them, and which its base system holds, as a whole and master by master (2.7.8). */
#include <string.h>

#include "service/at_text.h"
#include "service/chukan/master.h"

struct request {
    const char *release; /* NULL: all */
};

struct item {
    struct haishin h;
    const char *jotai;
    int64_t tekiyo;
    struct list shogo;
};

struct reply {
    struct list item;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_TAISHO),
    FIELD_END,
};

struct shogo {
    const char *master;
    int64_t itchi;
    const char *at;
};

static const struct field shogo_fields[] = {
    FIELD_TEXT(struct shogo, "master", master),
    FIELD_INT(struct shogo, "itchi", itchi),
    FIELD_TEXT(struct shogo, "hokokuAt", at),
    FIELD_END,
};

static const struct field item_fields[] = {
    FIELD_TEXT(struct item, "release", h.release),
    FIELD_TEXT(struct item, "mei", h.mei),
    FIELD_TEXT(struct item, "kubun", h.kubun),
    FIELD_TEXT(struct item, "moto", h.moto),
    FIELD_TEXT(struct item, "haishinYmd", h.haishin_ymd),
    FIELD_TEXT(struct item, "haishinJotai", jotai),
    FIELD_TEXT(struct item, "tekiyoKara", h.kara),
    FIELD_TEXT(struct item, "tekiyoMade", h.made),
    FIELD_INT(struct item, "tekiyo", tekiyo),
    FIELD_LIST(struct item, "shogo", shogo, struct shogo, shogo_fields),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", item, struct item, item_fields),
    FIELD_END,
};

static enum status S_shogo(struct call *c, const struct master_toi *toi, int64_t jun, struct list *ret)
{
    struct master_hokokuzumi *rows = NULL;
    size_t n = 0;
    enum status st = chukan_master_hokokuzumi(c->tx, toi, jun, c->arena, &rows, &n);
    struct shogo *list = st == ST_OK ? arena_array(c->arena, n, sizeof *list) : NULL;
    for (size_t i = 0; list && i < n; i++)
        list[i] = (struct shogo){rows[i].master, rows[i].itchi, at_text(c, rows[i].at)};
    *ret = (struct list){list, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

static enum status S_item(struct call *c, const struct master_toi *toi, const struct haishin *h,
                          struct item *ret)
{
    bool tekiyo = false;
    enum status st = chukan_master_tekiyo(c->tx, toi, h->release_jun, &tekiyo);
    *ret = (struct item){
        .h = *h, .jotai = strcmp(h->haishin_ymd, toi->ymd) <= 0 ? "配信中" : "配信前", .tekiyo = tekiyo};
    return st == ST_OK ? S_shogo(c, toi, h->release_jun, &ret->shogo) : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const char *release = ((const struct request *)req)->release;
    struct master_toi toi;
    struct haishin one, *list = NULL;
    size_t n = 0, shown = 0;
    enum status st = master_toi_of(c, c->caller->hokensha, &toi);
    if (st == ST_OK && release)
        st = haishin_known(c, release, &one);
    if (st == ST_OK)
        st = haishin_list(c->tx, c->policy->lot, c->arena, &list, &n);
    struct item *items = st == ST_OK ? arena_array(c->arena, n + 1, sizeof *items) : NULL;
    if (st == ST_OK && !items)
        st = ST_LIMIT;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (!release || strcmp(release, list[i].release) == 0)
            st = S_item(c, &toi, &list[i], &items[shown++]);
    ((struct reply *)rep)->item = (struct list){items, shown};
    return st;
}

const struct op op_master_list = {
    .service = "master",
    .name = "list",
    .db = DB_CHUKAN,
    .sosa = SOSA_MASTER_HAISHIN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};

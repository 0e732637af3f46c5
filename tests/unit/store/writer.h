/* A store in a temporary folder for one unit test, with a transaction open of one database's writer; a 加入者
 * of no distinction. */
#ifndef TESTS_UNIT_STORE_WRITER_H
#define TESTS_UNIT_STORE_WRITER_H
#include <check.h>

#include "store/unyo_kanyusha.h"
#include "made.h"

#ifndef WRITER_OF
#define WRITER_OF DB_UNYO
#endif

static struct store *s;
static struct tx *tx;
static struct arena *a;

static inline void writer_begin(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    tx = tx_writer(s, WRITER_OF);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
}

static inline void writer_make(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(1 << 20);
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    writer_begin();
}

static inline void writer_drop(void)
{
    ck_assert(tx_idle(tx));
    tx_rollback(tx);
    store_close(s);
    arena_free(a);
    temp_drop();
}

static inline struct kanyusha writer_person(const char *hokensha, const char *edaban, const char *kojin_bango)
{
    return (struct kanyusha){.hokensha = hokensha,
                             .edaban = edaban,
                             .kojin_bango = kojin_bango,
                             .kigo = "1",
                             .bango = "2",
                             .honnin_kazoku = "1",
                             .shimei = "架空",
                             .shimei_kana = "カクウ",
                             .seibetsu = "1",
                             .seinengappi = "19800101",
                             .jusho = "架空県",
                             .shutoku_ymd = "20100401",
                             .jotai = KANYUSHA_YUKO,
                             .ido = "取得",
                             .ido_ymd = "20100401",
                             .koshin_at = 100,
                             .version = 1,
                             .yokyu = 1};
}

/* false: the insurer has the 個人番号 already. */
static inline bool writer_insert(const struct kanyusha *k)
{
    bool fresh = false;
    ck_assert_int_eq(unyo_kanyusha_insert(tx, k, &fresh), ST_OK);
    return fresh;
}
#endif

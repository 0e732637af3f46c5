/* 符号取得要求 in unyo.db: one row an attempt, its 段階 and how it ended (2.12.2 ①–④). Lists of requests come
 * and go as the JSON of service/messages.h. Called by service/joho and service/unyo. */
#ifndef STORE_UNYO_FUGO_H
#define STORE_UNYO_FUGO_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

#define FUGO_SHORICHU "処理中"
#define FUGO_SHUTOKUZUMI "取得済"
#define FUGO_SHIPPAI "失敗"

enum { FUGO_UNYO = 1, FUGO_CHUKAN, FUGO_JOHO, FUGO_JUKI }; /* 段階 */

struct fugo_yokyu {
    const char *edaban;
    int64_t yokyu; /* 要求番号 as a number (base/bango.h) */
    int64_t dankai;
    const char *jotai;
    int64_t kara;
    const char *status_name, *riyu; /* NULL: none */
    int64_t kaisu;
    const char *hokensha; /* unyo_fugo_get only */
    /* unyo_fugo_status only: the 符号 was set free (unyo_hanashi.h); INT64_MIN: not */
    int64_t hanashi_at;
};

/* Which of the requests that wait for 取りまとめ機関. */
struct fugo_filter {
    const char *list;     /* [["Y06139992N00000001",…],…], all of hokensha; or NULL */
    int64_t yokyu;        /* only this one; 0: any */
    const char *hokensha; /* NULL: any */
    int64_t polls;        /* polled at least so often */
    /* Not those whose match with 住基ネット is awaited, or has found a mismatch of one of these classes
     * (digits); NULL: nothing is matched. */
    const char *tomeru;
};

/* A part of an insurer's 枝番 in their order. */
struct fugo_page {
    const char *hokensha;
    const char *jotai; /* only these; NULL: any */
    const char *after; /* only 枝番 after this one; "": from the first */
    int64_t limit;
};

/* The number that the insurer's next request gets. */
enum status unyo_fugo_next(struct tx *tx, const char *hokensha, int64_t *ret);
/* A new request at 段階 1; nothing happens when it is there already. The 加入者 must be there. */
enum status unyo_fugo_insert(struct tx *tx, int64_t yokyu, const char *hokensha, const char *edaban,
                             int64_t now, int64_t kaisu);
/* The same for the first request of every 加入者 from one 枝番 to another, as their rows say. */
enum status unyo_fugo_insert_first(struct tx *tx, const char *hokensha, const char *edaban_from,
                                   const char *edaban_to, int64_t now);
enum status unyo_fugo_get(struct tx *tx, int64_t yokyu, struct arena *a, struct fugo_yokyu *ret,
                          bool *ret_found);
/* [["Y06139992N00000001","edaban"],…], with shikaku in each unless it is NULL, of the requests first to last
 * that are in work, appended to json. */
enum status unyo_fugo_json(struct tx *tx, int64_t first, int64_t last, const char *shikaku, struct buf *json);
/* The requests in list, [["Y06139992N00000001",…],…], move on to dankai, never back. */
enum status unyo_fugo_dankai(struct tx *tx, const char *list, int64_t dankai, int64_t now);
/* *ret_changed false when it is in work no more. riyu may be NULL. */
enum status unyo_fugo_fail(struct tx *tx, int64_t yokyu, const char *status_name, const char *riyu,
                           int64_t now, bool *ret_changed);
/* list: that of a fugoKanryo. */
enum status unyo_fugo_kanryo(struct tx *tx, const char *list, int64_t now);
/* The latest request of one 枝番 (none or one row), or of each of a page. */
enum status unyo_fugo_status(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct fugo_yokyu **ret, size_t *ret_n);
enum status unyo_fugo_status_page(struct tx *tx, const struct fugo_page *p, struct arena *a,
                                  struct fugo_yokyu **ret, size_t *ret_n);
/* Counts one look at what waits at 段階 3. edaban NULL: all of the insurer. */
enum status unyo_fugo_poll(struct tx *tx, const char *hokensha, const char *edaban);
/* The list of a jukiYokyu for the next requests after *after that wait at 段階 3 (at most limit), appended to
 * json; *after becomes the last of them; INT64_MIN: none yet. *ret_n 0: none, json untouched. The text holds
 * 個人番号. */
enum status unyo_fugo_shonin(struct tx *tx, const struct fugo_filter *f, int64_t limit, int64_t *after,
                             struct buf *json, int64_t *ret_n);
/* [["Y06139992N00000001","edaban"],…] of those at 段階 3 of the people whose 枝番 stands second in each entry
 * of rows, appended to json; *ret_n 0: none, json untouched. */
enum status unyo_fugo_matsu(struct tx *tx, const char *hokensha, const char *rows, struct buf *json,
                            int64_t *ret_n);
#endif

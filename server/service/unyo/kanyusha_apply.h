/* The six 処理区分 of 加入者情報 (2.12), each one function: the operations call them for one person, the
 * bulk kind for each row. Every refusal fills c->diag and has written nothing: all checks come before the
 * first write. All act on the caller's own insurer. */
#ifndef SERVICE_UNYO_KANYUSHA_APPLY_H
#define SERVICE_UNYO_KANYUSHA_APPLY_H
#include "service/joho/fugo_kaishi.h"
#include "service/joho/togo_kaishi.h"
#include "service/op.h"
#include "service/unyo/chofuku.h"
#include "service/unyo/kanyusha_irai.h"
#include "service/unyo/kanyusha_shirase.h"
#include "store/unyo_kanyusha.h"

/* What the rows of one operation or chunk share; zeroed at first. */
struct kanyusha_state {
    struct fugo_range fugo;
    struct shirase shirase;
    int64_t edaban_first, edaban_next; /* issued here; both 0: not looked up yet */
    int64_t edaban_asked; /* the last of them whose 符号 is asked for; 0: none. Who has no 個人番号 is not */
    struct chofuku_now chofuku;
    struct togo_okuri togo;
};

/* 1 新規: issues the 枝番, or gives that of the person's earlier membership (再取得 [A]), and takes a number
 * for the request of the 符号. With 資格喪失年月日 the 資格 is one that has ended; it may lie before or
 * between those that are there. Without a 個人番号 it is always a new person, of whom nothing is asked. */
enum status kanyusha_shinki(struct call *c, const struct kanyusha_irai *r, struct kanyusha_state *s,
                            const char **ret_edaban);
/* After the last one of an operation or chunk: the rows of the requests, and the notices to the 中間サーバー;
 * those of the requests of a link file (c->bulk_state) when it has ended. */
enum status kanyusha_shinki_end(struct call *c, struct kanyusha_state *s);
/* 2 変更: what is not given stays; also after 喪失. The day of 取得 is that of the latest 資格. */
enum status kanyusha_henko(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban);
/* 3 個人番号訂正: the 符号 is free unless the number has but leaked, or by policy; fugo.request asks again.
 * Of who had no number it is asked for, as of one who is new; then kanyusha_shinki_end must follow. */
enum status kanyusha_teisei(struct call *c, const struct kanyusha_irai *r, struct kanyusha_state *s,
                            const char **ret_edaban);
/* 4 喪失, of the latest 資格, or of the earlier one with the day of 取得 that is given. Again with another
 * day: that is corrected. A day to come takes effect when it comes (message kanyushaSoshitsu). */
enum status kanyusha_soshitsu(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban);
/* 5 取消: of the only 資格, which frees the 個人番号, a request under way is given up; of several that with
 * the day of 取得. */
enum status kanyusha_torikeshi(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban);
/* 6 喪失取消: the latest 資格 goes on. */
enum status kanyusha_soshitsu_torikeshi(struct call *c, const struct kanyusha_irai *r,
                                        const char **ret_edaban);

/* The caller's 加入者 with this 枝番: KANYUSHA_NONE. */
enum status kanyusha_require(struct call *c, const char *edaban, struct kanyusha *ret);
#endif

/* 資格重複: the same 個人番号 with 資格 at two insurers on the same days. Only here, where the 個人番号 is.
 * The table chofuku becomes what it would be if each link file and call were done before the next is
 * accepted, whatever the loader and the courier do first: a change is looked at at once (chofuku_look.h), or
 * kept in chofuku_machi while another insurer's file that was accepted before it is at work. New 枝番 wait
 * for a message: each state is looked at by it or, before it goes, by the change that ends it. Called by the
 * six 処理区分 (kanyusha_shinki.c, kanyusha_hito.c), and by messages. */
#ifndef SERVICE_UNYO_CHOFUKU_H
#define SERVICE_UNYO_CHOFUKU_H
#include "service/op.h"
#include "store/unyo_chofuku_machi.h"
#include "store/unyo_kanyusha.h"

/* What the changes of one operation or chunk share; zeroed at first. */
struct chofuku_now {
    bool known;
    struct chofuku_place place;
};

/* After was, with the earlier 資格 mae (unyo_shikaku_mae), became k: 個人番号, 資格期間 or 状態. */
enum status chofuku_changed(struct call *c, struct chofuku_now *now, const struct kanyusha *was,
                            const char *mae, const struct kanyusha *k);
/* For 枝番 just issued, n numbers from kara to made: a few are looked at here, more by message chofukuKakunin
 * when the writer has time. Nothing is done while no other insurer has members. */
enum status chofuku_new(struct call *c, struct chofuku_now *now, const char *kara, const char *made,
                        int64_t n);
/* A link file has ended: message chofukuMachi when something waits. */
enum status chofuku_file_done(struct call *c);

/* Message chofukuKakunin: the first of the range are looked at, the rest becomes a message again. */
enum status chofuku_range(struct call *c, const char *hokensha, const char *kara, const char *made);
/* Message chofukuMachi: some of what waits for no file any more; for the rest a message again. */
enum status chofuku_go_on(struct call *c);
#endif

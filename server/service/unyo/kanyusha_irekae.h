/* 個人番号 that change places between people of one link file (処理区分 3), in whatever order its rows stand.
 * At the first row whose number another person has, the file is looked through for its corrections
 * (teisei_yotei); if the holders in turn give their numbers away, until one takes a free number or the first
 * one's, all of these are applied at once, and the later rows find theirs done. Called by
 * kanyusha_teisei.c. */
#ifndef SERVICE_UNYO_KANYUSHA_IREKAE_H
#define SERVICE_UNYO_KANYUSHA_IREKAE_H
#include "service/unyo/kanyusha_hito.h"
#include "store/unyo_teisei.h"

/* One who moves. */
struct irekae {
    const char *edaban, *kojin_bango; /* that it takes */
    const char *jiyu;                 /* 訂正事由; NULL: none */
};

/* Those who move when `first`, who has the number own (none: ""), takes one that another has: *ret_n of them
 * in ret, `first` first, each before the one whose number it takes; *ret_parks: the last takes that of
 * `first`. 0: they cannot, the number stays where it is. */
enum status irekae_find(struct call *c, const char *own, const struct irekae *first, struct irekae **ret,
                        size_t *ret_n, bool *ret_parks);
/* Has the row of this 枝番 been applied ahead of its turn? */
enum status irekae_done(struct call *c, const char *edaban, bool *ret);
/* The row of this 枝番 has been; ahead: it is still to come. */
enum status irekae_mark(struct call *c, const char *edaban, bool ahead);
/* Nobody has this number now: who was kept from moving may be no more. */
enum status irekae_freed(struct call *c, const char *kojin_bango);
/* A link file has ended. */
enum status irekae_file_done(struct call *c, const char *uketsuke);
#endif

/* 個人番号 that change places between people of one link file (処理区分 3), in whatever order its rows stand.
 * At the first row whose number another person has, the file is looked through for its corrections
 * (teisei_yotei); if the holders in turn give their numbers away, until one takes a free number or the first
 * one's, all of these are applied at once, and the later rows find theirs done. Called by
 * kanyusha_teisei.c. */
#ifndef SERVICE_UNYO_KANYUSHA_IREKAE_H
#define SERVICE_UNYO_KANYUSHA_IREKAE_H
#include "service/unyo/kanyusha_hito.h"
#include "store/unyo_teisei.h"

struct irekae {
    struct hito hito; /* its k has the new number */
    const char *jiyu; /* 訂正事由; NULL: none */
};

/* Those who move when `first` takes its number from other: *ret_n of them in ret, each after the one whose
 * number it frees, `first` at the end; *ret_park: the number of `first` is the first one to be taken. 0: they
 * cannot, the number stays other's. */
enum status irekae_find(struct call *c, const struct irekae *first, const struct kanyusha *other,
                        struct irekae **ret, size_t *ret_n, bool *ret_park);
/* Has the row of this 枝番 been applied ahead of its turn? */
enum status irekae_done(struct call *c, const char *edaban, bool *ret);
/* The row of this 枝番 has been; ahead: it is still to come. */
enum status irekae_mark(struct call *c, const char *edaban, bool ahead);
/* A link file has ended. */
enum status irekae_file_done(struct call *c, const char *uketsuke);
#endif

/* Digital PMO (1.6): what there is to read there, what an insurer registers there (2.7.5, 2.7.7, 2.7.8,
 * 2.7.9, 2.13.2) and how far it is with that. Called by world/pmo_control, in a transaction of kanri.db.
 * Lists and their texts live in the call's arena; days are 8 digits, what is not known NULL, INT64_MIN. */
#ifndef SERVICE_GAIBU_PMO_PMO_H
#define SERVICE_GAIBU_PMO_PMO_H
#include "service/op.h"
#include "store/kanri_pmo.h"

/* Out, or not yet, on the virtual clock. */
struct pmo_shiryo {
    const char *kokai, *jotai; /* 公開, 公開前 */
    const char *shubetsu, *mei, *setsu, *meirei;
};
extern const struct field pmo_shiryo_fields[];
enum status pmo_shiryo(struct call *c, int32_t today, struct list *ret);

struct pmo_row {
    const char *jiko, *mei, *shurui, *setsu;
    const char *kigen; /* NULL: the window has no last day */
    /* 登録済, 未登録, 遅れ: its day is over; 記録なし: that was before this world began, of which nothing is
     * noted */
    const char *jotai;
    const char *kara, *made, *ymd;
    int64_t zumi, zen, file, gyo, seijo, ijo;
    const char *moto, *at; /* where it is from; NULL: nothing is registered */
    /* not of its fields: of struct pmo_jiko; that from which it is, INT64_MIN by hand; of a 完了日, whether
     * anything is noted of its window */
    const char *komoku, *nittei;
    int64_t jikko;
    bool noted;
};
extern const struct field pmo_row_fields[];
struct pmo_asked {
    const char *hokensha, *lot;
    int32_t today, hajime; /* hajime: on which day the world begins */
};
/* Of the matters that a window of the lot has. CONTROL: there is no such insurer. */
enum status pmo_rows(struct call *c, const struct pmo_asked *q, struct list *ret);
/* The word is one of the list, single spaces between; list NULL: it is not. */
bool pmo_has(const char *list, const char *word);
#endif

/* Inside service/unyo/chofuku*.c only: one person held against those who have the 個人番号 at the other
 * insurers, as they were before the changes that wait in chofuku_machi; cases of 資格重複 begin, go on or
 * end. */
#ifndef SERVICE_UNYO_CHOFUKU_LOOK_H
#define SERVICE_UNYO_CHOFUKU_LOOK_H
#include "service/op.h"
#include "store/unyo_chofuku.h"

struct look {
    struct call *c;
    const char *hokensha;  /* the person's insurer */
    struct others *others; /* with members, in the call's arena; NULL: there is none, so nothing to look at */
    bool any;              /* some change waits */
    struct arena *one, *a; /* of the present pair; of the person */
};
enum status look_start(struct look *l, struct call *c, const char *hokensha, bool any);
void look_end(struct look *l);

/* p with the present period alone: who is new has no other. */
enum status look_new(struct look *l, const struct chofuku_person *p);
/* A change from was to p. */
enum status look_change(struct look *l, const struct chofuku_person *was, const struct chofuku_person *p);
#endif

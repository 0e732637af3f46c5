/* The messages between the institutions (1.7, 2.12.2): what their files share. What each carries: bodies.h.
 * A message is one struct message in its receiver's folder; the sender's half of one that goes into
 * service/chukan is declared here. Called by the courier (world) through registry.c. */
#ifndef SERVICE_MESSAGES_H
#define SERVICE_MESSAGES_H
#include "service/bodies.h"
#include "service/op.h"
#include "service/policy.h"

/* When a step of `work` that starts now is done, as far as the clock decides: for outbox_put. */
static inline int64_t message_due(const struct call *c, enum work work)
{
    const struct progression *p = &c->policy->work[work];
    return p->how == PROGRESS_TIME ? c->now + p->seconds : c->now;
}

/* No 個人番号 reaches a database but those of 運用支援環境 and of 住基ネット (DESIGN 2.1), whatever a kind
 * says of its way: one that may carry it goes nowhere else. Neither put nor delivered. */
bool message_may_go(const struct message *m);

/* Writes a message into the sender's outbox, for the insurer whose work the call is, and notes what it sets
 * going. body: the kind's struct of bodies.h. due: virtual seconds; it is never delivered before. _ato: not
 * while a link file of that insurer is at work: what a large file sets going does not slow the file itself.
 * INTERNAL: there is no such kind, or it may not go where it goes to. */
enum status message_put(struct call *c, const char *kind, const void *body, int64_t due);
enum status message_put_ato(struct call *c, const char *kind, const void *body, int64_t due);

/* apply(), sent() and asks() of a message that stands in an outbox as json. A body that is not as its table
 * says is our bug: INTERNAL, c->diag names the item; asks: it cannot be told. */
enum status message_apply(const struct message *m, struct call *c, const char *json);
enum status message_sent(const struct message *m, struct call *c, const char *json);
const char *message_asks(const struct message *m, struct call *c, const char *json);

/* The status of a name of status.def, as messages carry it; INTERNAL for a name that is none. */
enum status message_status(const char *name);

/* fileUketsuke, in whichever institution has the kind: from here on its loader takes the file. */
enum status file_uketsuke_apply(struct call *c, const void *body);
/* asks() of a message: many. */
const char *message_asks_many(struct call *c, const void *body);
/* The end of such a file (struct bulk, done): 運用支援環境 hears of it by fileKanryo. */
struct torikomi;
enum status file_kanryo_send(struct call *c, const struct torikomi *t);
/* Of a link file of a kind that waits (struct bulk_waits), n answers have been applied; the last one sets it
 * going. */
enum status file_answered(struct call *c, const char *uketsuke, int64_t n);

/* The unyo half (`sent`) of messages whose struct stands in service/chukan. */
enum status fugo_tsuchi_sent(struct call *c, const void *body); /* joho: the 中間サーバー has the requests */
enum status file_uketsuke_sent(struct call *c,
                               const void *body); /* unyo: the file is with its institution: 処理中 */
#endif

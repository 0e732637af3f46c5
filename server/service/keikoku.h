/* Rules as operations and bulk kinds meet them: what is found goes into c->keikoku, by the world's policy, or
 * refuses. Told in the reply (soap/writer.c), in the file of warnings and in oshirase.list. */
#ifndef SERVICE_KEIKOKU_H
#define SERVICE_KEIKOKU_H
#include "service/op.h"

/* For file/rule's judges. */
struct findings *keikoku_of(struct call *c);
/* rule_found of one rule that is found here. */
enum status rule_say(struct call *c, enum rule r, int32_t day, const char *item, const char *want,
                     const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* 「want、have」 of a finding as people read it, in a. */
const char *keikoku_bun(struct arena *a, const struct finding *f);
#endif

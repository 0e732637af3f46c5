/* A look at a file that waits for answers (2.12.2 ②) is a poll of the work that brings them, when it goes on
 * by hand. Called by file.getStatus. */
#ifndef SERVICE_UNYO_MACHI_POLL_H
#define SERVICE_UNYO_MACHI_POLL_H
#include "service/op.h"
#include "store/unyo_uketsuke.h"

/* The poll that is enough lets everything of the file go on. BUSY (call_settled): what is under way at those
 * whom the file asks comes first. */
enum status machi_poll(struct call *c, const struct uketsuke *u);
#endif

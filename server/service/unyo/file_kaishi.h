/* The start and the end of an uploaded file's work (2.12.2 ②, 2.13.2). Called by the file operations, the
 * bulk kind of 加入者情報 and the operator. */
#ifndef SERVICE_UNYO_FILE_KAISHI_H
#define SERVICE_UNYO_FILE_KAISHI_H
#include "service/op.h"
#include "store/unyo_uketsuke.h"

/* How the name of a link file ends, which tells its form and that of its result: ".xml", ".zip", else ".csv".
 */
const char *file_suffix(const char *file_mei);
/* From `due` on the loader takes it: here, or in the institution that has its kind. */
enum status file_kaishi(struct call *c, const struct uketsuke *u, int64_t due);
/* done() of the bulk kinds of unyo.db. */
enum status file_done(struct call *c, const struct torikomi *t);
/* The caller's receipt: UKETSUKE_NONE; NO_TOKUTEI, NO_GROUP: it is not for the caller to look at. */
enum status file_require(struct call *c, const char *uketsuke, struct uketsuke *ret);
/* Whether the caller may have what is in its result: who may not send such a file may not. */
enum status file_may_read(struct call *c, const struct uketsuke *u);
/* Whether one of the insurer's is for the caller to look at. */
bool file_seen(const struct call *c, const char *shubetsu, const char *busho);
/* FILE_HALTED with the place and the cause, when it was halted; else ST_OK. */
enum status file_halted(struct call *c, const struct uketsuke *u);
#endif

/* The order in which an insurer registers its masters (登録手順, 2.12.2), asked of those that kikan-toroku
 * has made (hokensha.junbi) until their first 接続システム is registered; the fixture's have gone through it.
 * ① is held by world/call. Called where may() is asked, when it has agreed. */
#ifndef SERVICE_JUNBI_H
#define SERVICE_JUNBI_H
#include "service/op.h"
#include "store/kanri_tables.h"

/* What is next for the insurer, by the tables as they are; texts in a. */
struct junbi junbi_of(const struct kanri_tables *t, const struct kanri_hokensha *h, struct arena *a);
/* OK; JUNBI_SAKI when what has that 操作可能業務 comes later, with which step comes first and who can do it.
 */
enum status junbi(const struct caller *who, enum sosa what, struct diag *d);
#endif

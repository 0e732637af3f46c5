/* 業務コード (2.12.1 ⑧) where no link file is: values of code lists in requests become ours before an
 * operation runs, those of its reply the caller's when it has, by the field tables of both (FIELD_CODE,
 * FIELD_KOMOKU). A value gets the verdict that it has in a link file. Called by world/call, and by operations
 * that tell of such a value themselves. */
#ifndef SERVICE_GYOMU_CODE_H
#define SERVICE_GYOMU_CODE_H
#include "service/op.h"

/* *ret: req itself when the caller has no 業務コード, else a copy in c->arena. ROW_COLUMN: a value that
 * cannot be converted, as it was sent; in *ret no list has it. */
enum status gyomu_request(struct call *c, const struct op *op, const void *req, const void **ret);
/* The reply as the caller hears it: rep itself, or a copy. NULL: the arena is used up. */
void *gyomu_reply(struct call *c, const struct op *op, void *rep);
/* One of our values as the caller has it. */
const char *gyomu_theirs(const struct call *c, const char *layout, const char *column, const char *ours);
/* The same for whoever sent the link file that is at work. */
const char *gyomu_theirs_of(const struct code_map *map, int64_t now, const char *layout, const char *column,
                            const char *ours);
#endif

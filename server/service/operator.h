/* What staff of the 取りまとめ機関 do by hand (2.12.2 ③), as actions of the control API: POST operator/NAME.
 * One action = one function, registered in operator.def. Called by world on the writer. */
#ifndef SERVICE_OPERATOR_H
#define SERVICE_OPERATOR_H
#include "base/buf.h"
#include "service/op.h"

struct operator_action {
    const char *name; /* "fugo-approve" */
    enum db db;
    const char *members; /* of its body, see control_body.h */
    /* In the writer's transaction; adds one JSON object to json. Anything but OK rolls back, with c->diag
     * filled. */
    enum status (*run)(struct call *c, const char *json_body, struct buf *json);
};
extern const struct operator_action *const operator_list[]; /* NULL at the end */
const struct operator_action *operator_find(const char *name);
#endif

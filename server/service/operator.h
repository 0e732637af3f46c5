/* What staff of the 取りまとめ機関 do by hand (2.12.2 ③), as actions of the control API: POST operator/NAME.
 * One action = one function, registered in operator.def. Called by world on the writer. */
#ifndef SERVICE_OPERATOR_H
#define SERVICE_OPERATOR_H
#include "service/op.h"

struct operator_action {
    const char *name; /* "fugo-approve" */
    enum db db;
    const struct field *request, *reply; /* its body, its answer */
    size_t request_size, reply_size;
    /* In the writer's transaction. req, rep: structs of the sizes above, rep zeroed. Anything but OK rolls
     * back, with c->diag filled. */
    enum status (*run)(struct call *c, const void *req, void *rep);
};
extern const struct operator_action *const operator_list[]; /* NULL at the end */
const struct operator_action *operator_find(const char *name);
#endif

/* The lists of what the emulated institutions can do: operations, bulk files, messages (op.h), and what staff
 * do by hand (operator.h). */
#include <string.h>

#include "service/op.h"
#include "service/operator.h"

#define OP(name) extern const struct op op_##name;
#include "service/ops.def"
#undef OP
#define BULK(name) extern const struct bulk bulk_##name;
#define FUKUHON(name) BULK(name)
#include "service/bulks.def"
#undef BULK
#define MESSAGE(name) extern const struct message message_##name;
#include "service/messages.def"
#undef MESSAGE
#define OPERATOR(name) extern const struct operator_action operator_##name;
#include "service/operator.def"
#undef OPERATOR

const struct op *const op_list[] = {
#define OP(name) &op_##name,
#include "service/ops.def"
#undef OP
    NULL};

const struct bulk *const bulk_list[] = {
#define BULK(name) &bulk_##name,
#include "service/bulks.def"
#undef BULK
#undef FUKUHON
    NULL};

const struct message *const message_list[] = {
#define MESSAGE(name) &message_##name,
#include "service/messages.def"
#undef MESSAGE
    NULL};

const struct operator_action *const operator_list[] = {
#define OPERATOR(name) &operator_##name,
#include "service/operator.def"
#undef OPERATOR
    NULL};

const struct op *op_find(const char *service, size_t service_len, const char *name)
{
    for (const struct op *const *o = op_list; *o; o++)
        if (strncmp((*o)->service, service, service_len) == 0 && !(*o)->service[service_len] &&
            strcmp((*o)->name, name) == 0)
            return *o;
    return NULL;
}

const struct bulk *bulk_find(const char *shubetsu)
{
    for (const struct bulk *const *b = bulk_list; *b; b++)
        if (strcmp((*b)->shubetsu, shubetsu) == 0)
            return *b;
    return NULL;
}

const struct message *message_find(const char *kind)
{
    for (const struct message *const *m = message_list; *m; m++)
        if (strcmp((*m)->kind, kind) == 0)
            return *m;
    return NULL;
}

const struct operator_action *operator_find(const char *name)
{
    for (const struct operator_action *const *o = operator_list; *o; o++)
        if (strcmp((*o)->name, name) == 0)
            return *o;
    return NULL;
}

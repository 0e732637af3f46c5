/* The names of 標準ロール; see roles.h. */
#include "service/roles.h"

#include <stdio.h>

#include "service/op.h"

const char *roles_text(unsigned roles, char out[ROLES_TEXT])
{
    static const struct {
        enum role role;
        const char *name;
    } names[] = {{ROLE_KANYUSHA, "KANYUSHA"},
                 {ROLE_FUKUHON, "FUKUHON"},
                 {ROLE_SHOKAI, "SHOKAI"},
                 {ROLE_KANRI, "KANRI"}};
    size_t n = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (roles & names[i].role)
            n += (size_t)snprintf(out + n, ROLES_TEXT - n, "%s%s", n ? "・" : "", names[i].name);
    if (n == 0)
        snprintf(out, ROLES_TEXT, "なし");
    return out;
}

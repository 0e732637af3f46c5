/* A case and what the daemon saw of it; see observed.h. */
#include "observed.h"

#include <string.h>

struct told {
    const char *id, *hantei, *why;
};

static void S_judge(const struct told *t, const struct test_case *c, struct buf *why)
{
    bool own = strcmp(t->id, c->id) == 0, green = strcmp(t->hantei, "合格") == 0;
    bool want = own || observe_word(c->observe->includes, t->id);
    if (green == want)
        return;
    buf_addf(why, "%s%s は%s", why->len ? "\n" : "", t->id, t->hantei);
    if (want)
        buf_addf(why, "（合格のはず）: %s", t->why ? t->why : "");
    else
        buf_addf(why, "（%s の includes にない）", c->id);
}

bool observed_check(const struct node *report, const struct test_case *c, struct buf *why)
{
    for (const struct node *n = report->child; n; n = n->next) {
        if (strcmp(n->name, "cases") != 0)
            continue;
        const struct told t = {node_text(n, "id"), node_text(n, "jidoHantei"), node_text(n, "why")};
        if (t.id && t.hantei)
            S_judge(&t, c, why);
    }
    return !why->len;
}

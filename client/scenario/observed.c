/* A case and what the daemon saw of it; see observed.h. */
#include "observed.h"

#include <string.h>

#include "base/json.h"

enum { MEMORY = 16 << 20 };

struct told {
    const char *id, *hantei, *why;
};

static void S_member(struct told *t, const struct json_value *v)
{
    if (!v->key || !v->text)
        return;
    if (strcmp(v->key, "id") == 0)
        t->id = v->text;
    else if (strcmp(v->key, "jidoHantei") == 0)
        t->hantei = v->text;
    else if (strcmp(v->key, "why") == 0)
        t->why = v->text;
}

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

bool observed_check(const char *json, const struct test_case *c, struct buf *why)
{
    struct arena *a = arena_new(MEMORY);
    struct json_values all;
    bool ok = a && json_values(json, a, &all);
    if (!ok)
        buf_adds(why, "chukand の報告を読めません");
    int64_t cases = -1;
    for (size_t i = 0; ok && i < all.n; i++)
        if (all.items[i].key && strcmp(all.items[i].key, "cases") == 0)
            cases = all.items[i].id;
    for (size_t i = 0; ok && i < all.n; i++) {
        struct told t = {0};
        if (all.items[i].parent != cases)
            continue;
        for (size_t k = i + 1; k < all.n; k++)
            if (all.items[k].parent == all.items[i].id)
                S_member(&t, &all.items[k]);
        if (t.id && t.hantei)
            S_judge(&t, c, why);
    }
    arena_free(a);
    return ok && !why->len;
}

/* What rows of 資格情報 leave behind (file/rule/nokori.h); see fukuhon.h. Marks of a link file and of calls
 * are looked at when a link file of 資格情報 ends; those of a call with its reply, too, where they are told
 * as long as they are not mended. */
#include <string.h>

#include "file/rule/nokori.h"
#include "service/chukan/fukuhon.h"
#include "service/chukan/fukuhon_walk.h"
#include "service/keikoku.h"
#include "store/chukan_nokori.h"
#include "store/torikomi.h"

enum { TEXTS = 1 << 20 };

/* --- one person -------------------------------------------------------------------------------------------
 */

static nokori_mark S_mark(const struct chukan_kikan *k, const struct chukan_nokori *marks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(marks[i].kagi, k->kagi) == 0 && strcmp(marks[i].shubetsu, k->shubetsu) == 0)
            return (nokori_mark)marks[i].mark;
    return 0;
}

/* What is still so; of one who was cancelled nothing is. */
static enum status S_person(struct call *c, const char *hokensha, const char *edaban, struct findings *f)
{
    struct chukan_nokori *marks;
    struct chukan_hito hito = {0};
    size_t marks_n = 0;
    enum status st = chukan_nokori_list(c->tx, hokensha, edaban, c->arena, &marks, &marks_n);
    if (st == ST_OK)
        st = chukan_hito_kikan(c->tx, hokensha, edaban, "", "", NULL, c->arena, &hito);
    if (st != ST_OK || !hito.known || hito.ido == CHUKAN_TORIKESHI)
        return st;
    const struct kikan *is = fukuhon_kikan(c, &hito);
    struct nokori *list = arena_array(c->arena, hito.kikan_n + 1, sizeof *list);
    for (size_t i = 0; is && list && i < hito.kikan_n; i++)
        list[i] = (struct nokori){is[i], S_mark(&hito.kikan[i], marks, marks_n)};
    return is && list ? nokori_tell(list, hito.kikan_n, f) : ST_LIMIT;
}

/* --- a row of 資格情報 ------------------------------------------------------------------------------------
 */

static enum status S_put(struct call *c, const char *edaban, const char *shubetsu, const char *kagi,
                         nokori_mark mark)
{
    const struct chukan_nokori n = {c->caller->hokensha, edaban, shubetsu, kagi, mark};
    return mark ? chukan_nokori_put(c->tx, &n) : ST_OK;
}

enum status fukuhon_nokori_put(struct call *c, const char *edaban, const struct chukan_hito *hito,
                               const char *kagi, const struct nokori_marks *marks)
{
    enum status st = S_put(c, edaban, fukuhon_shikaku()->shubetsu, kagi, marks->own);
    for (size_t i = 0; marks->others && st == ST_OK && i < hito->kikan_n; i++)
        st = S_put(c, edaban, hito->kikan[i].shubetsu, hito->kikan[i].kagi, marks->others[i]);
    bool single = !c->bulk_state && (marks->own || marks->others);
    return st == ST_OK && single ? S_person(c, c->caller->hokensha, edaban, keikoku_of(c)) : st;
}

/* --- when a link file ends --------------------------------------------------------------------------------
 */

struct look {
    struct call call; /* its arena is for one person */
    const struct torikomi *t;
    int64_t *told;
};

/* From now on nothing is left of it but what was told. */
static enum status S_look(void *cls, const char *edaban)
{
    struct look *x = cls;
    struct call *c = &x->call;
    struct diag ignored = DIAG_INIT;
    struct findings f = {.policy = &c->policy->rules, .arena = c->arena, .refusal = &ignored};
    enum status st = S_person(c, x->t->hokensha, edaban, &f);
    for (int i = 0; st == ST_OK && i < f.n; i++)
        st = fukuhon_owari_put(c, x->t, (*x->told)++, edaban, &f.list[i]);
    return st == ST_OK ? chukan_nokori_drop(c->tx, x->t->hokensha, edaban) : st;
}

enum status fukuhon_nokori_owari(struct call *c, const struct torikomi *t, struct owari_most most,
                                 int64_t *told)
{
    struct look x = {*c, t, told};
    const struct fukuhon_walk w = {.c = &x.call,
                                   .t = t,
                                   .nani = "nokori",
                                   .most = most,
                                   .told = told,
                                   .next = chukan_nokori_next,
                                   .look = S_look,
                                   .x = &x};
    x.call.arena = arena_new(TEXTS);
    enum status st = x.call.arena ? fukuhon_walk(&w) : ST_LIMIT;
    arena_free(x.call.arena);
    return st;
}

/* Facts by what steps ask for; see sieve.h. */
#include "world/case/sieve.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

void sieve_init(struct sieve *s, const struct facts *facts, uint32_t hokensha, uint32_t branch)
{
    *s = (struct sieve){.facts = facts, .hokensha = hokensha, .branch = branch};
}

void sieve_release(struct sieve *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->list[i]->alone);
        free(s->list[i]->fit);
        free(s->list[i]);
    }
    free(s->list);
    numbers_free(&s->steps);
    numbers_free(&s->asked);
}

/* Everything that compare_alone looks at. 0: no memory. */
static uint64_t S_asked(const struct observe_step *step)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%d %d %s %s", (int)step->koto, step->aite, step->shubetsu ? step->shubetsu : "-",
             step->code ? step->code : "-");
    for (int i = 0; i < step->judged_count; i++)
        if (!step->judged[i].ref)
            buf_addf(&text, "\n%s %d %d %s", step->judged[i].item, (int)step->judged[i].op,
                     step->judged[i].days, step->judged[i].value);
    uint64_t key = buf_ok(&text) ? numbers_text(text.data) : 0;
    buf_release(&text);
    return key;
}

static bool S_add(struct sieve *s)
{
    if (s->n == s->cap) {
        size_t more = s->cap ? s->cap * 2 : 64;
        struct sifted **grown = realloc(s->list, more * sizeof(struct sifted *));
        if (!grown)
            return false;
        s->list = grown;
        s->cap = more;
    }
    s->list[s->n] = calloc(1, sizeof **s->list);
    s->n += s->list[s->n] != NULL;
    return s->n > 0 && s->list[s->n - 1] != NULL;
}

/* Which of the list, from 1; 0: no memory. */
static uint32_t S_of(struct sieve *s, const struct observe_step *step)
{
    uint64_t key = (uint64_t)(uintptr_t)step;
    uint32_t known = numbers_get(&s->steps, key);
    if (known)
        return known;
    uint64_t asked = S_asked(step);
    known = asked ? numbers_get(&s->asked, asked) : 0;
    size_t was = s->n;
    if (asked && !known && S_add(s) && s->n > was && numbers_put(&s->asked, asked, (uint32_t)s->n))
        known = (uint32_t)s->n;
    return known && numbers_put(&s->steps, key, known) ? known : 0;
}

static bool S_room(struct sifted *f, size_t n)
{
    if (n <= f->cap)
        return true;
    size_t more = n * 2 > 64 ? n * 2 : 64;
    unsigned char *alone = realloc(f->alone, more);
    if (alone)
        f->alone = alone;
    uint32_t *fit = realloc(f->fit, more * sizeof *fit);
    if (fit)
        f->fit = fit;
    if (alone && fit)
        f->cap = more;
    return alone && fit;
}

const struct sifted *sieve_step(struct sieve *s, const struct matching *m, int i)
{
    static const struct sifted none;
    const struct observe_step *step = &m->observe->steps[i];
    const struct facts *x = s->facts;
    size_t n = x->of_n[step->koto];
    if (!n)
        return &none;
    uint32_t at = S_of(s, step);
    struct sifted *f = at ? s->list[at - 1] : NULL;
    if (!f || !S_room(f, n + 1))
        return NULL;
    for (; f->n < n; f->n++) {
        uint32_t index = x->of[step->koto][f->n];
        f->alone[f->n] = (unsigned char)compare_alone(m, i, &x->list[index]);
        if (!f->alone[f->n])
            f->fit[f->fits++] = index;
    }
    return f;
}

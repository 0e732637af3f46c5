/* Whom a case is about; see whose.h. */
#include "world/case/whose.h"

bool whose_own(const struct whose *w, const struct fact *f)
{
    bool own = false;
    for (int i = 0; i < w->n && f->koto == KOTO_REGISTER && f->ningen; i++)
        own = own || f->ningen == w->ningen[i];
    return own;
}

bool whose_another(const struct whose *w, const struct fact *f)
{
    return w->here && f->koto == KOTO_REGISTER && !whose_own(w, f);
}

static bool S_here(const struct whose *w, const struct matching *m, const struct sifted *of)
{
    const struct facts *x = m->facts;
    for (size_t n = 0; n < of->n; n++) {
        const struct fact *f = &x->list[x->of[KOTO_REGISTER][n]];
        if (whose_own(w, f) && of->alone[n] != COMPARE_NOT && compare_there(m, f))
            return true;
    }
    return false;
}

void whose_find(struct whose *w, const struct matching *m, const struct sifted *const *of)
{
    const struct observe *o = m->observe;
    for (w->n = 0; w->n < o->ningen_count; w->n++)
        w->ningen[w->n] = tracker_ningen(m->facts->tracker, str_of(o->ningen[w->n]));
    for (int i = 0; i < o->n && w->n && !w->here; i++)
        w->here = o->steps[i].koto == KOTO_REGISTER && S_here(w, m, of[i]);
}

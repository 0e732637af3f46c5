/* What rules find, in a call; see keikoku.h. */
#include "service/keikoku.h"

struct findings *keikoku_of(struct call *c)
{
    c->keikoku.policy = c->policy ? &c->policy->rules : NULL;
    c->keikoku.arena = c->arena;
    c->keikoku.refusal = c->diag;
    return &c->keikoku;
}

enum status rule_say(struct call *c, enum rule r, int32_t day, const char *item, const char *want,
                     const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    enum status st = rule_foundv(keikoku_of(c), r, day, item, want, fmt, ap);
    va_end(ap);
    return st;
}

const char *keikoku_bun(struct arena *a, const struct finding *f)
{
    struct buf text = BUF_INIT;
    diag_text(&f->diag, &text);
    const char *ret = buf_ok(&text) ? arena_strndup(a, text.data, text.len) : NULL;
    buf_release(&text);
    return ret;
}

/* What a world says, and what came of an attempt of its own; see world.h, engine.h. */
#include "world/engine.h"

void world_say(const struct world *w, const char *text)
{
    say_named(w->name, text);
}

void world_stood(struct world *w, struct standstill *s, const char *what, enum status st,
                 const struct diag *why)
{
    struct buf text = BUF_INIT;
    if (!standing_note(s, st, why))
        return;
    standing_text(s, what, &text);
    pthread_mutex_unlock(&w->lock);
    world_say(w, buf_ok(&text) ? text.data : what);
    buf_release(&text);
    pthread_mutex_lock(&w->lock);
}

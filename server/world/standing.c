/* Work that stands still; see standing.h. */
#include "world/standing.h"

#include "base/clock.h"
#include "base/lang.h"

static bool S_stands(enum status st)
{
    return status_kubun(st) == 9 && st != ST_BUSY && st != ST_RESET && st != ST_STOPPING;
}

bool standing_note(struct standstill *s, enum status st, const struct diag *why)
{
    bool stood = s->since_us != 0, stands = S_stands(st);
    if (stands)
        s->why = why->status == st ? *why : (struct diag){.status = st};
    if (stands != stood)
        s->since_us = stands ? clock_real_us() : 0;
    return stands != stood;
}

void standing_text(const struct standstill *s, const char *what, struct buf *out)
{
    if (!s->since_us) {
        buf_addf(out, lang_tr("%sが再び進みました", "%s goes on again"), what);
        return;
    }
    buf_addf(out, lang_tr("%sが進みません。%s ", "%s does not go on. %s "), what,
             status_info(s->why.status)->code);
    diag_say(&s->why, out);
}

enum status standing_diag(const struct standstill *s, const char *item, struct diag *d)
{
    const struct diag *why = &s->why;
    return diag_setf(d, why->status, item, why->want[0] ? why->want : "終わる処理", "%s%s%s", why->item,
                     why->item[0] ? ": " : "", why->have[0] ? why->have : "進みません");
}

/* What a world says to whoever runs the daemon; see engine.h. The only lines of the log besides main's and
 * those of requests (event.c). */
#include "base/lang.h"
#include "base/log.h"
#include "world/engine.h"

void say_named(const char *world, const char *text)
{
    log_line(LOG_WARN, lang_tr("ワールド %s: %s", "world %s: %s"), world, text);
}

void say_broken(const char *world, const char *text)
{
    log_line(LOG_BUG, "invariant %s: %s", world, text);
}

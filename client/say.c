/* Messages; see say.h. */
#include "say.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/lang.h"

const char *tr(const char *ja, const char *en)
{
    return lang_tr(ja, en);
}

static void S_say(const char *fmt, va_list ap)
{
    fflush(stdout);
    fputs("chukan: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

int say_failed(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    S_say(fmt, ap);
    va_end(ap);
    return EXIT_FAILED;
}

int say_usage(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    S_say(fmt, ap);
    va_end(ap);
    return EXIT_USAGE;
}

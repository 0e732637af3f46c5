/* Messages; see say.h. */
#include "say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/legible.h"

const char *tr(const char *ja, const char *en)
{
    return lang_tr(ja, en);
}

/* Line by line: what somebody gave us does nothing to the terminal, and shows no 個人番号. */
static void S_say(const char *fmt, va_list ap)
{
    char said[8192], masked[2 * sizeof said], line[2 * sizeof said];
    int n = vsnprintf(said, sizeof said, fmt, ap);
    if (n >= (int)sizeof said)
        str_end_cut(said, sizeof said);
    fflush(stdout);
    fputs("chukan: ", stderr);
    for (const char *at = n < 0 ? "" : said;; at++) {
        const size_t len = strcspn(at, "\n");
        const size_t shown = str_show(masked, sizeof masked, (struct str){at, len});
        legible(line, sizeof line, (struct str){masked, shown});
        fprintf(stderr, "%s\n", line);
        at += len;
        if (!*at)
            break;
    }
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

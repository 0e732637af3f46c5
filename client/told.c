/* Texts of the tables; see told.h. */
#include "told.h"

#include <stdio.h>
#include <string.h>

#include "say.h"

const char *told_tr(const char *ja, const char *en)
{
    return en ? tr(ja, en) : ja;
}

/* Where `more` of a command begins to tell of an option, on its line up to *ret_end; NULL: nowhere. */
static const char *S_told(const struct command *c, const char *option, const char **ret_end)
{
    char name[40];
    int n = snprintf(name, sizeof name, "--%s", option);
    for (const char *line = c->more ? tr(c->more, c->more_en) : "", *end; (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        const char *at = memmem(line, (size_t)(end - line), name, (size_t)n);
        if (!at || !strchr(" \n", at[n]))
            continue;
        *ret_end = end;
        return at + n;
    }
    return NULL;
}

const char *told_of(const struct command *c, const char *option, char out[TOLD])
{
    const char *end, *at = S_told(c, option, &end);
    const char *said = at ? memmem(at, (size_t)(end - at), "  ", 2) : NULL;
    out[0] = 0;
    while (said && *said == ' ')
        said++;
    if (said)
        snprintf(out, TOLD, "%.*s", (int)(end - said), said);
    return out;
}

const char *told_choices(const struct command *c, const char *option, const struct common *common,
                         char out[TOLD])
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-|";
    const char *end, *at = common ? common->argument : S_told(c, option, &end);
    at = at && *at == ' ' ? at + 1 : at;
    size_t n = at ? strspn(at, word) : 0;
    bool few = n && memchr(at, '|', n) && (!at[n] || strchr(" \n", at[n]));
    snprintf(out, TOLD, "%.*s", few ? (int)n : 0, few ? at : "");
    return out;
}

/* Guessing an encoding: what the daemon would call the file, if it were taken for CP932. See guess.h. */
#include "check/guess.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv/charset.h"

enum { LOOKED_AT = 256 * 1024 };

const char *guess_encoding(int fd)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "EUC-JP"};
    const char *usual = "CP932", *found = usual;
    const struct charset *cs = charset_find(usual);
    char *p = malloc(LOOKED_AT);
    ssize_t n = p ? pread(fd, p, LOOKED_AT, 0) : -1;
    const char *rather = n > 0 && cs ? charset_mistaken(cs, p, (size_t)n) : NULL;
    for (size_t i = 0; rather && i < sizeof names / sizeof *names; i++)
        if (strncmp(rather, names[i], strlen(names[i])) == 0)
            found = names[i];
    free(p);
    return found;
}

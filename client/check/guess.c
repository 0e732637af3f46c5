/* Guessing an encoding: what the daemon would call the file, if it were taken for CP932. See guess.h. */
#include "check/guess.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/form/xml_encoding.h"

enum { LOOKED_AT = 256 * 1024 };

static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "EUC-JP", "CP932"};
enum { NAMES = sizeof names / sizeof *names };

/* What an XML declaration in ASCII says; NULL: nothing. */
static const char *S_declared(const char *p, size_t n)
{
    static const char word[] = "encoding=";
    const char *end = n > 5 && memcmp(p, "<?xml", 5) == 0 ? memchr(p, '>', n) : NULL;
    const char *at = end ? memmem(p, (size_t)(end - p), word, sizeof word - 1) : NULL;
    if (!at)
        return NULL;
    at += sizeof word - 1;
    const char *close = memchr(at + 1, *at, (size_t)(end - at));
    for (size_t i = 0; close && i < NAMES; i++)
        if (charset_find(names[i]) &&
            xml_encoding_agrees(charset_find(names[i]), (struct str){at + 1, (size_t)(close - at) - 1}))
            return names[i];
    return NULL;
}

const char *guess_encoding(int fd)
{
    const char *usual = "CP932", *found = usual;
    const struct charset *cs = charset_find(usual);
    char *p = malloc(LOOKED_AT);
    ssize_t n = p ? pread(fd, p, LOOKED_AT, 0) : -1;
    const char *rather = n > 0 && cs ? charset_mistaken(cs, p, (size_t)n) : NULL;
    for (size_t i = 0; rather && i < NAMES; i++)
        if (strncmp(rather, names[i], strlen(names[i])) == 0)
            found = names[i];
    const char *declared = n > 0 ? S_declared(p, (size_t)n) : NULL;
    free(p);
    return declared ? declared : found;
}

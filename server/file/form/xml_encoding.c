/* Names of encodings in XML; see xml_encoding.h. */
#include "file/form/xml_encoding.h"

#include <strings.h>

/* By charset: the first is written. "" stands for a declaration that names none, which by the rule of XML is
 * UTF-8, or UTF-16 by its mark. */
static const struct {
    const char *charset, *names[7];
} known[] = {
    {"CP932", {"Windows-31J", "Shift_JIS", "CP932", "MS932", "csWindows31J", "SJIS", "x-sjis"}},
    {"UTF-8", {"UTF-8", "UTF8", ""}},
    {"UTF-8-BOM", {"UTF-8", "UTF8", ""}},
    {"EUC-JP", {"EUC-JP", "eucJP-MS", "eucJP-win", "CP51932"}},
    {"UTF-16LE", {"UTF-16", "UTF-16LE", ""}},
    {"UTF-16BE", {"UTF-16", "UTF-16BE", ""}},
};
enum { NAMES = sizeof known[0].names / sizeof known[0].names[0] };

/* NULL: its own name is all there is. */
static const char *const *S_names(const struct charset *cs)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(charset_name(cs), known[i].charset) == 0)
            return known[i].names;
    return NULL;
}

const char *xml_encoding_name(const struct charset *cs)
{
    const char *const *names = S_names(cs);
    return names ? names[0] : charset_name(cs);
}

static bool S_same(const char *known_name, struct str name)
{
    return strlen(known_name) == name.n && strncasecmp(known_name, name.p ? name.p : "", name.n) == 0;
}

bool xml_encoding_agrees(const struct charset *cs, struct str name)
{
    const char *const *names = S_names(cs);
    for (int i = 0; names && i < NAMES && names[i]; i++)
        if (S_same(names[i], name))
            return true;
    return !names && S_same(charset_name(cs), name);
}

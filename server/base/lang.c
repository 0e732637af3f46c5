/* Japanese or English; see lang.h. */
#include "base/lang.h"

#include <string.h>

bool lang_english, lang_everywhere;

const char *lang_tr(const char *ja, const char *en)
{
    return lang_english ? en : ja;
}

bool lang_asked(int argc, char **argv)
{
    bool english = false;
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], "--lang=", 7) == 0)
            english = strcmp(argv[i] + 7, "en") == 0;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            english = strcmp(argv[i + 1], "en") == 0;
    return english;
}

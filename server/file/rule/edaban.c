/* See edaban.h. */
#include "file/rule/edaban.h"

#include <stdio.h>
#include <string.h>

bool edaban_short(const char *edaban, int digits)
{
    const size_t n = strlen(edaban);
    return digits > 0 && n && n < (size_t)digits && strspn(edaban, "0123456789") == n;
}

const char *edaban_told(const char *edaban, int digits, char out[EDABAN_TOLD])
{
    if (edaban_short(edaban, digits))
        snprintf(out, EDABAN_TOLD, "%s（%zu桁、" EDABAN_ZEROS "。被保険者枝番は %d桁です）", edaban,
                 strlen(edaban), digits);
    else
        snprintf(out, EDABAN_TOLD, "%s", edaban);
    return out;
}

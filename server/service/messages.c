/* What the files of the messages share; see messages.h. */
#include "service/messages.h"

#include <string.h>

enum status message_status(const char *name)
{
    for (int st = 0; st < ST_COUNT; st++)
        if (strcmp(status_info((enum status)st)->name, name) == 0)
            return (enum status)st;
    return ST_INTERNAL;
}

/* The file is with the institution that has its kind: 処理中 (2.12.2, 2.13.2). The unyo half of messages
 * fileUketsuke and fileUketsukeKanri. */
#include <stdlib.h>

#include "service/messages.h"
#include "store/unyo_uketsuke.h"

enum status file_uketsuke_sent(struct call *c, const char *json)
{
    char *uketsuke = json_text(json, "$.uketsuke", NULL);
    enum status st = uketsuke ? unyo_uketsuke_shorichu(c->tx, uketsuke) : ST_INTERNAL;
    free(uketsuke);
    return st;
}

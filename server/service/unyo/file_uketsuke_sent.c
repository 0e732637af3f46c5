/* The 中間サーバー has a 副本 file: 処理中 (2.13.2). The unyo half of message fileUketsuke. */
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

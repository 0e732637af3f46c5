/* Message fileUketsuke: 運用支援環境 has received a link file of 副本 (2.13.2). Called by the courier
 * (service/sim). */
#include "service/messages.h"

const struct message message_file_uketsuke = {
    .kind = "fileUketsuke",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    .going = GOING_FILES,
    .apply = file_uketsuke_apply,
    .sent = file_uketsuke_sent,
};

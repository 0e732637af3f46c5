/* Message fileUketsukeKanri: 運用支援環境 has received a link file of 部署 or ユーザー (2.12.2). Called by
 * the courier (world). */
#include "service/messages.h"

const struct message message_file_uketsuke_kanri = {
    .kind = "fileUketsukeKanri",
    .from = DB_UNYO,
    .to = DB_KANRI,
    MESSAGE_BODY(file_uketsuke),
    .going = GOING_FILES | GOING_MASTERS,
    .apply = file_uketsuke_apply,
    .sent = file_uketsuke_sent,
};

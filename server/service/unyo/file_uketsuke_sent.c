/* The file is with the institution that has its kind: 処理中 (2.12.2, 2.13.2). The unyo half of messages
 * fileUketsuke and fileUketsukeKanri. */
#include "service/messages.h"
#include "store/unyo_uketsuke.h"

enum status file_uketsuke_sent(struct call *c, const void *body)
{
    const struct body_file_uketsuke *b = body;
    return unyo_uketsuke_shorichu(c->tx, b->uketsuke);
}

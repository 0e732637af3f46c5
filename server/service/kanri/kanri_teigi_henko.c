/* kanri.teigiHenko: 文字コード and アクセス制御 of the insurer (2.12.1 ⑦, 2.12.2 ⑦); teigi_henko.c does it.
 * The reply has both as they are now, and from when on. */
#include "service/kanri/kanri_master.h"
#include "service/kanri/teigi_henko.h"
#include "store/kanri_system.h"

struct teigi_reply {
    const char *encoding, *access_seigyo, *tekiyo;
};

static const struct field reply[] = {
    FIELD_CODE(struct teigi_reply, "encoding", encoding, "teigiHenko"),
    FIELD_CODE(struct teigi_reply, "accessSeigyo", access_seigyo, "teigiHenko"),
    FIELD_TEXT(struct teigi_reply, "tekiyo", tekiyo),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanri_teigi t;
    enum status st = kanri_master_run(c, "teigiHenko", req);
    if (st == ST_OK)
        st = kanri_teigi_get(c->tx, c->caller->hokensha, c->arena, &t);
    if (st == ST_OK)
        *(struct teigi_reply *)rep = (struct teigi_reply){t.encoding, t.access_seigyo ? "1" : "0",
                                                          "文字コードは次に受け付けるファイルから（受付済みの"
                                                          "ファイルは、その結果ファイルも、受け付けたときの"
                                                          "文字コードのまま）、アクセス制御は次の要求から"};
    return st;
}

const struct op op_kanri_teigi_henko = {
    .service = "kanri",
    .name = "teigiHenko",
    .db = DB_KANRI,
    .flags = OP_WRITE,
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,
    .exempt_why = "a file under way keeps the 文字コード that it came with, and was let in when it came",
    .sosa = SOSA_KANRI_TEIGI,
    .request = teigi_row,
    .request_size = sizeof(struct teigi_row),
    .reply = reply,
    .reply_size = sizeof(struct teigi_reply),
    .run = S_run,
};

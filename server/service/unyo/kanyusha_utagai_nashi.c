/* kanyusha.utagaiNashi: 理由付き疑いなし of one person; what a mismatch with 住基ネット has stopped goes on.
 */
#include "service/joho/togo_kaishi.h"
#include "service/online.h"
#include "service/unyo/kanyusha_irai.h"
#include "service/unyo/utagai_nashi.h"

static const struct online_row row = {.shubetsu = "utagaiNashi"};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct utagai_nashi u = {0};
    struct togo_row over;
    enum status st = online_row(c, &row, utagai_nashi, req, &u);
    if (st == ST_OK)
        st = utagai_nashi_put(c, &u, &over);
    if (st == ST_OK)
        st = juki_togo_tell(c, c->caller->hokensha, &over, 1, true);
    if (st == ST_OK)
        k->edaban = over.edaban;
    return st;
}

const struct op op_kanyusha_utagai_nashi = {
    .service = "kanyusha",
    .name = "utagaiNashi",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .sosa = SOSA_KANYUSHA_TOROKU,
    .request = utagai_nashi,
    .request_size = sizeof(struct utagai_nashi),
    .reply = kanyusha_kekka,
    .reply_size = sizeof(struct kanyusha_kekka),
    .run = S_run,
};

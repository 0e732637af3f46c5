/* The 配信マスター of an insurer: which release and which master a request names, and how what its base
 * system holds differs from what it should (2.7.8). Called by the operations of service `master`, by
 * masterHokoku and by operator/master-jotai. */
#ifndef SERVICE_CHUKAN_MASTER_H
#define SERVICE_CHUKAN_MASTER_H
#include "service/haishin.h"
#include "store/chukan_master.h"

/* For the questions of store/chukan_master.h. LIMIT. */
enum status master_toi_of(struct call *c, const char *hokensha, struct master_toi *ret);

/* Rule masterTekiyo: the insurer asks or provides although it does not hold what that needs. */
enum status master_tekiyo(struct call *c);
/* The rule refuses in this world, and it is so for that insurer: it provides nothing. */
enum status master_teikyo_fuka(struct call *c, const char *hokensha, bool *ret);
bool master_refuses(const struct call *c, enum rule r);
/* Rule masterKikan: today is no day on which the insurer's lot applies the release. */
enum status master_kikan(struct call *c, const struct haishin *h);

/* What the base system should have and what it has; both by code. */
#define MASTER_FUSOKU "不足"
#define MASTER_YOBUN "余分"
#define MASTER_CHOFUKU "重複"
#define MASTER_HAN "版違い"
#define MASTER_ATAI "値違い"
struct master_soi {
    const char *kubun; /* MASTER_FUSOKU … */
    const char *code;
    const char *komoku, *want, *have; /* of 版違い, 値違い; NULL */
    int64_t banme;                    /* as in the record that is told of; INT64_MIN of 不足 */
};
/* What may be a 個人番号 goes out in no answer, also not as what the caller has sent. Codes of the release
 * are none, though the digits of one in eleven or so look like it. NULL: LIMIT, or text was NULL. */
const char *master_shown(struct call *c, const char *text);
/* The first `most` differences into ret; answers how many there are. have: sorted by code. */
size_t master_compare(const struct haishin_kind *k, const struct haishin_record *want, size_t want_n,
                      const struct haishin_record *have, size_t have_n, struct master_soi *ret, size_t most);
#endif

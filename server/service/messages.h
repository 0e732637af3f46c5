/* The messages between the institutions (1.7, 2.12.2): what each carries, and what their files share.
 * A message is one struct message in its receiver's folder; the sender's half of one that goes into
 * service/chukan is declared here. Called by the courier (world) through registry.c. */
#ifndef SERVICE_MESSAGES_H
#define SERVICE_MESSAGES_H
#include "service/op.h"
#include "service/policy.h"

/* clang-format off: a table */
/* yokyu: [["Y06139992N00000001","edaban"],…], one entry a 符号取得要求.
 *   fugoIkkatsu  unyo→unyo     {"hokensha","edabanFrom","edabanTo","first","next"}  of a chunk of a file
 *   fugoTsuchi   unyo→chukan   {"hokensha","yokyu":[…]}                      5000 entries at most
 *   fugoYokyu    chukan→unyo   the same list (情報提供サーバー)
 *   fugoShonin   unyo→unyo     the same list: an approval that comes by itself
 *   fugoKyakka   unyo→chukan   {"hokensha","yokyu":[…]}                      取りまとめ機関 sent them back
 *   jukiYokyu    unyo→gaibu    {"yokyu":[["Y…","edaban","hokensha","<個人番号>"],…]}
 *   fugoKekka    gaibu→chukan  {"kekka":[["Y…","hokensha","edaban","<ID code>"|null,"STATUS"|null],…]}
 *   fugoKanryo   chukan→unyo   {"kekka":[["Y…",1|0,"STATUS"|null],…]}
 *   kanyushaIdo  unyo→chukan   {"hokensha","edaban","ido":"喪失"|"取消"|"再取得","ymd"}
 *   chofukuKakunin unyo→unyo   {"hokensha","kara","made"}                    枝番 that a link file was given
 *   chofukuMachi unyo→unyo     {}                                            changes that waited for a file
 *   fileUketsuke unyo→chukan, fileUketsukeKanri unyo→kanri
 *                {"uketsuke","shubetsu","hokensha","system","busho","user","roles","path","resultPath",
 *                 "encoding","at"}: the members of struct torikomi
 *   fileMachi    chukan→unyo   {"uketsuke","gyo","seijo","ijo"}              its rows wait for answers
 *   fileSaisoku  unyo→chukan   {"uketsuke"}                                  what waits by hand goes on
 *   fileKanryo   chukan→unyo, kanri→unyo
 *                {"uketsuke","jotai":"処理完了"|"処理中止","at","gyo","seijo","ijo","resultPath","resultSize",
 *                 "resultSha256","status","item","want","have"}: the last four when halted
 *   shokaiKaito  chukan→chukan {"shokaiBango"}                               one 情報照会 is answered
 *   shokaiSaisoku chukan→chukan {"uketsuke"}                                 those of a link file, in pieces
 *   jukiShokai   unyo→gaibu    {"uketsuke","shokai":[[N,{"kubun","kojinBango","shimei",…}],…]}
 *   jukiKaito    gaibu→unyo
 * {"uketsuke","kaito":[[N,"STATUS"|null,people,{"kojinBango",…}|{"idoJiyu"}|null],…]} */
/* clang-format on */

/* When a step of `work` that starts now is done, as far as the clock decides: for outbox_put. */
static inline int64_t message_due(const struct call *c, enum work work)
{
    const struct progression *p = &c->policy->work[work];
    return p->how == PROGRESS_TIME ? c->now + p->seconds : c->now;
}

/* Writes a message into the sender's outbox, for the insurer whose work the call is, and notes what it sets
 * going. due: virtual seconds; it is never delivered before. _ato: not while a link file of that insurer is
 * at work: what a large file sets going does not slow the file itself. */
enum status message_put(struct call *c, const char *kind, const char *json, int64_t due);
enum status message_put_ato(struct call *c, const char *kind, const char *json, int64_t due);

/* The status of a name of status.def, as messages carry it; INTERNAL for a name that is none. */
enum status message_status(const char *name);

/* fileUketsuke, in whichever institution has the kind: from here on its loader takes the file. */
enum status file_uketsuke_apply(struct call *c, const char *json);
/* asks() of a message: many. */
const char *message_asks_many(struct call *c, const char *json);
/* The end of such a file (struct bulk, done): 運用支援環境 hears of it by fileKanryo. */
struct torikomi;
enum status file_kanryo_send(struct call *c, const struct torikomi *t);
/* Of a link file of a kind that waits (struct bulk_waits), n answers have been applied; the last one sets it
 * going. */
enum status file_answered(struct call *c, const char *uketsuke, int64_t n);

/* The unyo half (`sent`) of messages whose struct stands in service/chukan. */
enum status fugo_tsuchi_sent(struct call *c, const char *json); /* joho: the 中間サーバー has the requests */
enum status file_uketsuke_sent(struct call *c,
                               const char *json); /* unyo: the file is with its institution: 処理中 */
#endif

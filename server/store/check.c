/* What a database must hold at rest (--check-invariants); see db.h. What two databases must hold together:
 * kiroku.h, access_check.h. */
#include <string.h>

#include "base/buf.h"
#include "store/db.h"
#include "store/tx.h"
#include "store/fault.h"

/* A file whose count of outstanding answers is not that of its rows would never end, or end too early. */
#define MACHI_CHECK(rows)                                                                                    \
    "SELECT 'torikomi ' || t.uketsuke || ': machi ' || t.machi || ', rows ' || coalesce(w.n, 0) "            \
    "FROM torikomi t LEFT JOIN (SELECT uketsuke, count(*) AS n FROM " rows " GROUP BY uketsuke) w "          \
    "ON w.uketsuke = t.uketsuke WHERE t.machi <> coalesce(w.n, 0) OR (t.state = 3 AND t.machi = 0)"

/* clang-format off */
/* What a 情報照会 has come to without a record of it, and an act between insurers that one side alone has. */
#define KIROKU_LACKS                                                                                         \
    "SELECT 'shokai ' || s.shokai_bango || ': ' || s.jotai || ' without kiroku' FROM shokai s "              \
    "WHERE NOT EXISTS (SELECT 1 FROM kiroku k WHERE k.hokensha = s.hokensha "                                \
    "AND k.tsuban = 'T' || substr(s.shokai_bango, 2) AND k.gawa = '照会' AND k.koto = "                    \
    "CASE s.jotai WHEN '処理中' THEN '要求' WHEN '回答済' THEN '回答' ELSE '取消' END)"
#define KIROKU_ALONE                                                                                               \
    "SELECT 'kiroku ' || a.tsuban || ': ' || a.koto || ', ' || a.gawa || ' alone' FROM kiroku a "                  \
    "WHERE a.koto IN ('要求', '回答', '取消') AND EXISTS (SELECT 1 FROM hokensha_list h WHERE h.hokensha = " \
    "a.aite) "                                                                                                     \
    "AND NOT EXISTS (SELECT 1 FROM kiroku b WHERE b.hokensha = a.aite AND b.tsuban = a.tsuban "                    \
    "AND b.gawa <> a.gawa AND b.koto = a.koto)"

/* What an insurer was asked has a record of how it stands, and stands as it does for who asked. */
#define TEIKYO_LACKS                                                                                                 \
    "SELECT 'teikyo ' || t.tsuban || ': ' || t.jotai || ' without kiroku' FROM teikyo t "                            \
    "WHERE NOT EXISTS (SELECT 1 FROM kiroku k WHERE k.hokensha = t.hokensha AND k.tsuban = t.tsuban "                \
    "AND k.gawa = '提供' AND k.koto = CASE t.jotai WHEN '受付' THEN '要求' WHEN '回答待ち' THEN '保留' " \
    "WHEN '取消' THEN '取消' ELSE '回答' END)"
#define TEIKYO_OTHER                                                                                               \
    "SELECT 'teikyo ' || t.tsuban || ': ' || t.jotai || ', shokai ' || coalesce(s.jotai, 'none') "                 \
    "FROM teikyo t LEFT JOIN shokai s ON s.shokai_bango = t.shokai_bango WHERE t.shokai_bango IS NOT NULL "        \
    "AND s.jotai IS NOT CASE WHEN t.jotai IN ('受付', '回答待ち') THEN '処理中' WHEN t.jotai = '取消' " \
    "THEN '取消' ELSE '回答済' END"
/* An act of 情報提供NWS or of another institution that the other of the two has not, or not so: one that is closed has heard of nothing,
 * one that has never answered has no answer. */
#define KIROKU_OTHER                                                                                               \
    "SELECT 'kiroku ' || a.tsuban || ': ' || a.koto || ', ' || a.gawa || ' alone' FROM kiroku a "                  \
    "WHERE NOT EXISTS (SELECT 1 FROM kiroku b WHERE b.hokensha IN (a.hokensha, a.aite) AND b.tsuban = a.tsuban "   \
    "AND (b.gawa = '中継') <> (a.gawa = '中継') AND b.koto = a.koto AND b.at = a.at "                          \
    "AND b.kekka_kubun IS a.kekka_kubun AND b.komoku = a.komoku) "                                                 \
    "AND NOT (a.gawa = '中継' AND (coalesce(a.kekka_kubun, '') = '時間切れ' OR EXISTS (SELECT 1 FROM kiroku b "    \
    "WHERE b.hokensha = a.hokensha AND b.tsuban = a.tsuban AND b.gawa = a.gawa AND b.kekka_kubun = '閉局')))"
/* What another institution has asked, and what NWS has of it. */
#define TOI_LACKS                                                                                                  \
    "SELECT 'toi ' || t.tsuban || ': ' || coalesce(t.kekka_kubun, '処理中') || ' without kiroku' FROM toi t "   \
    "WHERE (SELECT k.koto || coalesce(k.kekka_kubun, '') || k.at FROM kiroku k WHERE k.hokensha = t.shokaisha "    \
    "AND k.tsuban = t.tsuban AND k.gawa = '中継' ORDER BY k.juni DESC LIMIT 1) IS NOT "                          \
    "iif(t.kekka_kubun IS NULL, '要求' || t.toi_at, '回答' || t.kekka_kubun || t.kaito_at)"
/* A question that went to 住基ネット without a record of the access, or was answered without a charge; an access of 本人確認 that no
 * question was. */
#define ACCESS_LACKS                                                                                               \
    "SELECT 'juki_shokai ' || s.shokai || ': ' || s.dankai || iif(a.shokai IS NULL, ' without', ' with') || ' access, ' "  \
    "|| iif(r.shokai IS NULL, 'without', 'with') || ' charge' FROM juki_shokai s LEFT JOIN juki_access a "         \
    "ON a.shokai = s.shokai LEFT JOIN juki_ryokin r ON r.shokai = s.shokai "                                       \
    "WHERE (s.dankai > 1) <> (a.shokai IS NOT NULL) OR (s.dankai = 3) <> (r.shokai IS NOT NULL)"
#define ACCESS_ALONE                                                                                               \
    "SELECT 'juki_access ' || a.shokai || ': ' || a.hoho || ', no question' FROM juki_access a "                   \
    "WHERE a.hoho <> '登録時突合' AND NOT EXISTS (SELECT 1 FROM juki_shokai s WHERE s.shokai = a.shokai)"
/* A 部署 in an アクセスグループ that is none, a ユーザー with a ロール that is none. */
#define BUSHO_GROUP                                                                                                \
    "SELECT 'busho ' || b.hokensha || ' ' || b.busho || ': access_group ' || b.access_group || ', none' FROM busho b " \
    "LEFT JOIN access_group g USING (hokensha, access_group) WHERE b.access_group IS NOT NULL AND g.mei IS NULL"
#define USER_ROLE                                                                                                  \
    "SELECT 'user ' || u.hokensha || ' ' || u.user || ': role ' || w.value || ', none' FROM user u, "              \
    "json_each('[\"' || replace(u.roles, ' ', '\",\"') || '\"]') w "                                               \
    "WHERE w.value NOT IN (SELECT r.role_name FROM role r WHERE r.hokensha IN ('', u.hokensha))"
/* clang-format on */

void tx_check(struct tx *tx, struct buf *out)
{
    static const struct {
        enum db db; /* DB_COUNT: each */
        const char *text;
    } checks[] = {
        {DB_COUNT, "PRAGMA quick_check"},
        {DB_COUNT, "PRAGMA foreign_key_check"},
        {DB_UNYO, MACHI_CHECK("juki_shokai WHERE dankai < 3")},
        {DB_UNYO, ACCESS_LACKS},
        {DB_UNYO, ACCESS_ALONE},
        {DB_CHUKAN, MACHI_CHECK("shokai WHERE jotai = '処理中' AND uketsuke IS NOT NULL")},
        {DB_CHUKAN, KIROKU_LACKS},
        {DB_CHUKAN, KIROKU_ALONE},
        {DB_CHUKAN, TEIKYO_LACKS},
        {DB_CHUKAN, TEIKYO_OTHER},
        {DB_KANRI, BUSHO_GROUP},
        {DB_KANRI, USER_ROLE},
        {DB_GAIBU, KIROKU_OTHER},
        {DB_GAIBU, TOI_LACKS},
    };
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        sqlite3_stmt *q;
        if (checks[i].db != DB_COUNT && checks[i].db != tx->db)
            continue;
        int rc = sqlite3_prepare_v2(tx->h, checks[i].text, -1, &q, NULL);
        while (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(q, 0);
            if (text && strcmp(text, "ok") != 0)
                buf_addf(out, "%s: %s\n", db_name(tx->db), text);
        }
        if (rc != SQLITE_OK ||
            sqlite3_errcode(tx->h) != SQLITE_DONE) /* what cannot be looked at may be broken */
            buf_addf(out, "%s: %s\n", db_name(tx->db), fault_cause(tx->h));
        sqlite3_finalize(q);
    }
}

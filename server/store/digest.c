/* Digest of a database's whole state and its self-check (--check-invariants); see db.h.
 * Left out: outbox, inbox, meta and sqlite's own tables (bookkeeping of delivery), and columns that name a
 * place on this disk (…path). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "store/db.h"
#include "store/tx.h"

enum { COLUMNS = 64 };

/* One table on its way into a sum. */
struct summing {
    sqlite3_stmt *q;
    struct sha256 *h;
    struct buf row;
    bool left_out[COLUMNS];
    int columns;
};

static void S_columns(struct summing *x)
{
    x->columns = sqlite3_column_count(x->q);
    for (int i = 0; i < x->columns && i < COLUMNS; i++) {
        const char *name = sqlite3_column_name(x->q, i);
        size_t n = strlen(name);
        x->left_out[i] = n >= 4 && strcmp(name + n - 4, "path") == 0;
    }
}

/* n and a colon; without printf, because there are millions. */
static void S_number(struct buf *b, int n)
{
    char digits[12], *end = digits + sizeof digits, *p = end;
    *--p = ':';
    do
        *--p = (char)('0' + n % 10);
    while ((n /= 10));
    buf_add(b, p, (size_t)(end - p));
}

static void S_hash_row(struct summing *x)
{
    buf_clear(&x->row);
    for (int i = 0; i < x->columns; i++) {
        if (x->left_out[i])
            continue;
        const void *p = sqlite3_column_blob(x->q, i);
        int bytes = sqlite3_column_bytes(x->q, i);
        S_number(&x->row, sqlite3_column_type(x->q, i));
        S_number(&x->row, bytes);
        buf_add(&x->row, p ? p : "", (size_t)bytes);
    }
    buf_addc(&x->row, '\n');
    sha256_add(x->h, x->row.data, x->row.len);
}

/* SELECT over one table in the order of its primary key (rowid where it has none). */
static char *S_select(sqlite3 *h, const char *table)
{
    sqlite3_stmt *q;
    sqlite3_str *s = sqlite3_str_new(NULL);
    sqlite3_str_appendf(s, "SELECT * FROM \"%w\" ORDER BY ", table);
    int keys = 0;
    char *text = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q) WHERE pk > 0 ORDER BY pk", table);
    if (text && sqlite3_prepare_v2(h, text, -1, &q, NULL) == SQLITE_OK) {
        for (; sqlite3_step(q) == SQLITE_ROW; keys++)
            sqlite3_str_appendf(s, "%s\"%w\"", keys ? "," : "", sqlite3_column_text(q, 0));
        sqlite3_finalize(q);
    }
    sqlite3_free(text);
    if (!keys)
        sqlite3_str_appendall(s, "rowid");
    return sqlite3_str_finish(s);
}

static enum status S_rows(struct tx *tx, struct summing *x)
{
    int rc;
    S_columns(x);
    if (x->columns > COLUMNS)
        return ST_INTERNAL;
    while ((rc = sqlite3_step(x->q)) == SQLITE_ROW && buf_ok(&x->row))
        S_hash_row(x);
    return !buf_ok(&x->row) ? ST_LIMIT : rc == SQLITE_DONE ? ST_OK : sql_status(tx);
}

static enum status S_table(struct tx *tx, const char *table, unsigned char sum[32])
{
    char *text = S_select(tx->h, table);
    struct summing x = {.h = sha256_new(), .row = BUF_INIT};
    enum status st = text && x.h ? ST_OK : ST_INTERNAL;
    if (st == ST_OK && sqlite3_prepare_v2(tx->h, text, -1, &x.q, NULL) != SQLITE_OK)
        st = sql_status(tx);
    if (st == ST_OK)
        st = S_rows(tx, &x);
    if (x.h)
        sha256_end(x.h, sum);
    buf_release(&x.row);
    sqlite3_finalize(x.q);
    sqlite3_free(text);
    return st;
}

enum status tx_digest(struct tx *tx, struct buf *json, unsigned char sum[32])
{
    sqlite3_stmt *q = NULL;
    struct sha256 *all = sha256_new();
    int rc;
    enum status st = all ? ST_OK : ST_INTERNAL;
    if (all &&
        sqlite3_prepare_v2(tx->h,
                           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                           "AND name NOT IN ('outbox', 'inbox', 'meta') ORDER BY name",
                           -1, &q, NULL) != SQLITE_OK)
        st = sql_status(tx);
    while (st == ST_OK && (rc = sqlite3_step(q)) != SQLITE_DONE) {
        if (rc != SQLITE_ROW) {
            st = sql_status(tx);
            break;
        }
        const char *table = (const char *)sqlite3_column_text(q, 0);
        unsigned char one[32];
        char hex[65], key[128];
        st = S_table(tx, table, one);
        if (st != ST_OK)
            break;
        hex_text(one, 32, hex);
        snprintf(key, sizeof key, "%s.%s", db_name(tx->db), table);
        buf_json_member(json, key, hex);
        sha256_add(all, key, strlen(key));
        sha256_add(all, one, 32);
    }
    if (all)
        sha256_end(all, sum);
    sqlite3_finalize(q);
    return st;
}

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
            buf_addf(out, "%s: %s\n", db_name(tx->db), sqlite3_errmsg(tx->h));
        sqlite3_finalize(q);
    }
}

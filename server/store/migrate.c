/* Migrations; see migrate.h. A new one is a file, an EMBED line and a row of the list. */
#include "store/migrate.h"
#include "store/fault.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

#define EMBED(symbol, file)                                                                                  \
    __asm__(".section .rodata\n.global " #symbol "\n" #symbol ":\n.incbin \"server/store/sql/" file          \
            "\"\n.byte 0\n.previous\n");                                                                     \
    extern const char symbol[]

EMBED(sql_common, "common.sql");
EMBED(sql_torikomi_001, "torikomi-001.sql");
EMBED(sql_torikomi_002, "torikomi-002.sql");
EMBED(sql_torikomi_003, "torikomi-003.sql");
EMBED(sql_torikomi_004, "torikomi-004.sql");
EMBED(sql_unyo_001, "unyo-001.sql");
EMBED(sql_unyo_002, "unyo-002.sql");
EMBED(sql_unyo_003, "unyo-003.sql");
EMBED(sql_unyo_004, "unyo-004.sql");
EMBED(sql_unyo_005, "unyo-005.sql");
EMBED(sql_unyo_006, "unyo-006.sql");
EMBED(sql_unyo_007, "unyo-007.sql");
EMBED(sql_unyo_008, "unyo-008.sql");
EMBED(sql_unyo_009, "unyo-009.sql");
EMBED(sql_unyo_010, "unyo-010.sql");
EMBED(sql_unyo_011, "unyo-011.sql");
EMBED(sql_unyo_012, "unyo-012.sql");
EMBED(sql_unyo_013, "unyo-013.sql");
EMBED(sql_chukan_001, "chukan-001.sql");
EMBED(sql_chukan_002, "chukan-002.sql");
EMBED(sql_chukan_003, "chukan-003.sql");
EMBED(sql_chukan_004, "chukan-004.sql");
EMBED(sql_chukan_005, "chukan-005.sql");
EMBED(sql_chukan_006, "chukan-006.sql");
EMBED(sql_chukan_007, "chukan-007.sql");
EMBED(sql_chukan_009, "chukan-009.sql");
EMBED(sql_chukan_010, "chukan-010.sql");
EMBED(sql_chukan_011, "chukan-011.sql");
EMBED(sql_renkei_001, "renkei-001.sql");
EMBED(sql_renkei_002, "renkei-002.sql");
EMBED(sql_kiroku_001, "kiroku-001.sql");
EMBED(sql_audit_001, "audit-001.sql");
EMBED(sql_kanri_001, "kanri-001.sql");
EMBED(sql_kanri_002, "kanri-002.sql");
EMBED(sql_kanri_003, "kanri-003.sql");
EMBED(sql_kanri_004, "kanri-004.sql");
EMBED(sql_kanri_005, "kanri-005.sql");
EMBED(sql_kanri_006, "kanri-006.sql");
EMBED(sql_kanri_007, "kanri-007.sql");
EMBED(sql_kanri_008, "kanri-008.sql");
EMBED(sql_kanri_012, "kanri-012.sql");
EMBED(sql_kanri_013, "kanri-013.sql");
EMBED(sql_kanri_014, "kanri-014.sql");
EMBED(sql_kanri_015, "kanri-015.sql");
EMBED(sql_gaibu_001, "gaibu-001.sql");
EMBED(sql_gaibu_002, "gaibu-002.sql");
EMBED(sql_gaibu_004, "gaibu-004.sql");
EMBED(sql_gaibu_006, "gaibu-006.sql");
EMBED(sql_gaibu_007, "gaibu-007.sql");
EMBED(sql_gaibu_008, "gaibu-008.sql");
EMBED(sql_gaibu_009, "gaibu-009.sql");

enum { MOST = 24 };

static const char *const migrations[DB_COUNT][MOST] = {
    [DB_UNYO] = {sql_common, sql_unyo_001, sql_torikomi_001, sql_torikomi_002, sql_unyo_002, sql_unyo_003,
                 sql_unyo_004, sql_torikomi_003, sql_unyo_006, sql_unyo_005, sql_unyo_007, sql_unyo_008,
                 sql_torikomi_004, sql_unyo_009, sql_unyo_010, sql_unyo_011, sql_unyo_012, sql_unyo_013,
                 sql_audit_001},
    [DB_CHUKAN] = {sql_common, sql_chukan_001, sql_torikomi_001, sql_torikomi_002, sql_chukan_002,
                   sql_chukan_003, sql_torikomi_003, sql_chukan_004, sql_torikomi_004, sql_chukan_005,
                   sql_chukan_006, sql_renkei_001, sql_chukan_007, sql_kiroku_001, sql_chukan_009,
                   sql_renkei_002, sql_chukan_010, sql_chukan_011, sql_audit_001},
    [DB_KANRI] = {sql_common, sql_kanri_001, sql_torikomi_001, sql_kanri_002, sql_torikomi_002,
                  sql_torikomi_003, sql_torikomi_004, sql_kanri_003, sql_kanri_004, sql_kanri_005,
                  sql_kanri_007, sql_kanri_006, sql_kanri_008, sql_audit_001, sql_kanri_012, sql_kanri_013,
                  sql_kanri_014, sql_kanri_015},
    [DB_GAIBU] = {sql_common, sql_gaibu_001, sql_gaibu_002, sql_renkei_001, sql_gaibu_004, sql_kiroku_001,
                  sql_gaibu_006, sql_gaibu_007, sql_renkei_002, sql_gaibu_008, sql_gaibu_009, sql_audit_001},
};

/* The first bytes of the digest over the first n texts: two builds agree about it when they would have made
 * the same tables. Kept as application_id beside user_version. */
static int S_stamp(enum db db, int n)
{
    unsigned char sum[32] = {0};
    struct sha256 *h = sha256_new();
    for (int i = 0; h && i < n; i++)
        sha256_add(h, migrations[db][i], strlen(migrations[db][i]));
    if (h)
        sha256_end(h, sum);
    return (sum[0] & 0x7F) << 24 | sum[1] << 16 | sum[2] << 8 | sum[3];
}

int migrate_pragma(sqlite3 *h, const char *text)
{
    sqlite3_stmt *q;
    int v = -1;
    if (sqlite3_prepare_v2(h, text, -1, &q, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(q) == SQLITE_ROW)
        v = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return v;
}

static int S_newest(enum db db)
{
    int n = 0;
    while (n < MOST && migrations[db][n])
        n++;
    return n;
}

enum status migrate_known(sqlite3 *h, enum db db, struct diag *d)
{
    char item[16];
    int have = migrate_pragma(h, "PRAGMA user_version"), newest = S_newest(db);
    snprintf(item, sizeof item, "%s.db", db_name(db));
    int rc = sqlite3_errcode(h) & 0xFF;
    if (have < 0 && (rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT))
        return diag_set(d, ST_WORLD_BROKEN, item, "読めるデータベース", "データベースが破損しています");
    if (have < 0)
        return diag_set(d, fault_trouble(h), item, "読めるデータベース", fault_cause(h));
    if (have == 0)
        return diag_set(d, ST_WORLD_BROKEN, item, "表のあるデータベース", "表がありません");
    if (have > newest)
        return diag_setf(d, ST_SETUP, item, "この chukand が知る版のデータベース",
                         "user_version %d（既知 %d）", have, newest);
    if (migrate_pragma(h, "PRAGMA application_id") != S_stamp(db, have))
        return diag_set(d, ST_SETUP, item,
                        "この版の chukand のデータフォルダー（消すか、--data で別のフォルダーを指定）",
                        "別の版の chukand が作った表");
    return ST_OK;
}

enum status migrate(sqlite3 *h, enum db db, struct diag *d)
{
    int have = migrate_pragma(h, "PRAGMA user_version"), want = S_newest(db);
    if (have < 0)
        return diag_set(d, fault_trouble(h), db_name(db), "読めるデータベース", fault_cause(h));
    for (int i = have; i < want; i++) {
        char mark[128];
        snprintf(mark, sizeof mark, "PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT", i + 1,
                 S_stamp(db, i + 1));
        if (sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(h, migrations[db][i], NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(h, mark, NULL, NULL, NULL) != SQLITE_OK) {
            enum status st = diag_set(d, fault_trouble(h), db_name(db), "移行 SQL の適用", fault_cause(h));
            sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
            return st;
        }
    }
    return ST_OK;
}

void migrate_fingerprint(unsigned char out[32])
{
    struct sha256 *h = sha256_new();
    memset(out, 0, 32);
    if (!h)
        return;
    for (int db = 0; db < DB_COUNT; db++)
        for (int i = 0; i < MOST && migrations[db][i]; i++)
            sha256_add(h, migrations[db][i], strlen(migrations[db][i]));
    sha256_end(h, out);
}

/* An audit table for unit tests, in temp_dir. */
#ifndef TESTS_UNIT_FILE_AUDIT_TABLE_H
#define TESTS_UNIT_FILE_AUDIT_TABLE_H
#include <check.h>

#include "file/audit/log.h"
#include "file/audit/verify.h"
#include "temp.h"

enum { TABLE_AT = 1494201600 };

static struct hmac table_key;
static struct audit_log table_log;

static inline void table_setup(void)
{
    temp_make_light();
    hmac_key(&table_key, "only for tests, nothing but them", 32);
}

static inline enum status table_open_as(int64_t kuiki, int64_t most)
{
    struct diag d = DIAG_INIT;
    enum status st = audit_log_open(&table_log, temp_path("audit"), &table_key, most, kuiki, TABLE_AT, &d);
    ck_assert_msg(st == ST_OK, "%s %s", d.item, d.have);
    return st;
}

static inline void table_open(void)
{
    table_open_as(1, 64 << 20);
}

static inline void table_add(const char *koto, int64_t kagi)
{
    char text[AUDIT_TEXT];
    struct diag d = DIAG_INIT;
    const struct audit_row r = {.nichiji = TABLE_AT,
                                .keiro = "接続システム",
                                .shomeisho = "KS06139992",
                                .system = "KS06139992",
                                .hokensha = "06139992",
                                .user = "u001",
                                .koto = koto,
                                .code = "K00000",
                                .kagi = kagi,
                                .http = 200};
    const struct audit_text t = {TABLE_AT, kagi, audit_row_text(&r, text), text};
    ck_assert_int_eq(audit_log_add(&table_log, &t, AUDIT_COMMON, &d), ST_OK);
}

static inline void table_next(int64_t kuiki)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(audit_log_next(&table_log, kuiki, "初期化", TABLE_AT, &d), ST_OK);
}

/* The table and its head. */
static inline void table_copy(const char *from, const char *to)
{
    char command[900];
    snprintf(command, sizeof command, "rm -rf '%s' && cp -R '%s' '%s' && cp '%s.head' '%s.head'",
             temp_path(to), temp_path(from), temp_path(to), temp_path(from), temp_path(to));
    ck_assert_int_eq(system(command), 0);
}

/* As it is when the process is killed. */
static inline void table_kill(void)
{
    table_copy("audit", "killed");
    audit_log_drop(&table_log);
    table_copy("killed", "audit");
}

static inline void table_verify(struct audit_report *r)
{
    audit_verify(temp_path("audit"), &table_key, NULL, NULL, r);
}

/* It was not changed. */
static inline void table_sound(void)
{
    struct audit_report r;
    table_verify(&r);
    ck_assert_msg(r.found == 0, "%lld %s", (long long)r.list[0].banme, r.list[0].what);
}

/* There is a finding that says so. */
static inline void table_found(const char *what)
{
    struct audit_report r;
    bool met = false;
    table_verify(&r);
    for (int64_t i = 0; i < r.found && i < AUDIT_FINDINGS; i++)
        met = met || strstr(r.list[i].what, what);
    ck_assert_msg(met, "%lld findings, the first: %s; want %s", (long long)r.found,
                  r.found ? r.list[0].what : "none", what);
}
#endif

/* A world of two insurers with systems, terminals and users that have passwords, for the tests of
 * world/login and world/call_login. Included by one test program each. */
#ifndef TESTS_UNIT_WORLD_LOGIN_WORLD_H
#define TESTS_UNIT_WORLD_LOGIN_WORLD_H
#include <string.h>

#include <unistd.h>

#include "base/password.h"
#include "store/kanri_password.h"
#include "store/kanri_toroku.h"
#include "world/one_world.h"

static _Atomic int64_t most; /* policy passwordShippai; the loader looks at the fixture at any time */

static enum status S_manifest_login(const char *dir, struct manifest *m, struct diag *d)
{
    enum status st = S_manifest(dir, m, d);
    m->policy.password_kosuto = 2;
    m->policy.shomeisho_nensu = 5;
    m->policy.password_shippai = most;
    memcpy(m->policy.shoki_password, "Shoki-{user}1", sizeof "Shoki-{user}1");
    return st;
}

#define KEY_NEW "1111111111111111111111111111111111111111111111111111111111111111"
#define KEY_OLD "2222222222222222222222222222222222222222222222222222222222222222"
#define KEY_LOST "3333333333333333333333333333333333333333333333333333333333333333"
#define KEY_ASP "4444444444444444444444444444444444444444444444444444444444444444"

struct rows {
    const char *table;
    int columns, n;
    const char *column[8];
    const char *value[9][8];
};

/* Two systems of one insurer, one of another, and one that is stopped; users of both, one of whom never had
 * a password and one of whom is stopped. */
static const struct rows fixture[] = {
    {"hokensha",
     4,
     2,
     {"hokensha", "mei", "hojin_bango", "encoding"},
     {{"06139992", "試験健保", NULL, "CP932"}, {"06139984", "見本健保", NULL, "UTF-16LE"}}},
    {"busho",
     3,
     2,
     {"hokensha", "busho", "mei"},
     {{"06139992", "B001", "適用課"}, {"06139984", "B001", "適用課"}}},
    {"setsuzoku_system",
     5,
     4,
     {"system", "hokensha", "password", "mei", "jotai"},
     {{"KS1", "06139992", "pw-1", "基幹", "有効"},
      {"KS1B", "06139992", "pw-1b", "基幹", "有効"},
      {"KS2", "06139984", "pw-2", "基幹", "有効"},
      {"KS3", "06139984", "pw-3", "基幹", "停止"}}},
    {"tanmatsu",
     4,
     2,
     {"tanmatsu", "hokensha", "mei", "jotai"},
     {{"TT1", "06139992", "端末", "有効"}, {"TT2", "06139984", "端末", "停止"}}},
    {"shomeisho",
     8,
     9,
     {"cn", "shubetsu", "hokensha", "kaishi", "kigen", "jotai", "shikko", "shimon"},
     {{"KS1", "接続システム", "06139992", NULL, NULL, "有効"}, /* the data folder's, of which none is noted */
      {"KS1", "接続システム", "06139992", "19700201", "19710131", "有効", NULL, KEY_NEW},
      {"KS1", "接続システム", "06139992", "19690401", "19700111", "有効", NULL, KEY_OLD},
      {"KS1", "接続システム", "06139992", "19690401", "19730331", "失効", "19700105", KEY_LOST},
      {"TT1", "統合専用端末", "06139992", NULL, NULL, "有効"},
      {"TT1", "統合専用端末", "06139992", "19700201", "19710131", "有効", NULL, KEY_NEW},
      {"ASP1", "ASP", "06139992 06139984", "19690401", NULL, "有効", NULL, KEY_ASP},
      {"ASP1", "ASP", "06139984", "19690401", NULL, "有効", NULL, KEY_OLD},
      {"ASP2", "ASP", "06139984 06139976", "19690401", NULL, "有効", NULL, KEY_ASP}}},
    {"user",
     8,
     4,
     {"hokensha", "user", "busho", "shimei", "roles", "password", "password_jotai", "jotai"},
     {{"06139992", "u001", "B001", "見本　一", "KANRI", "Kaeta-01", "変更済", "有効"},
      {"06139992", "u002", "B001", "見本　二", "KANYUSHA", NULL, "初期", "有効"},
      {"06139992", "u003", "B001", "見本　三", "KANYUSHA", "Kaeta-03", "変更済", "停止"},
      {"06139984", "u001", "B001", "見本　四", "KANRI", "Kaeta-04", "変更済", "有効"}}},
};

static enum status S_table(const struct rows *r, const char *dir, struct diag *d)
{
    struct import *im;
    char hash[PASSWORD_TEXT];
    enum status st = import_open(dir, r->table, r->column, r->columns, &im, d);
    if (st != ST_OK)
        return st;
    for (int i = 0; i < r->n && st == ST_OK; i++) {
        const char *row[8];
        for (int k = 0; k < r->columns; k++) {
            row[k] = r->value[i][k];
            if (row[k] && strcmp(r->column[k], "password") == 0) {
                password_make(row[k], 5, r->value[i][0], 0, 2, hash);
                row[k] = hash;
            }
        }
        st = import_row(im, row, d);
    }
    enum status closed = import_close(im, st == ST_OK, d);
    return st == ST_OK ? closed : st;
}

/* Of whom no certificate is recorded. */
static const struct rows late = {"setsuzoku_system",
                                 5,
                                 1,
                                 {"system", "hokensha", "password", "mei", "jotai"},
                                 {{"KS4", "06139992", "pw-4", "基幹", "有効"}}};

static enum status S_compile_callers(const struct manifest *m, const char *dir, struct diag *d)
{
    enum status st = ST_OK;
    (void)m;
    for (size_t i = 0; i < sizeof fixture / sizeof *fixture && st == ST_OK; i++)
        st = S_table(&fixture[i], dir, d);
    if (st == ST_OK)
        st = import_tanmatsu(dir, d);
    return st == ST_OK ? S_table(&late, dir, d) : st;
}

static void S_setup(void)
{
    most = 3;
    S_begin((struct paper){S_manifest_login, S_compile_callers, S_load});
}
#endif

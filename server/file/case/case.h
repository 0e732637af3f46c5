/* Test cases (2.7.4–2.7.9): one file a case under fixtures/cases, ID.xml, by schema/case/case.xsd. Words for
 * the tester, and what our own client does (drive). Shared by daemon and client. Everything of a case lives
 * in the arena that it was read into. */
#ifndef FILE_CASE_CASE_H
#define FILE_CASE_CASE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "file/case/observe.h"

enum case_data { CASE_DATA_NONE, CASE_DATA_OWN, CASE_DATA_GIVEN };

struct case_item {
    const char *key, *mei;
    enum case_data data; /* whose, as the guide's table has it */
    bool role;           /* its cases may have a ロールモデル */
};
/* In the guide's order. */
extern const struct case_item case_items[];
extern const size_t case_item_count;
const struct case_item *case_item_find(const char *key); /* NULL: none */
const char *case_data_mei(enum case_data data);          /* "健保組合で準備" */

enum { CASE_LOTS = 8, CASE_STEPS = 64 };

struct test_case {
    const char *id; /* "2-010", the file's name without .xml */
    const struct case_item *item;
    const char *title;
    int lots[CASE_LOTS], lot_count;
    const char
        *start; /* virtual time at which its world begins, "2017-05-08T09:00:00"; NULL: the lot's own */
    const char *kanten, *zentei, *data, *role, *expected; /* texts; NULL: not given */
    const char *tejun[CASE_STEPS];                        /* テスト手順, in order */
    int tejun_count;
    const struct observe *observe; /* NULL: not given */
    const char *drive;             /* statements of the scenario language */
    int drive_line;                /* of the file, on which drive begins */
    const char *path, *dir;        /* dir: its folder, ends with a slash; "./" when the path names none */
};

struct cases {
    const struct test_case *items; /* by item, then by id */
    size_t n;
};

/* schema_dir: "schema", where case/case.xsd lies. SETUP with a diag that names file and line. */
enum status case_read(const char *path, const char *schema_dir, struct arena *a, struct test_case *ret,
                      struct diag *d);
/* All of a folder; ids: not NULL: of these alone, and the other files are left unread. */
enum status cases_read(const char *dir, const char *schema_dir, const char *const *ids, size_t id_n,
                       struct arena *a, struct cases *ret, struct diag *d);
bool case_of_lot(const struct test_case *c, int lot);
#endif

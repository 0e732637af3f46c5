/* file/audit: what a table is after it was closed, after kill -9 and after a power cut, and what it tells of
 * what is missing; chains, segments that are full, and the oldest that go. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "file/audit/table.h"

static void S_size(const char *name, int64_t to)
{
    ck_assert_int_eq(truncate(temp_path(name), to), 0);
}

static void S_put_away(const char *to)
{
    table_copy("audit", to);
    remove_tree(temp_path("audit"));
    ck_assert_int_eq(unlink(temp_path("audit.head")), 0);
}

START_TEST(test_again)
{
    for (int round = 0; round < 3; round++) {
        table_open();
        for (int i = 0; i < 4; i++)
            table_add("kanyusha.get", 0);
        audit_log_close(&table_log);
        table_sound();
    }
    table_open();
    ck_assert_int_eq(table_log.end.count, 13); /* with the line that begins it */
    ck_assert_int_eq(table_log.end.segment, 1);
    audit_log_close(&table_log);
}
END_TEST

/* Of an older version, which had the head in the folder. */
START_TEST(test_old_place)
{
    char to[600];
    table_open();
    table_add("kanyusha.get", 0);
    audit_log_close(&table_log);
    snprintf(to, sizeof to, "%s", temp_path("audit/head"));
    ck_assert_int_eq(rename(temp_path("audit.head"), to), 0);
    table_open();
    ck_assert(!table_log.missing);
    audit_log_close(&table_log);
    table_sound();
}
END_TEST

/* Nothing is missing after kill -9, whatever it was at. */
START_TEST(test_killed)
{
    table_open();
    for (int i = 0; i < 5; i++)
        table_add("kanyusha.get", audit_kagi_of(7, i));
    table_kill();
    table_sound();
    struct audit_head head;
    ck_assert(audit_head_read(temp_path("audit"), &head));
    ck_assert(head.slots[0].count == 0 || head.slots[1].count == 0); /* no older end to be found */
    table_open();
    ck_assert_int_eq(table_log.end.count, 6);
    ck_assert_int_eq(table_log.end.kagi, audit_kagi_of(7, 4));
    audit_log_close(&table_log);
}
END_TEST

START_TEST(test_half)
{
    table_open();
    table_add("kanyusha.get", 0);
    int64_t end = table_log.end.offset;
    table_kill();
    int fd = open(temp_path("audit/000001.csv"), O_RDWR);
    ck_assert_int_eq(pwrite(fd, "3,2017-05", 9, end), 9);
    close(fd);
    table_open();
    ck_assert_int_eq(table_log.end.count, 2);
    table_add("fukuhon.get", 0);
    audit_log_close(&table_log);
    table_sound();
}
END_TEST

/* The room behind the last record of one that was killed is zeros, all of it. */
START_TEST(test_room)
{
    static const int64_t behind[] = {0, 1, 5000};
    table_open();
    table_add("kanyusha.get", 0);
    int64_t end = table_log.end.offset;
    table_kill();
    table_sound();
    int fd = open(temp_path("audit/000001.csv"), O_RDWR);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        ck_assert_int_eq(pwrite(fd, "x", 1, end + behind[i]), 1);
        table_found("記録されたとおりではありません");
        ck_assert_int_eq(pwrite(fd, "", 1, end + behind[i]), 1);
    }
    close(fd);
    table_sound();
}
END_TEST

/* One record more than the head says: killed between the two. More, where nobody had closed the table: the
 * power went before the head was on the disk. Only who has the key can have made them. */
START_TEST(test_head_behind)
{
    struct audit_head old;
    table_open();
    table_add("kanyusha.get", 0);
    memcpy(&old, table_log.head, sizeof old);
    for (int i = 0; i < 4; i++) {
        table_add("kanyusha.get", 0);
        table_copy("audit", "killed");
        int fd = open(temp_path("killed.head"), O_RDWR);
        ck_assert_int_eq(pwrite(fd, &old, sizeof old, 0), sizeof old);
        close(fd);
    }
    audit_log_drop(&table_log);
    table_copy("killed", "audit");
    table_found("電源断の後に起動していないか");
    table_open();
    ck_assert_int_eq(table_log.end.count, 6);
    audit_log_close(&table_log);
    table_sound();
}
END_TEST

/* The end is missing: after a power cut, or because somebody has cut it off. Told for ever, and numbers are
 * not given twice. */
START_TEST(test_missing)
{
    for (int closed = 0; closed < 2; closed++) {
        table_open();
        table_add("kanyusha.get", 0);
        int64_t end = table_log.end.offset;
        table_add("kanyusha.get", 0);
        table_add("kanyusha.get", 0);
        if (closed)
            audit_log_close(&table_log);
        else
            table_kill();
        S_size("audit/000001.csv", end);
        table_found("終わりが切られています");
        table_open();
        table_add("fukuhon.get", 0);
        ck_assert_int_eq(table_log.end.count, 6);
        audit_log_close(&table_log);
        table_found(closed ? "kara=3 made=4 正常に終了したあとで" : "kara=3 made=4 電源断のためか");
        table_open(); /* and again, for ever */
        audit_log_close(&table_log);
        table_found("kara=3 made=4");
        S_put_away(closed ? "was1" : "was0");
    }
}
END_TEST

/* In the middle: it is left as it is, and what follows goes on in another segment. */
START_TEST(test_damaged)
{
    table_open();
    for (int i = 0; i < 20; i++)
        table_add("kanyusha.get", 0);
    table_kill();
    int fd = open(temp_path("audit/000001.csv"), O_RDWR);
    ck_assert_int_eq(pwrite(fd, "x", 1, 1500), 1);
    close(fd);
    table_open();
    ck_assert_int_eq(table_log.end.segment, 2);
    table_add("fukuhon.get", 0);
    ck_assert_int_eq(table_log.end.count, 24); /* 21 before it, the first line, what is wrong, this */
    audit_log_close(&table_log);
    table_found("kukiri=1 byte=");
    table_found("made=");
    struct audit_report r;
    table_verify(&r);
    ck_assert_int_eq(r.segments, 2);
}
END_TEST

/* All of it is gone, but for the head. */
START_TEST(test_all_gone)
{
    table_open();
    table_add("kanyusha.get", 0);
    audit_log_close(&table_log);
    ck_assert_int_eq(unlink(temp_path("audit/000001.csv")), 0);
    table_open();
    ck_assert_int_eq(table_log.end.segment, 2);
    audit_log_close(&table_log);
    table_found("kara=");
}
END_TEST

/* What a caller has sent, commas and all, is never taken for what the table tells of itself. */
START_TEST(test_pretended)
{
    static const struct audit_row sent[] = {
        {.nichiji = TABLE_AT, .keiro = "端末", .system = "+09:00," AUDIT_OWN ",audit.seiri,made=2"},
        {.nichiji = TABLE_AT, .keiro = "端末", .system = "," AUDIT_OWN ",audit.kake,kara=2 made=9"},
        {.nichiji = TABLE_AT, .keiro = "制御", .koto = AUDIT_OWN, .biko = "kara=2"}};
    struct diag d = DIAG_INIT;
    table_open();
    table_next(2);
    table_next(3);
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        char text[AUDIT_TEXT];
        const struct audit_text t = {TABLE_AT, 0, audit_row_text(&sent[i], text), text};
        ck_assert_int_eq(audit_log_add(&table_log, &t, AUDIT_COMMON, &d), ST_OK);
    }
    table_kill();
    table_sound();
    table_open_as(3, 64 << 20);
    ck_assert_uint_eq(table_log.first, 1); /* nothing has gone */
    audit_log_close(&table_log);
    table_sound();
}
END_TEST

/* Killed while the first record of a segment was written: what was there before goes on, and nothing is
 * missing. */
START_TEST(test_half_begun)
{
    table_open();
    table_next(2);
    table_kill();
    const char *path = temp_path("audit/000002.csv");
    int fd = open(path, O_RDWR);
    char zeros[4096] = "";
    ck_assert_int_eq(pwrite(fd, zeros, sizeof zeros, (off_t)strlen(audit_header) + 20), sizeof zeros);
    close(fd);
    fd = open(temp_path("audit.head"), O_RDWR); /* the head is written behind the record */
    struct audit_head head;
    ck_assert_int_eq(pread(fd, &head, sizeof head, 0), sizeof head);
    for (int i = 0; i < 2; i++)
        if (head.slots[i].count == 3)
            head.slots[i] = (struct audit_end){.count = 0};
    ck_assert_int_eq(pwrite(fd, &head, sizeof head, 0), sizeof head);
    close(fd);
    table_open_as(2, 64 << 20);
    audit_log_close(&table_log);
    struct audit_report r;
    table_verify(&r);
    for (int64_t i = 0; i < r.found; i++)
        ck_assert_msg(!strstr(r.list[i].what, "から先を読めません"), "%s", r.list[i].what);
}
END_TEST

START_TEST(test_chains)
{
    struct audit_segment s;
    struct audit_line line;
    table_open();
    table_add("kanyusha.get", audit_kagi_of(3, 1));
    table_next(2);
    table_add("kanyusha.get", 0);
    table_kill();
    table_open_as(3, 64 << 20); /* a generation has come whose beginning was not written */
    audit_log_close(&table_log);
    table_sound();
    ck_assert(audit_segment_open(&s, temp_path("audit"), 2));
    ck_assert_int_eq(audit_segment_next(&s, NULL, &line), AUDIT_LINE);
    ck_assert(audit_is_own(line.text, "audit.hajime"));
    ck_assert_int_eq(audit_own_number(line.text, "kuiki"), 2);
    ck_assert_int_eq(s.before.count, 3);
    const char *columns[AUDIT_COLUMNS_N];
    char room[1000];
    ck_assert(audit_row_split(line.text, room, columns));
    ck_assert_int_eq(audit_kagi(columns[AUDIT_COLUMN_kagi]), audit_kagi_of(3, 1)); /* known in each segment */
    ck_assert_str_eq(columns[AUDIT_COLUMN_keiro], "記録");
    ck_assert_int_gt(line.jitsu, INT64_C(1700000000000000));
    audit_segment_close(&s);
}
END_TEST

/* Full segments are closed, the oldest go, and the table says so. */
START_TEST(test_most)
{
    struct audit_report r;
    table_open_as(1, 3 * AUDIT_SEGMENT_BYTES);
    for (int i = 0; i < 5 * AUDIT_SEGMENT_ROWS; i++)
        table_add("kanyusha.get", 0);
    ck_assert_uint_gt(table_log.first, 2);
    audit_log_close(&table_log);
    table_verify(&r);
    ck_assert_msg(r.found == 0, "%s", r.list[0].what);
    ck_assert_int_gt(r.first, AUDIT_SEGMENT_ROWS);
    ck_assert_int_ge(r.segments, 2);
    uint32_t all[AUDIT_SEGMENTS];
    size_t n;
    ck_assert(audit_segments(temp_path("audit"), all, &n));
    ck_assert_uint_gt(n, 1);
    char name[40];
    snprintf(name, sizeof name, "audit/%06u.csv", all[0]);
    ck_assert_int_eq(unlink(temp_path(name)), 0); /* one more than it says */
    table_found("整理した記録もありません");
}
END_TEST

/* Each reset closes a segment: there are never more than a folder holds. */
START_TEST(test_many_chains)
{
    table_open();
    for (int i = 2; i < 420; i++)
        table_next(i);
    audit_log_close(&table_log);
    struct audit_report r;
    table_verify(&r);
    ck_assert_msg(r.found == 0, "%s", r.list[0].what);
    ck_assert_int_le(r.segments, 202);
}
END_TEST

/* A caller's texts: masked, quoted, in one line, never longer than there is room. */
START_TEST(test_row)
{
    char text[AUDIT_TEXT], room[AUDIT_TEXT + 64], line[AUDIT_TEXT + 64], quotes[800];
    const char *columns[AUDIT_COLUMNS_N];
    memset(quotes, '"', sizeof quotes - 1);
    quotes[sizeof quotes - 1] = 0;
    const struct audit_row r = {.nichiji = TABLE_AT,
                                .keiro = "制御",
                                .shomeisho = quotes,
                                .system = "a,b\r\nc\"d",
                                .hokensha = quotes,
                                .busho = quotes,
                                .user = quotes,
                                .koto = quotes,
                                .shubetsu = quotes,
                                .edaban = quotes,
                                .ninzu = 1234567,
                                .uketsuke = quotes,
                                .code = "K00000",
                                .http = 200,
                                .kagi = audit_kagi_of(123456, 255),
                                .biko = quotes};
    size_t n = audit_row_text(&r, text);
    ck_assert_uint_lt(n, AUDIT_TEXT - 1);
    int len = snprintf(line, sizeof line, "1%.*sabc", (int)n, text);
    ck_assert_ptr_null(strpbrk(line, "\r\n"));
    ck_assert(audit_row_split((struct str){line, (size_t)len}, room, columns));
    ck_assert_str_eq(columns[AUDIT_BANME], "1");
    ck_assert_str_eq(columns[AUDIT_COLUMN_system], "a,b  c\"d");
    ck_assert_str_eq(columns[AUDIT_COLUMN_ninzu], "1234567");
    ck_assert_str_eq(columns[AUDIT_COLUMN_kagi], "123456-255");
    ck_assert_uint_eq(strlen(columns[AUDIT_COLUMN_user]), AUDIT_FIELD);
    ck_assert(str_ends(str_of(columns[AUDIT_COLUMN_user]), "\"…"));
    ck_assert(str_ends(str_of(columns[AUDIT_COLUMN_biko]), "\"…"));
    ck_assert_str_eq(columns[AUDIT_COLUMN_LINK], "abc");
    ck_assert(!audit_row_split(STR("1,2"), room, columns));
    ck_assert(!audit_row_split((struct str){line, (size_t)len - 5}, room, columns));
}
END_TEST

/* No column shows a number, whatever the quick look at it says. */
START_TEST(test_row_masked)
{
    static const char *const texts[][2] = {
        {"123456789018", "************"},      {"23456789013", "************"},
        {"x 234.5678.9013", "x ************"}, {"١٢٣٤٥٦٧٨٩٠١٨", "************"},
        {"2345678901", "2345678901"},          {"x23456789013", "x23456789013"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[AUDIT_TEXT], room[AUDIT_TEXT + 64], line[AUDIT_TEXT + 64];
        const char *columns[AUDIT_COLUMNS_N], *t = texts[i][0];
        const struct audit_row r = {
            .nichiji = TABLE_AT, .keiro = "制御", .user = t, .edaban = t, .uketsuke = t, .biko = t};
        const size_t n = audit_row_text(&r, text);
        const int len = snprintf(line, sizeof line, "1%.*sabc", (int)n, text);
        ck_assert(audit_row_split((struct str){line, (size_t)len}, room, columns));
        ck_assert_str_eq(columns[AUDIT_COLUMN_user], texts[i][1]);
        ck_assert_str_eq(columns[AUDIT_COLUMN_edaban], texts[i][1]);
        ck_assert_str_eq(columns[AUDIT_COLUMN_uketsuke], texts[i][1]);
        ck_assert_str_eq(columns[AUDIT_COLUMN_biko], texts[i][1]);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("audit_log");
    TCase *c = tcase_create("log");
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(c, table_setup, temp_drop);
    tcase_add_test(c, test_again);
    tcase_add_test(c, test_old_place);
    tcase_add_test(c, test_killed);
    tcase_add_test(c, test_half);
    tcase_add_test(c, test_room);
    tcase_add_test(c, test_head_behind);
    tcase_add_test(c, test_missing);
    tcase_add_test(c, test_damaged);
    tcase_add_test(c, test_all_gone);
    tcase_add_test(c, test_half_begun);
    tcase_add_test(c, test_pretended);
    tcase_add_test(c, test_chains);
    tcase_add_test(c, test_most);
    tcase_add_test(c, test_many_chains);
    tcase_add_test(c, test_row);
    tcase_add_test(c, test_row_masked);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

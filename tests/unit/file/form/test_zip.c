/* file/form/zip: what is packed comes back, the same bytes each time; every hostile zip is refused with its
 * entry, and no cut or change of a byte does worse. The zips are built by hand. */
#include <check.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "base/clock.h"
#include "base/file_name.h"
#include "file/charset/charset.h"
#include "file/form/zip.h"
#include "temp.h"

static int64_t limit = 30 << 20;

/* --- zips by hand -----------------------------------------------------------------------------------------
 */

struct made {
    const char *name;
    const char *data;
    size_t n;               /* 0: strlen(data) */
    int flags, method;      /* method 8 is packed; any other only said */
    long lie_size, lie_crc; /* added to what is said of the size */
    long lie_packed;
    bool again; /* the directory points at the entry before */
};

static void S_le(struct buf *b, unsigned long v, int bytes)
{
    for (; bytes--; v >>= 8)
        buf_addc(b, (char)(v & 0xFF));
}

static void S_pack(struct buf *b, const char *p, size_t n)
{
    z_stream z = {0};
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, n);
    z.next_in = (Bytef *)(uintptr_t)p;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)buf_reserve(b, room);
    z.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_advance(b, z.total_out);
    deflateEnd(&z);
}

static void S_common(struct buf *b, const struct made *m, size_t n, size_t packed)
{
    S_le(b, 20, 2);
    S_le(b, (unsigned long)m->flags, 2);
    S_le(b, (unsigned long)m->method, 2);
    S_le(b, 0x4AA84800, 4);
    S_le(b, crc32(0, (const Bytef *)m->data, (uInt)n) + (unsigned long)m->lie_crc, 4);
    S_le(b, packed + (unsigned long)m->lie_packed, 4);
    S_le(b, n + (unsigned long)m->lie_size, 4);
    S_le(b, strlen(m->name), 2);
}

static void S_end(struct buf *b, unsigned long n, unsigned long size, unsigned long offset)
{
    buf_add(b, "PK\5\6\0\0\0\0", 8);
    S_le(b, n, 2);
    S_le(b, n, 2);
    S_le(b, size, 4);
    S_le(b, offset, 4);
    S_le(b, 0, 2);
}

static void S_zip(struct buf *b, const struct made *m, int count)
{
    struct buf directory = BUF_INIT;
    size_t at = 0;
    for (int i = 0; i < count; i++, m++) {
        struct buf packed = BUF_INIT;
        size_t n = m->n ? m->n : strlen(m->data);
        if (m->method == 8)
            S_pack(&packed, m->data, n);
        else
            buf_add(&packed, m->data, n);
        if (!m->again) {
            at = b->len;
            buf_add(b, "PK\3\4", 4);
            S_common(b, m, n, packed.len);
            S_le(b, 0, 2);
            buf_adds(b, m->name);
            buf_add(b, packed.data, packed.len);
        }
        buf_add(&directory, "PK\1\2\x14\0", 6);
        S_common(&directory, m, n, packed.len);
        S_le(&directory, 0, 2 + 2 + 2 + 2 + 4);
        S_le(&directory, at, 4);
        buf_adds(&directory, m->name);
        buf_release(&packed);
    }
    at = b->len;
    buf_add(b, directory.data, directory.len);
    S_end(b, (unsigned long)count, directory.len, at);
    buf_release(&directory);
}

/* --- reading all of one -----------------------------------------------------------------------------------
 */

static void S_save(const char *path, const struct buf *b)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(b->data, 1, b->len, f), b->len);
    fclose(f);
}

static void S_load(const char *path, struct buf *out)
{
    char piece[4096];
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(out, piece, n);
    fclose(f);
}

/* "name=content;" of every entry, and "!item|want|have" at the first error. */
static enum status S_read(const struct buf *zip, struct buf *out)
{
    struct arena *a = arena_new(1 << 20);
    struct zipfile *z = NULL;
    struct zipfile_entry *e = NULL;
    int n = 0;
    struct diag d = DIAG_INIT;
    buf_adds(out, "");
    S_save(temp_path("in.zip"), zip);
    enum status st = zipfile_open(temp_path("in.zip"), limit, a, &z, &e, &n, &d);
    bool opened = st == ST_OK;
    ck_assert(opened || (!z && !e && n == 0));
    for (int i = 0; st == ST_OK && i < n; i++) {
        st = zipfile_extract(z, &e[i], temp_path("part"), NULL, &d);
        if (st != ST_OK)
            break;
        buf_addf(out, "%s=", e[i].name);
        S_load(temp_path("part"), out);
        buf_addc(out, ';');
    }
    ck_assert_int_eq(d.status, st);
    if (st != ST_OK)
        buf_addf(out, "!%s|%s|%s", d.item, d.want, d.have);
    if (opened)
        zipfile_close(z);
    arena_free(a);
    return st;
}

/* --- tests ------------------------------------------------------------------------------------------------
 */

static const struct made good[] = {
    {"b.csv", "1,2,3\r\n", 0, 0, 8, 0, 0, 0, false},
    {"加入者.xml", "<hyo/>", 0, 0x800, 0, 0, 0, 0, false},
    {"\x89\xC1\x93\xFC\x8E\xD2.csv", "x", 0, 0, 0, 0, 0, 0, false},  /* 加入者 in CP932 */
    {"a\xE8\xA9\xA6\xE9\xA8\x93.csv", "y", 0, 0, 8, 0, 0, 0, false}, /* UTF-8 without its mark, as on a Mac */
};

START_TEST(test_good)
{
    struct buf zip = BUF_INIT, out = BUF_INIT;
    S_zip(&zip, good, 4);
    ck_assert_int_eq(memcmp(zip.data, "PK\3\4", 4), 0);
    S_read(&zip, &out);
    ck_assert_str_eq(out.data, "a試験.csv=y;b.csv=1,2,3\r\n;加入者.csv=x;加入者.xml=<hyo/>;");
    buf_release(&zip);
    buf_release(&out);
}
END_TEST

/* clang-format off */
#define NAME(n) {n, "1\r\n", 0, 0, 0, 0, 0, 0, false}
/* clang-format on */
#define NAMES "ファイル名が " FILE_NAME_WANT
#define NTH(n) "!zip の中の " n "番目のファイル|"
#define X10 "xxxxxxxxxx"
static const struct {
    struct made m[2];
    int n;
    const char *out;
} bad[] = {
    {{NAME("../a.csv")}, 1, NTH("1") NAMES "|../a.csv（3文字めが「/」）"},
    {{NAME("ok.csv"), NAME("/etc/a.csv")}, 2, NTH("2") NAMES "|/etc/a.csv（1文字めが「/」）"},
    {{NAME("..\\a.csv")}, 1, NTH("1") NAMES "|..\\a.csv（3文字めが「\\」）"},
    {{NAME("..")}, 1, NTH("1") NAMES "|.."},
    {{NAME("dir/")}, 1, NTH("1") NAMES "|dir/（4文字めが「/」）"},
    {{NAME("a\n.csv")}, 1, NTH("1") NAMES "|a〔改行〕.csv（2文字めが「〔改行〕」）"},
    {{NAME("")}, 1, NTH("1") NAMES "|空"},
    {{NAME(X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 "x")},
     1,
     NTH("1") NAMES "|101文字: " X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 "x"},
    {{NAME("\xFF\xFF.csv")}, 1, NTH("1") "UTF-8 か CP932 の名前|読めない名前"},
    {{NAME("a.csv"), NAME("A.CSV")},
     2,
     "!zip の中のファイル名|すべて違う名前（大文字小文字も）|a.csv が二つ"},
    /* twelve bytes of the encryption stand before the data */
    {{{"a.csv", "0123456789AB1\r\n", 0, 1, 0, -12, 0, 0, false}},
     1,
     "!a.csv|暗号化していないファイル|暗号化されている"},
    {{{"a.csv", "1\r\n", 0, 0, 12, 0, 0, 0, false}}, 1, "!a.csv|圧縮方式は無圧縮か deflate|方式 12"},
    {{{"a.csv", "1\r\n", 0, 0, 0, 0, 5, 0, false}}, 1, "!a.csv|正しい zip|中身の検査値（CRC）が合わない"},
    {{{"a.csv", "1,2,3,4,5,6\r\n", 0, 0, 8, -5, 0, 0, false}},
     1,
     "!a.csv|目録どおりの大きさ|目録 8バイト、中身はそれより長い"},
    {{{"a.csv", "1,2,3,4,5,6\r\n", 0, 0, 8, 5, 0, 0, false}},
     1,
     "!a.csv|目録どおりの大きさ|目録 18バイト、中身はそれより短い"},
    {{{"a.csv", "1\r\n", 0, 0, 8, 2 << 20, 0, 0, false}},
     1,
     "!a.csv|圧縮率 200 倍まで|5バイトが 2097155バイトになる"},
    {{NAME("a.csv"), NAME("a.csv")}, 2, "!zip|正しい zip|同じ名前のファイルが二つ"},
    {{NAME("a.csv"), {"b.csv", "1\r\n", 0, 0, 0, 0, 0, 0, true}}, 2, "!zip|正しい zip|目録と中身が合わない"},
};

START_TEST(test_bad)
{
    struct buf zip = BUF_INIT, out = BUF_INIT;
    S_zip(&zip, bad[_i].m, bad[_i].n);
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_str_eq(out.data, bad[_i].out);
    buf_release(&zip);
    buf_release(&out);
}
END_TEST

START_TEST(test_total)
{
    struct buf zip = BUF_INIT, out = BUF_INIT;
    S_zip(&zip, good, 4);
    limit = 14;
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_str_eq(out.data, "!a試験.csv|展開した大きさの合計 14バイト以内|15バイト");
    buf_clear(&out);
    limit = 15;
    ck_assert_int_eq(S_read(&zip, &out), ST_OK);
    buf_release(&zip);
    buf_release(&out);
}
END_TEST

/* A bomb: honest sizes, far too many of them. */
START_TEST(test_bomb)
{
    static char zeros[8 << 20];
    const struct made bomb = {"a.csv", zeros, sizeof zeros, 0, 8, 0, 0, 0, false};
    struct buf zip = BUF_INIT, out = BUF_INIT;
    S_zip(&zip, &bomb, 1);
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_ptr_nonnull(strstr(out.data, "!a.csv|圧縮率 200 倍まで|"));
    buf_release(&zip);
    buf_release(&out);
}
END_TEST

struct name {
    char text[16];
};

static int S_entries(int n, struct buf *out)
{
    struct made *m = calloc((size_t)n, sizeof *m);
    struct name *names = calloc((size_t)n, sizeof *names);
    struct buf zip = BUF_INIT;
    for (int i = 0; i < n; i++) {
        snprintf(names[i].text, sizeof names[i].text, "%d.csv", i);
        m[i] = (struct made){.name = names[i].text, .data = "1"};
    }
    S_zip(&zip, m, n);
    int st = (int)S_read(&zip, out);
    buf_release(&zip);
    free(m);
    free(names);
    return st;
}

START_TEST(test_entries)
{
    static const struct {
        int n;
        enum status st;
        const char *out;
    } counts[] = {{0, ST_FILE_ZIP, "!zip の中のファイルの数|1〜100|0"},
                  {100, ST_OK, NULL},
                  {101, ST_FILE_ZIP, "!zip の中のファイルの数|100 以内|101"},
                  {1000, ST_FILE_ZIP, "!zip の中のファイルの数|100 以内|1000"},
                  {65000, ST_FILE_ZIP, "!zip の中のファイルの数|100 以内|65000"}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct buf out = BUF_INIT;
        ck_assert_int_eq(S_entries(counts[i].n, &out), counts[i].st);
        if (counts[i].out)
            ck_assert_str_eq(out.data, counts[i].out);
        buf_release(&out);
    }
}
END_TEST

/* Directories that only claim to be: too large, of ZIP64, a second one behind a small one. */
START_TEST(test_directory)
{
    static char junk[2 << 20];
    struct buf zip = BUF_INIT, out = BUF_INIT;
    buf_add(&zip, "PK\3\4", 4);
    buf_add(&zip, junk, sizeof junk);
    S_end(&zip, 1, 1 << 20, 4);
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_str_eq(out.data, "!zip の目録|目録 409600バイト以内|1048576バイト");
    buf_clear(&out);
    S_zip(&zip, good, 1); /* offsets are wrong now, and the large directory stands before */
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_str_eq(out.data, "!zip の目録|目録 409600バイト以内|1048576バイト");
    buf_clear(&out);
    buf_clear(&zip);
    S_zip(&zip, good, 1);
    buf_add(&zip, "PK\6\7", 4);
    buf_add(&zip, junk, 16);
    S_end(&zip, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF);
    ck_assert_int_eq(S_read(&zip, &out), ST_FILE_ZIP);
    ck_assert_str_eq(out.data, "!zip の目録|ZIP64 でない zip|ZIP64");
    buf_release(&zip);
    buf_release(&out);
}
END_TEST

/* Cut off anywhere; any byte changed. Only a change that means nothing (a time stamp) leaves a good zip. */
START_TEST(test_broken)
{
    struct buf zip = BUF_INIT, whole = BUF_INIT;
    S_zip(&zip, good, 4);
    S_read(&zip, &whole);
    for (size_t n = 0; n < zip.len; n++) {
        struct buf out = BUF_INIT, cut = BUF_INIT;
        buf_add(&cut, zip.data, n);
        buf_adds(&cut, "");
        ck_assert_int_eq(S_read(&cut, &out), n ? ST_FILE_ZIP : ST_FILE_EMPTY);
        buf_release(&cut);
        buf_release(&out);
    }
    for (size_t i = 0; i < zip.len; i++)
        for (int bit = 0; bit < 8; bit += 3) {
            struct buf out = BUF_INIT;
            zip.data[i] ^= (char)(1 << bit);
            enum status st = S_read(&zip, &out);
            ck_assert(st == ST_OK || st == ST_FILE_ZIP);
            zip.data[i] ^= (char)(1 << bit);
            buf_release(&out);
        }
    buf_release(&zip);
    buf_release(&whole);
}
END_TEST

static const atomic_bool stopped = true;

static void S_make(struct buf *out)
{
    struct buf text = BUF_INIT;
    for (int i = 0; i < 20000; i++)
        buf_addf(&text, "%d,1,A%d,,C00000,\r\n", i, i);
    S_save(temp_path("r1"), &text);
    S_save(temp_path("r2"), &(struct buf){.data = (char[]){"z"}, .len = 1});
    const struct zipfile_item items[] = {{"試験-kekka.csv", temp_path("r1")},
                                         {"b-kekka.xml", temp_path("r2")}};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(
        zipfile_make(temp_path("out.zip"), items, 2, clock_parse("2017-05-08T10:20:31"), NULL, &d), ST_OK);
    S_load(temp_path("out.zip"), out);
    buf_release(&text);
}

/* Nothing of the machine's time zone is in it, also at hours that it has not. */
START_TEST(test_zones)
{
    static const char *const zones[] = {"UTC",
                                        "Asia/Tokyo",
                                        "America/New_York",
                                        "Europe/Berlin",
                                        "EST5EDT,M3.2.0,M11.1.0",
                                        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45"};
    static const char *const times[] = {"2017-05-08T10:20:30", "2017-03-12T02:30:00", "2017-03-26T02:30:00",
                                        "2017-11-05T01:30:00", "2017-09-24T03:00:00", "1979-12-31T23:59:58",
                                        "2107-12-31T23:59:58"};
    for (size_t t = 0; t < sizeof times / sizeof *times; t++) {
        struct buf first = BUF_INIT;
        S_save(temp_path("r1"), &(struct buf){.data = (char[]){"z"}, .len = 1});
        for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
            const struct zipfile_item item = {"試験-kekka.csv", temp_path("r1")};
            struct buf made = BUF_INIT;
            struct diag d = DIAG_INIT;
            setenv("TZ", zones[i], 1);
            tzset();
            ck_assert_int_eq(zipfile_make(temp_path("out.zip"), &item, 1, clock_parse(times[t]), NULL, &d),
                             ST_OK);
            S_load(temp_path("out.zip"), i ? &made : &first);
            ck_assert_msg(!i || (made.len == first.len && memcmp(made.data, first.data, made.len) == 0),
                          "%s %s", times[t], zones[i]);
            buf_release(&made);
        }
        buf_release(&first);
    }
}
END_TEST

START_TEST(test_make)
{
    struct buf one = BUF_INIT, two = BUF_INIT, read = BUF_INIT;
    struct stat sb;
    struct diag d = DIAG_INIT;
    S_make(&one);
    S_make(&two);
    ck_assert(one.len == two.len && memcmp(one.data, two.data, one.len) == 0);
    ck_assert_uint_eq((unsigned char)one.data[12] | (unsigned char)one.data[13] << 8, 37 << 9 | 5 << 5 | 8);
    ck_assert_uint_eq((unsigned char)one.data[10] | (unsigned char)one.data[11] << 8,
                      10 << 11 | 20 << 5 | 15);
    S_read(&one, &read);
    ck_assert_ptr_nonnull(strstr(read.data, "b-kekka.xml=z;試験-kekka.csv=0,1,A0,,C00000,\r\n"));
    const struct zipfile_item item = {"a.csv", temp_path("r1")};
    ck_assert_int_eq(zipfile_make(temp_path("no.zip"), &item, 1, 0, &stopped, &d), ST_RESET);
    ck_assert(stat(temp_path("no.zip"), &sb) != 0 && stat(temp_path("no.zip.new"), &sb) != 0);
    ck_assert_int_eq(zipfile_make("/nowhere/no.zip", &item, 1, 0, NULL, &d), ST_PLACE);
    buf_release(&one);
    buf_release(&two);
    buf_release(&read);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("zip");
    TCase *t = tcase_create("zip");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_good);
    tcase_add_loop_test(t, test_bad, 0, sizeof bad / sizeof bad[0]);
    tcase_add_test(t, test_total);
    tcase_add_test(t, test_bomb);
    tcase_add_test(t, test_entries);
    tcase_add_test(t, test_directory);
    tcase_add_test(t, test_broken);
    tcase_add_test(t, test_make);
    tcase_add_test(t, test_zones);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* world/load/loader with XML and zip: the verdicts of CSV, the same results wherever the daemon dies, nothing
 * left behind, and the entry that breaks a zip named. */
#include <dirent.h>
#include <fcntl.h>

#include "file/charset/charset.h"
#include "file/form/xml_encoding.h"
#include "file/form/xml_reader.h"
#include "file/form/zip.h"
#include "world/load/chunk.h"
#include "world/load/loader_world.h"

enum { ROWS = 5 * CHUNK_FIRST, BEYOND = 2 * CHUNK_FIRST /* a chunk */, RESULT = 6 };

static void S_setup_xml(void)
{
    S_setup();
    result = "out.xml";
}

static void S_setup_zip(void)
{
    S_setup();
    w.policy.row_limit = ROWS + BEYOND;
    result = "out.zip";
}

/* --- files ------------------------------------------------------------------------------------------------
 */

static const char *S_shimei(int i)
{
    return i % 7 == 0 ? "重複" : i % 11 == 0 ? "試\t" : "試～";
}

static void S_csv(struct buf *b, int from, int to)
{
    for (int i = from; i <= to; i++)
        S_row(b, i, S_shimei(i));
}

/* The same rows, one a line from the third line on. */
static void S_xml(struct buf *b, const char *encoding, int from, int to)
{
    buf_addf(b, "<?xml version=\"1.0\" encoding=\"%s\"?>\r\n<kanyushaToroku>\r\n", encoding);
    for (int i = from; i <= to; i++)
        buf_addf(b,
                 "<gyo><shoriKubun>1</shoriKubun><seiriBango>A%05d</seiriBango><edaban/>"
                 "<kojinBango>123456789018</kojinBango><kigo>1</kigo><bango>2</bango>"
                 "<honninKazoku>1</honninKazoku><shimei>%s</shimei><shimeiKana>カナ</shimeiKana>"
                 "<seibetsu>1</seibetsu><seinengappi>19750401</seinengappi><jusho>架空県</jusho>"
                 "<shutokuYmd>20050401</shutokuYmd></gyo>\r\n",
                 i, S_shimei(i));
    buf_adds(b, "</kanyushaToroku>\r\n");
}

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

struct entry {
    const char *name;
    struct buf text;
};

static void S_zip(struct buf *out, const struct entry *e, int n)
{
    struct zipfile_item items[4];
    struct diag d = DIAG_INIT;
    char paths[4][256];
    for (int i = 0; i < n; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/entry%d", temp_dir, i);
        S_save(paths[i], &e[i].text);
        items[i] = (struct zipfile_item){e[i].name, paths[i]};
    }
    ck_assert_int_eq(zipfile_make(temp_path("made.zip"), items, n, now, NULL, &d), ST_OK);
    S_load(temp_path("made.zip"), out);
}

/* All entries of a zip as "== name ==\n" and their bytes. */
static void S_unzip(const struct buf *zip, struct buf *out)
{
    struct zipfile *z;
    struct zipfile_entry *e;
    int n;
    struct diag d = DIAG_INIT;
    S_save(temp_path("read.zip"), zip);
    ck_assert_int_eq(zipfile_open(temp_path("read.zip"), 1 << 30, a, &z, &e, &n, &d), ST_OK);
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(zipfile_extract(z, &e[i], temp_path("entry"), NULL, &d), ST_OK);
        buf_addf(out, "== %s ==\n", e[i].name);
        S_load(temp_path("entry"), out);
    }
    zipfile_close(z);
}

/* Only these two are left in the spool. */
static void S_clean(bool finished)
{
    DIR *dir = opendir(store_spool(w.store));
    int files = 0;
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            ck_assert_msg(strcmp(e->d_name, "in") == 0 || strcmp(e->d_name, result) == 0, "%s", e->d_name);
            files++;
        }
    closedir(dir);
    ck_assert_int_eq(files, finished ? 2 : 1);
}

/* --- XML --------------------------------------------------------------------------------------------------
 */

START_TEST(test_bytes)
{
    static const char out[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<kanyushaKekka>\r\n"
        "<gyo><gyo>3</gyo><shoriKubun>1</shoriKubun><seiriBango>A00001</seiriBango><edaban>0000001</edaban>"
        "<kekkaCode>C00000</kekkaCode><kekkaMessage/></gyo>\r\n</kanyushaKekka>\r\n";
    struct buf in = BUF_INIT, have = BUF_INIT;
    S_xml(&in, "utf-8", 1, 1);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    S_result(&have);
    ck_assert_str_eq(have.data, out);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
    ck_assert(t.total == 1 && t.ok_count == 1 && t.in_offset == 1 && t.out_offset == (int64_t)have.len);
    buf_release(&in);
    buf_release(&have);
}
END_TEST

/* A result in the encoding as "cell|cell|…\n", without the line number. */
static void S_cells(struct buf *out, const struct charset *cs, bool xml)
{
    static const char *const names[] = {"gyo",    "shoriKubun", "seiriBango",
                                        "edaban", "kekkaCode",  "kekkaMessage"};
    char path[600];
    snprintf(path, sizeof path, "%s/%s", store_spool(w.store), result);
    int fd = open(path, O_RDONLY);
    const struct xml_form form = {"kanyushaKekka", "gyo", names, RESULT, 4096, 0};
    const struct reader_form csv = {.delimiter = ',', .columns = RESULT, .record_limit = 4096};
    struct xml_reader *x = xml ? xml_reader_new(&form, cs, fd, 0) : NULL;
    struct reader *r = xml ? NULL : reader_new(&csv, cs, fd, 0, 1);
    struct record rec;
    struct diag d = DIAG_INIT;
    for (bool found;;) {
        enum status st = x ? xml_reader_next(x, &rec, &found, &d) : reader_next(r, &rec, &found, &d);
        ck_assert_msg(st == ST_OK, "%s %s %s", d.item, d.want, d.have);
        if (!found)
            break;
        for (int i = 1; i < rec.n; i++)
            buf_addf(out, "%s|", rec.cells[i].p);
        buf_addc(out, '\n');
    }
    xml_reader_free(x);
    reader_free(r);
    close(fd);
}

static const char *const encodings[] = {"CP932", "UTF-8", "UTF-8-BOM", "EUC-JP", "UTF-16LE", "UTF-16BE"};

static void S_run_encoded(const struct buf *text, const char *encoding, bool xml, struct buf *cells)
{
    struct buf raw = BUF_INIT;
    uint32_t code;
    const struct charset *cs = charset_find(encoding);
    ck_assert_uint_eq(charset_encode(cs, (struct str){text->data, text->len}, &raw, &code), text->len);
    result = xml ? "out.xml" : "out";
    S_put("kanyushaToroku", encoding, raw.data, raw.len);
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, TORIKOMI_KANRYO);
    S_cells(cells, cs, xml);
    buf_release(&raw);
}

/* The same rows as CSV and as XML, in every code: equal verdicts. */
START_TEST(test_equal)
{
    struct buf csv = BUF_INIT, xml = BUF_INIT, one = BUF_INIT, two = BUF_INIT;
    S_csv(&csv, 1, 300);
    S_xml(&xml, xml_encoding_name(charset_find(encodings[_i])), 1, 300);
    S_run_encoded(&csv, encodings[_i], false, &one);
    S_teardown();
    S_setup();
    S_run_encoded(&xml, encodings[_i], true, &two);
    ck_assert_uint_gt(one.len, 300 * 20);
    ck_assert_str_eq(one.data, two.data);
    buf_release(&csv);
    buf_release(&xml);
    buf_release(&one);
    buf_release(&two);
}
END_TEST

/* A reference can name what the encoding does not have: the row's own fault, told with column and number. */
START_TEST(test_beyond)
{
    static const char *const want[] = {
        "1|B2|0000001|C00000||\n",
        "1|B2||F30009|文字コードに割り当てのない文字または外字があります。項目「氏名」 期待: "
        "文字コードに割り当てのある文字（外字を除く）、実際: 3文字めが U+20BB7（CP932 "
        "にない文字）|\n"};
    struct buf in = BUF_INIT, cells = BUF_INIT;
    buf_addf(&in,
             "<?xml version=\"1.0\" encoding=\"%s\"?><kanyushaToroku><gyo><shoriKubun>1</shoriKubun>"
             "<seiriBango>B2</seiriBango><kojinBango>123456789018</kojinBango><kigo>1</kigo><bango>2</bango>"
             "<honninKazoku>1</honninKazoku><shimei>試&#x9A13;&#x20BB7;</shimei><shimeiKana>カナ</"
             "shimeiKana><seibetsu>1</seibetsu>"
             "<seinengappi>19750401</seinengappi><jusho>架空県</jusho><shutokuYmd>20050401</shutokuYmd></gyo>"
             "</kanyushaToroku>",
             _i ? "Shift_JIS" : "UTF-8");
    S_run_encoded(&in, _i ? "CP932" : "UTF-8", true, &cells);
    ck_assert_str_eq(cells.data, want[_i]);
    buf_release(&in);
    buf_release(&cells);
}
END_TEST

/* --- dying ------------------------------------------------------------------------------------------------
 */

static void S_damage(void)
{
    char path[600];
    const struct torikomi t = S_get();
    if (strcmp(result, "out.xml") == 0)
        snprintf(path, sizeof path, "%s/%s", store_spool(w.store), result);
    else
        snprintf(path, sizeof path, "%s/%s.%03d", store_spool(w.store), result, (int)t.part + 1);
    int fd = open(path, O_WRONLY | O_APPEND);
    if (fd >= 0 && t.state == TORIKOMI_SHORICHU)
        ck_assert_int_eq(write(fd, "<gyo><a>", 8), 8);
    if (fd >= 0)
        close(fd);
}

/* Dies at every write, before or after its commit, leaves half a line behind, and is started again. */
static void S_deaths(const struct buf *in, void (*setup)(void), int64_t rows, int least)
{
    struct buf whole = BUF_INIT, have = BUF_INIT;
    S_put("kanyushaToroku", "UTF-8", in->data, in->len);
    loader_run(&w, "U1", &why);
    S_result(&whole);
    S_clean(true);
    int writes = w.writes;
    ck_assert_int_ge(writes, least);
    for (int at = 1; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_teardown();
            setup();
            S_put("kanyushaToroku", "UTF-8", in->data, in->len);
            w.dies_at = at;
            w.death = how;
            loader_run(&w, "U1", &why);
            S_damage();
            loader_run(&w, "U1", &why);
            struct torikomi t = S_get();
            ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
            ck_assert_int_eq(t.ok_count + t.err_count, rows);
            ck_assert_int_eq(S_meta("done"), 1);
            buf_clear(&have);
            S_result(&have);
            ck_assert(have.len == whole.len && memcmp(have.data, whole.data, have.len) == 0);
            ck_assert_int_eq(t.out_offset, (int64_t)have.len);
            S_clean(true);
        }
    buf_release(&whole);
    buf_release(&have);
}

START_TEST(test_death_xml)
{
    struct buf in = BUF_INIT;
    S_xml(&in, "UTF-8", 1, ROWS);
    S_deaths(&in, S_setup_xml, ROWS, 5);
    buf_release(&in);
}
END_TEST

START_TEST(test_death_zip)
{
    struct buf in = BUF_INIT;
    struct entry e[3] = {{"c.csv", BUF_INIT}, {"a.xml", BUF_INIT}, {"b.csv", BUF_INIT}};
    S_csv(&e[0].text, BEYOND + 1, BEYOND + 3);
    S_xml(&e[1].text, "UTF-8", 1, BEYOND);
    S_csv(&e[2].text, BEYOND + 4, BEYOND + 10);
    S_zip(&in, e, 3);
    S_deaths(&in, S_setup_zip, BEYOND + 10, 8);
    for (int i = 0; i < 3; i++)
        buf_release(&e[i].text);
    buf_release(&in);
}
END_TEST

/* --- zip --------------------------------------------------------------------------------------------------
 */

START_TEST(test_zip)
{
    static const char out[] =
        "== 一-kekka.csv ==\n1,1,A00001,0000001,C00000,\r\n2,1,A00002,0000002,C00000,\r\n"
        "== 二-kekka.xml ==\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<kanyushaKekka>\r\n"
        "<gyo><gyo>3</gyo><shoriKubun>1</shoriKubun><seiriBango>A00003</seiriBango><edaban>0000003</edaban>"
        "<kekkaCode>C00000</kekkaCode><kekkaMessage/></gyo>\r\n</kanyushaKekka>\r\n";
    struct buf in = BUF_INIT, have = BUF_INIT, text = BUF_INIT;
    struct entry e[2] = {{"二.xml", BUF_INIT}, {"一.CSV", BUF_INIT}};
    S_xml(&e[0].text, "UTF-8", 3, 3);
    S_csv(&e[1].text, 1, 2);
    S_zip(&in, e, 2);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
    ck_assert(t.total == 3 && t.ok_count == 3 && t.part == 2);
    S_result(&have);
    S_unzip(&have, &text);
    ck_assert_str_eq(text.data, out);
    S_clean(true);
    for (int i = 0; i < 2; i++)
        buf_release(&e[i].text);
    buf_release(&in);
    buf_release(&have);
    buf_release(&text);
}
END_TEST

/* --- what is refused --------------------------------------------------------------------------------------
 */

#define GOOD "1,A1,,123456789018,1,2,1,a,,9,19750401,b,20050401,,\r\n"
#define TEN "一二三四五六七八九十"
static const struct {
    const char *result, *name, *in; /* name: of the second entry, when it is a zip */
    enum status st;
    const char *item, *have;
} halts[] = {
    {"out.xml", NULL, GOOD, ST_FILE_XML, "ファイルの形", "< で始まらない"},
    {"out", NULL, " \r\n<kanyushaToroku/>", ST_FILE_STRUCTURE, "ファイルの形", "< で始まる XML"},
    {"out.xml", NULL, "<kanyushaToroku/>", ST_FILE_EMPTY, "ファイル", "0行"},
    {"out.xml", NULL, "<shikakuJoho/>", ST_FILE_STRUCTURE, "1行目", "shikakuJoho"},
    {"out.xml", NULL, "<kanyushaToroku>\n<gyo><shimei/><kigo/></gyo></kanyushaToroku>", ST_FILE_STRUCTURE,
     "2行目", "順の違う kigo"},
    {"out.xml", NULL, "<?xml version='1.0' encoding='Shift_JIS'?><kanyushaToroku/>", ST_FILE_CHARSET,
     "XML 宣言の encoding", "Shift_JIS"},
    {"out.zip", NULL, GOOD, ST_FILE_ZIP, "zip", "zip の目録がない（途中で切れている、または zip ではない）"},
    {"out.zip", "b.csv", GOOD "a,b\r\n", ST_FILE_STRUCTURE, "b.csv 2行目 2項目め（57バイト目）", "2項目"},
    {"out.zip", "b.xml", "<kanyushaToroku>\n\n<gyo", ST_FILE_XML, "b.xml 3行目", "タグが閉じていない"},
    {"out.zip", "b.xml", GOOD, ST_FILE_XML, "b.xml ファイルの形", "< で始まらない"},
    {"out.zip", "b.csv", "", ST_FILE_EMPTY, "b.csv ファイル", "0行"},
    {"out.zip", "b.zip", GOOD, ST_FILE_ZIP, "zip の中のファイル", "b.zip"},
    {"out.zip", "b.txt", GOOD, ST_FILE_NAME, "zip の中のファイル名", "b.txt"},
    {"out.zip", "b.csv", "PK\3\4....", ST_FILE_CHARSET, "b.csv 1行目 1項目め（1バイト目）", "ZIP ファイル"},
    {"out.zip", TEN TEN "の後.csv", "x", ST_FILE_STRUCTURE,
     "一二三四…五六七八九十の後.csv 1行目 1項目め（2バイト目）", "1項目"},
};

START_TEST(test_halt)
{
    struct buf in = BUF_INIT;
    result = halts[_i].result;
    if (halts[_i].name) {
        struct entry e[2] = {{"a.csv", BUF_INIT}, {halts[_i].name, BUF_INIT}};
        buf_adds(&e[0].text, GOOD);
        buf_adds(&e[1].text, halts[_i].in);
        S_zip(&in, e, 2);
        buf_release(&e[0].text);
        buf_release(&e[1].text);
    } else {
        buf_adds(&in, halts[_i].in);
    }
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_CHUSHI);
    ck_assert_str_eq(t.halt.have, halts[_i].have);
    ck_assert_str_eq(t.halt.item, halts[_i].item);
    ck_assert_int_eq(t.halt.status, halts[_i].st);
    ck_assert_int_eq(S_meta("A1"), 0); /* no row of it counts */
    ck_assert_int_eq(S_meta("done"), 1);
    S_clean(false);
    buf_release(&in);
}
END_TEST

/* The limit of rows binds what a zip holds together. The layout refuses their 性別: none is applied. */
START_TEST(test_zip_rows)
{
    struct buf in = BUF_INIT;
    struct entry e[2] = {{"a.csv", BUF_INIT}, {"b.csv", BUF_INIT}};
    result = "out.zip";
    buf_adds(&e[0].text, GOOD GOOD);
    buf_adds(&e[1].text, GOOD GOOD);
    S_zip(&in, e, 2);
    w.policy.row_limit = _i == 0 ? 4 : 3;
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, _i == 0 ? TORIKOMI_KANRYO : TORIKOMI_CHUSHI);
    if (_i) {
        ck_assert_int_eq(t.halt.status, ST_FILE_ROWS);
        ck_assert_str_eq(t.halt.item, "zip の行数の合計");
        ck_assert_str_eq(t.halt.want, "3行以内");
    }
    S_clean(_i == 0);
    for (int i = 0; i < 2; i++)
        buf_release(&e[i].text);
    buf_release(&in);
}
END_TEST

/* Stops in the middle when the world says so, also while it unpacks, and goes on later. */
START_TEST(test_stop)
{
    struct buf in = BUF_INIT;
    struct entry e[2] = {{"a.csv", BUF_INIT}, {"b.xml", BUF_INIT}};
    S_csv(&e[0].text, 1, ROWS);
    S_xml(&e[1].text, "UTF-8", ROWS + 1, ROWS + BEYOND);
    S_zip(&in, e, 2);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    int runs = 0;
    for (; S_get().state < TORIKOMI_KANRYO; runs++) {
        w.asked = 0;
        w.stop_after = 5 + runs * 7;
        loader_run(&w, "U1", &why);
        ck_assert_int_lt(runs, 30);
    }
    ck_assert_int_gt(runs, 1);
    ck_assert_int_eq(S_get().ok_count + S_get().err_count, ROWS + BEYOND);
    S_clean(true);
    buf_release(&e[0].text);
    buf_release(&e[1].text);
    buf_release(&in);
}
END_TEST

/* Others wait for their turn all the time; each turn of its own brings the file on. */
START_TEST(test_turns)
{
    struct buf in = BUF_INIT;
    struct entry e = {"a.csv", BUF_INIT};
    struct torikomi t = {0};
    S_csv(&e.text, 1, 3 * ROWS);
    S_zip(&in, &e, 1);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    for (w.policy.row_limit = 3 * ROWS, w.turn = true; t.state < TORIKOMI_KANRYO;) {
        int64_t rows = t.next_line;
        loader_run(&w, "U1", &why);
        t = S_get();
        ck_assert(t.next_line > rows || t.state == TORIKOMI_KANRYO);
    }
    ck_assert_int_eq(t.ok_count + t.err_count, 3 * ROWS);
    buf_release(&e.text);
    buf_release(&in);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/loader_forms");
    TCase *xml = tcase_create("xml"), *zip = tcase_create("zip"), *any = tcase_create("any");
    tcase_add_checked_fixture(xml, S_setup_xml, S_teardown);
    tcase_add_checked_fixture(zip, S_setup_zip, S_teardown);
    tcase_add_checked_fixture(any, S_setup, S_teardown);
    tcase_set_timeout(xml, 60);
    tcase_set_timeout(zip, 60);
    tcase_add_test(xml, test_bytes);
    tcase_add_test(xml, test_death_xml);
    tcase_add_test(zip, test_zip);
    tcase_add_test(zip, test_death_zip);
    tcase_add_test(zip, test_stop);
    tcase_add_test(zip, test_turns);
    tcase_add_loop_test(any, test_equal, 0, sizeof encodings / sizeof encodings[0]);
    tcase_add_loop_test(any, test_beyond, 0, 2);
    tcase_add_loop_test(any, test_halt, 0, sizeof halts / sizeof halts[0]);
    tcase_add_loop_test(any, test_zip_rows, 0, 2);
    suite_add_tcase(suite, xml);
    suite_add_tcase(suite, zip);
    suite_add_tcase(suite, any);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

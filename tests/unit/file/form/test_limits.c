/* Every limit of every layout of the house, at its edge and one beyond, in every encoding: characters, bytes
 * (with characters of 1 to 4 of them), digits, dates, codes, records of CSV and XML, rows. */
#include <check.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file/charset/charset.h"
#include "file/form/form.h"
#include "file/form/structure.h"
#include "file/layout/judge.h"

enum { ENCODINGS = 6, LAYOUTS = 64, SMALL_ROWS = 3 };

static const char *const encodings[ENCODINGS] = {"CP932",  "UTF-8",    "UTF-8-BOM",
                                                 "EUC-JP", "UTF-16LE", "UTF-16BE"};

/* What a character takes in each; 0: the encoding does not have it. */
static const struct letter {
    const char *utf8;
    size_t bytes[ENCODINGS];
    unsigned classes; /* that have it */
} letters[] = {
    {"7", {1, 1, 1, 1, 2, 2}, 1 << CLASS_DIGITS | 1 << CLASS_ALNUM | 1 << CLASS_NAMAE | 1 << CLASS_TEXT},
    {"Q", {1, 1, 1, 1, 2, 2}, 1 << CLASS_ALNUM | 1 << CLASS_NAMAE | 1 << CLASS_TEXT},
    {"ｱ", {1, 3, 3, 2, 2, 2}, 1 << CLASS_KANA_HANKAKU | 1 << CLASS_TEXT},
    {"α", {2, 2, 2, 2, 2, 2}, 1 << CLASS_TEXT},
    {"ア", {2, 3, 3, 2, 2, 2}, 1 << CLASS_KANA | 1 << CLASS_TEXT},
    {"字", {2, 3, 3, 2, 2, 2}, 1 << CLASS_TEXT},
    {"丂", {0, 3, 3, 3, 2, 2}, 1 << CLASS_TEXT},
    {"𠮷", {0, 4, 4, 0, 4, 4}, 1 << CLASS_TEXT},
};
enum { LETTERS = sizeof letters / sizeof *letters };

static const struct layout *layouts[LAYOUTS];
static int layout_n, edges;
static struct arena *a;

static void S_collect(const struct layout *l, void *cls)
{
    (void)cls;
    ck_assert_int_lt(layout_n, LAYOUTS);
    layouts[layout_n++] = l;
}

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    layout_n = edges = 0;
    a = arena_new(1 << 20);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_ge(layouts_each(S_collect, NULL), 15);
}

static void S_teardown(void)
{
    layouts_close();
    arena_free(a);
}

/* --- one value of one column ------------------------------------------------------------------------------
 */

struct trial {
    const struct layout *l;
    struct column c; /* of its own, so that a limit can be set */
    int encoding;
};

/* The verdict on a value where nothing but its column is asked. */
static enum status S_judge(const struct trial *t, struct str v, struct diag *out)
{
    struct diag errors[JUDGE_ERRORS];
    struct column c = t->c;
    c.presence = PRESENCE_OPTIONAL;
    c.when_count = 0;
    const struct layout one = {.name = t->l->name, .mei = t->l->mei, .columns = &c, .n = 1};
    const struct judge j = {.l = &one, .cs = charset_find(encodings[t->encoding])};
    struct str value;
    arena_reset(a);
    int n = judge_row(&j, &v, a, &value, errors);
    if (arena_failed(a))
        ck_abort_msg("arena");
    *out = n ? errors[0] : DIAG_INIT;
    edges++;
    return n ? errors[0].status : ST_OK;
}

static void S_expect(const struct trial *t, struct str v, enum status want, const char *part)
{
    struct diag d;
    enum status st = S_judge(t, v, &d);
    if (st != want)
        ck_abort_msg("%s %s %s, %zu bytes %.40s: %s %s / %s", t->l->name, t->c.name, encodings[t->encoding],
                     v.n, v.p, status_info(st)->name, d.want, d.have);
    if (want == ST_OK)
        return;
    if (strcmp(d.item, t->c.mei) != 0 || (part && !strstr(d.want, part)))
        ck_abort_msg("%s %s of %s: %s not in %s", t->l->name, t->c.name, d.item, part ? part : "", d.want);
}

/* Many thousand times: ck_assert would write down each time that it was here. */
static struct str S_repeat(struct buf *room, const char *utf8, long n, const char *then, long m)
{
    const size_t each = strlen(utf8), more = strlen(then);
    buf_clear(room);
    buf_adds(room, "");
    for (long i = 0; i < n; i++)
        buf_add(room, utf8, each);
    for (long i = 0; i < m; i++)
        buf_add(room, then, more);
    if (!buf_ok(room))
        ck_abort_msg("memory");
    return (struct str){room->data, room->len};
}

/* From the least number of characters to the most, bytes being no matter. */
static void S_characters(struct trial t, const struct letter *k, struct buf *room)
{
    char least[32], most[32];
    const char *unit = t.c.chars == CLASS_DIGITS ? "桁" : "文字";
    t.c.check = CHECK_NONE;
    t.c.max_bytes = 0;
    snprintf(least, sizeof least, t.c.min == t.c.max ? " %ld%s" : " %ld〜", t.c.min, unit);
    snprintf(most, sizeof most, "%ld%s", t.c.max, unit);
    if (t.c.min > 1)
        S_expect(&t, S_repeat(room, k->utf8, t.c.min - 1, "", 0), ST_ROW_COLUMN, least);
    S_expect(&t, S_repeat(room, k->utf8, t.c.min, "", 0), ST_OK, NULL);
    S_expect(&t, S_repeat(room, k->utf8, t.c.max, "", 0), ST_OK, NULL);
    S_expect(&t, S_repeat(room, k->utf8, t.c.max + 1, "", 0), ST_ROW_COLUMN, most);
}

/* limit bytes exactly, and with one character or one byte more. */
static void S_bytes(struct trial t, const struct letter *k, size_t limit, struct buf *room)
{
    char want[64];
    const size_t each = k->bytes[t.encoding], one = letters[1].bytes[t.encoding];
    const long n = (long)(limit / each), rest = (long)((limit - (size_t)n * each) / one);
    t.c.max_bytes = limit;
    t.c.check = CHECK_NONE;
    snprintf(want, sizeof want, "%s で%zuバイト以内", encodings[t.encoding], limit);
    if (n >= t.c.min && n <= t.c.max)
        S_expect(&t, S_repeat(room, k->utf8, n, "", 0), ST_OK, NULL);
    if (n + 1 >= t.c.min && n + 1 <= t.c.max)
        S_expect(&t, S_repeat(room, k->utf8, n + 1, "", 0), ST_ROW_COLUMN, want);
    if (t.c.chars != CLASS_TEXT || n + rest < t.c.min) /* others have no character to fill up with */
        return;
    if (n + rest <= t.c.max)
        S_expect(&t, S_repeat(room, k->utf8, n, "Q", rest), ST_OK, NULL);
    if (n + rest + 1 <= t.c.max)
        S_expect(&t, S_repeat(room, k->utf8, n, "Q", rest + 1), ST_ROW_COLUMN, want);
}

static void S_text(const struct trial *t, struct buf *room)
{
    for (int i = 0; i < LETTERS; i++) {
        const struct letter *k = &letters[i];
        size_t each = k->bytes[t->encoding], all = each * (size_t)t->c.max;
        if (!each || !(k->classes >> t->c.chars & 1))
            continue;
        S_characters(*t, k, room);
        if (t->c.max_bytes)
            S_bytes(*t, k, t->c.max_bytes, room);
        /* as an overlay may set it: every limit from that of the longest value downwards */
        for (size_t limit = all; limit > 0 && limit + 9 > all; limit--)
            S_bytes(*t, k, limit, room);
        for (size_t limit = 1; limit <= all && limit <= 9; limit++)
            S_bytes(*t, k, limit, room);
    }
}

static void S_date(const struct trial *t)
{
    const bool era = t->c.date == DATE_ERA;
    S_expect(t, era ? STR("4290508") : STR("20170508"), ST_OK, NULL);
    S_expect(t, era ? STR("429050") : STR("2017050"), ST_ROW_COLUMN, "暦にある");
    S_expect(t, era ? STR("42905080") : STR("201705080"), ST_ROW_COLUMN, "暦にある");
    S_expect(t, era ? STR("04290508") : STR("020170508"), ST_ROW_COLUMN, "暦にある");
}

/* Every code, with a character more and with one less. */
static void S_codes(const struct trial *t, struct buf *room)
{
    for (int i = 0; i < t->c.codes->n; i++) {
        const char *value = t->c.codes->codes[i].value;
        const size_t n = strlen(value);
        bool known[2] = {false, false};
        S_expect(t, str_of(value), ST_OK, NULL);
        struct str more = S_repeat(room, value, 1, "0", 1);
        for (int k = 0; k < t->c.codes->n; k++) {
            known[0] = known[0] || str_is(more, t->c.codes->codes[k].value);
            known[1] = known[1] || str_is((struct str){value, n - 1}, t->c.codes->codes[k].value);
        }
        S_expect(t, more, known[0] ? ST_OK : ST_ROW_COLUMN, NULL);
        if (n > 1)
            S_expect(t, (struct str){value, n - 1}, known[1] ? ST_OK : ST_ROW_COLUMN, NULL);
    }
}

/* Numbers of so many digits, the last of which fits; one that does not; one digit less and more. */
static void S_checked(const struct trial *t, struct buf *room)
{
    static const char *const good[CHECK_COUNT] = {
        [CHECK_KOJIN_BANGO] = "123456789018", [CHECK_HOKENSHA] = "06139992"};
    const char *v = good[t->c.check];
    ck_assert_msg(v != NULL, "%s %s: a kind of number that this test has no example of", t->l->name,
                  t->c.name);
    const size_t n = strlen(v);
    S_expect(t, str_of(v), ST_OK, NULL);
    S_expect(t, (struct str){v, n - 1}, ST_ROW_COLUMN, NULL);
    S_expect(t, S_repeat(room, v, 1, "0", 1), ST_ROW_COLUMN, NULL);
    struct str wrong = S_repeat(room, v, 1, "", 0);
    room->data[n - 1] = room->data[n - 1] == '9' ? '0' : (char)(room->data[n - 1] + 1);
    S_expect(t, wrong, t->c.check == CHECK_KOJIN_BANGO ? ST_KOJIN_BANGO_CHECK : ST_ROW_COLUMN, "検査用数字");
}

START_TEST(test_columns)
{
    struct buf room = BUF_INIT;
    for (int i = 0; i < layout_n; i++)
        for (int c = 0; c < layouts[i]->n; c++) {
            const struct trial t = {layouts[i], layouts[i]->columns[c], _i};
            if (t.c.codes)
                S_codes(&t, &room);
            else if (t.c.date != DATE_NONE)
                S_date(&t);
            else
                S_text(&t, &room);
            if (t.c.check != CHECK_NONE)
                S_checked(&t, &room);
            if (t.c.no_kojin_bango)
                S_expect(&t, STR("123456789018"), ST_ROW_KOJIN_BANGO, NULL);
        }
    ck_assert_int_ge(edges, 5000);
    buf_release(&room);
}
END_TEST

/* The table above is right about the encodings, and so is what the judge measures with. */
START_TEST(test_letters)
{
    const struct charset *cs = charset_find(encodings[_i]);
    for (int k = 0; k < LETTERS; k++) {
        struct buf raw = BUF_INIT;
        uint32_t code = 0;
        struct str v = str_of(letters[k].utf8);
        size_t taken = charset_encode(cs, v, &raw, &code);
        ck_assert_msg(taken == (letters[k].bytes[_i] ? v.n : 0), "%s %s", encodings[_i], letters[k].utf8);
        ck_assert_uint_eq(raw.len, letters[k].bytes[_i]);
        if (raw.len)
            ck_assert_uint_eq(charset_raw_len(cs, v), raw.len);
        buf_release(&raw);
    }
}
END_TEST

/* As an XML declaration says it. */
static const char *const declared[ENCODINGS] = {"Windows-31J", "UTF-8",  "UTF-8",
                                                "EUC-JP",      "UTF-16", "UTF-16"};

/* --- records and rows -------------------------------------------------------------------------------------
 */

static enum status S_check(const struct layout *l, int encoding, bool xml, const struct buf *text,
                           int64_t row_limit, struct diag *d)
{
    const struct charset *cs = charset_find(encodings[encoding]);
    struct buf raw = BUF_INIT;
    uint32_t code;
    int64_t rows;
    struct str mark = charset_mark(cs);
    buf_add(&raw, mark.p, mark.n);
    ck_assert_uint_eq(charset_encode(cs, (struct str){text->data, text->len}, &raw, &code), text->len);
    int fd = memfd_create("file", 0);
    ck_assert_int_eq(write(fd, raw.data, raw.len), (ssize_t)raw.len);
    *d = DIAG_INIT;
    enum status st = structure_check(form_of(xml ? "x.xml" : "x.csv"), l, cs, fd, row_limit, NULL, &rows, d);
    close(fd);
    buf_release(&raw);
    return st;
}

/* A record of exactly so many bytes in the encoding: its first value is of that character, with a narrow one
 * or two at the end. */
static void S_record(struct buf *out, const struct layout *l, int encoding, bool xml, size_t bytes,
                     const struct letter *fill, const char *end)
{
    const size_t one = letters[1].bytes[encoding], each = fill->bytes[encoding];
    size_t left = bytes - (xml ? 0 : (size_t)(l->n - 1) * one);
    if (xml)
        buf_addf(out, "<?xml version=\"1.0\" encoding=\"%s\"?><%s><%s><%s>", declared[encoding], l->xml_root,
                 l->xml_row, l->columns[0].name);
    for (; left >= each + one; left -= each)
        buf_adds(out, fill->utf8);
    ck_assert_uint_eq(left % one, 0);
    for (; left; left -= one)
        buf_addc(out, 'Q');
    for (int i = 1; i < l->n && !xml; i++)
        buf_addc(out, l->delimiter);
    if (xml)
        buf_addf(out, "</%s></%s></%s>", l->columns[0].name, l->xml_row, l->xml_root);
    buf_adds(out, end);
}

static void S_edge(const struct layout *l, int encoding, bool xml, const struct letter *fill, const char *end)
{
    char want[64], have[96];
    snprintf(want, sizeof want, "1レコード %zuバイト以内", l->record_limit);
    snprintf(have, sizeof have, "長いレコード（%zuバイトまでに改行がない）", l->record_limit);
    for (int over = 0; over < 2; over++) {
        struct buf text = BUF_INIT;
        struct diag d;
        size_t more = over ? letters[1].bytes[encoding] : 0;
        S_record(&text, l, encoding, xml, l->record_limit + more, fill, end);
        enum status st = S_check(l, encoding, xml, &text, 10, &d);
        ck_assert_msg(st == (!over ? ST_OK
                             : xml ? ST_FILE_XML
                                   : ST_FILE_STRUCTURE),
                      "%s %s %s: %s %s %s", l->name, encodings[encoding], fill->utf8, d.item, d.want, d.have);
        if (over) {
            ck_assert_str_eq(d.want, want);
            ck_assert_str_eq(d.have, xml ? "長いレコード" : have);
        }
        buf_release(&text);
    }
}

START_TEST(test_record)
{
    static const char *const ends[] = {"\r\n", "\n", ""};
    for (int i = 0; i < layout_n; i++) {
        const struct layout *l = layouts[i];
        ck_assert(!l->header && !l->trailer_mark && l->record_limit % 2 == 0);
        for (int k = 0; k < LETTERS; k++)
            for (int e = 0; e < 3 && letters[k].bytes[_i]; e++) {
                S_edge(l, _i, false, &letters[k], ends[e]);
                S_edge(l, _i, true, &letters[k], ends[e]);
            }
    }
}
END_TEST

static void S_rows(struct buf *out, const struct layout *l, bool xml, int rows)
{
    if (xml)
        buf_addf(out, "<%s>", l->xml_root);
    for (int i = 0; i < rows; i++) {
        if (xml)
            buf_addf(out, "<%s><%s>Q</%s></%s>", l->xml_row, l->columns[0].name, l->columns[0].name,
                     l->xml_row);
        for (int c = 1; c < l->n && !xml; c++)
            buf_addc(out, l->delimiter);
        buf_adds(out, "\r\n");
    }
    if (xml)
        buf_addf(out, "</%s>", l->xml_root);
}

/* The lower one of the layout's limit and the world's counts. */
START_TEST(test_rows)
{
    static const struct {
        int64_t layout, world; /* layout 0: none of its own */
    } limits[] = {{0, SMALL_ROWS}, {SMALL_ROWS, SMALL_ROWS}, {SMALL_ROWS, 100}, {100, SMALL_ROWS}};
    char want[64];
    snprintf(want, sizeof want, "%d行以内", SMALL_ROWS);
    for (int i = 0; i < layout_n; i++)
        for (int k = 0; k < 16; k++) {
            struct layout l = *layouts[i];
            struct buf text = BUF_INIT;
            struct diag d;
            const bool xml = k & 1, over = k & 2;
            l.row_limit = limits[k / 4].layout;
            S_rows(&text, &l, xml, SMALL_ROWS + over);
            enum status st = S_check(&l, 1, xml, &text, limits[k / 4].world, &d);
            ck_assert_msg(st == (over ? ST_FILE_ROWS : ST_OK), "%s %d: %s %s %s", l.name, k, d.item, d.want,
                          d.have);
            if (over) {
                ck_assert_str_eq(d.want, want);
                ck_assert_str_eq(d.have, "4行目がある");
            }
            buf_release(&text);
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/form/limits");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_letters, 0, ENCODINGS);
    tcase_add_loop_test(t, test_columns, 0, ENCODINGS);
    tcase_add_loop_test(t, test_record, 0, ENCODINGS);
    tcase_add_test(t, test_rows);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}

/* tests/hostile: files that try to hurt, each with the outcome that cases.txt tells; and attacks too large to
 * keep as files, made here. Whole and in pieces of 1 to 5 bytes; memory stays bounded, nothing stays in the
 * spool. */
#include <libxml/parser.h>
#include <malloc.h>

#include "base/clock.h"
#include "soap/talk.h"

struct line {
    char file[64], want[32], type[160], has[120];
};
static struct line lines[256];
static int line_count;

/* The n-th " | " field of a line. */
static void S_field(char *to, size_t cap, const char *text, int n)
{
    for (; n > 0 && text; n--) {
        text = strstr(text, " | ");
        text = text ? text + 3 : NULL;
    }
    const char *end = text ? strstr(text, " | ") : NULL;
    snprintf(to, cap, "%.*s", text ? (int)(end ? (size_t)(end - text) : strcspn(text, "\n")) : 0,
             text ? text : "");
}

static void S_load(void)
{
    FILE *f = fopen("tests/hostile/cases.txt", "rb");
    char text[512];
    while (f && fgets(text, sizeof text, f))
        if (text[0] != '#' && line_count < 256) {
            struct line *l = &lines[line_count++];
            S_field(l->file, sizeof l->file, text, 0);
            S_field(l->want, sizeof l->want, text, 1);
            S_field(l->type, sizeof l->type, text, 2);
            S_field(l->has, sizeof l->has, text, 3);
        }
    if (f)
        fclose(f);
}

static enum status S_status(const char *name)
{
    for (int st = 0; st < ST_COUNT; st++)
        if (strcmp(status_info(st)->name, name) == 0)
            return st;
    ck_abort_msg("%s is not in status.def", name);
    return ST_INTERNAL;
}

static void S_outcome(struct talk *t, const char *name, enum status want, const char *has)
{
    char code[32];
    snprintf(code, sizeof code, "<c:code>%s</c:code>", status_info(want)->code);
    talk_run(t);
    ck_assert_msg(strstr(t->reply.data, code) != NULL, "%s, chunk %zu: want %s in %s", name, t->chunk, code,
                  t->reply.data);
    ck_assert_msg(!has[0] || strstr(t->reply.data, has) != NULL, "%s: want %s in %s", name, has,
                  t->reply.data);
    ck_assert_int_ge(str_utf8_len((struct str){t->reply.data, t->reply.len}), 0);
    xmlDocPtr doc =
        xmlReadMemory(t->reply.data, (int)t->reply.len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    ck_assert_msg(doc != NULL, "%s: reply is not XML: %s", name, t->reply.data);
    xmlFreeDoc(doc);
    ck_assert_ptr_null(strstr(t->reply.data, "123456789018"));
    ck_assert_int_eq(talk_files("in-"), 0);
}

START_TEST(test_file)
{
    const struct line *l = &lines[_i];
    char path[128];
    snprintf(path, sizeof path, "tests/hostile/%s", l->file);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    struct buf body = BUF_INIT;
    char block[4096];
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&body, block, n);
    fclose(f);
    struct talk t = {.content_type = l->type, .body = body.data, .n = body.len};
    char *whole = NULL;
    for (t.chunk = 0; t.chunk <= 5; t.chunk++) {
        S_outcome(&t, l->file, S_status(l->want), l->has);
        whole = whole ? whole : strdup(t.reply.data);
        ck_assert_str_eq(whole, t.reply.data);
    }
    free(whole);
    buf_release(&t.reply);
    buf_release(&body);
}
END_TEST

/* Every file of the folder is in the table, and every line has its file. */
START_TEST(test_table)
{
    int files = 0;
    DIR *dp = opendir("tests/hostile");
    for (struct dirent *e; dp && (e = readdir(dp));)
        files += e->d_name[0] != '.' && strcmp(e->d_name, "cases.txt") != 0;
    closedir(dp);
    ck_assert_int_gt(files, 50);
    ck_assert_int_eq(files, line_count);
}
END_TEST

/* --- made here: before, then unit n times, then after
 * ------------------------------------------------------------- */

#define HEAD_OF(ns) "<s:Envelope xmlns:s=\"" ns "\"><s:Header>" GOOD_TOKEN "</s:Header><s:Body>"
static const struct {
    const char *name, *before, *unit;
    int n;
    const char *after;
    enum status want;
} made[] = {
    {"text 1.2 MB", HEAD_OF(NS11) OPEN("echo") IRAI "<text>", "0123456789ab", 100000,
     "</text></echo></s:Body></s:Envelope>", ST_TOO_LARGE},
    {"text in the header", "<s:Envelope xmlns:s=\"" NS11 "\"><s:Header><x>", "0123456789ab", 100000, "",
     ST_TOO_LARGE},
    {"50001 elements", HEAD_OF(NS11) OPEN("echo") IRAI, "<item><mei>a</mei></item>", 30000, "", ST_TOO_DEEP},
    {"attributes of all elements", HEAD_OF(NS11) OPEN("echo") IRAI,
     "<item a=\"0123456789012345678901234567890123456789\"/>", 5000, "", ST_TOO_LARGE},
    {"attribute of 8 MB", "<s:Envelope xmlns:s=\"" NS11 "\" a=\"", "0123456789abcdef", 500000, "",
     ST_TOO_LARGE},
    {"name of 8 MB", "<", "n123456789abcdef", 500000, "", ST_TOO_LARGE},
    {"comment of 8 MB", "<!--", "0123456789abcdef", 500000, "", ST_TOO_LARGE},
    {"white space before the root", " ", "                ", 200000, "", ST_NOT_XML},
    {"white space in the body", HEAD_OF(NS11), "                ", 200000, "", ST_TOO_LARGE},
    {"attributes in one tag", "<s:Envelope xmlns:s=\"" NS11 "\"", " a=\"b\"", 100000, ">", ST_TOO_LARGE},
    {"comments", HEAD_OF(NS11), "<!---->", 300000, "", ST_NOT_XML},
    {"more than the body may have", HEAD_OF(NS11) OPEN("upload") IRAI "<mei>a</mei><naiyo>", "YWJjYWJjYWJj\n",
     800000, "", ST_TOO_LARGE},
    {"names that fill the dictionary", HEAD_OF(NS11) OPEN("echo"), "<n@/>", 40000, "", ST_NOT_XML},
};

START_TEST(test_made)
{
    struct exchange_head h = {.door.world = "lot2",
                              .service = "kensho",
                              .method = "POST",
                              .content_type = XML11,
                              .door.plain = true,
                              .content_length = -1};
    struct buf block = BUF_INIT;
    int per = 64;
    for (int i = 0; i < per; i++)
        buf_adds(&block, made[_i].unit);
    int64_t from = clock_real_us();
    struct mallinfo2 before = mallinfo2();
    struct exchange *x = exchange_new(&h);
    exchange_feed(x, made[_i].before, strlen(made[_i].before));
    for (int i = 0; i < made[_i].n / per; i++) {
        for (char *at = block.data; (at = strchr(at, '@'));) /* a name of its own for each */
            *at = (char)('a' + i % 26);
        exchange_feed(x, block.data, block.len);
    }
    exchange_feed(x, made[_i].after, strlen(made[_i].after));
    struct mallinfo2 now = mallinfo2();
    ck_assert_uint_lt(now.uordblks + now.hblkhd, before.uordblks + before.hblkhd + (24 << 20));
    exchange_finish(x, talk_wake, &(struct talk){0});
    sem_wait(&talk_sem);
    ck_assert_msg(strcmp(fake_code, status_info(made[_i].want)->code) == 0, "%s: %s", made[_i].name,
                  fake_note);
    exchange_free(x);
    ck_assert_msg(clock_real_us() - from < 20000000, "%s: too slow", made[_i].name);
    ck_assert_int_eq(talk_files("in-"), 0);
    buf_release(&block);
}
END_TEST

int main(void)
{
    S_load();
    Suite *s = suite_create("hostile");
    TCase *t = tcase_create("hostile");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_file, 0, line_count);
    tcase_add_test(t, test_table);
    tcase_add_loop_test(t, test_made, 0, (int)(sizeof made / sizeof *made));
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}

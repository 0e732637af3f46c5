/* Bodies going out piece by piece, files coming in: whatever the sizes and wherever the cuts fall. */
#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "clock_body.h"
#include "json_body.h"
#include "columns.h"
#include "scenario/report.h"
#include "wire/sink.h"
#include "wire/source.h"
#include "temp.h"

static const size_t S_sizes[] = {
    0, 1, 2, 3, 4, SOURCE_RAW - 1, SOURCE_RAW, SOURCE_RAW + 1, 2 * SOURCE_RAW + 2};
static const size_t S_reads[] = {1, 7, 4096, 1 << 20};

static void S_data(unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(i * 31 + i / 251);
}

/* A file of n bytes, open for reading. */
static int S_file(const unsigned char *p, size_t n)
{
    const char *path = temp_path("file");
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, p, n), (ssize_t)n);
    return fd;
}

static void S_take_all(struct source *s, size_t step, struct buf *out)
{
    char *piece = malloc(step);
    long n;
    while ((n = source_read(s, piece, step)) > 0)
        buf_add(out, piece, (size_t)n);
    ck_assert_int_eq(n, 0);
    free(piece);
}

START_TEST(source_pieces)
{
    size_t n = S_sizes[_i];
    unsigned char *data = malloc(n + 1);
    S_data(data, n);
    int fd = S_file(data, n);
    for (int base64 = 0; base64 < 2; base64++) {
        struct source *s = calloc(1, sizeof *s);
        struct buf want = BUF_INIT;
        source_text(s, "<a>", 3);
        ck_assert(source_file(s, fd, base64));
        source_text(s, "</a>", 4);
        buf_adds(&want, "<a>");
        if (base64)
            buf_advance(&want, base64_encode(data, n, buf_reserve(&want, n / 3 * 4 + 8)));
        else
            buf_add(&want, data, n);
        buf_adds(&want, "</a>");
        ck_assert_int_eq(source_size(s), (int64_t)want.len);
        for (size_t i = 0; i < sizeof S_reads / sizeof *S_reads; i++) {
            struct buf got = BUF_INIT;
            source_rewind(s);
            S_take_all(s, S_reads[i], &got);
            ck_assert_uint_eq(got.len, want.len);
            ck_assert_mem_eq(got.data, want.data, want.len);
            buf_release(&got);
        }
        buf_release(&want);
        free(s);
    }
    close(fd);
    free(data);
}
END_TEST

START_TEST(source_shrinks)
{
    unsigned char data[100] = {0};
    int fd = S_file(data, sizeof data);
    struct source *s = calloc(1, sizeof *s);
    char out[200];
    ck_assert(source_file(s, fd, false));
    ck_assert_int_eq(ftruncate(fd, 50), 0);
    ck_assert_int_eq(source_read(s, out, sizeof out), -1);
    free(s);
    close(fd);
}
END_TEST

/* The reply with its file cut into chunks of every small size: the XML is kept, the content decoded. */
START_TEST(sink_chunks)
{
    static const char xml[] = "<s:Body><t:r><t:naiyoX>a</t:naiyoX><t:naiyo x='1'>QUJD\n "
                              "REVG</t:naiyo><t:naiyo/><z>1</z></t:r></s:Body>";
    static const char kept[] =
        "<s:Body><t:r><t:naiyoX>a</t:naiyoX><t:naiyo x='1'></t:naiyo><t:naiyo/><z>1</z></t:r></s:Body>";
    size_t step = (size_t)_i + 1;
    struct buf keep = BUF_INIT;
    struct sink s;
    char sum[65], got[16] = "";
    int fd = S_file(NULL, 0);
    ck_assert(sink_open(&s, &keep, fd));
    for (size_t at = 0; at < sizeof xml - 1; at += step)
        ck_assert(sink_take(&s, xml + at, at + step < sizeof xml - 1 ? step : sizeof xml - 1 - at));
    sink_close(&s, sum);
    ck_assert_str_eq(keep.data, kept);
    ck_assert_int_eq(s.written, 6);
    ck_assert_int_eq(pread(fd, got, sizeof got, 0), 6);
    ck_assert_str_eq(got, "ABCDEF");
    ck_assert_str_eq(sum, "e9c0f8b575cbfcb42ab3b78ecc87efa3b011d9a5d10b09fa4e96f240bf6a82f5");
    buf_release(&keep);
    close(fd);
}
END_TEST

START_TEST(sink_wrong)
{
    struct buf keep = BUF_INIT;
    struct sink s;
    char sum[65];
    int fd = S_file(NULL, 0);
    ck_assert(sink_open(&s, &keep, fd));
    ck_assert(!sink_take(&s, "<naiyo>Q*</naiyo>", 17));
    ck_assert_ptr_nonnull(s.failed);
    sink_close(&s, sum);
    buf_release(&keep);
    close(fd);
}
END_TEST

static const struct {
    const char *what, *value, *body; /* body NULL: refused */
} S_clocks[] = {
    {"freeze", NULL, "{\"frozen\":true}"},
    {"run", NULL, "{\"frozen\":false}"},
    {"run", "1", NULL},
    {"set", "2017-05-08 10:00", "{\"at\":\"2017-05-08T10:00:00+09:00\"}"},
    {"set", "60", NULL},
    {"set", NULL, NULL},
    {"advance", "60", "{\"seconds\":60}"},
    {"advance", "060", "{\"seconds\":60}"},
    {"advance", "00", "{\"seconds\":0}"},
    {"advance", "", NULL},
    {"advance", "2017-05-08", "{\"to\":\"2017-05-08T00:00:00+09:00\"}"},
    {"advance", "-1", NULL},
    {"advance", "tomorrow", NULL},
    {"stop", "1", NULL},
};

START_TEST(clocks)
{
    struct clock_request q;
    bool ok = clock_request(&q, S_clocks[_i].what, S_clocks[_i].value);
    ck_assert_int_eq(ok, S_clocks[_i].body != NULL);
    if (ok)
        ck_assert_str_eq(q.body, S_clocks[_i].body);
}
END_TEST

START_TEST(bodies)
{
    const char *pairs[] = {"a=1", "b=x=\"y\""}, *json[] = {"{\"a\":1}"}, *bad[] = {"a=1", "b"};
    struct buf out = BUF_INIT;
    ck_assert_int_eq(json_body(&out, pairs, 0), -1);
    ck_assert_str_eq(out.data, "{}");
    buf_clear(&out);
    ck_assert_int_eq(json_body(&out, pairs, 2), -1);
    ck_assert_str_eq(out.data, "{\"a\":\"1\",\"b\":\"x=\\\"y\\\"\"}");
    buf_clear(&out);
    ck_assert_int_eq(json_body(&out, json, 1), -1);
    ck_assert_str_eq(out.data, "{\"a\":1}");
    ck_assert_int_eq(json_body(&out, bad, 2), 1);
    buf_release(&out);
}
END_TEST

START_TEST(reports)
{
    struct report r;
    struct buf out = BUF_INIT;
    ck_assert(report_open(&r));
    struct pass *p = report_pass(&r, "dir/a.scn", "lot2", 1);
    struct step *s = report_step(&r, p, "手順 <1> & \"2\"");
    s->state = STEP_FAILED;
    s->why = "a.scn:3: 期待 <x>";
    p->failed = true;
    ck_assert_str_eq(p->file, "a.scn");
    ck_assert_int_eq(report_failed(&r), 1);
    report_junit(&r, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "name=\"手順 &lt;1&gt; &amp; &quot;2&quot;\""));
    ck_assert_ptr_nonnull(strstr(out.data, "failures=\"1\""));
    buf_clear(&out);
    report_html(&r, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "期待 &lt;x&gt;"));
    ck_assert_ptr_null(strstr(out.data, "http"));
    ck_assert_int_eq(columns_of("aあｱ𠮷"), 6);
    buf_release(&out);
    report_close(&r);
}
END_TEST

int main(void)
{
    temp_make();
    Suite *s = suite_create("transfer");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, source_pieces, 0, sizeof S_sizes / sizeof *S_sizes);
    tcase_add_test(t, source_shrinks);
    tcase_add_loop_test(t, sink_chunks, 0, 12);
    tcase_add_test(t, sink_wrong);
    tcase_add_loop_test(t, clocks, 0, sizeof S_clocks / sizeof *S_clocks);
    tcase_add_test(t, bodies);
    tcase_add_test(t, reports);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    temp_drop();
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

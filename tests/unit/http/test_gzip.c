/* http/gzip: what a packed body that is none is told to be. How whole ones come out: test_request.c. */
#include <check.h>
#include <string.h>

#include <zlib.h>

#include "http/gzip.h"

enum { WHOLE = 0, AFTER = 18 /* of the deflated data, before the sum and the length */, ROOM = 200 };

static const struct {
    int cut;        /* bytes left out at the end */
    int at;         /* < 0: from the end; the byte there is turned over */
    const char *in; /* instead of all that; NULL: a packed text */
    enum status want;
    const char *why;
} rows[] = {
    {WHOLE, 0, NULL, ST_OK, NULL},
    {1, 0, NULL, ST_LENGTH, "圧縮した内容が途中で切れている"},
    {8, 0, NULL, ST_LENGTH, "圧縮した内容が途中で切れている"},
    {AFTER, 0, NULL, ST_LENGTH, "圧縮した内容が途中で切れている"},
    {WHOLE, -8, NULL, ST_ENCODING, "最後の検査値（gzip は CRC-32）が、展開した本文と合わない"},
    {WHOLE, -4, NULL, ST_ENCODING, "gzip の最後の長さが、展開した本文と合わない"},
    {WHOLE, 2, NULL, ST_ENCODING, "gzip の圧縮方式が deflate でない"},
    {WHOLE, 10, NULL, ST_ENCODING, "圧縮した内容の途中が不正な形式"},
    {WHOLE, 0, "<s:Envelope>", ST_ENCODING, "gzip か zlib の見出しで始まっていない"},
    {WHOLE, 0, "", ST_LENGTH, "空の本文"},
};

static size_t S_pack(const char *text, unsigned char *out)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)text,
                  .avail_in = (unsigned)strlen(text),
                  .next_out = out,
                  .avail_out = ROOM};
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static void S_drop(void *cls, const char *p, size_t n)
{
    (void)cls;
    (void)p;
    (void)n;
}

START_TEST(test_why)
{
    unsigned char packed[ROOM];
    size_t n = S_pack("<s:Envelope>健康保険組合の加入者</s:Envelope>", packed);
    if (rows[_i].at)
        packed[rows[_i].at < 0 ? (long)n + rows[_i].at : rows[_i].at] ^= 0xFF;
    const char *p = rows[_i].in ? rows[_i].in : (const char *)packed;
    n = rows[_i].in ? strlen(rows[_i].in) : n - (size_t)rows[_i].cut;
    for (size_t step = 1; step <= ROOM; step += ROOM - 1) {
        struct gunzip *z = NULL;
        ck_assert_int_eq(gunzip_new("gzip", &z), ST_OK);
        enum status st = ST_OK;
        for (size_t at = 0; at < n && st == ST_OK; at += step)
            st = gunzip_feed(z, p + at, n - at < step ? n - at : step, S_drop, NULL);
        if (st == ST_OK)
            st = gunzip_end(z);
        ck_assert_int_eq(st, rows[_i].want);
        if (rows[_i].why)
            ck_assert_str_eq(gunzip_why(z, st), rows[_i].why);
        gunzip_free(z);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("http/gzip");
    TCase *t = tcase_create("gzip");
    tcase_add_loop_test(t, test_why, 0, (int)(sizeof rows / sizeof *rows));
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}

/* Packed request bodies: an input is a byte that says the encoding and the pieces, and the body. */
#include "http/gzip.h"

#include <string.h>
#include <zlib.h>

#include "drive/fuzz.h"

static const char *const encodings[] = {"gzip", "deflate", "x-gzip", "GZIP"};

static void S_sink(void *cls, const char *p, size_t n)
{
    buf_add(cls, p, n);
}

static enum status S_unpack(const char *encoding, const char *p, size_t n, size_t piece, struct buf *out,
                            const char **ret_why)
{
    struct gunzip *z = NULL;
    enum status st = gunzip_new(encoding, &z);
    buf_clear(out);
    *ret_why = "";
    if (st != ST_OK)
        return st;
    for (size_t at = 0; at < n && st == ST_OK; at += piece)
        st = gunzip_feed(z, p + at, n - at < piece ? n - at : piece, S_sink, out);
    if (st == ST_OK)
        st = gunzip_end(z);
    if (st != ST_OK)
        *ret_why = gunzip_why(z, st);
    gunzip_free(z);
    return st;
}

static void S_run(const char *p, size_t n)
{
    static struct buf whole, pieces, again;
    const char *why[3];
    const unsigned how = fuzz_byte(&p, &n);
    const char *encoding = encodings[how % 4];
    enum status st = S_unpack(encoding, p, n, n ? n : 1, &whole, &why[0]);
    enum status other = S_unpack(encoding, p, n, 1 + how / 4 % 16, &pieces, &why[1]);
    if (st != other || strcmp(why[0], why[1]) != 0)
        fuzz_fail("%s (%s), then %s (%s)", status_info(st)->name, why[0], status_info(other)->name, why[1]);
    if (st != ST_OK && !*why[0])
        fuzz_fail("%s: of nothing", status_info(st)->name);
    fuzz_legible(why[0]);
    if (st == ST_OK || st == ST_LENGTH) /* of an error it counts for nothing how far it came */
        fuzz_same_buf("unpacked in pieces", &whole, &pieces);
    if (st != ST_OK)
        return;
    uLongf size = compressBound(whole.len); /* and packed again, as zlib does */
    buf_clear(&pieces);
    if (!buf_reserve(&pieces, size) ||
        compress((Bytef *)pieces.data, &size, (const Bytef *)whole.data, whole.len) != Z_OK)
        fuzz_fail("not packed");
    st = S_unpack("deflate", pieces.data, size, size, &again, &why[2]);
    if (st != ST_OK && st != ST_TOO_LARGE)
        fuzz_fail("packed again: %s, %s", status_info(st)->name, why[2]);
    if (st == ST_OK)
        fuzz_same_buf("packed again", &whole, &again);
}

static void S_seed(const char *text, int window, int level)
{
    char packed[2048];
    packed[0] = window == 31 ? 0 : 1;
    z_stream z = {.next_in = (Bytef *)(uintptr_t)text,
                  .avail_in = (unsigned)strlen(text),
                  .next_out = (Bytef *)packed + 1,
                  .avail_out = sizeof packed - 1};
    if (deflateInit2(&z, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&z, Z_FINISH) != Z_STREAM_END)
        fuzz_fail("not packed");
    fuzz_seed(packed, 1 + z.total_out);
    for (size_t twice = z.total_out; window == 31 && 1 + 2 * twice <= sizeof packed; twice = sizeof packed) {
        memcpy(packed + 1 + twice, packed + 1, twice); /* a second member */
        fuzz_seed(packed, 1 + 2 * twice);
    }
    deflateEnd(&z);
}

static void S_seeds(void)
{
    static const char *const texts[] = {
        "", "a", "<s:Envelope>健康保険組合の加入者</s:Envelope>",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int level = 0; level < 10; level += 3) {
            S_seed(texts[i], 31, level);
            S_seed(texts[i], 15, level);
            S_seed(texts[i], -15, level);
        }
    fuzz_seed_file("0", "tests/hostile/gzip.bin");
}

static void S_open(void)
{
}

static const char *const words[] = {"\x1F\x8B\x08", "\x78\x9C", "\x78\x01", "\x04", "\x08", "\x10", NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, 300, 20000, words};

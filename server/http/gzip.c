/* Content-Encoding of request bodies; see gzip.h. */
#include "http/gzip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zlib.h>

/* A link file shrinks to a tenth or a twentieth; what grows a hundredfold beyond this much is a bomb. */
enum { FREE_BYTES = 4 * 1024 * 1024, RATIO = 100, CHUNK = 32 * 1024, AUTO = 15 + 32, RAW = -15 };

struct gunzip {
    z_stream s;
    bool deflate;      /* the header said deflate: zlib by the standard, raw from some clients */
    bool began, ended; /* ended: a member (the stream) is complete */
    uint64_t in, out;
};

static bool S_is(const char *encoding, const char *name)
{
    size_t n = strlen(name);
    encoding += strspn(encoding, " \t");
    return strncasecmp(encoding, name, n) == 0 && !encoding[n + strspn(encoding + n, " \t")];
}

bool gunzip_is_identity(const char *encoding)
{
    return !encoding || S_is(encoding, "") || S_is(encoding, "identity");
}

enum status gunzip_new(const char *encoding, struct gunzip **ret)
{
    bool deflate = S_is(encoding, "deflate");
    if (!deflate && !S_is(encoding, "gzip") && !S_is(encoding, "x-gzip"))
        return ST_ENCODING;
    struct gunzip *z = calloc(1, sizeof *z);
    if (!z || inflateInit2(&z->s, AUTO) != Z_OK) {
        free(z);
        return ST_LIMIT;
    }
    z->deflate = deflate;
    *ret = z;
    return ST_OK;
}

void gunzip_free(struct gunzip *z)
{
    if (!z)
        return;
    inflateEnd(&z->s);
    free(z);
}

/* The first byte of a zlib stream names method 8, that of gzip is 1F; anything else under "deflate" is raw.
 */
static enum status S_begin(struct gunzip *z, unsigned char first)
{
    z->began = true;
    bool raw = z->deflate && (first & 0x0F) != 8 && first != 0x1F;
    return !raw || inflateReset2(&z->s, RAW) == Z_OK ? ST_OK : ST_LIMIT;
}

static enum status S_inflate(struct gunzip *z, void (*sink)(void *cls, const char *p, size_t n), void *cls)
{
    char out[CHUNK];
    z->s.next_out = (unsigned char *)out;
    z->s.avail_out = sizeof out;
    unsigned before = z->s.avail_in;
    int rc = inflate(&z->s, Z_NO_FLUSH);
    size_t got = sizeof out - z->s.avail_out;
    z->in += before - z->s.avail_in;
    z->out += got;
    if (z->out > FREE_BYTES && z->out / RATIO > z->in)
        return ST_TOO_LARGE;
    if (rc == Z_MEM_ERROR)
        return ST_LIMIT;
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return ST_ENCODING;
    if (got)
        sink(cls, out, got);
    z->ended = rc == Z_STREAM_END;
    return ST_OK;
}

enum status gunzip_feed(struct gunzip *z, const char *p, size_t n,
                        void (*sink)(void *cls, const char *p, size_t n), void *cls)
{
    enum status st = ST_OK;
    if (n && !z->began)
        st = S_begin(z, (unsigned char)*p);
    z->s.next_in = (unsigned char *)(uintptr_t)p;
    z->s.avail_in = (unsigned)n;
    bool full = false; /* the output was filled to the brim: there may be more without further input */
    while (st == ST_OK && (z->s.avail_in || full)) {
        if (z->ended && z->s.avail_in && inflateReset(&z->s) != Z_OK) /* the next member of a gzip file */
            return ST_ENCODING;
        st = S_inflate(z, sink, cls);
        full = st == ST_OK && !z->ended && z->s.avail_out == 0;
    }
    return st;
}

enum status gunzip_end(const struct gunzip *z)
{
    return z->ended ? ST_OK : ST_LENGTH;
}

/* zlib tells by its message alone which of the checks failed. */
static const char *S_damage(const char *msg)
{
    static const char *const whys[][2] = {
        {"incorrect data check", "最後の検査値（gzip は CRC-32）が、展開した本文と合わない"},
        {"incorrect length check", "gzip の最後の長さが、展開した本文と合わない"},
        {"header crc mismatch", "gzip の見出しの検査値が合わない"},
        {"incorrect header check", "gzip か zlib の見出しで始まっていない"},
        {"unknown compression method", "gzip の圧縮方式が deflate でない"},
        {"unknown header flags set", "gzip のヘッダーに、未定義のフラグがある"},
    };
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
        if (msg && strcmp(msg, whys[i][0]) == 0)
            return whys[i][1];
    return "圧縮した内容の途中が不正な形式";
}

const char *gunzip_why(const struct gunzip *z, enum status st)
{
    if (st == ST_ENCODING)
        return S_damage(z->s.msg);
    if (st == ST_LENGTH)
        return z->began ? "圧縮した内容が途中で切れている" : "空の本文";
    return "Content-Encoding を展開した本文";
}

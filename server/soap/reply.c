/* Reading the reply of an exchange: what stands in memory, and the file in its middle as base64. See
 * exchange.h. */
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "soap/request.h"

enum { FILE_CHUNK = 8190 /* a multiple of three */ };

static uint64_t S_file_size(const struct exchange *x)
{
    return download_is(&x->v.file) ? (uint64_t)(x->v.file.size + 2) / 3 * 4 : 0;
}

int exchange_http_status(const struct exchange *x)
{
    return x->http;
}

const char *exchange_content_type(const struct exchange *x)
{
    if (x->page)
        return "text/html; charset=utf-8";
    return request_version(x) == SOAP_12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
}

uint64_t exchange_reply_size(const struct exchange *x)
{
    return x->kit.head.len + S_file_size(x) + x->kit.tail.len;
}

/* Copies from a text that stands at `start` of the reply. */
static size_t S_copy(const struct buf *b, uint64_t start, uint64_t pos, char *out, size_t max)
{
    if (pos < start || pos - start >= b->len)
        return 0;
    size_t n = b->len - (size_t)(pos - start);
    n = n < max ? n : max;
    memcpy(out, b->data + (pos - start), n);
    return n;
}

/* Base64 characters from `pos` of the file's text; 0 when the file cannot be read any more. */
static size_t S_copy_file(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    unsigned char raw[FILE_CHUNK];
    char text[FILE_CHUNK / 3 * 4];
    uint64_t group = pos / 4;
    size_t skip = (size_t)(pos % 4), want = FILE_CHUNK, got = 0;
    uint64_t rest = (uint64_t)x->v.file.size - group * 3;
    if (max + skip < sizeof text)
        want = (max + skip + 3) / 4 * 3;
    if (rest < want)
        want = (size_t)rest;
    if (x->v.file.data) {
        memcpy(raw, x->v.file.data + group * 3, want);
        got = want;
    }
    while (got < want) {
        ssize_t r = pread(x->v.file_fd, raw + got, want - got, (off_t)(group * 3 + got));
        if (r <= 0)
            return 0;
        got += (size_t)r;
    }
    size_t n = base64_encode(raw, want, text) - skip;
    n = n < max ? n : max;
    memcpy(out, text + skip, n);
    return n;
}

long exchange_reply_read(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    uint64_t file_at = x->kit.head.len, tail_at = file_at + S_file_size(x);
    size_t done = 0;
    while (done < max && pos < exchange_reply_size(x)) {
        size_t n = S_copy(&x->kit.head, 0, pos, out + done, max - done);
        if (!n && pos < tail_at)
            n = S_copy_file(x, pos - file_at, out + done,
                            max - done < tail_at - pos ? max - done : (size_t)(tail_at - pos));
        if (!n)
            n = S_copy(&x->kit.tail, tail_at, pos, out + done, max - done);
        if (!n)
            return -1;
        done += n;
        pos += n;
    }
    return (long)done;
}

const char *exchange_reply_data(const struct exchange *x)
{
    return download_is(&x->v.file) ? NULL : x->kit.head.data;
}

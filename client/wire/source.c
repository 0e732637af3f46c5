/* Request bodies read piece by piece; see source.h. */
#include "wire/source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"

void source_text(struct source *s, const char *text, size_t n)
{
    s->piece[s->count++] = (struct piece){.text = text, .n = n, .fd = -1};
}

bool source_file(struct source *s, int fd, bool base64)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    s->piece[s->count++] = (struct piece){.fd = fd, .size = st.st_size, .base64 = base64};
    return true;
}

int64_t source_size(const struct source *s)
{
    int64_t sum = 0;
    for (int i = 0; i < s->count; i++) {
        const struct piece *p = &s->piece[i];
        sum += p->text ? (int64_t)p->n : p->base64 ? (p->size + 2) / 3 * 4 : p->size;
    }
    return sum;
}

/* Exactly n bytes of the file from the present place; false when it has become shorter. */
static bool S_pread(const struct piece *p, int64_t at, char *out, size_t n)
{
    while (n) {
        ssize_t got = pread(p->fd, out, n, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out += got;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static size_t S_least(int64_t left, size_t n)
{
    return left < (int64_t)n ? (size_t)left : n;
}

/* Encoded characters of the file: what is left of the buffer, which is filled again when it runs dry. */
static long S_read_base64(struct source *s, struct piece *p, char *out, size_t n)
{
    if (s->encoded_at == s->encoded_n) {
        unsigned char raw[SOURCE_RAW];
        size_t take = S_least(p->size - s->done, sizeof raw);
        if (!S_pread(p, s->done, (char *)raw, take))
            return -1;
        s->done += (int64_t)take;
        s->encoded_n = base64_encode(raw, take, s->encoded);
        s->encoded_at = 0;
    }
    size_t take = S_least((int64_t)(s->encoded_n - s->encoded_at), n);
    memcpy(out, s->encoded + s->encoded_at, take);
    s->encoded_at += take;
    return (long)take;
}

static long S_read_piece(struct source *s, struct piece *p, char *out, size_t n)
{
    if (!p->text && p->base64)
        return S_read_base64(s, p, out, n);
    size_t take = S_least((p->text ? (int64_t)p->n : p->size) - s->done, n);
    if (p->text)
        memcpy(out, p->text + s->done, take);
    else if (!S_pread(p, s->done, out, take))
        return -1;
    s->done += (int64_t)take;
    return (long)take;
}

static bool S_piece_done(const struct source *s, const struct piece *p)
{
    return s->done == (p->text ? (int64_t)p->n : p->size) && s->encoded_at == s->encoded_n;
}

long source_read(struct source *s, char *out, size_t n)
{
    size_t sum = 0;
    while (s->at < s->count && sum < n) {
        struct piece *p = &s->piece[s->at];
        if (S_piece_done(s, p)) {
            s->at++;
            s->done = 0;
            s->encoded_n = s->encoded_at = 0;
            continue;
        }
        long got = S_read_piece(s, p, out + sum, n - sum);
        if (got < 0)
            return -1;
        sum += (size_t)got;
    }
    return (long)sum;
}

void source_rewind(struct source *s)
{
    s->at = 0;
    s->done = 0;
    s->encoded_n = s->encoded_at = 0;
}

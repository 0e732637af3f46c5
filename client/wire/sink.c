/* Replies as they come; see sink.h. */
#include "wire/sink.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "say.h"

enum { CHUNK = 16384 };

bool sink_open(struct sink *s, struct buf *keep, int fd)
{
    *s = (struct sink){.keep = keep, .fd = fd};
    s->sum = sha256_new();
    return s->sum != NULL;
}

void sink_close(struct sink *s, char sum[65])
{
    unsigned char hash[32] = {0};
    if (s->sum)
        sha256_end(s->sum, hash);
    s->sum = NULL;
    hex_text(hash, sizeof hash, sum);
}

static bool S_write_all(int fd, const unsigned char *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static void S_content(struct sink *s, const char *p, size_t n)
{
    unsigned char out[CHUNK];
    while (n && !s->failed) {
        size_t take = n < CHUNK ? n : CHUNK;
        long got = base64_decode(&s->base64, p, take, out);
        if (got < 0) {
            s->failed = tr("応答の内容が base64 ではありません", "the content of the reply is not base64");
        } else if (!S_write_all(s->fd, out, (size_t)got)) {
            s->failed = tr("結果ファイルに書き込めません", "cannot write the result file");
        } else {
            sha256_add(s->sum, out, (size_t)got);
            s->written += got;
        }
        p += take;
        n -= take;
    }
}

/* Is the tag just read (without < and >) the start of naiyo, whatever its prefix? */
static bool S_is_naiyo(const struct sink *s)
{
    size_t n = 0;
    while (n < s->tag_n && !strchr(" \t\r\n/", s->tag[n]))
        n++;
    const char *colon = memchr(s->tag, ':', n), *local = colon ? colon + 1 : s->tag;
    return n - (size_t)(local - s->tag) == 5 && memcmp(local, "naiyo", 5) == 0 && s->tag[s->tag_n - 1] != '/';
}

/* Bytes up to and with `end` (or all); answers how many. */
static size_t S_until(const char *p, size_t n, char end, bool *ret_found)
{
    const char *at = memchr(p, end, n);
    *ret_found = at != NULL;
    return at ? (size_t)(at - p) + 1 : n;
}

static void S_tag(struct sink *s, const char *p, size_t n, bool ended)
{
    buf_add(s->keep, p, n);
    size_t room = sizeof s->tag - s->tag_n, body = ended ? n - 1 : n;
    memcpy(s->tag + s->tag_n, p, body < room ? body : room);
    s->tag_n += body < room ? body : room;
    if (!ended)
        return;
    s->state = s->tag_n && S_is_naiyo(s) ? SINK_CONTENT : SINK_TEXT;
    s->tag_n = 0;
}

bool sink_take(void *cls, const char *p, size_t n)
{
    struct sink *s = cls;
    if (s->fd < 0) {
        buf_add(s->keep, p, n);
    } else {
        while (n && !s->failed) {
            bool ended;
            size_t take = S_until(p, n, s->state == SINK_TAG ? '>' : '<', &ended);
            switch (s->state) {
            case SINK_TEXT:
                buf_add(s->keep, p, take);
                break;
            case SINK_TAG:
                S_tag(s, p, take, ended);
                break;
            case SINK_CONTENT:
                S_content(s, p, ended ? take - 1 : take);
                if (ended)
                    buf_addc(s->keep, '<');
                break;
            }
            if (ended && p[take - 1] == '<')
                s->state = SINK_TAG;
            p += take;
            n -= take;
        }
    }
    if (!s->failed && !buf_ok(s->keep))
        s->failed = tr("応答が大きすぎます", "the reply is too large");
    return !s->failed;
}

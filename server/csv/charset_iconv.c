/* Any stateless encoding of glibc, for those that have no direct conversion; see charset.h. */
#include <errno.h>
#include <iconv.h>

#include "csv/charset_kind.h"

static size_t S_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                       bool *ret_bad)
{
    iconv_t cd = iconv_open("UTF-8", cs->iconv);
    char *from = (char *)(uintptr_t)in, *to = out; /* iconv does not write to it */
    size_t left = n, room = charset_room(cs, n);
    *ret_bad = cd == (iconv_t)-1;
    if (!*ret_bad) {
        *ret_bad = iconv(cd, &from, &left, &to, &room) == (size_t)-1 && errno == EILSEQ;
        iconv_close(cd);
    }
    *ret_out = (size_t)(to - out);
    return (size_t)(from - in);
}

/* Feeds utf8 and hands the bytes to out (NULL: only counts them); answers the bytes taken. */
static size_t S_feed(const struct charset *cs, struct str utf8, struct buf *out, size_t *ret_len)
{
    iconv_t cd = iconv_open(cs->iconv, "UTF-8");
    char *from = (char *)(uintptr_t)utf8.p, piece[4096];
    size_t left = utf8.n, got = 1;
    *ret_len = 0;
    while (cd != (iconv_t)-1 && left && got) {
        char *to = piece;
        size_t room = sizeof piece;
        iconv(cd, &from, &left, &to, &room);
        got = sizeof piece - room;
        *ret_len += got;
        if (out)
            buf_add(out, piece, got);
    }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    return utf8.n - left;
}

static size_t S_raw_len(const struct charset *cs, struct str utf8)
{
    size_t len;
    S_feed(cs, utf8, NULL, &len);
    return len;
}

static size_t S_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    size_t len, taken = S_feed(cs, utf8, out, &len);
    if (taken < utf8.n)
        *ret_code = charset_code_point(utf8.p + taken, &len);
    return taken;
}

const struct charset_kind charset_iconv = {NULL, 3, S_decode, S_raw_len, S_encode};

/* The control port's token; see token.h. */
#include "http/token.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/str.h"

enum { FILE_MOST = 4096, LEAST = 16, MOST = 512 };

#define SIGNS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=" /* RFC 6750 2.1 */

static struct str S_trimmed(const struct buf *b)
{
    struct str s = {b->data ? b->data : "", b->len};
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]) && s.p[s.n - 1])
        s.n--;
    size_t lead = 0;
    while (lead < s.n && s.p[lead] && strchr(" \t\r\n", s.p[lead]))
        lead++;
    return (struct str){s.p + lead, s.n - lead};
}

static bool S_plain(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] && strchr(SIGNS, s.p[n]))
        n++;
    return n == s.n;
}

enum status token_read(const char *path, struct token *ret, struct diag *d)
{
    struct buf text = BUF_INIT;
    *ret = (struct token){.set = path != NULL};
    enum status st = path ? file_read(path, FILE_MOST, &text, d) : ST_OK;
    struct str s = S_trimmed(&text);
    char have[64];
    snprintf(have, sizeof have, "%zu 文字%s", s.n, S_plain(s) ? "" : "、ほかの文字があります");
    if (st == ST_OK && path && (s.n < LEAST || s.n > MOST || !S_plain(s)))
        st = diag_set(d, ST_SETUP, "--control-token",
                      "英数字と - . _ ~ + / = で 16 文字から 512 文字までのトークンが一つあるファイル", have);
    if (st == ST_OK && path)
        sha256_once(s.p, s.n, ret->sum);
    if (text.data)
        explicit_bzero(text.data, text.len);
    buf_release(&text);
    return st;
}

/* What each says is looked at to its end. */
static bool S_same(const unsigned char *a, const unsigned char *b, size_t n)
{
    unsigned differ = 0;
    for (size_t i = 0; i < n; i++)
        differ |= (unsigned)(a[i] ^ b[i]);
    return differ == 0;
}

const char *token_missing(const struct token *t, struct MHD_Connection *conn)
{
    static const char scheme[] = "Bearer ";
    unsigned char sum[32];
    if (!t->set)
        return NULL;
    const char *text = MHD_lookup_connection_value(conn, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
    if (!text)
        return "なし";
    if (strncasecmp(text, scheme, sizeof scheme - 1) != 0)
        return "Bearer でない Authorization";
    text += sizeof scheme - 1;
    text += strspn(text, " ");
    sha256_once(text, strlen(text), sum);
    return S_same(sum, t->sum, sizeof sum) ? NULL : "違うトークン";
}

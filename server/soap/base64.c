/* What is no base64, told to its sender: where it is, which character, and what belongs there. See request.h.
 */
#include <stdio.h>
#include <string.h>

#include "soap/request.h"

/* The first character of s. What is none of ASCII goes with its bytes: some are not to be seen, or look like
 * others; of one that is not whole, or to be seen at all, there are the bytes alone. */
static void S_show(struct str s, char *out, size_t cap)
{
    unsigned char c = (unsigned char)s.p[0];
    size_t n = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, at = 0;
    bool whole = c > ' ' && c != 0x7F && n <= s.n && str_utf8_len((struct str){s.p, n}) == 1;
    if (whole)
        at = (size_t)snprintf(out, cap, c < 0x80 ? "「%.*s」" : "「%.*s」、", (int)n, s.p);
    if (whole && c < 0x80)
        return;
    at += (size_t)snprintf(out + at, cap - at, "バイト");
    for (size_t i = 0; i < (whole ? n : 1); i++)
        at += (size_t)snprintf(out + at, cap - at, " %02X", (unsigned char)s.p[i]);
}

static const char *S_want(const struct base64 *b, char refused)
{
    if (b->pad)
        return "= の組で終わる base64（後には空白と改行だけ）";
    if (refused == '=' && b->have < 2)
        return "4 文字ずつの組で、= は三文字目から";
    if (refused == '=')
        return "= の前の文字が、使わないビットを 0 にした base64";
    if (refused == '-' || refused == '_')
        return "base64 の文字（base64url の - と _ でなく、+ と /）";
    if (refused == '@') /* no base64 has one, and every Content-ID */
        return "base64 の文字、または添付を指す cid:ID（cid: を付けます）";
    return "base64 の文字（A〜Z、a〜z、0〜9、+、/、=）、空白、改行";
}

enum status base64_refuse(struct exchange *x, const char *item, const struct base64 *b, struct str at)
{
    char where[48] = "", shown[48];
    if (b->lines)
        snprintf(where, sizeof where, "%llu 行目の ", (unsigned long long)b->lines + 1);
    S_show(at, shown, sizeof shown);
    if (x->v.diag.status == ST_OK)
        diag_setf(&x->v.diag, ST_BASE64, item, S_want(b, *at.p), "%s%llu 文字目が%s", where,
                  (unsigned long long)(b->at - b->line_at) + 1, shown);
    return x->v.diag.status;
}

enum status base64_refuse_end(struct exchange *x, const char *item, const struct base64 *b)
{
    if (x->v.diag.status == ST_OK)
        diag_setf(&x->v.diag, ST_BASE64, item, "4 文字ずつの組（足りないところは = で埋める）",
                  "最後の組が %d 文字で、途中で終わっています", b->have + b->pad);
    return x->v.diag.status;
}

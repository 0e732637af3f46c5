/* What was heard and said; see heard.h. */
#include "soap/heard.h"

#include <stdio.h>
#include <string.h>

#include "soap/request.h"
#include "soap/veil.h"
#include "world/event.h"

enum { HEARD_MOST = 2 * VEIL_MOST, FILE_NOTE = 160 };

/* --- the message ------------------------------------------------------------------------------------------
 */

static void S_keep(struct exchange *x, const char *p, size_t n)
{
    struct heard *h = &x->heard;
    if (h->in_file) {
        const char *tag = memchr(p, '<', n);
        size_t skip = tag ? (size_t)(tag - p) : n;
        h->left_out += skip;
        h->in_file = !tag;
        p += skip;
        n -= skip;
    }
    size_t room = HEARD_MOST - x->kit.heard.len;
    h->cut = h->cut || n > room;
    buf_add(&x->kit.heard, p, n < room ? n : room);
}

/* The parser is in the content of a file: all behind the last tag is such. */
static void S_leave_out(struct exchange *x)
{
    struct buf *text = &x->kit.heard;
    const char *tag = text->len ? memrchr(text->data, '>', text->len) : NULL;
    size_t keep = tag ? (size_t)(tag - text->data) + 1 : text->len;
    x->heard.left_out += text->len - keep;
    x->heard.in_file = true;
    if (text->data)
        text->data[text->len = keep] = 0;
}

static enum status S_hear(void *cls, const char *p, size_t n)
{
    struct exchange *x = cls;
    S_keep(x, p, n);
    if (x->v.diag.status == ST_OK)
        parser_feed(&x->kit.parser, p, n);
    if (x->env.file)
        S_leave_out(x);
    return ST_OK;
}

/* What is wrong with the message already is told before a character that is none. */
static enum status S_heard(struct exchange *x, enum status st, const struct diag *d)
{
    x->heard.deaf = st != ST_OK;
    if (st != ST_OK && x->v.diag.status == ST_OK && parser_settle(&x->kit.parser) == ST_OK)
        x->v.diag = *d;
    return x->v.diag.status;
}

enum status heard_feed(struct exchange *x, const char *p, size_t n)
{
    struct diag d = DIAG_INIT;
    if (x->heard.deaf)
        return x->v.diag.status;
    return S_heard(x, charset_feed(&x->charset, p, n, S_hear, x, &d), &d);
}

enum status heard_end(struct exchange *x)
{
    struct diag d = DIAG_INIT;
    return S_heard(x, charset_end(&x->charset, S_hear, x, &d), &d);
}

/* --- what the journal gets --------------------------------------------------------------------------------
 */

/* In place of a file: how long it is, and its digest, as far as they are known. */
static const char *S_file(char out[FILE_NOTE], int64_t size, const char *sha256)
{
    snprintf(out, FILE_NOTE, VEIL_OPEN VEIL_FILE " %lld バイト%s%s" VEIL_CLOSE, (long long)size,
             sha256 ? "、SHA-256 " : "", sha256 ? sha256 : "");
    return out;
}

static const char *S_sent_file(const struct exchange *x, char out[FILE_NOTE])
{
    if (x->upload.path)
        return S_file(out, x->upload.size, x->upload.sha256);
    if (!x->heard.left_out)
        return NULL;
    snprintf(out, FILE_NOTE, VEIL_OPEN VEIL_FILE " base64 %zu 文字" VEIL_CLOSE, x->heard.left_out);
    return out;
}

/* A text without its end, which may be the beginning of a number. */
static struct str S_uncut(const struct buf *b, bool whole)
{
    size_t n = b->len;
    bool ends = whole || (n && b->data[n - 1] == '>');
    return (struct str){b->data ? b->data : "", n && !ends ? str_uncut(b->data, n) : n};
}

/* Why nothing was heard. */
static const char *S_nothing(const struct exchange *x)
{
    if (x->v.diag.status == ST_ENCODING)
        return VEIL_OPEN "本文を展開できないので、読みませんでした" VEIL_CLOSE;
    if (x->bytes_in)
        return VEIL_OPEN "本文を読めませんでした" VEIL_CLOSE;
    return x->whole ? VEIL_OPEN "本文は空でした" VEIL_CLOSE : VEIL_OPEN "本文を読む前に答えました" VEIL_CLOSE;
}

static struct journal_body S_request(struct exchange *x)
{
    char file[FILE_NOTE];
    struct buf *out = &x->kit.shown_request;
    bool cut = x->heard.cut || x->heard.deaf;
    buf_clear(out);
    if (heard_plain(x, out, &cut)) {
        ;
    } else if (x->kit.heard.len) {
        struct str text = S_uncut(&x->kit.heard, x->kit.parser.sound);
        cut = veil_xml(text, S_sent_file(x, file), out) || cut;
        if (x->v.diag.status != ST_OK || !x->kit.parser.sound || memchr(out->data, '!', out->len))
            cut = veil_left(out) ||
                  cut; /* what was read as it should be, and has no comment, has nothing left */
    } else {
        buf_adds(out, S_nothing(x));
    }
    if (x->heard.deaf)
        buf_adds(out, VEIL_OPEN "この先の文字を読めません" VEIL_CLOSE);
    return (struct journal_body){{out->data, buf_ok(out) ? out->len : 0}, cut};
}

static struct journal_body S_reply(struct exchange *x)
{
    char file[FILE_NOTE];
    struct buf *out = &x->kit.shown_reply, *head = &x->kit.head, *tail = &x->kit.tail;
    if (!x->heard.said.doubt && !tail->len && head->len <= VEIL_MOST)
        return (struct journal_body){{head->data, head->len}, false};
    buf_clear(out);
    bool cut = veil_xml((struct str){head->data, head->len}, NULL, out);
    if (tail->len) {
        buf_adds(out, S_file(file, x->v.file.size, x->v.file.sha256));
        cut = veil_xml((struct str){tail->data, tail->len}, NULL, out) || cut;
    }
    return (struct journal_body){{out->data, buf_ok(out) ? out->len : 0}, cut};
}

void heard_tell(struct exchange *x, struct event *e)
{
    e->request = S_request(x);
    if (!x->unread)
        e->reply = S_reply(x);
}

/* Files into the spool; see intake.h. */
#include "soap/intake.h"

#include <stdio.h>
#include <string.h>

#include "soap/request.h"

enum { DECODE = 4096 };

static bool S_blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != ' ' && p[i] != '\t' && p[i] != '\r' && p[i] != '\n')
            return false;
    return true;
}

static enum status S_decode(struct exchange *x, struct base64 *b64, struct spool *s, const char *p, size_t n)
{
    while (n && x->v.diag.status == ST_OK) {
        unsigned char out[DECODE];
        size_t take = n < DECODE ? n : DECODE;
        long got = base64_decode(b64, p, take, out);
        if (got < 0)
            return request_fail(x, ST_BASE64, x->v.op ? "ファイルの内容" : "パートの内容", "base64 の文字",
                                "base64 にない文字か、= の後に続きがあります");
        spool_write(s, out, (size_t)got, &x->v.diag);
        p += take;
        n -= take;
    }
    return x->v.diag.status;
}

/* --- the element
 * -------------------------------------------------------------------------------------------- */

void intake_element(struct exchange *x)
{
    if (x->intake.present)
        request_fail(x, ST_SCHEMA, "ファイルの要素", "一つ", "二つ以上");
    x->intake.present = true;
}

void intake_text(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    if (!in->text && S_blank(p, n))
        return;
    if (in->included) {
        if (!S_blank(p, n))
            request_fail(x, ST_MIME, "ファイルの要素", "xop:Include だけ、または base64 だけ",
                         "両方があります");
        return;
    }
    if (!in->text &&
        spool_open(&in->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag) != ST_OK)
        return;
    in->text = true;
    S_decode(x, &in->b64, &in->spool, p, n);
}

void intake_child(struct exchange *x, const struct parse_start *e)
{
    struct intake *in = &x->intake;
    if (strcmp(e->ns, NS_XOP) != 0 || strcmp(e->local, "Include") != 0) {
        request_fail(x, ST_SCHEMA, "ファイルの要素", "base64 の文字、または xop:Include", e->local);
        return;
    }
    struct str href = parse_attr(e, "", "href");
    if (!in->mime) {
        request_fail(x, ST_MIME, "xop:Include", "multipart/related の要求",
                     "Content-Type が multipart/related ではありません");
    } else if (in->included || in->text) {
        request_fail(x, ST_MIME, "ファイルの要素", "xop:Include 一つだけ、または base64 だけ",
                     "両方または二つあります");
    } else if (href.n <= 4 || href.n - 4 >= MIME_ID || strncmp(href.p, "cid:", 4) != 0) {
        if (x->v.diag.status == ST_OK)
            diag_str(&x->v.diag, ST_MIME, "xop:Include の href", "cid:ID、255 文字まで", href);
    } else {
        memcpy(in->cid, href.p + 4, href.n - 4);
        in->cid[href.n - 4] = 0;
        mime_unescape(in->cid);
        in->included = true;
    }
}

void intake_element_end(struct exchange *x)
{
    struct intake *in = &x->intake;
    if (in->included)
        return;
    if (!in->text) { /* an empty file is a file */
        spool_open(&in->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag);
        in->text = true;
    } else if (!base64_end(&in->b64)) {
        request_fail(x, ST_BASE64, "ファイルの内容", "4 文字ずつの組", "組の途中で終わっています");
    }
}

/* --- multipart/related
 * ---------------------------------------------------------------------------------------- */

static bool S_xml_type(const char *type)
{
    return strcmp(type, "text/xml") == 0 || strcmp(type, "application/soap+xml") == 0 ||
           strcmp(type, "application/xop+xml") == 0 || strcmp(type, "application/xml") == 0;
}

static void S_begin_root(struct exchange *x, const struct mime_part *part)
{
    struct intake *in = &x->intake;
    in->root_seen = in->in_root = true;
    if (part->media.type[0] && !S_xml_type(part->media.type))
        request_fail(x, ST_MIME, "本体のパートの Content-Type",
                     "application/xop+xml、text/xml、application/soap+xml のいずれか", part->media.type);
    charset_init(&x->charset, media_param(&part->media, "charset"));
}

static enum status S_begin(void *cls, const struct mime_part *part)
{
    struct exchange *x = cls;
    struct intake *in = &x->intake;
    in->part = NULL;
    in->part_base64 = part->base64;
    in->part_b64 = (struct base64){0};
    if (!in->root_seen && (!in->start[0] || strcmp(in->start, part->id) == 0)) {
        S_begin_root(x, part);
        return x->v.diag.status;
    }
    struct attachment *a = arena_alloc(x->kit.arena, sizeof *a);
    if (!a)
        return request_fail(x, ST_LIMIT, NULL, NULL, NULL);
    *a = (struct attachment){.next = in->parts, .spool = SPOOL_INIT};
    memcpy(a->id, part->id, sizeof a->id);
    in->parts = in->part = a;
    mime_unescape(a->id);
    /* once the envelope has been read it is known which part is wanted */
    a->kept = a->id[0] && (!in->root_seen || (in->included && strcmp(in->cid, a->id) == 0));
    if (a->kept)
        spool_open(&a->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag);
    return x->v.diag.status;
}

static enum status S_to_parser(void *cls, const char *p, size_t n)
{
    struct exchange *x = cls;
    return parser_feed(&x->kit.parser, p, n);
}

static enum status S_root_data(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    if (!in->part_base64)
        return charset_feed(&x->charset, p, n, S_to_parser, x, &x->v.diag);
    while (n && x->v.diag.status == ST_OK) {
        unsigned char out[DECODE];
        size_t take = n < DECODE ? n : DECODE;
        long got = base64_decode(&in->part_b64, p, take, out);
        if (got < 0)
            return request_fail(x, ST_BASE64, "本体のパート", "base64 の文字", "base64 にない文字があります");
        charset_feed(&x->charset, (char *)out, (size_t)got, S_to_parser, x, &x->v.diag);
        p += take;
        n -= take;
    }
    return x->v.diag.status;
}

static enum status S_data(void *cls, const char *p, size_t n)
{
    struct exchange *x = cls;
    struct intake *in = &x->intake;
    if (in->in_root)
        return S_root_data(x, p, n);
    if (!in->part || !in->part->kept)
        return ST_OK;
    if (in->part_base64)
        return S_decode(x, &in->part_b64, &in->part->spool, p, n);
    return spool_write(&in->part->spool, p, n, &x->v.diag);
}

static enum status S_end(void *cls)
{
    struct exchange *x = cls;
    struct intake *in = &x->intake;
    if (in->part_base64 && (in->in_root || (in->part && in->part->kept)) && !base64_end(&in->part_b64))
        return request_fail(x, ST_BASE64, "パートの内容", "4 文字ずつの組", "組の途中で終わっています");
    if (in->in_root) {
        in->in_root = false;
        if (charset_end(&x->charset, S_to_parser, x, &x->v.diag) == ST_OK)
            parser_end(&x->kit.parser);
    }
    return x->v.diag.status;
}

static const struct mime_events mime_events = {S_begin, S_data, S_end};

enum status intake_multipart(struct exchange *x, const struct media *m)
{
    struct intake *in = &x->intake;
    const char *type = media_param(m, "type"), *start = media_param(m, "start");
    char low[64] = "";
    for (size_t i = 0; type && type[i] && i < sizeof low - 1; i++)
        low[i] = (char)(type[i] >= 'A' && type[i] <= 'Z' ? type[i] + ('a' - 'A') : type[i]);
    if (type && !S_xml_type(low))
        return request_fail(x, ST_MIME, "Content-Type の type",
                            "application/xop+xml、text/xml、application/soap+xml のいずれか", type);
    if (start) {
        size_t n = strlen(start);
        bool angle = n >= 2 && start[0] == '<' && start[n - 1] == '>';
        snprintf(in->start, sizeof in->start, "%.*s", (int)(angle ? n - 2 : n), angle ? start + 1 : start);
    }
    in->mime = arena_alloc(x->kit.arena, sizeof *in->mime);
    if (!in->mime)
        return request_fail(x, ST_LIMIT, NULL, NULL, NULL);
    return mime_init(in->mime, media_param(m, "boundary"), &mime_events, x, &x->v.diag);
}

enum status intake_feed(struct exchange *x, const char *p, size_t n)
{
    return mime_feed(x->intake.mime, p, n, &x->v.diag);
}

enum status intake_end(struct exchange *x)
{
    struct intake *in = &x->intake;
    if (mime_end(in->mime, &x->v.diag) != ST_OK)
        return x->v.diag.status;
    if (!in->root_seen)
        return request_fail(x, ST_MIME, "本体のパート", in->start[0] ? in->start : "一つ以上のパート",
                            in->start[0] ? "start の示す Content-ID のパートがありません"
                                         : "パートがありません");
    return ST_OK;
}

/* --- the end
 * ---------------------------------------------------------------------------------------------------- */

static struct spool *S_included(struct exchange *x)
{
    char have[160] = "";
    size_t at = 0;
    for (struct attachment *a = x->intake.parts; a; a = a->next) {
        if (a->kept && strcmp(a->id, x->intake.cid) == 0)
            return &a->spool;
        int n = snprintf(have + at, sizeof have - at, "%s%s", at ? "、" : "",
                         a->id[0] ? a->id : "Content-ID なし");
        if (n > 0 && (size_t)n < sizeof have - at)
            at += (size_t)n;
    }
    have[at] = 0;
    char want[MIME_ID + 32];
    snprintf(want, sizeof want, "Content-ID <%s> のパート", x->intake.cid);
    request_fail(x, ST_MIME, "xop:Include の指すパート", want, at ? have : "本体のほかにパートがありません");
    return NULL;
}

enum status intake_seal(struct exchange *x)
{
    struct intake *in = &x->intake;
    if (!in->present)
        return ST_OK;
    struct spool *s = in->included ? S_included(x) : &in->spool;
    enum status st = s ? spool_seal(s, &x->upload, &x->v.diag) : x->v.diag.status;
    x->upload.tenpu = in->cid[0] != 0;
    return st;
}

void intake_release(struct exchange *x)
{
    struct intake *in = &x->intake;
    bool taken = x->upload.taken;
    spool_release(&in->spool, !taken || in->spool.path != x->upload.path);
    for (struct attachment *a = in->parts; a; a = a->next)
        spool_release(&a->spool, !taken || a->spool.path != x->upload.path);
}

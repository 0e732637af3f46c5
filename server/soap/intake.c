/* Files into the spool; see intake.h. */
#include "soap/intake.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "soap/request.h"

#define NS_XML "http://www.w3.org/XML/1998/namespace"

enum { DECODE = 4096 };

static const char way[] = "base64 の文字、xop:Include、または属性 href=\"cid:…\"";

static enum status S_decode(struct exchange *x, struct base64 *b64, struct spool *s, const char *p, size_t n)
{
    bool in_part = b64 == &x->intake.part_b64;
    while (n && x->v.diag.status == ST_OK) {
        unsigned char out[DECODE];
        size_t take = n < DECODE ? n : DECODE;
        uint64_t before = b64->at;
        long got = base64_decode(b64, p, take, out);
        if (got < 0)
            return base64_refuse(x, in_part ? "パートの内容" : "ファイルの内容", b64,
                                 (struct str){p + (b64->at - before), n - (size_t)(b64->at - before)});
        spool_write(s, out, (size_t)got, &x->v.diag);
        p += take;
        n -= take;
    }
    return x->v.diag.status;
}

/* --- the element
 * -------------------------------------------------------------------------------------------- */

/* The element names a part. */
static void S_refer(struct exchange *x, const char *by, const char *ref, bool location)
{
    struct intake *in = &x->intake;
    if (!in->mime) {
        request_fail(x, ST_MIME, by, "multipart/related の要求",
                     "Content-Type が multipart/related ではありません");
        return;
    }
    in->by = by;
    in->location = location;
    snprintf(in->ref, sizeof in->ref, "%s", ref);
}

/* A scheme is the same in either case (RFC 3986 3.1). */
static bool S_is_cid(const char *url)
{
    return strncasecmp(url, "cid:", 4) == 0;
}

static void S_href(struct exchange *x, struct str value)
{
    char url[MIME_ID + 4];
    bool fits = parse_attr_copy(value, url, sizeof url), cid = fits && S_is_cid(url);
    bool inner = *value.p == '#'; /* SOAP encoding: an element of this message; we have none such */
    if (!fits || inner || (cid ? !url[4] : strlen(url) >= MIME_ID))
        diag_str(&x->v.diag, ST_MIME, "ファイルの要素の href",
                 "cid:ID、またはパートの Content-Location（255 文字まで）", value);
    else
        S_refer(x, "href", cid ? url + 4 : url, !cid);
}

/* Attributes that say nothing that we need: xmime:contentType, xml:lang, wsu:Id and the like. */
static bool S_harmless(const char *ns, const char *local)
{
    static const char *const names[] = {
        "contentType", "expectedContentTypes", "encodingStyle", "type", "nil", "id", "Id"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(local, names[i]) == 0)
            return true;
    return strcmp(ns, NS_XML) == 0;
}

/* What the attributes of the file element want. */
static void S_attributes(struct exchange *x, const struct parse_start *e)
{
    struct str href = parse_attr(e, "", "href"), nil = parse_attr(e, NS_XSI, "nil");
    struct str type = parse_attr(e, NS_XSI, "type");
    if (str_is(nil, "true") || str_is(nil, "1"))
        request_fail(x, ST_SCHEMA, "ファイルの要素", way, "xsi:nil=\"true\"（内容なし）");
    else if (type.n >= 9 && memcmp(type.p + type.n - 9, "hexBinary", 9) == 0)
        request_fail(x, ST_SCHEMA, "ファイルの要素", way, "xsi:type が hexBinary");
    else if (href.n)
        S_href(x, href);
    for (int i = 0; i < e->attrs; i++) {
        const unsigned char *const *a = e->attr + (ptrdiff_t)i * 5;
        const char *local = (const char *)a[0], *ns = a[2] ? (const char *)a[2] : "";
        if (!S_harmless(ns, local))
            snprintf(x->intake.ignored, sizeof x->intake.ignored, *ns ? "{%s}%s" : "%s%s", ns, local);
    }
}

void intake_element(struct exchange *x, const struct parse_start *e)
{
    if (x->intake.present)
        request_fail(x, ST_SCHEMA, "ファイルの要素", "一つ", "二つ以上");
    else
        S_attributes(x, e);
    x->intake.present = true;
}

static void S_base64(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    if (!in->text &&
        spool_open(&in->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag) != ST_OK)
        return;
    in->text = true;
    S_decode(x, &in->b64, &in->spool, p, n);
}

/* The rest of a swaRef's text; blanks around it are a pretty printer's. */
static void S_swa_ref(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    for (size_t i = 0; i < n && x->v.diag.status == ST_OK; i++) {
        if (str_blank((struct str){p + i, 1}))
            continue;
        if (in->ref_n + 1 == sizeof in->ref)
            request_fail(x, ST_MIME, in->by, "cid:ID、255 文字まで", "長すぎます");
        else
            in->ref[in->ref_n++] = p[i];
        in->ref[in->ref_n] = 0;
    }
}

/* The first characters: "cid:" is a swaRef, anything else is base64, which has no colon. */
static size_t S_lead(struct exchange *x, const char *p, size_t n)
{
    static const char cid[] = "cid:";
    struct intake *in = &x->intake;
    unsigned char none;
    size_t i = 0;
    for (; i < n && in->lead_n < 4; i++) {
        if (!in->lead_n && str_blank((struct str){p + i, 1})) {
            base64_decode(&in->b64, p + i, 1, &none); /* for its place alone */
            continue;
        }
        if (strncasecmp(p + i, cid + in->lead_n, 1) != 0) {
            S_base64(x, in->lead, in->lead_n);
            in->lead_n = 0;
            return i;
        }
        in->lead[in->lead_n++] = p[i];
    }
    if (in->lead_n == 4)
        S_refer(x, "swaRef", "", false);
    return i;
}

void intake_text(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    bool swa = in->lead_n == 4;
    if (in->by && !swa) {
        if (!str_blank((struct str){p, n}))
            request_fail(x, ST_MIME, "ファイルの要素", "添付を指すもの一つだけ、または base64 だけ",
                         "両方があります");
        return;
    }
    size_t lead = in->text || swa ? 0 : S_lead(x, p, n);
    if (in->lead_n == 4)
        S_swa_ref(x, p + lead, n - lead);
    else if (in->text)
        S_base64(x, p + lead, n - lead);
}

void intake_child(struct exchange *x, const struct parse_start *e)
{
    struct intake *in = &x->intake;
    if (strcmp(e->ns, NS_XOP) != 0 || strcmp(e->local, "Include") != 0) {
        if (x->v.diag.status == ST_OK)
            diag_setf(&x->v.diag, ST_SCHEMA, "ファイルの要素", way, "要素 {%s}%s", e->ns, e->local);
        return;
    }
    struct str href = parse_attr(e, "", "href");
    char url[MIME_ID + 4];
    bool fits = parse_attr_copy(href, url, sizeof url);
    if (in->by || in->text || in->lead_n) {
        request_fail(x, ST_MIME, "ファイルの要素", "xop:Include 一つだけ、または base64 だけ",
                     "両方または二つあります");
    } else if (in->mime && (!fits || !S_is_cid(url) || !url[4])) {
        char want[sizeof url + 64] = "cid:ID、255 文字まで";
        if (fits && *url && !strchr(url, ':') && *url != '#')
            snprintf(want, sizeof want, "cid:%s（cid: を付けます）", url);
        if (x->v.diag.status == ST_OK)
            diag_str(&x->v.diag, ST_MIME, "xop:Include の href", want, href.p ? href : str_of("ありません"));
    } else {
        S_refer(x, "xop:Include", in->mime ? url + 4 : "", false);
    }
}

void intake_element_end(struct exchange *x)
{
    struct intake *in = &x->intake;
    if (in->by)
        return;
    if (in->lead_n)
        S_base64(x, in->lead, in->lead_n);
    if (!in->text && in->ignored[0]) {
        if (x->v.diag.status == ST_OK)
            diag_setf(&x->v.diag, ST_MIME, "ファイルの要素", way, "内容がなく、属性 %s があります",
                      in->ignored);
    } else if (!in->text) { /* an empty file is a file */
        spool_open(&in->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag);
        in->text = true;
    } else if (!base64_end(&in->b64)) {
        base64_refuse_end(x, "ファイルの内容", &in->b64);
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
    memcpy(in->root_id, part->id, sizeof in->root_id);
    if (part->media.type[0] && !S_xml_type(part->media.type))
        request_fail(x, ST_MIME, "本体のパートの Content-Type",
                     "application/xop+xml、text/xml、application/soap+xml のいずれか", part->media.type);
    charset_init(&x->charset, media_param(&part->media, "charset"));
}

/* The file element names this part. */
static bool S_named(const struct intake *in, const struct attachment *a)
{
    if (!in->by)
        return false;
    return in->location ? strcmp(a->location, in->ref) == 0 : a->id[0] && mime_id_is(a->id, in->ref);
}

static enum status S_alone(struct exchange *x, const char *id)
{
    bool twice = x->intake.root_seen && strcmp(x->intake.root_id, id) == 0;
    for (const struct attachment *a = x->intake.parts; a && !twice; a = a->next)
        twice = strcmp(a->id, id) == 0;
    return twice && *id ? request_fail(x, ST_MIME, "パートの Content-ID",
                                       "パートごとに違う ID（同じものが二つあります）", id)
                        : ST_OK;
}

static enum status S_begin(void *cls, const struct mime_part *part)
{
    struct exchange *x = cls;
    struct intake *in = &x->intake;
    in->part = NULL;
    in->part_base64 = part->base64;
    in->part_b64 = (struct base64){0};
    if (S_alone(x, part->id) != ST_OK)
        return x->v.diag.status;
    if (!in->root_seen && (!in->start[0] || mime_id_is(part->id, in->start))) {
        S_begin_root(x, part);
        return x->v.diag.status;
    }
    struct attachment *a = arena_alloc(x->kit.arena, sizeof *a);
    if (!a)
        return request_fail(x, ST_LIMIT, NULL, NULL, NULL);
    *a = (struct attachment){.next = in->parts, .spool = SPOOL_INIT};
    memcpy(a->id, part->id, sizeof a->id);
    memcpy(a->location, part->location, sizeof a->location);
    in->parts = in->part = a;
    /* once the envelope has been read it is known which part is wanted */
    a->kept = in->root_seen ? S_named(in, a) : a->id[0] || a->location[0];
    if (a->kept)
        spool_open(&a->spool, x->v.world, x->v.generation, x->kit.arena, &in->left, &x->v.diag);
    return x->v.diag.status;
}

static enum status S_root_data(struct exchange *x, const char *p, size_t n)
{
    struct intake *in = &x->intake;
    if (!in->part_base64)
        return heard_feed(x, p, n);
    while (n && x->v.diag.status == ST_OK) {
        unsigned char out[DECODE];
        size_t take = n < DECODE ? n : DECODE;
        uint64_t before = in->part_b64.at;
        long got = base64_decode(&in->part_b64, p, take, out);
        if (got < 0)
            return base64_refuse(
                x, "本体のパート", &in->part_b64,
                (struct str){p + (in->part_b64.at - before), n - (size_t)(in->part_b64.at - before)});
        heard_feed(x, (char *)out, (size_t)got);
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
        return base64_refuse_end(x, in->in_root ? "本体のパート" : "パートの内容", &in->part_b64);
    if (in->in_root) {
        in->in_root = false;
        if (heard_end(x) == ST_OK)
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
    if (start && !mime_id(str_of(start), in->start))
        return request_fail(x, ST_MIME, "Content-Type の start", "<ID>、255 文字まで", start);
    in->mime = arena_alloc(x->kit.arena, sizeof *in->mime);
    if (!in->mime)
        return request_fail(x, ST_LIMIT, NULL, NULL, NULL);
    return mime_init(in->mime, media_param(m, "boundary"), &mime_events, x, &x->v.diag);
}

/* What is wrong with the message already is told before what is wrong with its parts. */
static enum status S_cut(struct exchange *x, enum status st, const struct diag *d)
{
    if (st != ST_OK && x->v.diag.status == ST_OK &&
        (!x->intake.in_root || parser_settle(&x->kit.parser) == ST_OK))
        x->v.diag = *d;
    return x->v.diag.status;
}

enum status intake_feed(struct exchange *x, const char *p, size_t n)
{
    struct diag d = DIAG_INIT;
    return S_cut(x, mime_feed(x->intake.mime, p, n, &d), &d);
}

enum status intake_end(struct exchange *x)
{
    struct intake *in = &x->intake;
    struct diag d = DIAG_INIT;
    if (S_cut(x, mime_end(in->mime, &d), &d) != ST_OK)
        return x->v.diag.status;
    if (!in->root_seen)
        return request_fail(x, ST_MIME, "本体のパート", in->start[0] ? in->start : "一つ以上のパート",
                            in->start[0] ? "start の示す Content-ID のパートがありません"
                                         : "パートがありません");
    return ST_OK;
}

/* --- the end
 * ---------------------------------------------------------------------------------------------------- */

static const char *S_shown(const struct attachment *a)
{
    return a->id[0] ? a->id : a->location[0] ? a->location : "Content-ID なし";
}

/* An href without "cid:" is a Content-Location, but hardly ever meant as one: a part of that ID is what it
 * means. */
static void S_no_location(struct exchange *x, const char *parts)
{
    const struct intake *in = &x->intake;
    const struct attachment *a = in->parts;
    char want[MIME_ID * 2 + 80];
    while (a && !(a->id[0] && mime_id_is(a->id, in->ref)))
        a = a->next;
    snprintf(want, sizeof want,
             a ? "cid:%s（Content-ID で指すときは cid: を付けます）"
               : "cid:ID、または Content-Location %s のパート",
             in->ref);
    request_fail(x, ST_MIME, a ? "ファイルの要素の href" : "href の指すパート", want, a ? in->ref : parts);
}

/* The part that the file element names. */
static struct spool *S_part(struct exchange *x)
{
    const struct intake *in = &x->intake;
    struct attachment *found = NULL;
    char have[160] = "", want[MIME_ID + 48], item[64];
    size_t at = 0;
    int named = 0;
    for (struct attachment *a = in->parts; a; a = a->next) {
        if (S_named(in, a)) {
            found = a;
            named++;
        }
        int n = snprintf(have + at, sizeof have - at, "%s%s", at ? "、" : "", S_shown(a));
        if (n > 0 && (size_t)n < sizeof have - at)
            at += (size_t)n;
    }
    have[at] = 0;
    if (named == 1)
        return &found->spool;
    if (in->location && !named) {
        S_no_location(x, at ? have : "本体のほかにパートがありません");
        return NULL;
    }
    snprintf(item, sizeof item, "%s の指すパート", in->by);
    snprintf(want, sizeof want, "%s%s%s のパート%s", in->location ? "Content-Location " : "Content-ID <",
             in->ref, in->location ? "" : ">", named ? "一つだけ" : "");
    request_fail(x, ST_MIME, item, want, at ? have : "本体のほかにパートがありません");
    return NULL;
}

void intake_note(const struct exchange *x, char *note, size_t cap)
{
    char shown[81] = "";
    int n = 0;
    size_t at = strlen(note);
    for (const struct attachment *a = x->kit.parser.sound ? x->intake.parts : NULL; a; a = a->next)
        if (!S_named(&x->intake, a) && ++n)
            str_show(shown, sizeof shown, str_of(S_shown(a)));
    if (n)
        snprintf(note + at, cap - at, "%s本文のどこからも指されていない添付 %d 個（%s）", at ? "、" : "", n,
                 shown);
}

enum status intake_seal(struct exchange *x)
{
    struct intake *in = &x->intake;
    if (!in->present)
        return ST_OK;
    if (!in->by && in->spool.size + (int64_t)in->spool.n == 0 && in->parts) { /* its sender means the part */
        char have[MIME_ID + 64];
        snprintf(have, sizeof have, "空で、添付 %s がどこからも指されていません", S_shown(in->parts));
        return request_fail(x, ST_MIME, "ファイルの要素",
                            "xop:Include か href で cid:ID、または base64 の内容", have);
    }
    struct spool *s = in->by ? S_part(x) : &in->spool;
    enum status st = s ? spool_seal(s, &x->upload, &x->v.diag) : x->v.diag.status;
    x->upload.tenpu = in->by != NULL;
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

/* The reply of an operation: kekka, then the C struct by its field table (DESIGN 6). A file is not written
 * here: the text is split around it, and exchange_reply_read puts it in between. See request.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "soap/request.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

void writer_open(struct exchange *x, const char *header)
{
    struct buf *out = &x->kit.head;
    bool v12 = request_version(x) == SOAP_12;
    buf_clear(out);
    x->heard.said = (struct watch){.doubt = true}; /* until it is known what it says */
    buf_adds(out, v12 ? XML_HEAD "<soap:Envelope xmlns:soap=\"" NS_SOAP12 "\">"
                      : XML_HEAD "<soap:Envelope xmlns:soap=\"" NS_SOAP11 "\">");
    if (header)
        buf_adds(out, header);
    buf_adds(out, "<soap:Body>");
}

void writer_close(struct exchange *x, struct buf *out)
{
    (void)x;
    buf_adds(out, "</soap:Body></soap:Envelope>\n");
}

static void S_start(struct buf *out, const char *name)
{
    buf_addc(out, '<');
    buf_adds(out, name);
    buf_addc(out, '>');
}

static void S_end(struct buf *out, const char *name)
{
    buf_add(out, "</", 2);
    buf_adds(out, name);
    buf_addc(out, '>');
}

static void S_element(struct buf *out, const char *name, const char *text)
{
    S_start(out, name);
    buf_xml(out, text, strlen(text));
    S_end(out, name);
}

/* What a field says; the journal has to look at it where it may hide something. */
static void S_value(struct exchange *x, struct buf *out, const char *name, const char *text)
{
    if (!x->heard.unwanted)
        watch_value(&x->heard.said, str_of(name), str_of(text));
    S_element(out, name, text);
}

static void S_fields(struct exchange *x, struct buf **out, const struct field *fields, const char *from);

static void S_field(struct exchange *x, struct buf **out, const struct field *f, const char *at)
{
    switch (f->kind) {
    case F_TEXT: {
        const char *s = *(const char *const *)(const void *)at;
        if (s)
            S_value(x, *out, f->element, s);
        break;
    }
    case F_INT: {
        int64_t v = *(const int64_t *)(const void *)at;
        char text[24];
        snprintf(text, sizeof text, "%" PRId64, v);
        if (v != INT64_MIN)
            S_element(*out, f->element, text);
        break;
    }
    case F_GROUP:
        S_start(*out, f->element);
        S_fields(x, out, f->sub, at);
        S_end(*out, f->element);
        break;
    case F_LIST: {
        const struct list *l = (const struct list *)(const void *)at;
        for (size_t i = 0; i < l->n; i++) {
            S_start(*out, f->element);
            S_fields(x, out, f->sub, (const char *)l->items + i * f->size);
            S_end(*out, f->element);
        }
        break;
    }
    case F_FILE: {
        const struct download *file = (const struct download *)(const void *)at;
        if (!download_is(file))
            break;
        x->heard.said.doubt = true;
        S_start(*out, f->element);
        *out = &x->kit.tail;
        S_end(*out, f->element);
        break;
    }
    case F_BOOL: /* these are of JSON alone */
    case F_TEXTS:
    case F_ROWS:
    case F_OBJECT:
        break;
    }
}

static void S_fields(struct exchange *x, struct buf **out, const struct field *fields, const char *from)
{
    for (const struct field *f = fields; f && f->element; f++)
        S_field(x, out, f, from + f->offset);
}

/* Rules that are broken and only warn. */
static void S_keikoku(const struct findings *found, struct buf *out)
{
    for (int i = 0; i < found->n; i++) {
        const struct diag *d = &found->list[i].diag;
        struct buf text = BUF_INIT;
        diag_text(d, &text);
        S_start(out, "c:keikoku");
        S_element(out, "c:code", status_info(d->status)->code);
        S_element(out, "c:komoku", d->item);
        S_element(out, "c:bun", text.data ? text.data : "");
        S_end(out, "c:keikoku");
        if (!buf_ok(&text))
            out->failed = true;
        buf_release(&text);
    }
}

static void S_kekka(struct exchange *x, enum status st, struct buf *out)
{
    const struct status_info *info = status_info(st);
    int kubun = status_kubun(st);
    buf_adds(out, "<kekka><c:kubun>");
    buf_addc(out, (char)('0' + kubun));
    buf_adds(out, "</c:kubun><c:code>");
    buf_adds(out, info->code);
    buf_adds(out, "</c:code><c:message>");
    if (kubun == 9) {
        struct buf text = BUF_INIT;
        rule_refusal_text(&x->v.diag, &x->v.call.keikoku, &text);
        buf_xml(out, text.data ? text.data : "", text.len);
        if (!buf_ok(&text))
            out->failed = true;
        buf_release(&text);
    } else {
        buf_adds(out, info->text);
    }
    buf_adds(out, "</c:message>");
    if (kubun != 9 && x->v.call.uketsuke)
        S_value(x, out, "c:uketsukeBango", x->v.call.uketsuke);
    if (kubun != 9)
        S_keikoku(&x->v.call.keikoku, out);
    buf_adds(out, "</kekka>");
}

void writer_reply(struct exchange *x, enum status st)
{
    struct buf *out = &x->kit.head;
    writer_open(x, NULL);
    buf_addc(out, '<');
    buf_adds(out, x->v.op->name);
    buf_adds(out, "Response xmlns=\"");
    buf_adds(out, x->service->ns);
    buf_adds(out, "\" xmlns:c=\"" NS_COMMON "\">");
    x->heard.said.doubt = status_kubun(st) == 9 || x->v.call.keikoku.n;
    S_kekka(x, st, out);
    if (status_kubun(st) != 9)
        S_fields(x, &out, x->v.op->reply, x->v.rep);
    buf_adds(out, "</");
    buf_adds(out, x->v.op->name);
    buf_adds(out, "Response>");
    writer_close(x, out);
}

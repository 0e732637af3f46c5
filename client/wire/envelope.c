/* Request envelopes; see envelope.h. */
#include "wire/envelope.h"

#include <string.h>

#include "base/str.h"
#include "say.h"

enum { MAX_GROUPS = 8, MAX_LEAVES = 64 };

/* The groups that are open, and the leaves written since the innermost was opened. */
struct writer {
    struct buf *out;
    struct str group[MAX_GROUPS];
    int depth;
    struct str leaf[MAX_LEAVES];
    int leaves;
};

static bool S_name_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
            return false;
    }
    return s.n > 0;
}

static void S_tag(struct writer *w, const char *open, struct str name)
{
    buf_adds(w->out, open);
    buf_add(w->out, name.p, name.n);
    buf_addc(w->out, '>');
}

static void S_close_to(struct writer *w, int depth)
{
    while (w->depth > depth) {
        S_tag(w, "</t:", w->group[--w->depth]);
        w->leaves = 0;
    }
}

static bool S_written(const struct writer *w, struct str leaf)
{
    for (int i = 0; i < w->leaves; i++)
        if (str_eq(w->leaf[i], leaf))
            return true;
    return false;
}

/* Leaves the writer inside the groups of `path` (a.b of a.b.c=v); a group whose leaf is there already starts
 * anew. */
static enum envelope_fault S_enter(struct writer *w, struct str path, struct str *ret_leaf)
{
    struct str part[MAX_GROUPS + 1];
    int n = 0;
    for (size_t from = 0, i = 0; i <= path.n; i++) {
        if (i < path.n && path.p[i] != '.')
            continue;
        if (n > MAX_GROUPS)
            return ENVELOPE_TOO_DEEP;
        part[n] = (struct str){path.p + from, i - from};
        if (!S_name_ok(part[n++]))
            return ENVELOPE_BAD_NAME;
        from = i + 1;
    }
    int same = 0;
    while (same < w->depth && same < n - 1 && str_eq(w->group[same], part[same]))
        same++;
    if (same == w->depth && same == n - 1 && same > 0 && S_written(w, part[n - 1]))
        same--;
    S_close_to(w, same);
    for (; same < n - 1; same++) {
        S_tag(w, "<t:", part[same]);
        w->group[w->depth++] = part[same];
        w->leaves = 0;
    }
    *ret_leaf = part[n - 1];
    return ENVELOPE_OK;
}

static enum envelope_fault S_field(struct writer *w, const struct envelope *e, const char *field,
                                   struct envelope_result *ret)
{
    const char *eq = strchr(field, '=');
    if (!eq)
        return ENVELOPE_NO_EQUALS;
    struct str leaf;
    enum envelope_fault f = S_enter(w, (struct str){field, (size_t)(eq - field)}, &leaf);
    if (f)
        return f;
    const bool file = eq[1] == '@' && !e->literal;
    if (file && ret->file)
        return ENVELOPE_TWO_FILES;
    S_tag(w, "<t:", leaf);
    if (file) {
        ret->file = eq + 2;
        if (e->xop) {
            buf_adds(w->out, "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:");
            buf_xml(w->out, e->xop, strlen(e->xop));
            buf_adds(w->out, "\"/>");
        }
        ret->split = w->out->len;
    } else {
        buf_xml(w->out, eq + 1, strlen(eq + 1));
    }
    S_tag(w, "</t:", leaf);
    if (w->leaves < MAX_LEAVES)
        w->leaf[w->leaves++] = leaf;
    return ENVELOPE_OK;
}

static void S_element(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, "<%s>", name);
    buf_xml(out, value, strlen(value));
    buf_addf(out, "</%s>", name);
}

static void S_head(const struct envelope *e, struct buf *out)
{
    static const char wss[] = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    buf_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"%s\"><s:Header>",
             e->version == 11 ? "http://schemas.xmlsoap.org/soap/envelope/"
                              : "http://www.w3.org/2003/05/soap-envelope");
    buf_addf(out,
             "<w:Security xmlns:w=\"%swssecurity-secext-1.0.xsd\" s:mustUnderstand=\"%s\"><w:UsernameToken>",
             wss, e->version == 11 ? "1" : "true");
    S_element(out, "w:Username", e->system);
    buf_addf(out, "<w:Password Type=\"%susername-token-profile-1.0#PasswordText\">", wss);
    buf_xml(out, e->password, strlen(e->password));
    buf_adds(out, "</w:Password></w:UsernameToken></w:Security></s:Header><s:Body>");
}

enum envelope_fault envelope_build(const struct envelope *e, struct buf *out, struct envelope_result *ret)
{
    struct writer w = {.out = out};
    struct str op = str_of(e->op);
    *ret = (struct envelope_result){0};
    if (!S_name_ok(op) || !S_name_ok(str_of(e->service)))
        return ENVELOPE_BAD_NAME;
    S_head(e, out);
    buf_addf(out, "<t:%s xmlns:t=\"urn:chukan:%s:1\" xmlns:c=\"urn:chukan:common:1\"><t:irai>", e->op,
             e->service);
    S_element(out, "c:busho", e->busho);
    S_element(out, "c:user", e->user);
    buf_adds(out, "</t:irai>");
    for (; ret->wrong < e->field_count; ret->wrong++) {
        enum envelope_fault f = S_field(&w, e, e->fields[ret->wrong], ret);
        if (f)
            return f;
    }
    S_close_to(&w, 0);
    S_tag(&w, "</t:", op);
    buf_adds(out, "</s:Body></s:Envelope>");
    return ENVELOPE_OK;
}

const char *envelope_fault_text(enum envelope_fault f)
{
    switch (f) {
    case ENVELOPE_OK:
        return tr("正しい指定です", "fine");
    case ENVELOPE_NO_EQUALS:
        return tr("項目は「名前=値」の形で書きます", "a field is written name=value");
    case ENVELOPE_BAD_NAME:
        return tr("要素名に使えない文字があります", "not a name of an element");
    case ENVELOPE_TWO_FILES:
        return tr("「@ファイル」は 1 つだけ指定できます", "only one @FILE is possible");
    case ENVELOPE_TOO_DEEP:
        return tr("項目の入れ子が深すぎます", "groups are nested too deep");
    }
    return "";
}

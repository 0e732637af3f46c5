/* Exchanges that are searched for; see journal_sought.h. */
#include "world/journal_sought.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "file/form/xml_path.h"
#include "world/journal_row.h"

enum { NAME = 260, URI = 80, SERVICE = 40 };

/* --- XPath ------------------------------------------------------------------------------------------------
 */

enum { S, C, W, T, PREFIXES };

/* Those of the handbook's messages (3.2): s of SOAP 1.1 and 1.2, as the message has it; t of its service. */
static void S_prefixes(struct str body, struct str service, char t[URI], struct xml_prefix out[PREFIXES + 1])
{
    static const char v11[] = "http://schemas.xmlsoap.org/soap/envelope/",
                      v12[] = "http://www.w3.org/2003/05/soap-envelope";
    const bool is12 = body.n && memmem(body.p, body.n, v12, sizeof v12 - 1);
    snprintf(t, URI, "urn:chukan:%.*s:1", service.n < SERVICE ? (int)service.n : 0, service.p);
    out[S] = (struct xml_prefix){"s", is12 ? v12 : v11};
    out[C] = (struct xml_prefix){"c", "urn:chukan:common:1"};
    out[W] = (struct xml_prefix){
        "w", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"};
    out[T] = (struct xml_prefix){"t", t};
    out[PREFIXES] = (struct xml_prefix){NULL, NULL};
}

static enum status S_finds(struct journal_sought *x, struct str body, struct str service, bool *ret,
                           struct diag *d)
{
    char t[URI];
    struct xml_prefix prefixes[PREFIXES + 1];
    S_prefixes(body, service, t, prefixes);
    x->read += body.n;
    return xml_path_find(x->xpath, body, prefixes, ret, d);
}

/* --- 枝番 -------------------------------------------------------------------------------------------------
 */

static bool S_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The tag that ends before `end` begins an element for a 枝番: its name ends so. */
static bool S_for_edaban(const char *begin, const char *end)
{
    static const char word[] = "daban"; /* edaban, ukeEdaban */
    const char *open = memrchr(begin, '<', (size_t)(end - begin));
    const size_t n = open ? strcspn(open + 1, " \t\r\n/>") : 0;
    return n >= sizeof word && memcmp(open + 1 + n - (sizeof word - 1), word, sizeof word - 1) == 0;
}

/* It stands between two tags, the first of which is for one. */
static bool S_is_value(struct str body, const char *at, size_t n)
{
    const char *from = at, *to = at + n, *end = body.p + body.n;
    while (from > body.p && S_blank(from[-1]))
        from--;
    while (to < end && S_blank(*to))
        to++;
    return from > body.p && from[-1] == '>' && to < end && *to == '<' && S_for_edaban(body.p, from);
}

static bool S_has_edaban(struct str body, struct str edaban)
{
    const char *at = body.p, *end = body.p + body.n;
    while (at && (at = memmem(at, (size_t)(end - at), edaban.p, edaban.n))) {
        if (S_is_value(body, at, edaban.n))
            return true;
        at++;
    }
    return false;
}

/* --- all of it --------------------------------------------------------------------------------------------
 */

/* "kanyusha.register"; of what is no operation its method and path, or what it says that it is of. */
static void S_name(struct str row, char out[NAME])
{
    const struct str service = journal_row_text(row, "service"), op = journal_row_text(row, "op"),
                     method = journal_row_text(row, "method"), path = journal_row_text(row, "path");
    const bool called = op.n || !path.n;
    const struct str a = called ? service : method, b = called ? op : path;
    snprintf(out, NAME, "%.*s%s%.*s", (int)a.n, a.p, !b.n ? "" : called ? "." : " ", (int)b.n, b.p);
}

static bool S_row_fits(const struct journal_sought *x, struct str row)
{
    const struct order_journal *o = x->order;
    struct journal_row numbers;
    char name[NAME];
    if (!journal_row_read(row, &numbers) || (o->code && !str_is(journal_row_text(row, "code"), o->code)))
        return false;
    S_name(row, name);
    return (!o->op || words_within(o->op, name)) &&
           (!o->id || case_seen_has(&x->seen, numbers.told, journal_row_text(row, "uketsukeBango")));
}

enum status journal_sought_fits(struct journal_sought *x, const struct journal_record *r, bool *ret,
                                struct diag *d)
{
    const struct str edaban = str_of(x->order->edaban ? x->order->edaban : "");
    enum status st = ST_OK;
    *ret = S_row_fits(x, r->row);
    if (*ret && edaban.n)
        *ret = S_has_edaban(r->request, edaban) || S_has_edaban(r->reply, edaban);
    if (!*ret || !x->xpath)
        return ST_OK;
    const struct str service = journal_row_text(r->row, "service");
    st = S_finds(x, r->request, service, ret, d);
    if (st == ST_OK && !*ret)
        st = S_finds(x, r->reply, service, ret, d);
    return st;
}

enum status journal_sought_begin(struct journal_sought *x, struct world *w, const struct order_journal *o,
                                 struct diag *d)
{
    char t[URI];
    struct xml_prefix prefixes[PREFIXES + 1];
    *x = (struct journal_sought){.order = o};
    S_prefixes((struct str){NULL, 0}, STR("kanri"), t, prefixes);
    if (o->edaban && !*o->edaban)
        return diag_set(d, ST_CONTROL, "edaban", "1 文字以上", "空");
    enum status st = o->id ? case_seen(w, o->id, &x->seen, d) : ST_OK;
    return st == ST_OK && o->xpath ? xml_path_new(o->xpath, prefixes, &x->xpath, d) : st;
}

void journal_sought_end(struct journal_sought *x)
{
    xml_path_free(x->xpath);
    x->xpath = NULL;
}

/* Answers about a journal; see journal_json.h. */
#include "world/journal_json.h"

#include "world/journal.h"
#include "world/journal_row.h"

void journal_json_open(struct buf *json, int64_t last, int64_t first)
{
    buf_addf(json, "{\"last\":%lld,\"first\":%lld,\"entries\":[", (long long)last, (long long)first);
}

enum status journal_json_close(struct buf *json, int64_t next)
{
    buf_addc(json, ']');
    if (next)
        buf_addf(json, ",\"next\":%lld", (long long)next);
    buf_addc(json, '}');
    return buf_ok(json) ? ST_OK : ST_LIMIT;
}

static void S_comma(struct buf *json)
{
    if (json->data[json->len - 1] != '[')
        buf_addc(json, ',');
}

void journal_json_row(struct buf *json, struct str row)
{
    S_comma(json);
    journal_row_json(row, json);
}

/* instead: what there is to say when there is no body any more; NULL: it is as it came. */
static void S_body(struct buf *json, const char *key, struct str body, bool cut, const char *instead)
{
    buf_json_key(json, key);
    buf_addc(json, '{');
    buf_json_int(json, "shown", (int64_t)body.n);
    buf_addf(json, ",\"cut\":%s", cut ? "true" : "false");
    struct buf text = BUF_INIT;
    buf_add(&text, body.p ? body.p : "", body.n);
    if (instead)
        buf_adds(&text, instead);
    buf_json_member(json, "text", text.data ? text.data : "");
    buf_addc(json, '}');
    buf_release(&text);
}

/* gone: its place on the disk was wanted by later ones. */
_Static_assert(JOURNAL_PLENTY == 200, "the text below says how many");

/* What is said in place of bodies that there are not. */
static const char *S_instead(const struct journal_record *r, bool gone)
{
    if (gone)
        return "［本文はもう残っていません（上限を超えると、古いものから消えます）］";
    if (r->many)
        return "［本文は残していません（成功した要求が、1 秒に 200 件を超えました）］";
    return r->no_room ? "［本文は空きがなくて残せませんでした］" : NULL;
}

void journal_json_exchange(struct buf *json, const struct journal_record *r, bool gone)
{
    const char *instead = S_instead(r, gone);
    if (json->len)
        S_comma(json);
    journal_row_json(r->row, json);
    json->len -= buf_ok(json) ? 1 : 0; /* its closing brace */
    S_body(json, "request", r->request, r->request_cut, instead);
    S_body(json, "reply", r->reply, r->reply_cut, instead);
    buf_addc(json, '}');
}

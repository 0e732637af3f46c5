/* wsu:Timestamp (SOAP Message Security 1.0, 10), held to by policy wsSecurity alone. It is of the real time,
 * as TLS is, never of the world's clock. See request.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "soap/request.h"

enum { SKEW = 300 /* [A] seconds that a client's clock may be ahead */ };

/* Behind the seconds: a fraction, which is dropped, then Z, an offset, or nothing: UTC. false: something
 * else.
 */
static bool S_zone(const char *p, int64_t *t)
{
    size_t fraction = *p == '.' ? strspn(p + 1, "0123456789") : 0;
    p += fraction ? fraction + 1 : 0;
    if (*p == '+' || *p == '-') {
        const char *at = p + 1;
        int32_t offset = clock_read_time(&at);
        *t -= *p == '+' ? offset : -offset;
        return offset >= 0 && offset <= 14 * 3600 && at == p + 6 && !*at;
    }
    return !*p || strcmp(p, "Z") == 0;
}

/* xs:dateTime, blanks around it taken off. */
static bool S_time(struct piece *piece, int64_t *ret)
{
    char *end = piece->text + piece->n;
    const char *p = piece->text + strspn(piece->text, " \t\r\n");
    while (end > p && strchr(" \t\r\n", end[-1]))
        *--end = 0;
    if (piece->cut || strlen(p) < 19 || p[10] != 'T')
        return false;
    int32_t day = str_date((struct str){p, 10});
    const char *at = p + 11;
    int32_t time = clock_read_time(&at);
    *ret = (int64_t)day * 86400 + time;
    return day != INT32_MIN && time >= 0 && at == p + 19 && S_zone(at, ret);
}

static enum status S_form(struct exchange *x, const char *item, const char *want, const char *have)
{
    return request_fail(x, ST_TIMESTAMP, item, want, have);
}

static enum status S_read(struct exchange *x, struct piece *piece, const char *item, int64_t *ret)
{
    if (piece->count != 1)
        return S_form(x, item, "一つ", piece->count ? "二つ以上" : "ありません");
    return S_time(piece, ret)
               ? ST_OK
               : S_form(x, item, "UTC の日時（例 2026-04-01T00:00:00Z）", piece->n ? piece->text : "空");
}

static enum status S_passed(struct exchange *x, const char *item, const char *want, time_t now,
                            const struct piece *piece)
{
    char text[128], clock[32] = "";
    struct tm tm;
    if (gmtime_r(&now, &tm))
        strftime(clock, sizeof clock, "%Y-%m-%dT%H:%M:%SZ", &tm);
    snprintf(text, sizeof text, "%s（いまは実時間の %s）", want, clock);
    return request_fail(x, ST_EXPIRED, item, text, piece->text);
}

enum status timestamp_judge(struct exchange *x)
{
    static const char created_item[] = "Timestamp の Created", expires_item[] = "Timestamp の Expires";
    struct token *t = &x->token;
    int64_t created, expires = INT64_MAX;
    time_t now = time(NULL);
    if (!x->strict || !t->stamps)
        return ST_OK;
    if (t->stamps > 1)
        return S_form(x, "Timestamp", "一つ", "二つ以上");
    enum status st = S_read(x, &t->created, created_item, &created);
    if (st == ST_OK && t->expires.count)
        st = S_read(x, &t->expires, expires_item, &expires);
    if (st != ST_OK)
        return st;
    if (expires < created)
        return S_form(x, expires_item, "Created より後の日時", t->expires.text);
    if (created > now + SKEW)
        return S_passed(x, created_item, "5 分より先でない日時", now, &t->created);
    if (expires < now)
        return S_passed(x, expires_item, "過ぎていない日時", now, &t->expires);
    return ST_OK;
}

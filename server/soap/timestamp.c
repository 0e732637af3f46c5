/* wsu:Timestamp (SOAP Message Security 1.0, 10), held to by policy wsSecurity alone. It is of the real time,
 * as TLS is, never of the world's clock. See request.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "soap/request.h"

enum { SKEW = 300 /* [A] seconds that a client's clock may be ahead */ };

/* n digits at *p, which moves behind them; -1: there are others. */
static int S_number(const char **p, int n)
{
    int v = 0;
    for (; n > 0; n--, (*p)++) {
        if (**p < '0' || **p > '9')
            return -1;
        v = v * 10 + (**p - '0');
    }
    return v;
}

/* Behind the seconds: a fraction, which is dropped, then Z, an offset, or nothing: UTC. false: something
 * else.
 */
static bool S_zone(const char *p, int64_t *t)
{
    size_t fraction = *p == '.' ? strspn(p + 1, "0123456789") : 0;
    p += fraction ? fraction + 1 : 0;
    if (*p == '+' || *p == '-') {
        int sign = *p++ == '+' ? 1 : -1, hours = S_number(&p, 2);
        bool colon = *p == ':';
        p += colon;
        int minutes = S_number(&p, 2);
        *t -= sign * (hours * 3600 + minutes * 60);
        return hours >= 0 && hours <= 14 && colon && minutes >= 0 && minutes < 60 && !*p;
    }
    return !*p || strcmp(p, "Z") == 0;
}

/* xs:dateTime, blanks around it taken off. */
static bool S_time(struct piece *piece, int64_t *ret)
{
    static const char form[] = "Y-M-DTh:m:s";
    char *end = piece->text + piece->n;
    const char *p = piece->text + strspn(piece->text, " \t\r\n");
    while (end > p && strchr(" \t\r\n", end[-1]))
        *--end = 0;
    int v[6] = {0}, n = 0;
    for (const char *f = form; *f; f++) {
        if (strchr("-T:", *f) ? *p++ != *f : (v[n++] = S_number(&p, *f == 'Y' ? 4 : 2)) < 0)
            return false;
    }
    struct tm tm = {.tm_year = v[0] - 1900,
                    .tm_mon = v[1] - 1,
                    .tm_mday = v[2],
                    .tm_hour = v[3],
                    .tm_min = v[4],
                    .tm_sec = v[5]};
    struct tm same = tm;
    *ret = timegm(&same);
    return same.tm_mon == tm.tm_mon && same.tm_mday == tm.tm_mday && same.tm_hour == tm.tm_hour &&
           same.tm_min == tm.tm_min && same.tm_sec == tm.tm_sec && !piece->cut && S_zone(p, ret);
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

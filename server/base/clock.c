/* Virtual time; see clock.h. */
#include "base/clock.h"

#include <stdio.h>
#include <time.h>

#include "base/str.h"

enum { JST = 9 * 3600, DAY = 86400 };

int64_t clock_real_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t clock_now(const struct vclock *c)
{
    int64_t now = c->frozen ? c->at : c->at + (clock_real_us() / 1000000 - c->real_at);
    return now < CLOCK_END ? now : CLOCK_END;
}

void clock_freeze(struct vclock *c)
{
    c->at = clock_now(c);
    c->frozen = true;
}

void clock_run(struct vclock *c)
{
    c->at = clock_now(c);
    c->real_at = clock_real_us() / 1000000;
    c->frozen = false;
}

bool clock_set(struct vclock *c, int64_t t)
{
    if (t < clock_now(c) || t > CLOCK_END)
        return false;
    c->at = t;
    c->real_at = clock_real_us() / 1000000;
    return true;
}

static int32_t S_floor_day(int64_t t)
{
    return (int32_t)(t >= 0 ? t / DAY : -((-t + DAY - 1) / DAY));
}

int32_t clock_date(int64_t t)
{
    return S_floor_day(t + JST);
}

int64_t clock_day(int32_t day)
{
    return (int64_t)day * DAY - JST;
}

void clock_text(int64_t t, char out[CLOCK_TEXT])
{
    int32_t day = clock_date(t);
    int s = (int)(t + JST - (int64_t)day * DAY);
    char d[9], text[48];
    str_from_date(day, d);
    snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%02d:%02d:%02d+09:00", d, d + 4, d + 6, s / 3600 % 24,
             s / 60 % 60, s % 60);
    memcpy(out, text, CLOCK_TEXT);
}

const char *clock_text_in(struct arena *a, int64_t t)
{
    char text[CLOCK_TEXT];
    if (t == INT64_MIN)
        return NULL;
    clock_text(t, text);
    return arena_strdup(a, text);
}

/* Two digits at *p, which moves behind them; -1: there are others. */
static int S_two(const char **p)
{
    struct str s = {*p, 2};
    if (!**p || !str_all_digits(s))
        return -1;
    *p += 2;
    return (s.p[0] - '0') * 10 + (s.p[1] - '0');
}

int32_t clock_read_time(const char **p)
{
    int v[3] = {0};
    for (int i = 0; i < 3 && (i < 2 || **p == ':'); i++) {
        if (i > 0 && *(*p)++ != ':')
            return -1;
        v[i] = S_two(p);
        if (v[i] < 0 || v[i] > (i ? 59 : 23))
            return -1;
    }
    return v[0] * 3600 + v[1] * 60 + v[2];
}

int64_t clock_parse(const char *s)
{
    if (strlen(s) < 10)
        return INT64_MIN;
    int32_t day = str_date((struct str){s, 10}), time = 0;
    const char *rest = s + 10;
    if (*rest == 'T' || *rest == ' ') {
        rest++;
        time = clock_read_time(&rest);
    }
    if (day == INT32_MIN || time < 0)
        return INT64_MIN;
    int64_t zone = JST;
    if (*rest == 'Z' && !rest[1])
        zone = 0;
    else if (*rest && strcmp(rest, "+09:00") != 0)
        return INT64_MIN;
    return (int64_t)day * DAY + time - zone;
}

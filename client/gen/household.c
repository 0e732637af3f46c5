/* How households come to be; see household.h. */
#include "gen/household.h"

#include "gen/calendar.h"
#include "gen/random.h"

#define YEARS(n) (1461 * (n) / 4) /* days, where the very birthday does not matter */

enum {
    YEAR = 365,
    GRACE = 5,        /* a loss is told some days later */
    PENSION = 75,     /* years: 後期高齢者医療 begins on the birthday */
    RETIREMENT = 60,  /* and the work that is gone on with then is another contract */
    BETWEEN = 320,    /* days from one birth to the next */
    CHILD_EVERY = 500 /* days that a child takes up of those in which it can be born */
};

/* A household on its way. */
struct making {
    uint64_t luck;
    int32_t day;         /* of the files */
    int32_t start, last; /* the first 取得 of the 本人; the last day of 資格 that the files know of */
    struct person *family;
    int size;
};

static int32_t S_earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t S_later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* As random_below. The chain starts with a mixed number and is short: one multiplication is enough, and every
 * file walks through all households. */
static uint32_t S_below(uint64_t *s, uint32_t n)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*s >> 32) * n >> 32);
}

static bool S_chance(uint64_t *s, uint32_t in_1000)
{
    return S_below(s, 1000) < in_1000;
}

static int32_t S_between(uint64_t *s, int32_t first, int32_t last)
{
    return first > last ? NO_DAY : first + (int32_t)S_below(s, (uint32_t)(last - first + 1));
}

/* The first of a month, more often of April than of all the others. */
static int32_t S_first(uint64_t *s, int32_t from, int32_t to)
{
    enum { TRIES = 4 };
    if (from > to)
        return NO_DAY;
    int32_t year = calendar_year(from), years = calendar_year(to) - year + 1;
    for (int i = 0; i < TRIES; i++) {
        int32_t which = year + (int32_t)S_below(s, (uint32_t)years);
        int32_t found = calendar_day(which, S_chance(s, 550) ? 4 : 1 + (int)S_below(s, 12), 1);
        if (found >= from && found <= to)
            return found;
    }
    struct ymd d = calendar_of(from);
    int32_t next = d.day == 1 ? from : calendar_day(d.year + d.month / 12, d.month % 12 + 1, 1);
    return next <= to ? next : NO_DAY;
}

/* The day after the last one at work, some of which are in the middle of a month. */
static int32_t S_leaving(uint64_t *s, int32_t from, int32_t to)
{
    return S_chance(s, 150) ? S_between(s, from, to) : S_first(s, from, to);
}

/* Whose birthdays decide was not born on 29 February. */
static int32_t S_born(int32_t day, int32_t files)
{
    if (files - day < 50 * YEAR)
        return day;
    struct ymd d = calendar_of(day);
    return d.month == 2 && d.day == 29 ? day - 1 : day;
}

/* The 75th birthday, or a day after the files when it is far. */
static int32_t S_pension(const struct making *m, int32_t birth)
{
    return m->day - birth < YEARS(PENSION) - 2 ? m->day + 1 : calendar_years(birth, PENSION);
}

/* --- the 本人 --- */

/* Dead, gone, too old, or still there. */
static int32_t S_end(struct making *m, struct person *p)
{
    int32_t pension = S_pension(m, p->birth), most = S_earlier(m->day - GRACE, pension);
    if (S_chance(&m->luck, 40)) {
        int32_t death = m->day - GRACE - (int32_t)S_below(&m->luck, 200);
        p->dead = death > m->start + 60 && death <= pension;
        if (p->dead)
            return death;
    }
    if (S_chance(&m->luck, 105)) {
        int32_t left = S_leaving(&m->luck, S_later(m->start + 180, m->day - 6 * YEAR), most);
        if (left != NO_DAY)
            return left;
    }
    return pension <= m->day ? pension : NO_DAY;
}

/* The last period goes on after some days, or none, with another 記号番号. */
static void S_split(struct person *p, int32_t end, int32_t start)
{
    struct period *last = &p->periods[p->period_count - 1];
    p->periods[p->period_count++] = (struct period){start, last->end, last->card + 1};
    last->end = end;
}

/* Who quit and came back. */
static void S_back(struct making *m, struct person *p)
{
    int32_t quit = S_leaving(&m->luck, m->start + YEAR, m->last - YEAR);
    if (quit == NO_DAY)
        return;
    int32_t back = S_first(&m->luck, quit + 20, S_earlier(quit + 3 * YEAR, m->last - 60));
    if (back != NO_DAY)
        S_split(p, quit, back);
}

/* Who retired and was employed again on the same day (同日得喪). */
static void S_again(struct making *m, struct person *p)
{
    int32_t again = calendar_april(calendar_years(p->birth, RETIREMENT));
    if (again > person_last(p)->start + 60 && again < m->last - 60)
        S_split(p, again, again);
}

static void S_head(struct making *m)
{
    struct person *p = &m->family[0];
    p->dead = false;
    p->woman = S_chance(&m->luck, 400);
    int age = 19 + (int)S_below(&m->luck, 46);
    if (S_chance(&m->luck, 60))
        age = 65 + (int)S_below(&m->luck, 14);
    p->birth = S_born(m->day - YEARS(age) - (int32_t)S_below(&m->luck, YEAR), m->day);
    int32_t long_ago = S_earlier(m->day - YEARS(20), p->birth + YEARS(48));
    m->start = S_first(&m->luck, S_later(p->birth + YEARS(18), long_ago),
                       S_earlier(m->day - 2 * GRACE, p->birth + YEARS(58)));
    int32_t end = S_end(m, p);
    m->last = (end == NO_DAY ? m->day : end) - 1;
    p->periods[0] = (struct period){m->start, end, 0};
    p->period_count = 1;
    if (S_chance(&m->luck, 120))
        S_back(m, p);
    if (m->day - p->birth > RETIREMENT * YEAR && S_chance(&m->luck, 800))
        S_again(m, p);
}

/* --- the family --- */

/* The next of the family, who is no member of it yet. */
static struct person *S_next(struct making *m)
{
    struct person *p = &m->family[m->size];
    p->member = m->size;
    p->period_count = 0;
    p->dead = false;
    return p;
}

/* 被扶養者 from join to leave, while their 本人 is a member. false: never, and none of the family. */
static bool S_member(struct making *m, struct person *p, int32_t join, int32_t leave)
{
    const struct person *head = &m->family[0];
    for (int i = 0; i < head->period_count; i++) {
        struct period *k = &p->periods[p->period_count];
        *k = head->periods[i];
        k->start = S_later(k->start, join);
        if (leave != NO_DAY && (k->end == NO_DAY || k->end > leave))
            k->end = leave;
        p->period_count += k->end == NO_DAY || k->start < k->end;
    }
    if (p->period_count == 0)
        return false;
    struct period *last = &p->periods[p->period_count - 1];
    if (last->end == NO_DAY && S_chance(&m->luck, 40)) {
        int32_t death = m->day - GRACE - (int32_t)S_below(&m->luck, 50);
        p->dead = death > last->start + 60;
        last->end = p->dead ? death : NO_DAY;
    }
    m->size++;
    return true;
}

/* Most marry before, others after the 取得. */
static int32_t S_married(struct making *m, int32_t birth)
{
    int32_t grown = S_later(birth, m->family[0].birth) + YEARS(20);
    if (grown <= m->start && S_chance(&m->luck, 650))
        return m->start;
    return S_first(&m->luck, S_later(m->start, grown), S_earlier(m->last - 60, birth + YEARS(RETIREMENT)));
}

/* Some have an employer of their own later. */
static bool S_spouse(struct making *m)
{
    const struct person *head = &m->family[0];
    if (!S_chance(&m->luck, 600))
        return false;
    struct person *p = S_next(m);
    p->woman = !head->woman;
    p->birth = S_born(head->birth + (int32_t)S_below(&m->luck, 6 * YEAR) - 3 * YEAR, m->day);
    int32_t join = S_married(m, p->birth), pension = S_pension(m, p->birth);
    if (join == NO_DAY)
        return false;
    int32_t leave = pension <= m->day ? pension : NO_DAY, work = NO_DAY;
    if (S_chance(&m->luck, 80))
        work = S_first(&m->luck, join + YEAR, S_earlier(m->day - GRACE, pension));
    return S_member(m, p, join, work != NO_DAY ? work : leave);
}

/* Until school or university is over. */
static void S_child(struct making *m, int32_t birth)
{
    struct person *p = S_next(m);
    p->woman = S_chance(&m->luck, 490);
    p->birth = birth;
    int32_t works = NO_DAY;
    if (m->day - birth > YEARS(18) - 2)
        works = calendar_april(calendar_years(birth, S_chance(&m->luck, 400) ? 18 : 22));
    S_member(m, p, birth, works <= m->day ? works : NO_DAY);
}

/* Births are apart as nature wants it; the last may be of the year before the files. */
static void S_children(struct making *m)
{
    const struct person *head = &m->family[0], *mother = &m->family[head->woman ? 0 : 1];
    int32_t grown = S_later(mother->birth, head->birth) + YEARS(21);
    int32_t low = S_later(grown, m->start - YEARS(17));
    int32_t high = S_earlier(mother->birth + YEARS(43), m->last - 3);
    int want = (int)S_below(&m->luck, HOUSEHOLD - 1), late = 0;
    if (want == 0 || high < low)
        return;
    int32_t newborn = NO_DAY;
    if (high > m->day - 330 && S_chance(&m->luck, 300))
        newborn = S_between(&m->luck, S_later(low, m->day - 330), S_earlier(high, m->day - 62));
    if (newborn != NO_DAY)
        late = want > 1 && S_chance(&m->luck, 100) ? 2 : 1; /* twins */
    int32_t room = (newborn == NO_DAY ? high : newborn - BETWEEN) - low;
    int elder = room < CHILD_EVERY ? 0 : (int)S_earlier(want - late, room / CHILD_EVERY);
    for (int i = 0; i < elder; i++)
        S_child(m, low + room / elder * i + (int32_t)S_below(&m->luck, (uint32_t)(room / elder - BETWEEN)));
    for (int i = 0; i < late; i++)
        S_child(m, newborn);
}

/* For the benefits of a birth: who was born last. */
static void S_youngest(struct making *m)
{
    int32_t youngest = m->size > 2 ? m->family[m->size - 1].birth : NO_DAY;
    int born = 0;
    for (int i = 2; i < m->size; i++)
        born += m->family[i].birth == youngest;
    for (int i = 0; i < m->size; i++) {
        m->family[i].youngest = youngest;
        m->family[i].born = born;
    }
}

int household_make(struct person family[HOUSEHOLD], uint64_t home, int32_t day)
{
    struct making m = {.luck = random_mix(home ^ 1), .day = day, .family = family, .size = 1};
    family[0].member = 0;
    S_head(&m);
    if (S_spouse(&m))
        S_children(&m);
    S_youngest(&m);
    for (int i = 0; i < m.size; i++)
        family[i].home = home;
    return m.size;
}

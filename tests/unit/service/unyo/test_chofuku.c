/* 資格重複 (chofuku.c) while link files of several insurers are at work: whatever the order in which their
 * rows, calls of the others and messages come, what is found is what comes out when each is done to its end
 * before the next is accepted. Every order of a few short scripts, and some of many long ones. */
#define DESK_TEMP temp_make_light
#include "service/unyo/desk.h"

#include "base/kojin_bango.h"
#include "service/unyo/kanyusha_apply.h"
#include "store/torikomi.h"
#include "store/unyo_chofuku_machi.h"

#define INSURER_C "06139976"

enum { LANES = 4, STEPS = 64, WORDS = 8, INSURERS = 3, NUMBERS = 64, RANGE = 20, FILLER = 10 };

static const char *const insurers[INSURERS] = {INSURER_A, INSURER_B, INSURER_C};

/* A link file (accepted, chunks, end) or calls. Words of its script, each a chunk or call; + joins rows of a
 * chunk. n1 新規 of number 1, N1 with so many others that they become a message, r1 再取得, l1 喪失 (L1 so
 * early that nobody else's days are left), x1 新規 that is lost already, c1 取消, t12 訂正 from number 1
 * to 2. What is refused does nothing. */
struct lane {
    const char *hokensha;
    bool file;
    const char *script;
};

/* One step: the lane's next. */
struct play {
    const struct lane *lane;
    int lanes;
    int at[LANES];       /* steps done */
    int steps[LANES];    /* of all */
    int64_t jun[LANES];  /* of a file that was accepted */
    int order[STEPS], n; /* lanes, as they came */
    int run;
};

static int64_t next_jun, next_run;

static const char *S_bango(const struct play *p, int n)
{
    char body[12];
    snprintf(body, sizeof body, "%011d", (p->run * NUMBERS + n) * 79 + 1);
    return arena_printf(desk.arena, "%s%c", body, kojin_bango_digit(body));
}

/* --- rows -------------------------------------------------------------------------------------------------
 */

static struct kanyusha_irai S_new(const struct play *p, int number, const char *ymd, const char *soshitsu)
{
    struct kanyusha_irai r = desk_row("1", NULL, S_bango(p, number));
    r.shutoku_ymd = ymd;
    r.soshitsu_ymd = soshitsu;
    return r;
}

static void S_apply(const struct kanyusha_irai *r)
{
    struct row_kekka out = {0};
    desk.diag = DIAG_INIT;
    enum status st = bulk_find("kanyushaToroku")->apply(&desk.call, r, &out);
    ck_assert_msg(st == ST_OK || status_info(st)->fault == FAULT_NONE, "%s", tx_error(desk.call.tx));
}

/* One row of a word. */
static void S_row(const struct play *p, const char *row)
{
    int number = row[1] - '0';
    const char *join = strcmp(desk.caller.hokensha, INSURER_A) == 0 ? "20100401" : "20120401";
    struct kanyusha k = {0};
    struct kanyusha_irai r;
    bool found;
    ck_assert_int_eq(unyo_kanyusha_by_kojin(desk.call.tx, desk.caller.hokensha, S_bango(p, number),
                                            desk.arena, &k, &found),
                     ST_OK);
    k.edaban = found ? k.edaban : "9999999";
    switch (row[0]) {
    case 'N':
        for (int i = 0; i < RANGE; i++)
            S_apply((r = S_new(p, FILLER + i, join, NULL), &r));
        /* fall through */
    case 'n':
        r = S_new(p, number, join, NULL);
        break;
    case 'x':
        r = S_new(p, number, join, "20150401");
        break;
    case 'r':
        r = S_new(p, number, "20160401", NULL);
        break;
    case 'l':
        r = (struct kanyusha_irai){.shori_kubun = "4", .edaban = k.edaban, .soshitsu_ymd = "20150401"};
        break;
    case 'L':
        r = (struct kanyusha_irai){.shori_kubun = "4", .edaban = k.edaban, .soshitsu_ymd = join};
        break;
    case 'p': /* a past 資格 before all others */
        r = S_new(p, number, "20080401", "20090401");
        break;
    case 'h':
        r = (struct kanyusha_irai){.shori_kubun = "6", .edaban = k.edaban};
        break;
    case 'm':
        r = (struct kanyusha_irai){.shori_kubun = "2", .edaban = k.edaban, .shutoku_ymd = "20100501"};
        break;
    case 'c':
        r = (struct kanyusha_irai){.shori_kubun = "5", .edaban = k.edaban, .shutoku_ymd = k.shutoku_ymd};
        break;
    default:
        r = (struct kanyusha_irai){
            .shori_kubun = "3", .edaban = k.edaban, .kojin_bango = S_bango(p, row[2] - '0')};
    }
    S_apply(&r);
}

static const char *S_word(const char *script, int n)
{
    for (; n > 0; n--)
        script = strchr(script, ' ') + 1;
    return script;
}

static int S_words(const char *script)
{
    int n = 1;
    for (; *script; script++)
        n += *script == ' ';
    return n;
}

/* --- steps ------------------------------------------------------------------------------------------------
 */

static const char *S_uketsuke(int64_t jun)
{
    return arena_printf(desk.arena, "U%lld", (long long)jun);
}

static void S_accept(struct play *p, int i)
{
    int64_t jun = p->jun[i] = ++next_jun;
    struct torikomi t = {.uketsuke = S_uketsuke(jun),
                         .shubetsu = "kanyushaToroku",
                         .hokensha = p->lane[i].hokensha,
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .path = "in",
                         .result_path = "out",
                         .encoding = "CP932",
                         .at = desk.call.now,
                         .due = desk.call.now,
                         .jun = jun};
    desk_begin(DB_UNYO);
    desk_end(torikomi_put(desk.call.tx, &t));
}

static void S_chunk(const struct play *p, int i, const char *word)
{
    desk_chunk();
    desk.call.uketsuke = p->lane[i].file ? S_uketsuke(p->jun[i]) : NULL;
    S_row(p, word);
    while ((word = strpbrk(word, " +")) && *word == '+')
        S_row(p, ++word);
    desk_chunk_end();
}

static void S_finish(const struct play *p, int i)
{
    struct torikomi t;
    bool found;
    desk_begin(DB_UNYO);
    ck_assert_int_eq(torikomi_get(desk.call.tx, S_uketsuke(p->jun[i]), desk.arena, &t, &found), ST_OK);
    ck_assert(found);
    if (t.state == TORIKOMI_UKETSUKE)
        ck_assert_int_eq(torikomi_start(desk.call.tx, &t, 0), ST_OK);
    ck_assert_int_eq(torikomi_finish(desk.call.tx, &t, "00", 0), ST_OK);
    desk_end(bulk_find("kanyushaToroku")->done(&desk.call, &t));
}

/* May the lane go on? A call or file waits for the files of its insurer that were accepted before. */
static bool S_may(const struct play *p, int i)
{
    if (p->at[i] == p->steps[i])
        return false;
    if (p->lane[i].file && p->at[i] == 0)
        return true;
    for (int k = 0; k < p->lanes; k++)
        if (k != i && p->lane[k].file && strcmp(p->lane[k].hokensha, p->lane[i].hokensha) == 0 &&
            p->at[k] > 0 && p->at[k] < p->steps[k] && (!p->lane[i].file || p->jun[k] < p->jun[i]))
            return false;
    return true;
}

static void S_step(struct play *p, int i)
{
    const struct lane *l = &p->lane[i];
    int at = p->at[i]++ - l->file;
    desk_as(l->hokensha);
    p->order[p->n++] = i;
    if (at < 0)
        S_accept(p, i);
    else if (at < S_words(l->script))
        S_chunk(p, i, S_word(l->script, at));
    else
        S_finish(p, i);
}

/* What the courier does between two steps. */
static void S_carry(const struct play *p, bool all)
{
    struct buf at_work = BUF_INIT;
    struct outbox_item item;
    int n = 1;
    for (int i = 0; i < p->lanes && !all; i++)
        if (p->lane[i].file && p->at[i] > 1 && p->at[i] < p->steps[i])
            buf_addf(&at_work, "%s ", p->lane[i].hokensha);
    while (n) {
        ck_assert_int_eq(outbox_list(tx_writer(desk.store, DB_UNYO), desk.call.now,
                                     at_work.data ? at_work.data : "", desk.arena, &item, 1, &n),
                         ST_OK);
        desk.call.work_of = n ? item.hokensha : NULL;
        if (n)
            desk_carry(DB_UNYO, &item, true);
    }
    buf_release(&at_work);
}

/* --- outcomes ---------------------------------------------------------------------------------------------
 */

static void S_begin(struct play *p, const struct lane *lane, int lanes, int64_t before[INSURERS])
{
    arena_reset(desk.arena);
    *p = (struct play){.lane = lane, .lanes = lanes, .run = (int)++next_run};
    for (int i = 0; i < lanes; i++)
        p->steps[i] = S_words(lane[i].script) + 2 * lane[i].file;
    for (int i = 0; i < INSURERS; i++) {
        ck_assert_int_eq(unyo_kanyusha_last(tx_writer(desk.store, DB_UNYO), insurers[i], &before[i]), ST_OK);
        before[i] = before[i] < 0 ? 0 : before[i];
    }
}

/* The table chofuku, of those who have come since; 枝番 count from there. */
static void S_dump(const int64_t before[INSURERS], struct buf *ret)
{
    for (int i = 0; i < INSURERS; i++) {
        struct chofuku_page page = {insurers[i], INT64_MIN,
                                    arena_printf(desk.arena, "%07lld", (long long)before[i]), 1000};
        struct chofuku *rows = NULL;
        size_t n = 0;
        ck_assert_int_eq(unyo_chofuku_list(tx_writer(desk.store, DB_UNYO), &page, desk.arena, &rows, &n),
                         ST_OK);
        for (size_t k = 0; k < n; k++)
            buf_addf(ret, "%s %lld %s-%s / %s %s-%s %s\n", insurers[i],
                     strtoll(rows[k].edaban, NULL, 10) - before[i], rows[k].shutoku_ymd,
                     rows[k].soshitsu_ymd ? rows[k].soshitsu_ymd : "", rows[k].aite_hokensha,
                     rows[k].aite_shutoku_ymd, rows[k].aite_soshitsu_ymd ? rows[k].aite_soshitsu_ymd : "",
                     rows[k].kaisho_at == INT64_MIN ? "重複中" : "解消");
    }
}

static void S_end(struct play *p, const int64_t before[INSURERS], struct buf *ret)
{
    bool any;
    S_carry(p, true);
    ck_assert_int_eq(unyo_chofuku_any(tx_writer(desk.store, DB_UNYO), &any), ST_OK);
    ck_assert(!any && !desk_waiting(DB_UNYO));
    S_dump(before, ret);
}

/* The same steps one after the other, a file's all at its acceptance, as digits. */
static const char *S_order(const struct play *real, char ret[STEPS])
{
    int at[LANES] = {0}, n = 0;
    for (int k = 0; k < real->n; k++) {
        int i = real->order[k], upto = real->lane[i].file ? real->steps[i] : at[i] + 1;
        for (; at[i] < upto; at[i]++)
            ret[n++] = (char)('0' + i);
    }
    ret[n] = 0;
    return ret;
}

static void S_serial(const struct lane *lane, int lanes, const char *order, struct buf *ret)
{
    struct play p;
    int64_t before[INSURERS];
    S_begin(&p, lane, lanes, before);
    for (; *order; order++) {
        S_step(&p, *order - '0');
        S_carry(&p, false);
    }
    S_end(&p, before, ret);
}

/* What comes out of each order of the present lanes. */
static struct known {
    char order[STEPS];
    struct buf outcome;
} known[STEPS];

static void S_forget(void)
{
    for (int i = 0; i < STEPS; i++)
        buf_release(&known[i].outcome);
    memset(known, 0, sizeof known);
}

static const char *S_text(const struct buf *b)
{
    return b->data ? b->data : "";
}

static void S_compare(const struct play *p, const struct buf *have)
{
    char order[STEPS];
    struct buf text = BUF_INIT;
    int n = 0;
    S_order(p, order);
    while (known[n].order[0] && strcmp(known[n].order, order) != 0)
        n++;
    ck_assert_int_lt(n, STEPS - 1);
    for (int k = 0; k < p->n; k++)
        buf_addf(&text, "%d", p->order[k]);
    for (int i = 0; i < p->lanes; i++)
        buf_addf(&text, " [%s%s %s]", p->lane[i].hokensha, p->lane[i].file ? "" : " online",
                 p->lane[i].script);
    if (!known[n].order[0])
        S_serial(p->lane, p->lanes, S_order(p, known[n].order), &known[n].outcome);
    ck_assert_msg(strcmp(S_text(&known[n].outcome), S_text(have)) == 0,
                  "%.200s, as %s\nwant\n%.700shave\n%.700s", text.data, order, S_text(&known[n].outcome),
                  S_text(have));
    buf_release(&text);
}

/* --- every order of two or three --------------------------------------------------------------------------
 */

/* carry: bit k is set when the courier comes after step k. */
static void S_run(const struct lane *lane, int lanes, const int *order, int n, unsigned carry)
{
    struct play p;
    struct buf have = BUF_INIT;
    int64_t before[INSURERS];
    S_begin(&p, lane, lanes, before);
    for (int k = 0; k < n; k++) {
        ck_assert(S_may(&p, order[k]));
        S_step(&p, order[k]);
        if (carry >> k & 1)
            S_carry(&p, false);
    }
    S_end(&p, before, &have);
    S_compare(&p, &have);
    buf_release(&have);
}

/* Goes on from what p has done (no database is touched): every order of the rest. */
static int S_orders(struct play *p)
{
    bool any = false;
    int count = 0;
    for (int i = 0; i < p->lanes; i++) {
        if (!S_may(p, i))
            continue;
        any = true;
        int64_t jun = p->jun[i];
        p->jun[i] = p->lane[i].file && p->at[i] == 0 ? p->n + 1 : jun;
        p->at[i]++;
        p->order[p->n++] = i;
        count += S_orders(p);
        p->n--;
        p->at[i]--;
        p->jun[i] = jun;
    }
    if (any)
        return count;
    S_run(p->lane, p->lanes, p->order, p->n, 0);
    S_run(p->lane, p->lanes, p->order, p->n, ~0u);
    return 1;
}

static void S_every(const struct lane *lane, int lanes)
{
    struct play p = {.lane = lane, .lanes = lanes};
    for (int i = 0; i < lanes; i++)
        p.steps[i] = S_words(lane[i].script) + 2 * lane[i].file;
    ck_assert_int_gt(S_orders(&p), 1);
    S_forget();
}

START_TEST(test_two_files)
{
    static const char *const scripts[][2] = {
        {"n1 c1", "n1"},        {"n1 L1", "n1 c1"},    {"N1", "N1 c1"},    {"n1 t12", "n1+n2"},
        {"n2 t21", "N1 t13"},   {"n1 l1 r1", "n1 L1"}, {"N1+L1", "n1 c1"}, {"x1 r1", "x1 r1"},
        {"n1+c1 n1", "n1 t12"}, {"n1 p1", "p1"},       {"x1 h1", "n1 m1"}, {"p1 n1 c1", "p1 c1"},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        S_every((struct lane[]){{INSURER_A, true, scripts[i][0]}, {INSURER_B, true, scripts[i][1]}}, 2);
}
END_TEST

START_TEST(test_file_and_calls)
{
    static const char *const scripts[][2] = {
        {"n1 c1 n1", "n1 c1 n1"}, {"N1 t12", "n1 t12"}, {"n1 L1 r1", "n1 l1 r1"}, {"x1 t12 r2", "n2 c2"}};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        S_every((struct lane[]){{INSURER_A, true, scripts[i][0]}, {INSURER_B, false, scripts[i][1]}}, 2);
}
END_TEST

START_TEST(test_three)
{
    S_every((struct lane[]){{INSURER_A, true, "n1+c1"}, {INSURER_B, true, "n1"}, {INSURER_C, false, "n1 c1"}},
            3);
    S_every((struct lane[]){{INSURER_A, true, "N1"}, {INSURER_B, true, "x1"}, {INSURER_B, false, "c1"}}, 3);
    S_every((struct lane[]){{INSURER_A, true, "n1"}, {INSURER_B, false, "n1 L1"}, {INSURER_A, true, "c1"}},
            3);
}
END_TEST

/* --- some orders of many ----------------------------------------------------------------------------------
 */

static uint64_t S_dice(uint64_t *seed, uint64_t sides)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*seed >> 33) % sides;
}

static const char *S_script(uint64_t *seed, char room[WORDS * 8])
{
    static const char *const rows[] = {"n1",  "n2",  "n3", "N1", "N2", "x1", "x2",  "r1",  "r2",  "l1",
                                       "l2",  "L1",  "L2", "c1", "c2", "c3", "t12", "t21", "t13", "t31",
                                       "t23", "t32", "p1", "p2", "h1", "h2", "m1",  "m2"};
    char *at = room;
    int words = 1 + (int)S_dice(seed, WORDS - 2);
    for (int i = 0; i < words; i++)
        at += snprintf(at, 8, "%s%s",
                       i == 0            ? ""
                       : S_dice(seed, 3) ? " "
                                         : "+",
                       rows[i < 2 ? S_dice(seed, 7) : S_dice(seed, sizeof rows / sizeof *rows)]);
    return room;
}

START_TEST(test_many)
{
    enum { MANY = 400 };
    for (uint64_t seed = 1; seed <= MANY; seed++) {
        uint64_t dice = seed * 977;
        char room[LANES][WORDS * 8];
        struct lane lane[LANES];
        struct play p;
        struct buf have = BUF_INIT;
        int64_t before[INSURERS];
        for (int i = 0; i < LANES; i++)
            lane[i] = (struct lane){insurers[S_dice(&dice, INSURERS)], S_dice(&dice, 3) > 0,
                                    S_script(&dice, room[i])};
        S_begin(&p, lane, LANES, before);
        for (bool more = true; more;) {
            int i = (int)S_dice(&dice, LANES);
            if (S_may(&p, i))
                S_step(&p, i);
            if (S_dice(&dice, 4) == 0)
                S_carry(&p, false);
            more = false;
            for (int k = 0; k < LANES; k++)
                more = more || p.at[k] < p.steps[k];
        }
        S_end(&p, before, &have);
        S_compare(&p, &have);
        S_forget();
        buf_release(&have);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_two_files, test_file_and_calls, test_three, test_many, NULL};
    return desk_main("unyo/chofuku", tests);
}
